/*
 * The bytes of a file of any length, a block at a time in one buffer: a file, standard input, or
 * memory; gzip is taken apart on the way. The blocks of a file are read to a page's boundary, which
 * the kernel copies fastest; a long one is read ahead by a thread. What has not been taken stays in
 * front of the next block.
 */
#ifndef READ_LISTING_STREAM_H
#define READ_LISTING_STREAM_H

#include <stdint.h>

#include "base/slice.h"

enum {
    STREAM_BLOCK = 256 * 1024,
    STREAM_KEEP = 64 * 1024 /* bytes that may be left untaken: the longest line */
};

struct stream {
    const char *at, *end; /* what is here and not yet taken */
    uint64_t bytes;       /* read so far, of the file as it is */
    bool is_gzip;
    const char *why;    /* what went wrong, in words; NULL: nothing */
    bool is_unreadable; /* it was the system that failed, not what the file holds */
    /* Called after each block; may be NULL. */
    void (*progress)(void *context, uint64_t bytes);
    void *context;
    struct stream_parts *parts;
};

/* Each makes a stream that must be closed. False with stream->why when it cannot be opened; it is
   then closed already. The path "-" is standard input; `bytes` must last. */
bool stream_open(struct stream *stream, const char *path);
void stream_open_bytes(struct stream *stream, struct slice bytes);
void stream_close(struct stream *stream);

/* Adds the next block behind what is left. False at the end, and where something went wrong. At
   most STREAM_KEEP bytes may be left. */
bool stream_fill(struct stream *stream);

enum stream_line { LINE_READ, LINE_CUT, LINE_LONG, LINE_NONE };

/* Takes the next line, without its end. LINE_CUT: the last one, which has no end. LINE_LONG: it is
   over STREAM_KEEP bytes. LINE_NONE: there is no more, or something went wrong. */
enum stream_line stream_next_line(struct stream *stream, struct slice *line);

static inline enum stream_line stream_line(struct stream *stream, struct slice *line)
{
    const char *stop = stream->at == stream->end
                           ? NULL
                           : memchr(stream->at, '\n', (size_t)(stream->end - stream->at));

    if (!stop)
        return stream_next_line(stream, line);
    *line = (struct slice){stream->at, (size_t)(stop - stream->at)};
    stream->at = stop + 1;
    return LINE_READ;
}

#endif
