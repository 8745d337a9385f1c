#include "cli/repository.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "cli/complain.h"
#include "cli/git_command.h"
#include "source/source.h"
#include "text/shell.h"

static const char *join(struct arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/')
        return name;
    return arena_printf(arena, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name).at;
}

/* NULL with errno where there is no such file. */
static const char *real_path(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? arena_copy(arena, slice_of(real)).at : NULL;

    free(real);
    return copy;
}

/* Whether a real path is the folder or lies within it. */
static bool is_within(const char *path, const char *folder)
{
    size_t len = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

    return strncmp(path, folder, len) == 0 && (!path[len] || path[len] == '/');
}

/* The folder that holds a .git, from `folder` upwards. NULL: none does. */
static const char *find_top(struct arena *arena, const char *folder)
{
    struct stat info;

    while (lstat(join(arena, folder, ".git"), &info) != 0) {
        if (strcmp(folder, "/") == 0)
            return NULL;
        folder = arena_copy(arena, beneath_parent(slice_of(folder))).at;
    }
    return folder;
}

/* The path that a small file of git's holds after `head`, seen from `folder`. NULL: it has none. */
static const char *read_pointer(struct arena *arena, const char *folder, const char *file,
                                struct slice head)
{
    const char *why;
    struct source *source = source_read(arena, file, &why);
    struct slice text;

    if (!source || !slice_starts(source->text, head))
        return NULL;
    text = slice_trim(slice_from(source->text, head.len));
    return real_path(arena, join(arena, folder, arena_copy(arena, text).at));
}

static const char *find_git_dir(struct arena *arena, const char *top)
{
    const char *path = join(arena, top, ".git");
    struct stat info;

    if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
        return read_pointer(arena, top, path, SLICE("gitdir: "));
    return real_path(arena, path);
}

/* Whether a path belongs to the user, under sudo to who called it: so git sees it too. */
static bool is_own(const char *path)
{
    const char *caller = getenv("SUDO_UID");
    struct stat info;

    if (stat(path, &info) != 0)
        return false;
    return info.st_uid == geteuid() ||
           (geteuid() == 0 && caller && *caller && strtoul(caller, NULL, 10) == info.st_uid);
}

/* Whether a value of safe.directory stands for the work tree. */
static bool is_meant(struct slice value, const char *top)
{
    struct slice folder = slice_of(top);

    if (slice_is(value, "*") || slice_eq(value, folder))
        return true;
    return slice_ends(value, SLICE("/*")) &&
           slice_starts(folder, slice_cut(value, 0, value.len - 1));
}

/* Whether the user's own configuration of git trusts the work tree; an empty value takes back those
   before it. */
static bool is_trusted(struct arena *arena, const char *top)
{
    static const char *const words[] = {"config", "-z", "--get-all", "safe.directory", NULL};
    struct git_command command = {.arena = arena, .git_dir = "/dev/null", .words = words};
    struct str values = {0};
    bool is_safe = false;

    git_run(&command, &values);
    for (struct slice rest = str_slice(&values); rest.len;) {
        size_t end = slice_find(rest, '\0');

        is_safe = end && (is_safe || is_meant(slice_cut(rest, 0, end), top));
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    str_release(&values);
    return is_safe;
}

static void refuse_owner(const char *path, const char *top)
{
    struct str command = {0};

    str_puts(&command, "git config --global --add safe.directory ");
    text_into_shell_argument(&command, slice_of(top));
    complain("%s: the repository belongs to another user; if you trust it, run `%.*s`", path,
             (int)command.len, command.at);
    str_release(&command);
}

/* Git's folder, the one that a further work tree shares with the first, and the work tree. */
static bool is_safe(struct arena *arena, const struct repository *repository)
{
    const char *common = read_pointer(arena, repository->git_dir,
                                      join(arena, repository->git_dir, "commondir"), SLICE(""));

    return (is_own(repository->top) && is_own(repository->git_dir) &&
            (!common || is_own(common))) ||
           is_trusted(arena, repository->top);
}

/* Whether git's folder is among the specs, other than as the .git of their own top. */
static bool is_among(struct arena *arena, const struct repository *repository, const char *specs)
{
    return is_within(repository->git_dir, specs) &&
           strcmp(repository->git_dir, join(arena, repository->top, ".git")) != 0;
}

/* The folder that was named, or that of the file. */
static const char *specs_of(struct arena *arena, const char *real, bool is_folder)
{
    return is_folder ? real : arena_copy(arena, beneath_parent(slice_of(real))).at;
}

bool repository_find(struct arena *arena, const char *path, struct repository *repository)
{
    const char *real = real_path(arena, path), *specs;
    struct stat info;

    if (!real || stat(real, &info) != 0) {
        complain("%s: %s", path, strerror(errno));
        return false;
    }
    repository->is_folder = S_ISDIR(info.st_mode);
    specs = specs_of(arena, real, repository->is_folder);
    repository->top = find_top(arena, specs);
    repository->git_dir = repository->top ? find_git_dir(arena, repository->top) : NULL;
    if (!repository->git_dir) {
        complain("%s: not in a work tree of git", path);
        return false;
    }
    if (is_among(arena, repository, specs)) {
        complain("%s: git's folder is among the specs: %s", path, repository->git_dir);
        return false;
    }
    repository->below = real + strlen(repository->top);
    repository->below += *repository->below == '/';
    if (is_safe(arena, repository))
        return true;
    refuse_owner(path, repository->top);
    return false;
}
