/*
 * A class of students in one process: opens N sockets to a server on loopback, keeps them alive as a browser does, publishes
 * stamped text and media at given rates, and counts what is delivered to whom and how late.
 *
 * What is counted is items, not frames or writes: every stamped element of a text message, every stamped frame of a binary one,
 * however many of them the server puts into one message. A stamp is "@T" and the time of sending in 16 hexadecimal digits; those
 * from before this run (in a snapshot, say) do not count. One thread reads (epoll), one publishes.
 *
 * A server that wants an envelope around what is published (--before, --before-media, --after) gives it out in envelopes of its own, so
 * there stamps are looked for wherever they come in a socket's bytes, across messages, and media says "@M" instead. One that has to be
 * greeted and subscribed to is told --hello at once and --subscribe when it has said something; what counts begins when everyone has
 * heard a first item.
 *
 *     cc -O2 -pthread -o load load.c
 *
 * It talks to 127.0.0.0/8 only and never runs for more than two minutes of measuring.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTING, SHAKING, OPEN, DEAD, AWAY };
enum { STAMP = 18, FRAME_HEADER = 16, HEAD = FRAME_HEADER + STAMP, NOTES = 1024, MOST_TRACKS = 4, READ_BUFFER = 1 << 18 };

typedef struct {
    int fd, id, publisher;       /* publisher: of media, or of everything when the server is plain */
    uint8_t state, opcode, header_length, in_payload, head_length, length_bytes, matched, hears;
    uint8_t header[14], head[HEAD];
    uint64_t rest;               /* of this WebSocket frame */
    uint32_t frame_rest, frame_length;
    uint64_t stamp, started, opened, first, back_at;
    uint8_t asked_back;          /* how often in a row */
    uint16_t noted;
    char *notes;                 /* response header, then what a publisher is told */
} socket_t;

typedef struct {
    char kind[16];
    double rate;
    int size, key_every, key_size, socket, number, epoch;
    uint32_t sequence;
    uint64_t due;
} track_t;

typedef struct { char *text; size_t length; } phrase_t;

static int ports[8], port_count, students = 100, speakers = 1, sockets, warm = 3, seconds = 8, in_flight = 100, stuck, prefixed, joining, coming_back, idle, alone, window, text_size = 200;
static double text_rate;
static const char *requests_file, *subprotocol, *before, *before_media, *beat, *label = "", *publisher_request = "/pub";
static phrase_t hello, subscribe, after;
static track_t tracks[MOST_TRACKS];
static int track_count, track_sockets;
static int pids[8], pid_count;

static socket_t *all;
static char **requests;
static int poller, opened_count, settled_count;
static atomic_ullong delivered, sent, items_sent, worst_lag, go_at;
static atomic_int stopping, going, measuring;
static uint64_t bytes_in, frames_in, lost_sockets, asked_to_come_back, broken, beats;
static pthread_mutex_t sending = PTHREAD_MUTEX_INITIALIZER;
static uint8_t *buffer;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* ---- latencies: a log-linear histogram of 256 ns and up, 32 steps an octave; [0] text, [1] media ---- */
#define STEPS 2048
static uint64_t histogram[2][STEPS], counted[2], longest[2];

static int step_of(uint64_t ns) {
    uint64_t v = ns >> 8;
    if (v < 32) return (int)v;
    int e = 63 - __builtin_clzll(v);
    int i = (e - 4) * 32 + (int)((v >> (e - 5)) & 31);
    return i < STEPS ? i : STEPS - 1;
}
static double micros_of(int i) {
    if (i < 32) return i * 0.256;
    int e = i / 32 + 4;
    return (double)((32ull + (i & 31)) << (e - 5)) * 0.256;
}
static double percentile(int of, double p) {
    uint64_t want = (uint64_t)(counted[of] * p), seen = 0;
    for (int i = 0; i < STEPS; i++) {
        seen += histogram[of][i];
        if (seen > want) return micros_of(i);
    }
    return longest[of] / 1000.0;
}

/* ---- sending ---- */
static int send_all(int fd, const uint8_t *bytes, size_t n) {
    while (n) {
        ssize_t w = send(fd, bytes, n, MSG_NOSIGNAL);
        if (w > 0) { bytes += w; n -= w; continue; }
        if (w < 0 && errno == EAGAIN) {
            struct pollfd p = {fd, POLLOUT, 0};
            poll(&p, 1, 100);
            if (atomic_load(&stopping) == 2) return -1;
            continue;
        }
        if (w < 0 && errno == EINTR) continue;
        return -1;
    }
    return 0;
}
static int send_message(socket_t *s, int opcode, const void *payload, size_t n) { /* masked with zeros */
    static uint8_t out[1 << 17];
    if (n + 14 > sizeof out || s->state != OPEN) return -1;
    pthread_mutex_lock(&sending);
    int h = 0;
    out[h++] = 0x80 | opcode;
    if (n < 126) out[h++] = 0x80 | n;
    else if (n < 65536) { out[h++] = 0x80 | 126; out[h++] = n >> 8; out[h++] = n; }
    else { out[h++] = 0x80 | 127; for (int i = 7; i >= 0; i--) out[h++] = (uint64_t)n >> (8 * i); }
    memset(out + h, 0, 4);
    memcpy(out + h + 4, payload, n);
    int failed = send_all(s->fd, out, h + 4 + n);
    pthread_mutex_unlock(&sending);
    return failed;
}
static void send_phrase(socket_t *s, phrase_t p) { if (p.text) send_message(s, 1, p.text, p.length); }
static int publish_one(socket_t *s, int opcode, const void *payload, size_t n) { /* in its envelope, if there is one; # is its length */
    static uint8_t out[1 << 17];
    const char *around = opcode == 2 && before_media ? before_media : before;
    if (!around) return send_message(s, opcode, payload, n);
    const char *mark = strchr(around, '#');
    int h = mark ? snprintf((char *)out, 512, "%.*s%zu%s", (int)(mark - around), around, n, mark + 1) : snprintf((char *)out, 512, "%s", around);
    if (h >= 512 || h + n + after.length > sizeof out) return -1;
    memcpy(out + h, payload, n);
    if (after.length) memcpy(out + h + n, after.text, after.length);
    return send_message(s, opcode, out, h + n + after.length);
}

/* ---- receiving ---- */
/* As a browser does: asked by 4001, at most 0.25 s and doubling to 10 s; after a broken line, at most 1.5 s. */
static void go_away_for_a_while(socket_t *s, int code) {
    uint64_t most = 1500000000ull;
    if (code == 4001) {
        most = 250000000ull << (s->asked_back < 6 ? s->asked_back : 6);
        if (most > 10000000000ull) most = 10000000000ull;
        s->asked_back++;
        asked_to_come_back++;
    } else broken++;
    s->state = AWAY;
    s->back_at = now() + (uint64_t)(most * (rand() / (RAND_MAX + 1.0)));
    s->header_length = s->in_payload = 0;
    s->noted = 0;
    free(s->notes);
    s->notes = NULL;
    close(s->fd);
    s->fd = -1;
}
static void lose(socket_t *s, const char *why) {
    if (s->state == DEAD || s->state == AWAY) return;
    if (coming_back && !s->publisher) { go_away_for_a_while(s, strstr(why, "4001") ? 4001 : 0); return; }
    if (lost_sockets < 3) fprintf(stderr, "%s: socket %d is lost: %s (state %d)\n", label, s->id, why, s->state);
    if (s->state != OPEN) settled_count++;
    s->state = DEAD;
    lost_sockets++;
    close(s->fd);
    s->fd = -1;
}
static void deliver(socket_t *s, int media, uint64_t stamp, uint64_t t) {
    s->hears = 1;
    if (stamp < atomic_load_explicit(&go_at, memory_order_relaxed) || s->publisher) return;
    atomic_store_explicit(&delivered, atomic_load_explicit(&delivered, memory_order_relaxed) + 1, memory_order_relaxed);
    if (atomic_load_explicit(&measuring, memory_order_relaxed)) {
        uint64_t late = t > stamp ? t - stamp : 0;
        histogram[media][step_of(late)]++;
        counted[media]++;
        if (late > longest[media]) longest[media] = late;
    }
}
static int hex(int c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }
static uint64_t stamp_at(const uint8_t *p) {
    uint64_t t = 0;
    for (int i = 2; i < STAMP; i++) t = t << 4 | hex(p[i]);
    return t;
}
static int kind_of(int c) { return c == 'T' ? 0 : c == 'M' && before ? 1 : -1; }
static void take_text(socket_t *s, const uint8_t *p, const uint8_t *end, uint64_t t) {
    while (p < end) {
        if (!s->matched) {
            p = memchr(p, '@', end - p);
            if (!p) return;
            if (end - p >= STAMP) {
                int kind = kind_of(p[1]);
                if (kind >= 0) { deliver(s, kind, stamp_at(p), t); p += STAMP; } else p++;
                continue;
            }
        }
        s->head[s->matched++] = *p++;
        if (s->matched == 2 && kind_of(s->head[1]) < 0) s->matched = 0;
        if (s->matched == STAMP) { deliver(s, kind_of(s->head[1]), stamp_at(s->head), t); s->matched = 0; }
    }
}
static void take_media(socket_t *s, const uint8_t *p, const uint8_t *end, uint64_t t) {
    while (p < end) {
        if (!s->frame_rest) {
            s->frame_length = s->frame_length << 8 | *p++;
            if (++s->length_bytes < 4) continue;
            s->length_bytes = 0;
            s->frame_rest = s->frame_length;
            s->head_length = 0;
            continue;
        }
        size_t n = (size_t)(end - p) < s->frame_rest ? (size_t)(end - p) : s->frame_rest;
        if (s->head_length < HEAD) {
            size_t k = (size_t)HEAD - s->head_length < n ? (size_t)HEAD - s->head_length : n;
            memcpy(s->head + s->head_length, p, k);
            s->head_length += k;
            if (s->head_length == HEAD && !memcmp(s->head + FRAME_HEADER, "@T", 2)) deliver(s, 1, stamp_at(s->head + FRAME_HEADER), t);
        }
        p += n;
        s->frame_rest -= n;
        if (!s->frame_rest) s->frame_length = 0;
    }
}
static void take_notes(socket_t *s, const uint8_t *p, const uint8_t *end) {
    size_t n = end - p < NOTES - 1 - s->noted ? end - p : NOTES - 1 - s->noted;
    memcpy(s->notes + s->noted, p, n);
    s->noted += n;
    s->notes[s->noted] = 0;
}
static void take(socket_t *s, const uint8_t *p, const uint8_t *end, uint64_t t) {
    while (p < end && s->state != DEAD && s->state != AWAY) {
        if (!s->in_payload) {
            s->header[s->header_length++] = *p++;
            int l = s->header[1] & 127, need = 2 + (l == 126 ? 2 : l == 127 ? 8 : 0);
            if (s->header_length < 2 || s->header_length < need) continue;
            s->rest = l;
            if (l >= 126) { s->rest = 0; for (int i = 2; i < need; i++) s->rest = s->rest << 8 | s->header[i]; }
            s->header_length = 0;
            s->opcode = s->header[0] & 15;
            s->in_payload = s->rest > 0;
            frames_in++;
            if (s->opcode == 1 && !before) s->matched = 0;
            if (s->opcode == 2 && !prefixed) { s->frame_rest = s->rest; s->head_length = 0; }
            continue;
        }
        size_t n = (size_t)(end - p) < s->rest ? (size_t)(end - p) : s->rest;
        if (!s->first && s->opcode != 8) {
            s->first = t;
            if (!s->publisher) send_phrase(s, subscribe);
        }
        if (s->notes) take_notes(s, p, p + n);
        else if (before ? s->opcode < 8 : s->opcode == 1) take_text(s, p, p + n, t);
        else if (s->opcode == 2) take_media(s, p, p + n, t);
        else if (s->opcode == 8) {
            char why[32];
            snprintf(why, sizeof why, "closed with %d", n >= 2 ? p[0] << 8 | p[1] : 0);
            lose(s, why);
            return;
        }
        p += n;
        s->rest -= n;
        s->in_payload = s->rest > 0;
    }
}

/* ---- opening ---- */
/* where several are named, sockets go to them in turn */
static int port_of(socket_t *s) { return ports[s->id % port_count]; }
static int open_socket(socket_t *s) {
    if (!s->started) s->started = now();
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0) return -1;
    int one = 1;
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct linger at_once = {1, 0};
    setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000101 + s->id / 1000)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port_of(s)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(s->fd, (void *)&from, sizeof from)) return -1;
    s->state = CONNECTING;
    s->notes = calloc(1, NOTES);
    if (connect(s->fd, (void *)&to, sizeof to) && errno != EINPROGRESS) { lose(s, "cannot connect"); return 0; }
    struct epoll_event e = {.events = EPOLLIN | EPOLLOUT, .data.ptr = s};
    return epoll_ctl(poller, EPOLL_CTL_ADD, s->fd, &e);
}
static void shake_hands(socket_t *s) {
    /* a line of the requests file: path, tab, header lines joined by '|' */
    char line[1024], request[2048], *extra = "";
    snprintf(line, sizeof line, "%s", requests ? requests[s->id] : s->publisher ? publisher_request : "/");
    char *tab = strchr(line, '\t');
    if (tab) { *tab = 0; extra = tab + 1; }
    int media = requests && s->publisher;
    int n = snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s%s%s%s\r\n",
                     line, port_of(s), port_of(s), subprotocol ? "Sec-WebSocket-Protocol: " : "", subprotocol ? (media ? "lectern.tracks.v1" : subprotocol) : "",
                     subprotocol ? "\r\n" : "", extra, *extra ? "\r\n" : "");
    send_all(s->fd, (uint8_t *)request, n);
    s->state = SHAKING;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = s};
    epoll_ctl(poller, EPOLL_CTL_MOD, s->fd, &e);
}
static void say_hello(socket_t *s) {
    s->state = OPEN;
    if (!s->opened) { opened_count++; settled_count++; }
    s->opened = now();
    s->noted = 0;
    if (!s->publisher) {
        free(s->notes);
        s->notes = NULL;
        send_phrase(s, hello);
        if (s->id < stuck) epoll_ctl(poller, EPOLL_CTL_DEL, s->fd, NULL); /* never reads again */
        return;
    }
    s->notes[0] = 0;
    if (!requests) { send_phrase(s, hello); return; }
    char text[512];
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    int n = snprintf(text, sizeof text, "{\"type\":\"hello\",\"now\":%lld,\"unfinished\":[]}", wall.tv_sec * 1000000ll + wall.tv_nsec / 1000);
    send_message(s, 1, text, n);
    for (int i = 0; i < track_count; i++) {
        if (students + tracks[i].socket != s->id) continue;
        int sound = strcmp(tracks[i].kind, "microphone") == 0;
        n = snprintf(text, sizeof text,
                     "{\"type\":\"open\",\"ref\":%d,\"kind\":\"%s\",\"codec\":\"%s\",\"width\":%d,\"height\":%d,\"channels\":%d,\"frameDuration\":%d,\"description\":\"\"}",
                     i, tracks[i].kind, sound ? "opus" : "vp09.00.31.08", sound ? 0 : 640, sound ? 0 : 360, sound ? 1 : 0, sound ? 20000 : 0);
        send_message(s, 1, text, n);
    }
}
static void on_event(socket_t *s) {
    if (s->state == DEAD || s->state == AWAY) return;
    if (s->state == CONNECTING) {
        int error = 0;
        socklen_t l = sizeof error;
        getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &l);
        if (error) lose(s, strerror(error)); else shake_hands(s);
        return;
    }
    ssize_t r = recv(s->fd, buffer, READ_BUFFER, 0);
    if (r < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (r <= 0) { lose(s, r ? strerror(errno) : "end of stream"); return; }
    bytes_in += r;
    const uint8_t *p = buffer, *end = buffer + r;
    if (s->state == SHAKING) {
        size_t before = s->noted;
        take_notes(s, p, end);
        char *body = strstr(s->notes, "\r\n\r\n");
        if (!body) { if (s->noted == NOTES - 1) lose(s, "a long header"); return; }
        if (strncmp(s->notes + 9, "101", 3)) { lose(s, s->notes); return; }
        p += body + 4 - s->notes - before;
        say_hello(s);
    }
    take(s, p, end, now());
}
static void keep_alive(uint64_t since) {
    if (!beat) return;
    int speaking = requests ? sockets : students; /* the bare broadcaster would pass a publisher's heartbeat on */
    uint64_t due = (now() - since) * speaking / 1000000000ull;
    for (int n = 0; beats < due && n < speaking; beats++, n++) {
        socket_t *s = &all[beats % speaking];
        if (s->state == OPEN && s->id >= stuck) send_message(s, 1, beat, strlen(beat));
    }
}
static void come_back(void) {
    static uint64_t looked;
    uint64_t t = now();
    if (!coming_back || t - looked < 10000000) return;
    looked = t;
    for (int i = 0; i < sockets; i++)
        if (all[i].state == AWAY && all[i].back_at < t && open_socket(&all[i])) { perror("cannot open a socket"); exit(1); }
}
static void pump(uint64_t until, int (*done)(void)) {
    static uint64_t since;
    struct epoll_event events[1024];
    if (!since) since = now();
    for (;;) {
        uint64_t t = now();
        if (t >= until || (done && done())) return;
        int ms = (int)((until - t) / 1000000) + 1;
        int n = epoll_wait(poller, events, 1024, ms > 10 ? 10 : ms);
        for (int i = 0; i < n; i++) on_event(events[i].data.ptr);
        keep_alive(since);
        come_back();
    }
}
static int all_settled(void) {
    static int next;
    while (next < sockets && next - settled_count < in_flight) {
        if (open_socket(&all[next])) { perror("cannot open a socket"); exit(1); }
        next++;
    }
    return settled_count >= sockets;
}
static int all_welcomed(void) {
    static int next;
    while (next < students && (all[next].first || all[next].state == DEAD)) next++;
    return next >= students;
}
static int tracks_opened(void) {
    if (!requests) return 1;
    for (int i = 0; i < track_count; i++) {
        char ref[32], *found;
        snprintf(ref, sizeof ref, "\"ref\":%d,", i);
        char *opened = all[students + tracks[i].socket].notes;
        if (!opened || !(found = strstr(opened, ref))) return 0;
        char *number = strstr(found, "\"track\":"), *epoch = strstr(found, "\"epoch\":");
        if (!number || !epoch) return 0;
        tracks[i].number = atoi(number + 8);
        tracks[i].epoch = atoi(epoch + 8);
    }
    return 1;
}

/* ---- publishing ---- */
static uint64_t expected(void) { return atomic_load(&items_sent) * (uint64_t)(alone ? 1 : students); }
static int all_delivered(void) { return atomic_load(&delivered) >= expected(); }

static void say(int turn, uint64_t t) {
    char text[4096];
    int overhead = 138; /* of an entry around its text, so that an item has the size asked for */
    int n;
    if (requests) {
        int length = text_size > overhead + 26 ? text_size - overhead : 26;
        n = snprintf(text, sizeof text, "{\"type\":\"chat.post\",\"id\":\"%08x-0000-4000-8000-%012x\",\"text\":\"@T%016llx%0*d\"}",
                     (unsigned)(t >> 20), turn, (unsigned long long)t, length - STAMP, 0);
    } else {
        n = snprintf(text, sizeof text, "{\"text\":\"@T%016llx%0*d\"}", (unsigned long long)t, text_size - STAMP - 11, 0);
    }
    socket_t *s = requests ? &all[stuck + turn % speakers] : &all[students];
    if (!publish_one(s, 1, text, n)) { atomic_fetch_add(&sent, 1); atomic_fetch_add(&items_sent, 1); }
}
static void send_frame(track_t *k, uint64_t t) {
    static uint8_t frame[1 << 17];
    int is_key = k->key_every == 0 || k->sequence % k->key_every == 0;
    int size = k->key_every && is_key ? k->key_size : k->size;
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    uint64_t micros = wall.tv_sec * 1000000ull + wall.tv_nsec / 1000;
    frame[0] = 1 << 4 | 1; frame[1] = k->number; frame[2] = is_key; frame[3] = k->epoch;
    for (int i = 0; i < 4; i++) frame[4 + i] = k->sequence >> (24 - 8 * i);
    for (int i = 0; i < 8; i++) frame[8 + i] = micros >> (56 - 8 * i);
    if (before) memset(frame, '-', FRAME_HEADER); /* in which nothing may look like a stamp */
    char stamp[32];
    snprintf(stamp, sizeof stamp, "@%c%016llx", before ? 'M' : 'T', (unsigned long long)t);
    memcpy(frame + FRAME_HEADER, stamp, STAMP);
    if (!publish_one(&all[students + (requests ? k->socket : 0)], 2, frame, size)) atomic_fetch_add(&items_sent, 1);
    k->sequence++;
}
/* Nobody says when a subscription holds, so something is said until all have heard it. */
static int all_hear(void) {
    static uint64_t said;
    static int next;
    while (next < students && (all[next].hears || all[next].state == DEAD)) next++;
    if (next < students && now() - said > 100000000) { said = now(); say(0, said); }
    return next >= students;
}
static void *publish(void *unused) {
    (void)unused;
    while (!atomic_load(&going)) usleep(200);
    uint64_t begin = now(), text_due = begin;
    for (int i = 0; i < track_count; i++) tracks[i].due = begin;
    for (int turn = 0; !atomic_load(&stopping);) {
        if (window) {
            uint64_t asked = now();
            while (atomic_load(&sent) >= (uint64_t)window + atomic_load(&delivered) / students && !atomic_load(&stopping)) {
                struct timespec rest = {0, 20000};
                nanosleep(&rest, NULL);
                if (now() - asked > 2000000000ull) { fprintf(stderr, "%s: the window stalled\n", label); break; }
            }
            say(turn++, now());
            continue;
        }
        uint64_t next = text_rate > 0 ? text_due : UINT64_MAX;
        track_t *track = NULL;
        for (int i = 0; i < track_count; i++) if (tracks[i].due < next) { next = tracks[i].due; track = &tracks[i]; }
        struct timespec until = {next / 1000000000ull, next % 1000000000ull};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        uint64_t t = now();
        if (t > next && t - next > atomic_load(&worst_lag)) atomic_store(&worst_lag, t - next);
        if (track) { send_frame(track, t); track->due += (uint64_t)(1e9 / track->rate); }
        else { say(turn++, t); text_due += (uint64_t)(1e9 / text_rate); }
    }
    return NULL;
}

/* ---- what the servers use ---- */
static double cpu(void) {
    double total = 0;
    for (int i = 0; i < pid_count; i++) {
        char file[64], line[2048];
        snprintf(file, sizeof file, "/proc/%d/stat", pids[i]);
        FILE *f = fopen(file, "r");
        if (!f) continue;
        line[fread(line, 1, sizeof line - 1, f)] = 0;
        fclose(f);
        unsigned long user = 0, kernel = 0;
        sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
        total += (double)(user + kernel) / sysconf(_SC_CLK_TCK);
    }
    return total;
}
static double resident(void) {
    double total = 0;
    for (int i = 0; i < pid_count; i++) {
        char file[64], line[256];
        snprintf(file, sizeof file, "/proc/%d/status", pids[i]);
        FILE *f = fopen(file, "r");
        long kilobytes;
        while (f && fgets(line, sizeof line, f)) if (sscanf(line, "VmRSS: %ld", &kilobytes) == 1) total += kilobytes / 1024.0;
        if (f) fclose(f);
    }
    return total;
}
static double machine_busy(void) {
    double v[8] = {0};
    FILE *f = fopen("/proc/stat", "r");
    if (f) {
        if (fscanf(f, "cpu %lf %lf %lf %lf %lf %lf %lf %lf", v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7) != 8) v[0] = 0;
        fclose(f);
    }
    return (v[0] + v[1] + v[2] + v[5] + v[6]) / sysconf(_SC_CLK_TCK);
}
static double own_cpu(void) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}
static int ascending(const void *a, const void *b) {
    double x = *(double *)a, y = *(double *)b;
    return x < y ? -1 : x > y;
}

static void read_requests(void) {
    FILE *f = fopen(requests_file, "r");
    char line[1024];
    if (!f) { perror(requests_file); exit(2); }
    requests = calloc(sockets, sizeof *requests);
    for (int i = 0; i < sockets && fgets(line, sizeof line, f); i++) {
        line[strcspn(line, "\n")] = 0;
        requests[i] = strdup(line);
    }
    fclose(f);
    if (!requests[sockets - 1]) { fprintf(stderr, "%s has fewer than %d lines\n", requests_file, sockets); exit(2); }
}
static void add_track(const char *description) { /* kind,rate,size,key every,key size,socket */
    track_t *k = &tracks[track_count++];
    if (track_count > MOST_TRACKS
        || sscanf(description, "%15[^,],%lf,%d,%d,%d,%d", k->kind, &k->rate, &k->size, &k->key_every, &k->key_size, &k->socket) != 6
        || k->size < HEAD || k->key_size > 1 << 16) { fprintf(stderr, "no such track: %s\n", description); exit(2); }
    if (k->socket >= track_sockets) track_sockets = k->socket + 1;
}
static phrase_t phrase(char *argument) { /* ^@ is a NUL, which no argument can hold */
    phrase_t p = {argument, 0};
    for (char *c = argument; *c; c++) {
        int nul = c[0] == '^' && c[1] == '@';
        p.text[p.length++] = nul ? 0 : *c;
        c += nul;
    }
    return p;
}
static void print_join(uint64_t begin, double cpu_before) {
    double *took = malloc(sizeof *took * students);
    int n = 0;
    uint64_t last = begin;
    for (int i = 0; i < students; i++) if (all[i].first) {
        took[n++] = (all[i].first - all[i].started) / 1e6;
        if (all[i].first > last) last = all[i].first;
    }
    qsort(took, n, sizeof *took, ascending);
    printf("kind=join label=%s n=%d welcomed=%d lost_sockets=%llu asked_back=%llu broken=%llu all_ms=%.0f p50_ms=%.1f p99_ms=%.1f max_ms=%.1f cpu_ms_each=%.3f MB=%.1f\n",
           label, students, n, (unsigned long long)lost_sockets, (unsigned long long)asked_to_come_back, (unsigned long long)broken, (last - begin) / 1e6, n ? took[n / 2] : 0, n ? took[(int)(n * .99)] : 0,
           n ? took[n - 1] : 0, (cpu() - cpu_before) * 1000 / students, bytes_in / 1e6);
}

int main(int argc, char **argv) {
    static struct option options[] = {{"port", 1, 0, 'p'}, {"requests", 1, 0, 'r'}, {"students", 1, 0, 'n'}, {"speakers", 1, 0, 'k'},
        {"subprotocol", 1, 0, 's'}, {"hello", 1, 0, 'h'}, {"subscribe", 1, 0, 'S'}, {"before", 1, 0, 'e'}, {"before-media", 1, 0, 'm'},
        {"after", 1, 0, 'A'}, {"beat", 1, 0, 'b'}, {"text", 1, 0, 't'}, {"size", 1, 0, 'z'}, {"track", 1, 0, 'T'},
        {"warm", 1, 0, 'w'}, {"seconds", 1, 0, 'd'}, {"in-flight", 1, 0, 'f'}, {"stuck", 1, 0, 'K'}, {"prefixed", 0, 0, 'x'}, {"join", 0, 0, 'j'}, {"come-back", 0, 0, 'B'},
        {"idle", 1, 0, 'i'}, {"alone", 0, 0, 'a'}, {"window", 1, 0, 'W'}, {"pid", 1, 0, 'P'}, {"label", 1, 0, 'l'}, {0}};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) switch (c) {
        case 'p': if (port_count < 8) ports[port_count++] = atoi(optarg); break;
        case 'r': requests_file = optarg; break;
        case 'n': students = atoi(optarg); break;
        case 'k': speakers = atoi(optarg); break;
        case 's': subprotocol = optarg; break;
        case 'h': hello = phrase(optarg); break;
        case 'S': subscribe = phrase(optarg); break;
        case 'e': before = optarg; break;
        case 'm': before_media = optarg; break;
        case 'A': after = phrase(optarg); break;
        case 'b': beat = optarg; break;
        case 't': text_rate = atof(optarg); break;
        case 'z': text_size = atoi(optarg); break;
        case 'T': add_track(optarg); break;
        case 'w': warm = atoi(optarg); break;
        case 'd': seconds = atoi(optarg); break;
        case 'f': in_flight = atoi(optarg); break;
        case 'K': stuck = atoi(optarg); break;
        case 'x': prefixed = 1; break;
        case 'j': joining = 1; break;
        case 'B': coming_back = 1; break;
        case 'i': idle = atoi(optarg); break;
        case 'a': alone = 1; break;
        case 'W': window = atoi(optarg); break;
        case 'P': if (pid_count < 8) pids[pid_count++] = atoi(optarg); break;
        case 'l': label = optarg; break;
        default: return 2;
        }
    if (seconds > 120 || warm > 120 || idle > 120 || students < 1 || students > 20000 || text_size > 3000) {
        fprintf(stderr, "bounded: 120 seconds, 20000 students, 3000 bytes of text\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    alarm(400); /* whatever happens, it ends */
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    buffer = malloc(READ_BUFFER);
    if (speakers > students) speakers = students;
    int publishers = requests_file ? track_sockets : track_count || text_rate > 0 || window ? 1 : 0;
    sockets = students + publishers;
    if (requests_file) read_requests();
    all = calloc(sockets, sizeof *all);
    poller = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < sockets; i++) { all[i].id = i; all[i].publisher = i >= students; all[i].fd = -1; }
    atomic_store(&go_at, UINT64_MAX);

    double resident_before = resident(), cpu_before = cpu();
    uint64_t begin = now();
    pump(begin + 60000000000ull, all_settled);
    if (hello.text) pump(now() + 60000000000ull, all_welcomed);
    double open_ms = (now() - begin) / 1e6;
    if (joining) { print_join(begin, cpu_before); fflush(stdout); _exit(0); }
    pump(now() + 10000000000ull, tracks_opened);
    if (idle) {
        double cpu_idle = cpu();
        pump(now() + idle * 1000000000ull, NULL);
        printf("kind=idle label=%s n=%d lost_sockets=%llu open_ms=%.0f rss_before_mb=%.1f rss_mb=%.1f rss_kb_each=%.2f cores=%.3f\n", label, students,
               (unsigned long long)lost_sockets, open_ms, resident_before, resident(), (resident() - resident_before) * 1024 / students,
               (cpu() - cpu_idle) / idle);
        printf("holding\n");
        fflush(stdout);
        pump(now() + 20000000000ull, NULL); /* while the heap is looked at; ends with the pipe it was given */
        _exit(0);
    }

    if (subscribe.text) {
        pump(now() + 60000000000ull, all_hear);
        if (!all_hear() || all[students].state != OPEN) { fprintf(stderr, "%s: not everyone could subscribe\n", label); return 1; }
        atomic_store(&sent, 0);
        atomic_store(&items_sent, 0);
    }
    pthread_t publisher;
    atomic_store(&go_at, now());
    pthread_create(&publisher, NULL, publish, NULL);
    atomic_store(&going, 1);
    pump(now() + warm * 1000000000ull, NULL);
    double cpu0 = cpu(), own0 = own_cpu(), busy0 = machine_busy();
    uint64_t items0 = atomic_load(&delivered), frames0 = frames_in, bytes0 = bytes_in, sent0 = atomic_load(&items_sent), t0 = now();
    atomic_store(&measuring, 1);
    pump(t0 + seconds * 1000000000ull, NULL);
    atomic_store(&measuring, 0);
    double took = (now() - t0) / 1e9, used = cpu() - cpu0, own = own_cpu() - own0, busy = machine_busy() - busy0;
    double items = atomic_load(&delivered) - items0, published = atomic_load(&items_sent) - sent0;
    uint64_t frames = frames_in - frames0, bytes = bytes_in - bytes0;
    atomic_store(&stopping, 1);
    pthread_join(publisher, NULL);
    pump(now() + 6000000000ull, all_delivered);
    double missing = expected() ? 100.0 * (1.0 - (double)atomic_load(&delivered) / expected()) : 0;
    printf("kind=run label=%s n=%d seconds=%.2f published_per_s=%.1f items_per_s=%.0f messages_per_s=%.0f MB_per_s=%.1f missing_pct=%.4f "
           "cpu_s_per_M=%.3f cores=%.3f text_p50_us=%.0f text_p95_us=%.0f text_p99_us=%.0f media_p50_us=%.0f media_p95_us=%.0f media_p99_us=%.0f "
           "max_us=%.0f own_cores=%.2f other_cores=%.2f lag_ms=%.1f open_ms=%.0f rss_mb=%.1f lost_sockets=%llu\n",
           label, students, took, published / took, items / took, frames / took, bytes / took / 1e6, missing, items ? used / (items / 1e6) : 0,
           used / took, percentile(0, .5), percentile(0, .95), percentile(0, .99), percentile(1, .5), percentile(1, .95), percentile(1, .99),
           (longest[0] > longest[1] ? longest[0] : longest[1]) / 1e3, own / took, (busy - used - own) / took, atomic_load(&worst_lag) / 1e6, open_ms,
           resident(), (unsigned long long)lost_sockets);
    fflush(stdout);
    _exit(0);
}
