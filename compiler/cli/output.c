#define _GNU_SOURCE /* mkostemp */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/linediff.h"
#include "cli/complain.h"
#include "cli/options.h"
#include "source/source.h"

static bool write_all(int file, struct slice text)
{
    while (text.len) {
        ssize_t written = write(file, text.at, text.len);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text = slice_from(text, (size_t)written);
    }
    return true;
}

bool output_stream(int stream, struct slice text)
{
    if (write_all(stream, text))
        return true;
    if (stream != STDERR_FILENO)
        complain("standard output: %s", strerror(errno));
    return false;
}

void output_add(struct output *output, const char *path, struct slice text)
{
    *vec_push(&output->files, output->arena) = (struct output_file){.path = path, .text = text};
}

/* The file's current text; empty if there is no file, as *is_there says. */
static bool read_present(struct arena *arena, const char *path, struct slice *text, bool *is_there)
{
    const char *why;
    struct source *source;

    *is_there = access(path, F_OK) == 0;
    *text = (struct slice){"", 0};
    if (!*is_there)
        return true;
    source = source_read(arena, path, &why);
    if (source)
        *text = source->text;
    else
        complain("%s: %s", path, why);
    return source != NULL;
}

/* Makes the folders above `path`. */
static bool make_folders(struct arena *arena, const char *path)
{
    char *copy = (char *)arena_copy(arena, slice_of(path)).at;

    for (char *at = copy + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            complain("%s: %s", copy, strerror(errno));
            return false;
        }
        *at = '/';
    }
    return true;
}

/* The permissions of the existing file, or those of a new one. */
static mode_t mode_of(const struct output_file *output)
{
    mode_t mask = umask(0);
    struct stat info;

    umask(mask);
    return stat(output->place, &info) == 0 ? info.st_mode & 0777 : 0666 & ~mask;
}

static bool fill_temporary(int file, struct output_file *output)
{
    return fchmod(file, mode_of(output)) == 0 && write_all(file, output->text) && fsync(file) == 0;
}

static const char *place_of(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *place = real ? arena_copy(arena, slice_of(real)).at : path;

    free(real);
    return place;
}

/* Writes the temporary file, in the same folder. */
static bool write_temporary(struct arena *arena, struct output_file *output)
{
    char *temporary;
    bool done;
    int file, error;

    output->place = place_of(arena, output->path);
    temporary = (char *)arena_printf(arena, "%s.XXXXXX", output->place).at;
    if (!make_folders(arena, output->path))
        return false;
    file = mkostemp(temporary, O_CLOEXEC);
    if (file < 0) {
        complain("%s: %s", output->path, strerror(errno));
        return false;
    }
    output->temporary = temporary;
    done = fill_temporary(file, output);
    error = errno;
    if (close(file) != 0 && done) {
        done = false;
        error = errno;
    }
    if (!done)
        complain("%s: %s", output->path, strerror(error));
    return done;
}

/* Whether the file is special, such as /dev/stdout or a named pipe: it is written directly. */
static bool is_special(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static bool write_special(const struct output_file *output)
{
    int file = open(output->path, O_WRONLY | O_CLOEXEC);
    bool done = file >= 0 && write_all(file, output->text);

    if (!done)
        complain("%s: %s", output->path, strerror(errno));
    if (file >= 0 && close(file) != 0 && done) {
        complain("%s: %s", output->path, strerror(errno));
        return false;
    }
    return done;
}

static bool prepare(struct arena *arena, struct output_file *output)
{
    struct slice present;
    bool is_there;

    if (is_special(output->path))
        return write_special(output);
    if (!read_present(arena, output->path, &present, &is_there))
        return false;
    return (is_there && slice_eq(present, output->text)) || write_temporary(arena, output);
}

static bool rename_all(struct output *output)
{
    bool done = true;

    for (size_t i = 0; i < output->files.count; i++) {
        struct output_file *file = &output->files.at[i];

        if (!file->temporary)
            continue;
        if (done && rename(file->temporary, file->place) == 0)
            continue;
        if (done)
            complain("%s: %s", file->path, strerror(errno));
        done = false;
        unlink(file->temporary);
    }
    return done;
}

bool output_write(struct output *output)
{
    bool done = true;

    for (size_t i = 0; done && i < output->files.count; i++)
        done = prepare(output->arena, &output->files.at[i]);
    if (done)
        return rename_all(output);
    for (size_t i = 0; i < output->files.count; i++)
        if (output->files.at[i].temporary)
            unlink(output->files.at[i].temporary);
    return false;
}

bool output_text(struct arena *arena, const char *path, struct slice text)
{
    struct output output = {.arena = arena};

    if (!path)
        return output_stream(STDOUT_FILENO, text);
    output_add(&output, path, text);
    return output_write(&output);
}

bool output_compare(struct output *output, bool *is_same)
{
    struct str diff = {0};
    bool done = true;

    for (size_t i = 0; done && i < output->files.count; i++) {
        struct output_file *file = &output->files.at[i];
        struct slice present;
        bool is_there;

        done = read_present(output->arena, file->path, &present, &is_there);
        if (done)
            linediff_unified(&diff, is_there ? file->path : "/dev/null", present, file->path,
                             file->text);
    }
    *is_same = diff.len == 0;
    done = done && output_stream(STDOUT_FILENO, str_slice(&diff));
    str_release(&diff);
    return done;
}
