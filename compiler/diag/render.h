/*
 * The renderers of a sorted collection of diagnostics. They only append to `out` and do not depend
 * on locale, clock or environment: the caller says what the terminal can do.
 */
#ifndef DIAG_RENDER_H
#define DIAG_RENDER_H

#include "base/str.h"
#include "diag/diag.h"

struct render_options {
    bool use_color;
    unsigned width;    /* terminal columns; 0: no limit */
    size_t spec_count; /* inputs of the run, for the summary */
    size_t bad_count;  /* inputs with an error or a warning */
};

/* For a terminal: each finding with its source lines, carets and helps; blank lines between them.
 */
void render_text(struct str *out, const struct diags *diags, const struct render_options *options);

/* "3 errors, 1 warning in 2 of 14 specs", with a line end. Appends nothing if there are no
   findings. */
void render_summary(struct str *out, const struct diags *diags,
                    const struct render_options *options);

/* One JSON object, documented in the reference; "version" is 1. */
void render_json(struct str *out, const struct diags *diags, const struct render_options *options);

/* SARIF 2.1.0. */
void render_sarif(struct str *out, const struct diags *diags, const struct render_options *options);

/* GitHub workflow commands, one a line: ::error file=…,line=…::message */
void render_github(struct str *out, const struct diags *diags,
                   const struct render_options *options);

#endif
