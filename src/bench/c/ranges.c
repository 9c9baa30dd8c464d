/*
 * Readers of one file: N kept connections to a server on loopback, each of which asks for a range at a random place as soon as it has
 * the one before. What comes is counted and thrown away inside the kernel, so that the processors are left to the server.
 *
 *     cc -O2 -pthread -o ranges ranges.c
 *     ranges PORT REQUESTS LENGTH SIZE SECONDS      REQUESTS: a path, a tab and a header line for each reader
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1024, HEADER = 4096, LATENCIES = 1 << 20 };

typedef struct {
    int fd;
    char path[256], header[1024];
    char answer[HEADER];
    size_t answered;             /* bytes of the header so far */
    uint64_t body;               /* bytes still to come */
    uint64_t asked;
    int last;                    /* the server closes after this answer, as Tomcat does after a hundred */
} reader_t;

static reader_t readers[MOST];
static struct sockaddr_in server;
static int waiting;
static float latencies[LATENCIES];
static size_t count, refused;
static uint64_t bytes;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void meet(reader_t *r) {
    r->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(r->fd, (struct sockaddr *)&server, sizeof server)) fail("connect");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = r};
    epoll_ctl(waiting, EPOLL_CTL_ADD, r->fd, &event);
    r->last = 0;
}

static void ask(reader_t *r, uint64_t length, uint64_t size) {
    char request[2048];
    if (r->last) {
        close(r->fd);
        meet(r);
    }
    uint64_t from = (((uint64_t)random() << 31) | random()) % (length - size);
    int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nRange: bytes=%llu-%llu\r\n\r\n", r->path, r->header,
        (unsigned long long)from, (unsigned long long)(from + size - 1));
    r->answered = 0;
    r->body = 0;
    r->asked = now();
    if (write(r->fd, request, n) != n) fail("write");
}

/* Whether the whole answer has come. */
static int hear(reader_t *r, uint64_t size) {
    for (;;) {
        if (!r->body) {
            ssize_t n = recv(r->fd, r->answer + r->answered, HEADER - 1 - r->answered, MSG_PEEK | MSG_DONTWAIT);
            if (n < 0 && errno == EAGAIN) return 0;
            if (n <= 0) fail("closed by the server");
            r->answer[r->answered + n] = 0;
            char *end = strstr(r->answer, "\r\n\r\n");
            size_t header = end ? (size_t)(end + 4 - r->answer) - r->answered : (size_t)n;
            if (recv(r->fd, NULL, header, MSG_TRUNC) != (ssize_t)header) fail("recv");
            r->answered += header;
            if (!end) continue;
            char *length = strcasestr(r->answer, "\r\ncontent-length:");
            r->body = length ? strtoull(length + 17, NULL, 10) : 0;
            r->last = strcasestr(r->answer, "\r\nconnection: close\r\n") != NULL;
            if (strncmp(r->answer, "HTTP/1.1 206", 12) || r->body != size) refused++;
            if (!r->body) return 1;
        }
        ssize_t n = recv(r->fd, NULL, r->body, MSG_TRUNC | MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) return 0;
        if (n <= 0) fail("closed by the server in the middle of a range");
        bytes += n;
        r->body -= n;
        if (!r->body) return 1;
    }
}

static int by_time(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "ranges PORT REQUESTS LENGTH SIZE SECONDS\n");
        return 2;
    }
    uint64_t length = strtoull(argv[3], NULL, 10), size = strtoull(argv[4], NULL, 10);
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    FILE *requests = fopen(argv[2], "r");
    if (!requests) fail(argv[2]);
    waiting = epoll_create1(0);
    int n = 0;
    while (n < MOST && fscanf(requests, "%255[^\t]\t%1023[^\n]\n", readers[n].path, readers[n].header) == 2) {
        meet(&readers[n++]);
    }
    srandom(1);
    uint64_t began = now(), until = began + (uint64_t)(atof(argv[5]) * 1e9);
    for (int i = 0; i < n; i++) ask(&readers[i], length, size);
    int under_way = n;
    while (under_way) {
        struct epoll_event events[MOST];
        int ready = epoll_wait(waiting, events, MOST, 20000);
        if (ready <= 0) fail("an answer does not come");
        for (int i = 0; i < ready; i++) {
            reader_t *r = events[i].data.ptr;
            if (!hear(r, size)) continue;
            uint64_t t = now();
            if (count < LATENCIES) latencies[count] = (t - r->asked) / 1e6f;
            count++;
            if (t < until) {
                ask(r, length, size);
            } else {
                close(r->fd);
                under_way--;
            }
        }
    }
    double seconds = (now() - began) / 1e9;
    size_t kept = count < LATENCIES ? count : LATENCIES;
    qsort(latencies, kept, sizeof *latencies, by_time);
    printf("kind=ranges size=%llu readers=%d seconds=%.2f requests=%zu refused=%zu bytes=%llu MB_s=%.0f p50_ms=%.2f p99_ms=%.2f\n", (unsigned long long)size, n,
        seconds, count, refused, (unsigned long long)bytes, bytes / seconds / 1e6, latencies[kept / 2], latencies[kept * 99 / 100]);
    return 0;
}
