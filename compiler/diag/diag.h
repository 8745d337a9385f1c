/*
 * Diagnostics: findings about the inputs, as data. Code that finds something adds it to the
 * collection and goes on; nothing here prints (see diag/render.h). A diagnostic and its texts live
 * in the collection's arena.
 *
 * A message says what was found, then what was expected; related spans show where the other
 * definition is; a help says what to write. Words and keys of the user are in `backquotes`.
 */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/map.h"
#include "source/source.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

enum diag_code {
#include "grammar/diag_codes.h" /* made from grammar/diag.def: see the Makefile */
    DIAG_CODE_COUNT
};

struct diag_kind {
    const char *name; /* "SP0304" */
    enum severity severity;
    const char *title;       /* one line, without a final stop */
    const char *explanation; /* paragraphs, separated by blank lines */
    const char *before;      /* an example that has the finding */
    const char *after;       /* the same, corrected */
    const char *source;      /* of the rule */
};

struct diag_related {
    struct span span;
    struct slice label;
};

/* An edit that removes the finding: replace `span` with `text`. `is_safe`: the edit cannot change
   what the spec is meant to say, so `check --fix` may apply it. */
struct diag_fix {
    struct span span;
    struct slice text;
    bool is_safe;
};

struct diag {
    enum diag_code code;
    enum severity severity;
    struct slice message;
    struct span span;   /* may be nowhere: a finding about the command line or a whole file */
    struct slice path;  /* if the span is nowhere: the file it is about, or empty */
    struct slice label; /* under the caret; may be empty */
    VEC(struct diag_related) related;
    VEC(struct slice) notes;
    VEC(struct slice) helps;
    VEC(struct diag_fix) fixes; /* to be applied all together */
    uint32_t serial;            /* order of discovery, the last sort key */
};

struct diags {
    struct arena *arena;
    VEC(struct diag *) list;
    size_t error_count;
    size_t warning_count;
};

const struct diag_kind *diag_kind(enum diag_code code);

/* The code called `name`, in any letter case, or DIAG_CODE_COUNT. */
enum diag_code diag_code_named(struct slice name);

const char *severity_name(enum severity severity);

void diags_init(struct diags *diags, struct arena *arena);

/* Adds a finding and returns it, so that a label, related spans, notes and helps can be added. */
struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Each formats into the collection's arena and returns its argument. */
struct diag *diag_label(struct diags *diags, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct diag *diag_note(struct diags *diags, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct diag *diag_help(struct diags *diags, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct diag *diag_related(struct diags *diags, struct diag *diag, struct span span,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Offers an edit of the bytes of a source. For an edit of the model's texts use text_fix
   (model/text.h), which knows how they are quoted. */
void diag_fix(struct diags *diags, struct diag *diag, struct span span, struct slice text,
              bool is_safe);

/* Turns errors into warnings, from finding number `first` (from 0) on. */
void diags_demote(struct diags *diags, size_t first);

/* Removes all findings but the first `count`. Must not be called after diags_sort. */
void diags_take_back(struct diags *diags, size_t count);

/* Sorts by place (input, start, end), then code, then order of discovery, and drops repetitions:
   same code, place and message. Updates the counts. */
void diags_sort(struct diags *diags);

#endif
