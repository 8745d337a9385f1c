/*
 * The bytes of an input of any length, one block at a time in one buffer: a file, standard input,
 * or memory; gzip is decompressed on the way, and UTF-16 with a byte order mark becomes UTF-8. The blocks of a file are read to a page boundary,
 * where the kernel copies fastest; a long file is read ahead by a thread. Bytes that have not been
 * taken are kept before the next block.
 */
#ifndef BASE_STREAM_H
#define BASE_STREAM_H

#include <stdint.h>

#include "base/slice.h"

enum {
    STREAM_BLOCK = 256 * 1024,
    STREAM_KEEP = 64 * 1024 /* bytes that may remain untaken: the longest line */
};

struct stream {
    const char *at, *end; /* the bytes here that are not yet taken */
    uint64_t bytes;       /* read so far, before decompression */
    bool is_gzip;
    const char *why;    /* what went wrong, in words; or NULL */
    bool is_unreadable; /* the system failed, rather than the content being bad */
    /* Called after each block; may be NULL. */
    void (*progress)(void *context, uint64_t bytes);
    void *context;
    struct stream_parts *parts;
};

/* Each opens a stream, which must be closed. False with stream->why set when it cannot be opened;
   it is then already closed. The path "-" is standard input; `bytes` must outlive the stream. */
bool stream_open(struct stream *stream, const char *path);
void stream_open_bytes(struct stream *stream, struct slice bytes);
void stream_close(struct stream *stream);

/* Appends the next block to the untaken bytes, at most STREAM_KEEP. False at the end and after a
   failure. */
bool stream_fill(struct stream *stream);

enum stream_line { LINE_READ, LINE_CUT, LINE_LONG, LINE_NONE };

/* Takes the next line, without its end. LINE_CUT: the last line, which has no line end. LINE_LONG:
   it exceeds STREAM_KEEP bytes. LINE_NONE: the end, or a failure. */
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
