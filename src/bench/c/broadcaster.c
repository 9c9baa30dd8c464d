/*
 * The reference: a bare WebSocket broadcaster, one epoll thread. GET /pub publishes, any other path subscribes. A message is framed
 * once and written to every subscriber as it is, one write a message or, when it gathers, one write for all that came together; a
 * socket that is full keeps references to shared frames. It checks, keeps and knows nothing, which is what makes it a floor to be
 * measured against.
 *
 *     cc -O2 -o broadcaster broadcaster.c && ./broadcaster PORT [gather]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct { int ref; size_t len; uint8_t d[]; } frame;
typedef struct q { struct q *next; frame *f; } q;
typedef struct conn {
    int fd, st, pub, idx;
    size_t inlen, incap;
    uint8_t *in;
    q *head, *tail;
    size_t off;
    int qlen;
} conn;
static int ep, lfd, n_subs, cap_subs, gather;
static conn **subs;

static uint32_t rol(uint32_t x, int n) { return x << n | x >> (32 - n); }
static void sha1(const uint8_t *m, size_t n, uint8_t out[20]) {
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    uint8_t b[192] = {0};
    memcpy(b, m, n);
    b[n] = 0x80;
    size_t L = ((n + 8) / 64 + 1) * 64;
    for (int i = 0; i < 8; i++) b[L - 1 - i] = (uint8_t)(((uint64_t)n * 8) >> (8 * i));
    for (size_t o = 0; o < L; o += 64) {
        uint32_t w[80], a = h[0], bb = h[1], c = h[2], d = h[3], e = h[4];
        for (int i = 0; i < 16; i++) w[i] = b[o + 4 * i] << 24 | b[o + 4 * i + 1] << 16 | b[o + 4 * i + 2] << 8 | b[o + 4 * i + 3];
        for (int i = 16; i < 80; i++) w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20) f = (bb & c) | (~bb & d), k = 0x5A827999;
            else if (i < 40) f = bb ^ c ^ d, k = 0x6ED9EBA1;
            else if (i < 60) f = (bb & c) | (bb & d) | (c & d), k = 0x8F1BBCDC;
            else f = bb ^ c ^ d, k = 0xCA62C1D6;
            uint32_t t = rol(a, 5) + f + e + k + w[i];
            e = d; d = c; c = rol(bb, 30); bb = a; a = t;
        }
        h[0] += a; h[1] += bb; h[2] += c; h[3] += d; h[4] += e;
    }
    for (int i = 0; i < 20; i++) out[i] = h[i / 4] >> (24 - 8 * (i % 4));
}
static void b64(const uint8_t *p, int n, char *o) {
    static const char T[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < n; i += 3) {
        uint32_t v = p[i] << 16 | (i + 1 < n ? p[i + 1] << 8 : 0) | (i + 2 < n ? p[i + 2] : 0);
        *o++ = T[v >> 18]; *o++ = T[v >> 12 & 63];
        *o++ = i + 1 < n ? T[v >> 6 & 63] : '='; *o++ = i + 2 < n ? T[v & 63] : '=';
    }
    *o = 0;
}
static void unref(frame *f) { if (--f->ref == 0) free(f); }
static void want(conn *c, uint32_t ev) {
    struct epoll_event e = {.events = ev, .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
}
static void drop(conn *c) {
    if (c->idx >= 0) {
        subs[c->idx] = subs[--n_subs];
        subs[c->idx]->idx = c->idx;
    }
    close(c->fd);
    while (c->head) { q *x = c->head; c->head = x->next; unref(x->f); free(x); }
    free(c->in);
    c->fd = -1;
    c->st = 9;          /* leaked on purpose: events for it may be in the batch */
}
static void enqueue(conn *c, frame *f) {
    q *x = malloc(sizeof *x);
    x->next = NULL; x->f = f;
    f->ref++;
    if (c->tail && c->head) c->tail->next = x; else c->head = x;
    c->tail = x;
    c->qlen++;
}
static int flushc(conn *c) {
    while (c->head) {
        struct iovec v[16];
        int k = 0;
        for (q *x = c->head; x && k < 16; x = x->next, k++) {
            size_t o = k ? 0 : c->off;
            v[k].iov_base = x->f->d + o; v[k].iov_len = x->f->len - o;
        }
        ssize_t w = writev(c->fd, v, k);
        if (w < 0) { if (errno == EAGAIN) return 0; return -1; }
        while (w > 0) {
            size_t left = c->head->f->len - c->off;
            if ((size_t)w < left) { c->off += w; w = 0; break; }
            w -= left; c->off = 0;
            q *x = c->head; c->head = x->next; unref(x->f); free(x); c->qlen--;
        }
    }
    c->tail = NULL;
    return 1;
}
static void fan(frame *f) {
    for (int i = 0; i < n_subs; i++) {
        conn *c = subs[i];
        if (c->head) { if (c->qlen < 1024) enqueue(c, f); continue; }
        ssize_t w = write(c->fd, f->d, f->len);
        if (w == (ssize_t)f->len) continue;
        if (w < 0 && errno != EAGAIN) continue;
        enqueue(c, f);
        c->off = w < 0 ? 0 : w;
        want(c, EPOLLIN | EPOLLOUT);
    }
}
static frame *mkframe(int op, const uint8_t *p, size_t n) {
    frame *f = malloc(sizeof *f + n + 10);
    f->ref = 1;
    int h = 0;
    f->d[h++] = 0x80 | op;
    if (n < 126) f->d[h++] = n;
    else if (n < 65536) { f->d[h++] = 126; f->d[h++] = n >> 8; f->d[h++] = n; }
    else { f->d[h++] = 127; for (int i = 7; i >= 0; i--) f->d[h++] = (uint64_t)n >> (8 * i); }
    memcpy(f->d + h, p, n);
    f->len = h + n;
    return f;
}
static void publish(frame *f) {
    fan(f);
    unref(f);
}
static frame *join(frame *a, frame *b) {
    if (!a) return b;
    a = realloc(a, sizeof *a + a->len + b->len);
    memcpy(a->d + a->len, b->d, b->len);
    a->len += b->len;
    unref(b);
    return a;
}
static void on_in(conn *c) {
    if (c->incap - c->inlen < 4096) { c->incap = c->incap ? c->incap * 2 : 4096 + 2048; c->in = realloc(c->in, c->incap); }
    ssize_t r = read(c->fd, c->in + c->inlen, c->incap - c->inlen);
    if (r == 0 || (r < 0 && errno != EAGAIN)) { drop(c); return; }
    if (r < 0) return;
    c->inlen += r;
    if (!c->st) {
        uint8_t *e = memmem(c->in, c->inlen, "\r\n\r\n", 4);
        if (!e) return;
        uint8_t *k = memmem(c->in, e - c->in, "Sec-WebSocket-Key: ", 19);
        if (!k) { drop(c); return; }
        uint8_t b[128], d[20];
        char a[64], o[256];
        memcpy(b, k + 19, 24);
        memcpy(b + 24, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
        sha1(b, 60, d);
        b64(d, 20, a);
        int n = snprintf(o, sizeof o, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", a);
        (void)!write(c->fd, o, n);
        c->st = 1;
        c->pub = !memcmp(c->in, "GET /pub", 8);
        size_t used = e + 4 - c->in;
        memmove(c->in, c->in + used, c->inlen - used);
        c->inlen -= used;
        if (!c->pub) {
            if (!c->inlen) { free(c->in); c->in = NULL; c->incap = 0; }
            if (n_subs == cap_subs) { cap_subs = cap_subs ? cap_subs * 2 : 1024; subs = realloc(subs, cap_subs * sizeof *subs); }
            c->idx = n_subs;
            subs[n_subs++] = c;
        }
    }
    uint8_t *p = c->in, *end = p + c->inlen;
    frame *together = NULL;
    while (end - p >= 6) {
        size_t n = p[1] & 127, h = 2;
        if (n == 126) { n = p[2] << 8 | p[3]; h = 4; }
        else if (n == 127) { if (end - p < 14) break; n = 0; for (int i = 2; i < 10; i++) n = n << 8 | p[i]; h = 10; }
        if ((size_t)(end - p) < h + 4 + n) break;
        uint8_t *m = p + h, *d = m + 4;
        if (m[0] | m[1] | m[2] | m[3]) for (size_t i = 0; i < n; i++) d[i] ^= m[i & 3];
        int op = p[0] & 15;
        if (c->pub && op < 8) together = join(together, mkframe(op, d, n));
        p = d + n;
        if (together && !gather) { publish(together); together = NULL; }
    }
    if (together) publish(together);
    if (c->in) { memmove(c->in, p, end - p); c->inlen = end - p; }
}
static void admit(void) {
    for (int z = 0; z < 64; z++) {
        int fd = accept4(lfd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), one = 1;
        if (fd < 0) return;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        conn *x = calloc(1, sizeof *x);
        x->fd = fd; x->idx = -1;
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = x};
        epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
    }
}
int main(int argc, char **argv) {
    int port = argc > 1 ? atoi(argv[1]) : 9001, one = 1;
    gather = argc > 2 && !strcmp(argv[2], "gather");
    signal(SIGPIPE, SIG_IGN);
    struct rlimit rl;
    getrlimit(RLIMIT_NOFILE, &rl);
    rl.rlim_cur = rl.rlim_max;
    setrlimit(RLIMIT_NOFILE, &rl);
    lfd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(lfd, (void *)&a, sizeof a) || listen(lfd, 4096)) { perror("bind"); return 1; }
    ep = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &lfd}, ev[512];
    epoll_ctl(ep, EPOLL_CTL_ADD, lfd, &e);
    for (;;) {
        int n = epoll_wait(ep, ev, 512, -1);
        for (int i = 0; i < n; i++) {
            conn *c = ev[i].data.ptr;
            if (c == (void *)&lfd) { admit(); continue; }
            if (c->st == 9) continue;
            if (ev[i].events & (EPOLLHUP | EPOLLERR)) { drop(c); continue; }
            if (ev[i].events & EPOLLOUT) {
                int r = flushc(c);
                if (r < 0) { drop(c); continue; }
                if (r) want(c, EPOLLIN);
            }
            if (ev[i].events & EPOLLIN) on_in(c);
        }
    }
}
