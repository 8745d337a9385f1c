#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/linediff.h"
#include "cli/complain.h"
#include "text/terminal.h"

bool output_stream(int stream, struct slice text)
{
    if (file_write(stream, text))
        return true;
    if (stream != STDERR_FILENO)
        complain("standard output: %s", strerror(errno));
    return false;
}

static const char *place_of(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *place = real ? arena_copy(arena, slice_of(real)).at : path;

    free(real);
    return place;
}

void output_add(struct output *output, const char *path, struct slice text)
{
    *vec_push(&output->files, output->arena) =
        (struct output_file){.path = path, .place = place_of(output->arena, path), .text = text};
}

void output_add_below(struct output *output, const char *folder, const char *below,
                      struct slice text)
{
    struct slice root = slice_of(folder);
    const char *path;

    while (root.len > 1 && slice_ends(root, SLICE("/")))
        root.len--;
    path = arena_printf(output->arena, slice_is(root, "/") ? "%.*s%s" : "%.*s/%s", SLICE_ARG(root),
                        below)
               .at;
    *vec_push(&output->files, output->arena) = (struct output_file){
        .path = path, .folder = folder, .below = below, .place = path, .text = text};
}

void output_rewrite(struct output *output, const struct source *source, struct slice text)
{
    if (source->folder)
        output_add_below(output, source->folder, source->below, text);
    else
        output_add(output, source->path, text);
}

static bool complain_of(const struct output_file *file, int error)
{
    complain("%s: %s", file->path, strerror(error));
    return false;
}

/* Makes a folder that was named, and those above it. */
static bool make_folders(struct arena *arena, struct slice folder)
{
    char *copy = (char *)arena_copy(arena, folder).at;

    for (size_t at = 1; at <= folder.len; at++) {
        if (at < folder.len && folder.at[at] != '/')
            continue;
        copy[at] = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            complain("%s: %s", copy, strerror(errno));
            return false;
        }
        if (at < folder.len)
            copy[at] = '/';
    }
    return true;
}

enum folder_state { FOLDER_OPEN, FOLDER_ABSENT, FOLDER_CLOSED };

/* What a failure to open a folder comes to; an absent one is no fault where none is made. */
static enum folder_state fail_to_open(struct slice path, bool makes, int error, const char *why)
{
    if (!makes && error == ENOENT)
        return FOLDER_ABSENT;
    complain("%.*s: %s", SLICE_ARG(path), why);
    return FOLDER_CLOSED;
}

static enum folder_state open_below(const struct output_file *file, bool makes, int *folder)
{
    size_t head = strlen(file->path) - strlen(file->below);
    int root = beneath_root(file->folder);
    struct beneath_stop stop = {0};

    if (root < 0)
        return fail_to_open(slice_of(file->folder), makes, errno, strerror(errno));
    *folder = beneath_folder(root, beneath_parent(slice_of(file->below)), makes, &stop);
    close(root);
    if (*folder >= 0)
        return FOLDER_OPEN;
    return fail_to_open((struct slice){file->path, head + stop.len}, makes, stop.error, stop.why);
}

static enum folder_state open_named(const struct output_file *file, const char *path, bool makes,
                                    int *folder)
{
    *folder = beneath_root(*path ? path : ".");
    if (*folder >= 0)
        return FOLDER_OPEN;
    return fail_to_open(slice_of(file->path), makes, errno, strerror(errno));
}

static void close_folder(struct output *output)
{
    if (output->open_path)
        close(output->open_folder);
    output->open_path = NULL;
}

/* Opens the folder of a file; it stays open for the files that follow there. */
static enum folder_state open_folder(struct output *output, const struct output_file *file,
                                     bool makes)
{
    struct slice path = arena_copy(output->arena, beneath_parent(slice_of(file->place)));
    enum folder_state state;
    int folder = -1;

    if (output->open_path && slice_is(path, output->open_path))
        return FOLDER_OPEN;
    close_folder(output);
    if (makes && !make_folders(output->arena, file->folder ? slice_of(file->folder) : path))
        return FOLDER_CLOSED;
    state = file->folder ? open_below(file, makes, &folder)
                         : open_named(file, path.at, makes, &folder);
    if (state != FOLDER_OPEN)
        return state;
    if (makes && file->folder)
        temporaries_sweep(folder);
    output->open_path = path.at;
    output->open_folder = folder;
    return FOLDER_OPEN;
}

static const char *name_of(const struct output_file *file)
{
    return beneath_name(slice_of(file->place)).at;
}

/* The file as it is, read from the open folder; an absent file is empty. */
static bool read_present(const struct output *output, const struct output_file *file,
                         struct source **present)
{
    struct beneath_stop stop = {0};
    int opened = beneath_file(output->open_folder, beneath_name(slice_of(file->place)), &stop);
    const char *why = stop.why;

    *present = NULL;
    if (opened < 0 && stop.error == ENOENT)
        return true;
    if (opened >= 0)
        *present = source_read_open(output->arena, opened, file->path, &why);
    if (!*present)
        complain("%s: %s", file->path, why);
    return *present != NULL;
}

bool output_is_input(const struct output *output, struct file_id id)
{
    for (size_t i = 0; i < output->inputs.count; i++)
        if (file_id_eq(output->inputs.at[i], id))
            return true;
    return false;
}

/* The permissions of the file that is there, or those of a new one. */
static mode_t mode_of(const struct output *output, const struct output_file *file)
{
    mode_t mask = umask(0);
    struct stat info;

    umask(mask);
    return fstatat(output->open_folder, name_of(file), &info, AT_SYMLINK_NOFOLLOW) == 0
               ? info.st_mode & 0777
               : 0666 & ~mask;
}

static bool fill_temporary(const struct output *output, const struct output_file *file, int opened)
{
    return fchmod(opened, mode_of(output, file)) == 0 && file_write(opened, file->text) &&
           fsync(opened) == 0;
}

/* Makes the temporary file in the open folder. -1 with errno. */
static int make_temporary(struct output *output, struct output_file *file)
{
    char name[TEMPORARY_NAME_MAX];
    struct slice place = slice_of(file->place);
    int head = (int)(place.len - beneath_name(place).len);

    temporary_name(name);
    file->temporary = arena_copy(output->arena, slice_of(name)).at;
    temporary_announce(&file->mark,
                       arena_printf(output->arena, "%.*s%s", head, file->place, name).at);
    unlinkat(output->open_folder, name, 0); /* of an earlier run with our number */
    return openat(output->open_folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  0600);
}

/* Writes the file beside its place. */
static bool write_temporary(struct output *output, struct output_file *file)
{
    int opened = make_temporary(output, file), error;
    bool done;

    if (opened < 0)
        return complain_of(file, errno);
    done = fill_temporary(output, file, opened);
    error = errno;
    if (close(opened) != 0 && done) {
        done = false;
        error = errno;
    }
    return done || complain_of(file, error);
}

/* A special file that was named itself, such as /dev/stdout or a named pipe, is written as it
   stands. */
static bool is_special(const struct output_file *file)
{
    struct stat info;

    return !file->folder && stat(file->path, &info) == 0 && !S_ISREG(info.st_mode) &&
           !S_ISDIR(info.st_mode);
}

static bool write_special(const struct output_file *file)
{
    int opened = open(file->path, O_WRONLY | O_CLOEXEC);

    if (opened < 0)
        return complain_of(file, errno);
    if (!file_write(opened, file->text)) {
        complain_of(file, errno);
        close(opened);
        return false;
    }
    return close(opened) == 0 || complain_of(file, errno);
}

static bool prepare(struct output *output, struct output_file *file)
{
    struct source *present;

    if (is_special(file))
        return write_special(file);
    if (open_folder(output, file, true) != FOLDER_OPEN || !read_present(output, file, &present))
        return false;
    if (present && output_is_input(output, present->id)) {
        complain("%s: an input of this run, which is not overwritten; write to another place",
                 file->path);
        return false;
    }
    return (present && slice_eq(present->text, file->text)) || write_temporary(output, file);
}

static bool rename_one(struct output *output, const struct output_file *file)
{
    if (open_folder(output, file, true) != FOLDER_OPEN)
        return false;
    return renameat(output->open_folder, file->temporary, output->open_folder, name_of(file)) ==
               0 ||
           complain_of(file, errno);
}

static bool rename_all(struct output *output)
{
    bool done = true;

    for (size_t i = 0; done && i < output->files.count; i++)
        if (output->files.at[i].temporary)
            done = rename_one(output, &output->files.at[i]);
    return done;
}

bool output_write(struct output *output)
{
    bool done = true;

    for (size_t i = 0; done && i < output->files.count; i++)
        done = prepare(output, &output->files.at[i]);
    temporaries_hold_signals();
    done = done && rename_all(output);
    temporaries_remove();
    temporaries_clear();
    temporaries_release_signals();
    close_folder(output);
    return done;
}

/* Appends how the file differs from what is there. */
static bool compare(struct output *output, const struct output_file *file, struct str *diff)
{
    enum folder_state state = open_folder(output, file, false);
    struct source *present = NULL;

    if (state == FOLDER_CLOSED || (state == FOLDER_OPEN && !read_present(output, file, &present)))
        return false;
    linediff_unified(diff, text_into_terminal_line, present ? file->path : "/dev/null",
                     present ? present->text : (struct slice){"", 0}, file->path, file->text);
    return true;
}

bool output_compare(struct output *output, bool *is_same)
{
    struct str diff = {0};
    bool done = true;

    for (size_t i = 0; done && i < output->files.count; i++)
        done = compare(output, &output->files.at[i], &diff);
    close_folder(output);
    *is_same = diff.len == 0;
    done = done && output_stream(STDOUT_FILENO, str_slice(&diff));
    str_release(&diff);
    return done;
}
