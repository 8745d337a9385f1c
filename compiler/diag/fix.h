/*
 * Applies the fixes of findings. Edits are on bytes, so comments and layout are kept. Only safe
 * fixes are applied. The edits of one finding must not overlap, and are applied all or none.
 */
#ifndef DIAG_FIX_H
#define DIAG_FIX_H

#include "base/str.h"
#include "diag/diag.h"

/* Appends the text of `source` with the safe fixes of its findings applied, and returns how many
   findings that fixes. Where fixes overlap or touch, that of the earlier finding is applied; the
   other finding may occur again in the new text. Appends nothing when there is nothing to fix. */
size_t fix_apply(struct str *out, const struct diags *diags, const struct source *source);

#endif
