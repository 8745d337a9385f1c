/* The changes that `diff` finds: as text, Markdown and JSON, and as the script that makes them.
   Each function appends to `out`. */
#ifndef WRITE_CHANGES_H
#define WRITE_CHANGES_H

#include "plan/diff/diff.h"
#include "write/target.h"

/* The statements; a comment above each change says what it is and why. */
void changes_write_sql(struct str *out, const struct changes *changes, const struct target *target,
                       const struct write_options *options);

/* A summary for a terminal: grouped by table, one line per change. */
void changes_write_text(struct str *out, const struct changes *changes, bool use_color);

/* The same as Markdown, for a comment on a pull request. */
void changes_write_markdown(struct str *out, const struct changes *changes);

/* One object: version, changes (each with its statements), summary. */
void changes_write_json(struct str *out, const struct changes *changes,
                        const struct target *target);

#endif
