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
    bool is_grouped;   /* text: no notes beside errors, and few findings of each code */
};

/* As a terminal shows them: each finding with its source lines, carets and helps, a blank line
   between. Grouped, a finding after the third of its code is not shown, but counted in a line at
   the end; the same holds for each severity, where one code has several. */
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
