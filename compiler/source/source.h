/*
 * The bytes of one input, and places in them. A source and all that it points to live in the arena
 * that it was made in. Offsets are bytes from 0; lines and columns count from 1, columns in code
 * points. A line ends at LF, CRLF or a lone CR; its text does not include the end.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdint.h>
#include <stdio.h>

#include "base/file.h"
#include "base/vec.h"

struct source {
    const char *path; /* as the user wrote it; "<stdin>" for standard input */
    const char *name; /* for generated text: the path below the folder given on the command line */
    struct slice text;
    struct file_id id;    /* none: it is not, or not yet, a regular file */
    const char *folder;   /* the folder that was named, where it was found in one; or NULL */
    const char *below;    /* then its path below it, with no link on the way */
    uint32_t order;       /* place among the inputs of the run, for sorting */
    VEC(uint32_t) lines;  /* offset of each line's first byte; filled on first use */
    VEC(uint32_t) counts; /* code points before each block of bytes: for long lines */
};

/* Half-open byte offsets into one source. A span whose `source` is NULL is nowhere. */
struct span {
    struct source *source;
    uint32_t lo;
    uint32_t hi;
};

struct place {
    uint32_t line;
    uint32_t column;
};

enum { SOURCE_MAX = 256 * 1024 * 1024 }; /* bytes; a longer input is refused */

/* A source over `text`, which must outlive it. */
struct source *source_new(struct arena *arena, const char *path, struct slice text);

/* Reads a whole file, or standard input if the path is "-". NULL on failure, with *why set to a
   reason such as "No such file or directory". */
struct source *source_read(struct arena *arena, const char *path, const char **why);

/* Like source_read, for what tools print or compress: gzip is decompressed, and UTF-16 with a byte
   order mark becomes UTF-8. Offsets are into the decoded text. */
struct source *source_read_decoded(struct arena *arena, const char *path, const char **why);

/* Reads what a folder holds at `below`, which may be what a link at `path` leads to: a regular file,
   with no link on the way. NULL with *why. */
struct source *source_read_below(struct arena *arena, const char *folder, const char *below,
                                 const char *path, const char **why);

/* Reads an open file, of the path that messages name, and closes it. NULL with *why. */
struct source *source_read_open(struct arena *arena, int file, const char *path, const char **why);

struct span span_of(struct source *source, size_t lo, size_t hi);

/* From the start of `a` to the end of `b`, which must be in the same source. */
struct span span_join(struct span a, struct span b);

/* The arena holds the index of lines, which is made on first use; `offset` may be text.len. */
struct place source_place(struct source *source, struct arena *arena, uint32_t offset);
uint32_t source_line_count(struct source *source, struct arena *arena);

/* The text of a line (from 1) without its end; *offset is where it starts. */
struct slice source_line(struct source *source, struct arena *arena, uint32_t line,
                         uint32_t *offset);

/* Orders by input, then start, then end. A span that is nowhere comes first. */
int span_cmp(struct span a, struct span b);

#endif
