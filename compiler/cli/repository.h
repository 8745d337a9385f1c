/*
 * The repository of a file or folder, found by us. git's own search takes a folder that holds HEAD,
 * objects/ and refs/ for a bare repository, and such a folder can be committed among the specs;
 * ours takes only a .git, which git never checks out. What is not the user's own is refused, as git
 * does when it searches itself.
 */
#ifndef CLI_REPOSITORY_H
#define CLI_REPOSITORY_H

#include <stdbool.h>

#include "base/arena.h"

/* Real paths. */
struct repository {
    const char *top;     /* the work tree */
    const char *git_dir; /* its .git, or where the file of that name leads */
    const char *below;   /* what was named, below the top; empty: the top itself */
    bool is_folder;      /* so is what was named */
};

/* False after saying on stderr why there is none that can be trusted. */
bool repository_find(struct arena *arena, const char *path, struct repository *repository);

#endif
