/* check --fix: the safe fixes of a session's findings, made in its specs. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "cli/session.h"

/* Mends the specs of a checked session, until nothing safe is left to mend, and writes them back:
   files where they changed, all or none; standard input to standard output; or under --diff nothing
   but the difference, to standard output. The session then holds the mended specs and the findings
   that remain, and *is_same tells whether no spec changed. False where it could not be written. */
bool fix_specs(struct session *session, bool *is_same);

#endif
