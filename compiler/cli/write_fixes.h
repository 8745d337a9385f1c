/* What check --fix does with specs that were fixed. */
#ifndef CLI_WRITE_FIXES_H
#define CLI_WRITE_FIXES_H

#include "cli/run.h"
#include "driver/fix.h"

/* Writes the files that changed, all or none, and standard input to standard output; under --diff
   nothing but the difference, to standard output. False where it could not be written. */
bool write_fixes(struct run *run, const struct fixes *fixes);

#endif
