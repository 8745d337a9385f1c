/*
 * Targets: how statements are written for one engine. A target is one const struct; nothing outside
 * this folder asks which one it is. Adding one takes a file here and a row in grammar/targets.def.
 */
#ifndef WRITE_TARGET_H
#define WRITE_TARGET_H

#include "base/str.h"
#include "plan/statement.h"

struct target {
    const char *name;  /* as --target takes it */
    const char *title; /* a line for `targets` */
    const char *extension; /* of the files that --out-dir makes: ".sql" */
    /* Appends a statement with its ";" and line end; NULL: the target has no such statement. */
    void (*write[STATEMENT_KIND_COUNT])(struct str *out, const struct statement *statement);
};

/* NULL after the last. */
const struct target *target_at(size_t index);

/* NULL where there is none of that name. */
const struct target *target_named(struct slice name);

struct write_options {
    bool for_psql; /* stop at the first error */
};

/* Appends the statements in order, with a blank line between, and a comment line that names the
   spec wherever another one begins. */
void write_statements(struct str *out, const struct target *target,
                      const struct statement_list *statements,
                      const struct write_options *options);

/* Appends a script that is certain to fail when psql runs it: what stands for a compile that found
   errors, so that a pipe into psql cannot look like success. */
void write_failure(struct str *out);

/* Appends a comment: each line of `text` behind "-- ", control characters as spaces. */
void write_comment(struct str *out, struct slice text);

#endif
