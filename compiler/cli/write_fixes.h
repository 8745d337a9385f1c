/* Writes the specs that `check --fix` has fixed. */
#ifndef CLI_WRITE_FIXES_H
#define CLI_WRITE_FIXES_H

#include "cli/run.h"
#include "driver/fix.h"

/* Writes the files that changed, all or none; standard input goes to standard output. With --diff,
   only writes the difference, to standard output. False when that failed. */
bool write_fixes(struct run *run, const struct fixes *fixes);

#endif
