/* Files at a revision, read from git. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include "driver/session.h"

/* Reads `path`, a file or folder of a working tree, as of the revision into session->sources. False
   after reporting why on stderr. */
bool git_read(struct session *session, const char *revision, const char *path);

#endif
