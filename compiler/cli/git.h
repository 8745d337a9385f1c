/* Files as git keeps them at a revision. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include "driver/session.h"

/* Reads what `path`, a file or folder of a working tree, was at the revision into session->sources.
   False after saying why on stderr. */
bool git_read(struct session *session, const char *revision, const char *path);

#endif
