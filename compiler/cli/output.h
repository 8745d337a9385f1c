/*
 * Output is all or nothing: files are written to temporary files in the same folder, flushed to
 * disk and renamed; of several files, none is renamed before all are written. A file keeps its
 * permissions. A file named on the command line may be a link, and keeps its target; below a folder
 * named there no link is followed. An input of the run is never overwritten. Every failure is
 * reported on stderr.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/file.h"
#include "base/temporary.h"
#include "base/vec.h"
#include "source/source.h"

struct output_file {
    const char *path;   /* as messages show it */
    const char *folder; /* the folder that was named; NULL: the file itself was */
    const char *below;  /* its path below the folder */
    const char *place;  /* the path; of a file that was named, the target of the link */
    struct slice text;
    const char *temporary; /* a name: written, to be renamed; NULL: the file is up to date */
    struct temporary mark;
};

/* Zero but for the arena; output_write and output_compare release what it holds. */
struct output {
    struct arena *arena;
    VEC(struct output_file) files;
    VEC(struct file_id) inputs; /* what must not be overwritten */
    const char *open_path;      /* the folder that is open at `open_folder`; NULL: none */
    int open_folder;
};

/* Writes all of `text` to an open stream (1 or 2). */
bool output_stream(int stream, struct slice text);

/* Whether the file is one of the inputs. */
bool output_is_input(const struct output *output, struct file_id id);

/* Adds a file to be written; `text` must last until output_write. */
void output_add(struct output *output, const char *path, struct slice text);

/* The same for a file below a folder that was named. */
void output_add_below(struct output *output, const char *folder, const char *below,
                      struct slice text);

/* The same for an input that is to be replaced: where it was found, or what the link leads to. */
void output_rewrite(struct output *output, const struct source *source, struct slice text);

/* Writes all files whose content changes, making folders as needed. Below a folder that was named,
   also removes temporary files that killed runs left where it writes. */
bool output_write(struct output *output);

/* Compares each file with the existing one, and prints the differences to stdout as a unified diff.
   *is_same says whether there were none. False when a file cannot be read or stdout not written. */
bool output_compare(struct output *output, bool *is_same);

#endif
