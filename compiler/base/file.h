/*
 * Open files: their bytes, and which file they are. A call that a signal interrupts is repeated, and
 * one that would block is waited for: whoever else holds a pipe or a terminal may have made it
 * non-blocking.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/slice.h"

/* One file, whatever paths lead to it. Zero: none. */
struct file_id {
    dev_t device;
    ino_t inode;
};

/* As read(): bytes, 0 at the end, -1 with errno. */
ssize_t file_read(int file, void *to, size_t room);

/* Writes all of the text. False with errno. */
bool file_write(int file, struct slice text);

/* Of a regular file; none for what is not one, and on failure. */
struct file_id file_id_of(int file);
struct file_id file_id_at(const char *path);

/* Whether both are the same file; none is the same as nothing. */
bool file_id_eq(struct file_id a, struct file_id b);

#endif
