#include "cli/git.h"

#include "base/beneath.h"
#include "cli/complain.h"
#include "cli/git_command.h"
#include "cli/repository.h"
#include "driver/inputs.h"
#include "text/shell.h"

struct reading {
    struct session *session;
    const char *revision;
    const char *path; /* as it was named */
    struct repository repository;
};

/* What git tells of a file: "100644 blob 5b1d3c9…<TAB>specs/events.yaml". */
struct git_entry {
    struct slice mode, kind, object, path;
};

static bool run(const struct reading *reading, const char *const *words, struct str *out)
{
    struct git_command command = {.arena = &reading->session->arena,
                                  .git_dir = reading->repository.git_dir,
                                  .work_tree = reading->repository.top,
                                  .words = words};

    return git_run(&command, out);
}

/* Takes what stands before `end`, and `end`. */
static struct slice take(struct slice *rest, char end)
{
    size_t len = slice_find(*rest, end);
    struct slice taken = slice_cut(*rest, 0, len);

    *rest = slice_from(*rest, len < rest->len ? len + 1 : len);
    return taken;
}

static struct git_entry take_entry(struct slice *rest)
{
    struct git_entry entry;

    entry.mode = take(rest, ' ');
    entry.kind = take(rest, ' ');
    entry.object = take(rest, '\t');
    entry.path = take(rest, '\0');
    return entry;
}

/* The remote that objects are missing from on purpose; empty: the clone is whole. */
static struct slice find_promisor(const struct reading *reading)
{
    static const char *const words[] = {
        "config", "-z", "--name-only", "--get-regexp", "^remote\\..*\\.promisor$", NULL};
    struct str out = {0};
    struct slice name = {0};

    if (run(reading, words, &out))
        name = slice_cut(str_slice(&out), 0, slice_find(str_slice(&out), '\0'));
    if (name.len > strlen("remote..promisor"))
        name = arena_copy(&reading->session->arena,
                          slice_cut(name, strlen("remote."), name.len - strlen(".promisor")));
    str_release(&out);
    return name;
}

/* Says that an object is not there, and in a partial clone how to get it: we fetch nothing. */
static bool complain_of_object(const struct reading *reading, const char *name)
{
    struct slice remote = find_promisor(reading);
    struct str command = {0};

    if (!remote.len) {
        complain("git cannot show %s of %s", name, reading->revision);
        return false;
    }
    str_puts(&command, "git -C ");
    text_into_shell_argument(&command, slice_of(reading->repository.top));
    str_puts(&command, " fetch --refetch --no-filter ");
    text_into_shell_argument(&command, remote);
    complain("this partial clone lacks %s of %s; run `%.*s`", name, reading->revision,
             (int)command.len, command.at);
    str_release(&command);
    return false;
}

/* Adds one file, called `name`. */
static bool read_entry(const struct reading *reading, const struct git_entry *entry,
                       const char *name)
{
    struct arena *arena = &reading->session->arena;
    const char *const words[] = {"cat-file", "blob", arena_copy(arena, entry->object).at, NULL};
    struct str text = {0};
    struct source *source;

    if (slice_is(entry->mode, "120000")) {
        complain("%s of %s is a link, which is not followed", name, reading->revision);
        return false;
    }
    if (!run(reading, words, &text)) {
        str_release(&text);
        return complain_of_object(reading, name);
    }
    source = source_new(arena, arena_printf(arena, "%s:%s", reading->revision, name).at,
                        arena_copy(arena, str_slice(&text)));
    source->name = name;
    *vec_push(&reading->session->sources, arena) = source;
    str_release(&text);
    return true;
}

/* As a search of the folder would: hidden files and folders are passed over. */
static bool is_wanted(const struct git_entry *entry, struct slice name)
{
    return slice_is(entry->kind, "blob") && is_definition_name(name) &&
           !slice_starts(name, SLICE(".")) && slice_find_slice(name, SLICE("/.")) == name.len;
}

/* Adds the files that may be definitions, of those that were named; git lists them in byte order. */
static bool read_entries(const struct reading *reading, struct slice rest)
{
    const struct repository *repository = &reading->repository;
    size_t head = strlen(repository->below);
    bool is_good = true;
    size_t count = 0;

    while (rest.len) {
        struct git_entry entry = take_entry(&rest);
        const char *name = entry.path.at; /* followed by a NUL */

        name += repository->is_folder ? head + (head > 0)
                                      : entry.path.len - beneath_name(entry.path).len;
        count++;
        if (!repository->is_folder || is_wanted(&entry, slice_of(name)))
            is_good = read_entry(reading, &entry, name) && is_good;
    }
    if (count || repository->is_folder)
        return is_good;
    complain("%s: git has no such file at %s", reading->path, reading->revision);
    return false;
}

bool git_read(struct session *session, const char *revision, const char *path)
{
    struct reading reading = {.session = session, .revision = revision, .path = path};
    const char *words[] = {"ls-tree", "-r", "-z", "--full-tree", revision, "--", NULL, NULL};
    struct str list = {0};
    bool is_good;

    if (revision[0] == '-' || !revision[0]) {
        complain("--git takes a revision, not `%s`", revision);
        return false;
    }
    if (!repository_find(&session->arena, path, &reading.repository))
        return false;
    if (*reading.repository.below)
        words[6] = reading.repository.below;
    is_good = run(&reading, words, &list) &&
              read_entries(&reading, arena_copy(&session->arena, str_slice(&list)));
    str_release(&list);
    return is_good;
}
