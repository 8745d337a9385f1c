/*
 * What lies below a folder that the user named, in a tree that others may have filled: it is opened
 * one component at a time, and no link is followed on the way.
 */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

#include <stdbool.h>

#include "base/slice.h"

/* Where and why it went no further. */
struct beneath_stop {
    size_t len;      /* bytes of the path, up to the end of the component */
    int error;       /* as errno; 0 where the component is of the wrong kind */
    const char *why; /* in words */
};

/* Opens a folder that the user named, as a place to open others in: it need not be readable, and
   links are followed. -1 with errno. */
int beneath_root(const char *path);

/* Opens the folder `path` below the open folder `root`; an empty path is `root` itself. Where
   `makes`, missing folders are made. -1 with *stop. */
int beneath_folder(int root, struct slice path, bool makes, struct beneath_stop *stop);

/* Opens a regular file below it for reading. -1 with *stop. */
int beneath_file(int root, struct slice path, struct beneath_stop *stop);

/* The folder that a path names, empty where it names none; and the rest. */
struct slice beneath_parent(struct slice path);
struct slice beneath_name(struct slice path);

#endif
