/*
 * A bad line between two network namespaces, in user space: everything that one end sends comes out of the other later, some of it
 * not at all. What is lost is chosen with a fixed seed, so two runs lose alike. Two numbers on a line of its input set anew how many
 * percent of the packets from NEAR, and of those from FAR, are lost from then on; 100 is a line that is cut, in one direction or both.
 *
 *     cc -O2 -o link link.c
 *     ./link NEAR FAR DELAY_MS LOSS_PERCENT
 *
 * Both ends are a tun device named "badline", to be given an address once this has said "up". Needs the right to make them (root).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { MOST_UNDER_WAY = 1 << 16, LARGEST = 1 << 16 };

typedef struct {
    unsigned char *bytes;
    int length;
    double due;
} packet_t;

typedef struct {
    int device;
    double loss;
    unsigned first, next;               /* of those under way from here, in order */
    packet_t under_way[MOST_UNDER_WAY];
} end_t;

static end_t ends[2];
static double delay;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int device(const char *namespace) {
    char path[256];
    snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
    int ns = open(path, O_RDONLY);
    if (ns < 0 || setns(ns, CLONE_NEWNET)) {
        perror(path);
        exit(1);
    }
    close(ns);
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    strcpy(request.ifr_name, "badline");
    int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (tun < 0 || ioctl(tun, TUNSETIFF, &request)) {
        perror("/dev/net/tun");
        exit(1);
    }
    return tun;
}

static void take(end_t *from, double time) {
    static unsigned char bytes[LARGEST];
    for (int length; (length = read(from->device, bytes, sizeof bytes)) > 0; ) {
        if (drand48() < from->loss || from->next - from->first == MOST_UNDER_WAY) continue;
        packet_t *packet = &from->under_way[from->next++ % MOST_UNDER_WAY];
        *packet = (packet_t) {malloc(length), length, time + delay};
        memcpy(packet->bytes, bytes, length);
    }
}

static void deliver(end_t *from, end_t *to, double time) {
    while (from->first != from->next) {
        packet_t *packet = &from->under_way[from->first % MOST_UNDER_WAY];
        if (packet->due > time) break;
        if (write(to->device, packet->bytes, packet->length) < 0) perror("write"); /* as lost as any other */
        free(packet->bytes);
        from->first++;
    }
}

static double wait_for(double time) {
    double shortest = 50;
    for (int i = 0; i < 2; i++) {
        if (ends[i].first == ends[i].next) continue;
        double left = ends[i].under_way[ends[i].first % MOST_UNDER_WAY].due - time;
        if (left < shortest) shortest = left < 0 ? 0 : left;
    }
    return shortest;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "link NEAR FAR DELAY_MS LOSS_PERCENT\n");
        return 2;
    }
    for (int i = 0; i < 2; i++) ends[i].device = device(arguments[1 + i]);
    delay = atof(arguments[3]);
    ends[0].loss = ends[1].loss = atof(arguments[4]) / 100;
    srand48(42);
    puts("up");
    fflush(stdout);
    for (int told = 1;;) {
        struct pollfd ready[3] = {{ends[0].device, POLLIN, 0}, {ends[1].device, POLLIN, 0}, {told ? STDIN_FILENO : -1, POLLIN, 0}};
        double wait = wait_for(now());
        struct timespec longest = {0, (long) (wait * 1e6)};
        ppoll(ready, 3, &longest, NULL);
        if (ready[2].revents) {
            double there, back;
            told = scanf("%lf %lf", &there, &back) == 2;
            if (told) {
                ends[0].loss = there / 100;
                ends[1].loss = back / 100;
            }
        }
        double time = now();
        for (int i = 0; i < 2; i++) {
            take(&ends[i], time);
            deliver(&ends[i], &ends[1 - i], time);
        }
    }
}
