#include "driver/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH_MAX = 64 };

struct search {
    const struct request *request;
    struct arena *arena;
    bool (*is_wanted)(struct slice name);
    VEC(struct slice) found; /* paths, each followed by a NUL */
};

static bool add_source(struct session *session, struct source *source, const char *name)
{
    source->name = name;
    *vec_push(&session->sources, &session->arena) = source;
    return true;
}

static bool read_file(struct session *session, const char *path, const char *name)
{
    const char *why;
    struct source *source = source_read(&session->arena, path, &why);

    if (source)
        return add_source(session, source, strcmp(path, "-") == 0 ? "standard input" : name);
    request_complain(session->request, "%s: %s", path, why);
    return false;
}

/* Whether a path has the component .git: what is there is no file of the folder's, and may hold
   passwords. */
static bool is_in_git(const char *path)
{
    for (const char *at = path; (at = strstr(at, ".git")); at++)
        if ((at == path || at[-1] == '/') && (!at[4] || at[4] == '/'))
            return true;
    return false;
}

#define ONLY_IF_NAMED "; name it on the command line to read it"

/* The path below the folder of what a link leads to. NULL with *why where it leaves the folder. */
static const char *link_target(struct arena *arena, const char *folder, const char *path,
                               const char **why)
{
    char *root = realpath(folder, NULL), *real = realpath(path, NULL);
    size_t len = root && strcmp(root, "/") != 0 ? strlen(root) : 0;
    const char *below = NULL;

    *why = root && real ? "a link that leaves the folder" ONLY_IF_NAMED : strerror(errno);
    if (root && real && strncmp(real, root, len) == 0 && real[len] == '/' &&
        !is_in_git(real + len + 1))
        below = arena_copy(arena, slice_of(real + len + 1)).at;
    free(root);
    free(real);
    return below;
}

/* Where a file that was found is below the folder, with no link on the way. NULL with *why. */
static const char *path_below(struct arena *arena, const char *folder, const char *path,
                              const char *name, const char **why)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        *why = strerror(errno);
    else if (S_ISREG(info.st_mode))
        return name;
    else if (S_ISLNK(info.st_mode))
        return link_target(arena, folder, path, why);
    else
        *why = "not a regular file" ONLY_IF_NAMED;
    return NULL;
}

/* Reads what a search of the folder found. Others may have put it there: what is no file of the
   folder, the user must ask for. */
static bool read_found(struct session *session, const char *folder, const char *path,
                       const char *name)
{
    const char *why;
    const char *below = path_below(&session->arena, folder, path, name, &why);
    struct source *source = below ? source_read_below(&session->arena, folder, below, path, &why)
                                  : NULL;

    if (source)
        return add_source(session, source, name);
    request_complain(session->request, "%s: %s", path, why);
    return false;
}

static bool is_spec_name(struct slice name)
{
    return slice_ends(name, SLICE(".yaml")) || slice_ends(name, SLICE(".yml"));
}

bool is_definition_name(struct slice name)
{
    return is_spec_name(name) || slice_ends(name, SLICE(".sql")) ||
           slice_ends(name, SLICE(".json"));
}

static bool search_folder(struct search *search, struct slice folder, int depth);

/* Whether an entry is a folder, without following links. Calls lstat only if the entry does not
   say. */
static bool is_folder(const struct dirent *entry, const char *path)
{
    struct stat info;

    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_link_to_folder(const struct dirent *entry, const char *path)
{
    struct stat info;

    if (entry->d_type == DT_REG)
        return false;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Handles an entry of a folder: a spec, or a folder to search. */
static bool search_entry(struct search *search, struct slice path, const struct dirent *entry,
                         int depth)
{
    if (is_folder(entry, path.at))
        return search_folder(search, path, depth + 1);
    if (search->is_wanted(slice_of(entry->d_name)) && !is_link_to_folder(entry, path.at))
        *vec_push(&search->found, search->arena) = path;
    return true;
}

static bool search_folder(struct search *search, struct slice folder, int depth)
{
    DIR *stream = depth < FOLDER_DEPTH_MAX ? opendir(folder.at) : NULL;
    struct dirent *entry;
    bool is_good = true;

    if (!stream) {
        request_complain(search->request, "%s: %s", folder.at,
                         depth < FOLDER_DEPTH_MAX ? strerror(errno)
                                                  : "the folder is nested too deeply");
        return false;
    }
    while (errno = 0, (entry = readdir(stream))) {
        struct slice path;

        if (entry->d_name[0] == '.')
            continue;
        path = arena_printf(search->arena, slice_ends(folder, SLICE("/")) ? "%.*s%s" : "%.*s/%s",
                            SLICE_ARG(folder), entry->d_name);
        is_good = search_entry(search, path, entry, depth) && is_good;
    }
    if (errno) {
        request_complain(search->request, "%s: %s", folder.at, strerror(errno));
        is_good = false;
    }
    closedir(stream);
    return is_good;
}

static int path_cmp(const void *a, const void *b)
{
    return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

static bool read_folder(struct session *session, const char *folder,
                        bool (*is_wanted)(struct slice name))
{
    struct search search = {
        .request = session->request, .arena = &session->arena, .is_wanted = is_wanted};
    struct slice root = slice_of(folder);
    bool is_good = search_folder(&search, root, 0);

    if (is_good && !search.found.count) {
        request_complain(session->request, "%s: the folder has no %s file", folder,
                         is_wanted == is_spec_name ? "*.yaml or *.yml"
                                                   : "*.yaml, *.yml, *.sql or *.json");
        return false;
    }
    if (search.found.count)
        qsort(search.found.at, search.found.count, sizeof *search.found.at, path_cmp);
    for (size_t i = 0; i < search.found.count; i++) {
        const char *path = search.found.at[i].at;
        size_t skip = root.len + !slice_ends(root, SLICE("/"));

        is_good = read_found(session, folder, path, path + skip) && is_good;
    }
    return is_good;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool read_argument(struct session *session, const char *argument,
                          bool (*is_wanted)(struct slice name))
{
    struct stat info;

    if (strcmp(argument, "-") != 0 && stat(argument, &info) == 0 && S_ISDIR(info.st_mode))
        return read_folder(session, argument, is_wanted);
    return read_file(session, argument, base_name(argument));
}

bool inputs_read(struct session *session, const char *argument)
{
    return read_argument(session, argument, is_spec_name);
}

bool inputs_read_any(struct session *session, const char *argument)
{
    return read_argument(session, argument, is_definition_name);
}

bool inputs_load(struct session *session)
{
    bool is_good = session_load_settings(session);

    for (size_t i = 0; i < session->request->specs.count; i++)
        is_good = inputs_read(session, session->request->specs.at[i]) && is_good;
    if (is_good)
        session_check(session);
    return is_good;
}
