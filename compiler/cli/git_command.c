#include "cli/git_command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/complain.h"
#include "source/source.h"

extern char **environ;

typedef VEC(char *) words;

/* The repository's own configuration is overridden by these. */
static const char *const settings[] = {
    "safe.bareRepository=explicit", "protocol.allow=never", "core.fsmonitor=false",
    "core.hooksPath=/dev/null",     "core.pager=cat",       "diff.external=",
    "credential.helper=",
};

/* Nothing that a repository's configuration says overrides these. */
static const char *const variables[] = {
    "GIT_ALLOW_PROTOCOL=",  "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0",
    "GIT_OPTIONAL_LOCKS=0", "GIT_PAGER=cat",       "GIT_LITERAL_PATHSPECS=1",
};

static void add(struct arena *arena, words *list, const char *word)
{
    *vec_push(list, arena) = (char *)word; /* posix_spawn changes none */
}

static char **arguments_of(const struct git_command *command)
{
    words list = {0};

    add(command->arena, &list, "git");
    add(command->arena, &list, "--no-pager");
    add(command->arena, &list, arena_printf(command->arena, "--git-dir=%s", command->git_dir).at);
    if (command->work_tree)
        add(command->arena, &list,
            arena_printf(command->arena, "--work-tree=%s", command->work_tree).at);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        add(command->arena, &list, "-c");
        add(command->arena, &list, settings[i]);
    }
    for (size_t i = 0; command->words[i]; i++)
        add(command->arena, &list, command->words[i]);
    add(command->arena, &list, NULL);
    return list.at;
}

/* Ours without what would lead git elsewhere or make it run something: of its variables only those
   stay that say where the user's configuration is. */
static char **environment_of(struct arena *arena)
{
    words list = {0};

    for (size_t i = 0; environ[i]; i++) {
        struct slice variable = slice_of(environ[i]);

        if (!slice_starts(variable, SLICE("GIT_")) || slice_starts(variable, SLICE("GIT_CONFIG")))
            add(arena, &list, environ[i]);
    }
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        add(arena, &list, variables[i]);
    add(arena, &list, NULL);
    return list.at;
}

/* Reads all that the descriptor gives. */
static bool read_all(int from, struct str *out)
{
    for (;;) {
        ssize_t got;

        str_reserve(out, 65536);
        got = file_read(from, out->at + out->len, out->room - out->len);
        if (got <= 0)
            return got == 0;
        out->len += (size_t)got;
        if (out->len > SOURCE_MAX)
            return false;
    }
}

/* Starts git with its output into a pipe; what we ignore, git does not. Returns an errno. */
static int start(const struct git_command *command, const int ends[2], pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int error;

    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGXFSZ);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    error = posix_spawnp(child, "git", &actions, &attributes, arguments_of(command),
                         environment_of(command->arena));
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

bool git_run(const struct git_command *command, struct str *out)
{
    int ends[2], status = 0, error;
    bool is_read = false;
    pid_t child;

    if (pipe(ends) != 0) {
        complain("git: %s", strerror(errno));
        return false;
    }
    error = start(command, ends, &child);
    close(ends[1]);
    if (error)
        complain("git: %s", strerror(error));
    else
        is_read = read_all(ends[0], out);
    close(ends[0]);
    while (!error && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return !error && is_read && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
