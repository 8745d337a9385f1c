#include "cli/git.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/complain.h"
#include "driver/inputs.h"

extern char **environ;

/* Reads the descriptor to its end. */
static bool read_all(int from, struct str *out)
{
    for (;;) {
        ssize_t got;

        str_reserve(out, 65536);
        got = read(from, out->at + out->len, out->room - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        out->len += (size_t)got;
        if (out->len > SOURCE_MAX)
            return false;
    }
}

/* Runs git without a shell; its output goes to *out, its errors to stderr. */
static bool run_git(const char *const *words, struct str *out)
{
    posix_spawn_file_actions_t actions;
    int ends[2], status = 0, trouble;
    bool is_read = false;
    pid_t child;

    if (pipe(ends) != 0)
        return false;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    trouble = posix_spawnp(&child, "git", &actions, NULL, (char *const *)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (trouble)
        complain("git: %s", strerror(trouble));
    else
        is_read = read_all(ends[0], out);
    close(ends[0]);
    while (!trouble && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return !trouble && is_read && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The folder of a path, "." if it has none. */
static const char *folder_of(struct arena *arena, struct slice path)
{
    size_t end = path.len;

    while (end && path.at[end - 1] != '/')
        end--;
    if (!end)
        return ".";
    return arena_copy(arena, slice_cut(path, 0, end)).at;
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Adds one file, `name` relative to `folder`. */
static bool read_file(struct session *session, const char *revision, const char *folder,
                      const char *name)
{
    const char *object = arena_printf(&session->arena, "%s:./%s", revision, name).at;
    const char *const words[] = {"git", "-C", folder, "show", object, NULL};
    struct str text = {0};
    struct source *source;

    if (!run_git(words, &text)) {
        complain("git cannot show %s of %s", name, revision);
        str_release(&text);
        return false;
    }
    source = source_new(&session->arena, arena_printf(&session->arena, "%s:%s", revision, name).at,
                        arena_copy(&session->arena, str_slice(&text)));
    source->name = name;
    *vec_push(&session->sources, &session->arena) = source;
    str_release(&text);
    return true;
}

/* Adds the files below a folder that may be definitions; git lists them in byte order. */
static bool read_folder(struct session *session, const char *revision, const char *folder)
{
    const char *const words[] = {"git", "-C",          folder,   "ls-tree", "-r",
                                 "-z",  "--name-only", revision, NULL};
    struct str list = {0};
    struct slice rest;
    bool is_good = run_git(words, &list);

    rest = arena_copy(&session->arena, str_slice(&list));
    str_release(&list);
    while (is_good && rest.len) {
        size_t end = slice_find(rest, '\0');

        if (is_definition_name(slice_cut(rest, 0, end)))
            is_good = read_file(session, revision, folder, rest.at);
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    return is_good;
}

bool git_read(struct session *session, const char *revision, const char *path)
{
    struct stat info;

    if (revision[0] == '-' || !revision[0]) {
        complain("--git takes a revision, not `%s`", revision);
        return false;
    }
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return read_folder(session, revision, path);
    return read_file(session, revision, folder_of(&session->arena, slice_of(path)), base_of(path));
}
