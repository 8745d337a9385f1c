/*
 * Carrying out the fixes of findings: an edit of bytes, which keeps comments and layout. Only safe
 * fixes are made, and each finding's edits, which must be clear of one another, all or none.
 */
#ifndef DIAG_FIX_H
#define DIAG_FIX_H

#include "base/str.h"
#include "diag/diag.h"

/* Appends the text of `source` with the safe fixes of its findings made, and returns how many
   findings that mends. Where fixes overlap or touch, the one of the earlier finding is made; the
   other may be found again in the new text. Appends nothing when there is nothing to mend. */
size_t fix_apply(struct str *out, const struct diags *diags, const struct source *source);

#endif
