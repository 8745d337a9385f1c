/*
 * The canonical layout of a spec's text: two spaces a level, list items below their key two more, one
 * space behind `:`, `-` and `,`, none inside brackets, no blanks at line ends, one blank line at most,
 * LF, no BOM. The lines stay the lines that they are, in their order, with their words, quotes
 * and comments. A comment behind a value keeps its column where it can, a comment on a line
 * of its own takes the indentation of what follows it, or of the block above that it stands in.
 */
#ifndef READ_YAML_CANONICAL_H
#define READ_YAML_CANONICAL_H

#include "base/str.h"
#include "diag/diag.h"

/* Appends the canonical text of a source that yaml_read finds nothing wrong in. The text is read
   again: where it would not say the same, hold the same comments and be canonical itself, the
   source's own text is appended instead, and SP1301 reported. */
void canonical_write(struct str *out, struct diags *diags, struct source *source);

#endif
