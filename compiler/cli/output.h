/*
 * Output is all or nothing: files are written beside their place, flushed to the disk and renamed;
 * of several files, none is renamed before all are written. A file keeps its permissions, and a
 * link leads where it led. Every failure is said on stderr.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/vec.h"

struct output_file {
    const char *path;
    const char *place;     /* the same, or what the link leads to */
    const char *temporary; /* written, to be renamed; NULL: the file is as it should be */
    struct slice text;
};

struct output {
    struct arena *arena;
    VEC(struct output_file) files;
};

/* Writes all of `text` to an open stream (1 or 2). */
bool output_stream(int stream, struct slice text);

/* Writes the one text of a run to a file, or to stdout where `path` is NULL. */
bool output_text(struct arena *arena, const char *path, struct slice text);

/* Adds a file to be written; `text` must last until output_write. */
void output_add(struct output *output, const char *path, struct slice text);

/* Writes all files that differ from what is there, making folders as needed. */
bool output_write(struct output *output);

/* Compares each file with what is there, and prints the differences to stdout as a unified diff.
   *is_same tells whether there was none. False where a file cannot be read or stdout written. */
bool output_compare(struct output *output, bool *is_same);

#endif
