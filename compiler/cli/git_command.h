/*
 * git as a process that does nothing but read objects. A repository may come from a stranger: its
 * configuration can name commands for git to run, and a missing object can make git fetch. We name
 * the repository ourselves, so that git looks for none; what git might run or fetch is switched off
 * besides, by what each of its versions knows. No shell is involved.
 */
#ifndef CLI_GIT_COMMAND_H
#define CLI_GIT_COMMAND_H

#include "base/str.h"
#include "base/vec.h"

struct git_command {
    struct arena *arena;
    const char *git_dir;   /* of the repository; "/dev/null": none, only the user's configuration */
    const char *work_tree; /* or NULL */
    const char *const *words; /* what follows `git` and its options; ends in NULL */
};

/* Runs it; what it prints goes to *out, its complaints to stderr. Whether it succeeded. */
bool git_run(const struct git_command *command, struct str *out);

#endif
