/*
 * The canonical layout of a spec's text: two spaces per level, list items two more than their key,
 * one space after `:`, `-` and `,`, none inside brackets, no trailing blanks, at most one blank
 * line, LF, no BOM. Lines stay as they are, in the same order, with their words, quotes and
 * comments. A comment after a value keeps its column if possible; a comment on its own line is
 * indented like what follows it, or like the block above that it belongs to.
 */
#ifndef READ_YAML_CANONICAL_H
#define READ_YAML_CANONICAL_H

#include "base/str.h"
#include "diag/diag.h"

/* Appends the canonical text of a source in which yaml_read finds no errors. The text is read
   back: if it does not mean the same, keep the same comments and count as canonical itself, the
   source's own text is appended instead, and SP1301 reported. */
void canonical_write(struct str *out, struct diags *diags, struct source *source);

#endif
