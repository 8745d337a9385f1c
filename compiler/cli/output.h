/*
 * Output is all or nothing: files are written to temporary files in the same folder, flushed to
 * disk and renamed; of several files, none is renamed before all are written. A file keeps its
 * permissions, and a symbolic link its target. Every failure is reported on stderr.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/vec.h"

struct output_file {
    const char *path;
    const char *place;     /* the path, or the target of the link */
    const char *temporary; /* written, to be renamed; NULL: the file is up to date */
    struct slice text;
};

struct output {
    struct arena *arena;
    VEC(struct output_file) files;
};

/* Writes all of `text` to an open stream (1 or 2). */
bool output_stream(int stream, struct slice text);

/* Writes the single text of a run to a file, or to stdout if `path` is NULL. */
bool output_text(struct arena *arena, const char *path, struct slice text);

/* Adds a file to be written; `text` must last until output_write. */
void output_add(struct output *output, const char *path, struct slice text);

/* Writes all files whose content changes, making folders as needed. */
bool output_write(struct output *output);

/* Compares each file with the existing one, and prints the differences to stdout as a unified diff.
   *is_same says whether there were none. False when a file cannot be read or stdout not written. */
bool output_compare(struct output *output, bool *is_same);

#endif
