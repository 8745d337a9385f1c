/*
 * Diagnostics: what was found in the inputs, as data. Whoever finds something adds it to the
 * collection and goes on; nothing here prints (see diag/render.h). A diagnostic and its texts live
 * in the collection's arena.
 *
 * A message says what was found, then what was expected; related spans show where the other
 * definition is; a help says what to write. Words and keys of the user stand in `backquotes`.
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
    const char *title;       /* a line without a full stop */
    const char *explanation; /* paragraphs, with a blank line between */
    const char *before;      /* an example with the finding */
    const char *after;       /* the same, mended */
    const char *source;      /* of the rule */
};

struct diag_related {
    struct span span;
    struct slice label;
};

/* An edit that mends the finding: put `text` where `span` is. `is_safe`: it cannot change what the
   spec means to say, so that `check --fix` may make it. */
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
    struct slice path;  /* for a finding that is nowhere: the file it is about, or empty */
    struct slice label; /* under the caret; may be empty */
    VEC(struct diag_related) related;
    VEC(struct slice) notes;
    VEC(struct slice) helps;
    VEC(struct diag_fix) fixes; /* all of them together are one mend */
    uint32_t serial;            /* order of being found, the last key of sorting */
};

struct diags {
    struct arena *arena;
    VEC(struct diag *) list;
    size_t error_count;
    size_t warning_count;
};

const struct diag_kind *diag_kind(enum diag_code code);

/* The code called `name` (letter case is free), or DIAG_CODE_COUNT. */
enum diag_code diag_code_named(struct slice name);

const char *severity_name(enum severity severity);

void diags_init(struct diags *diags, struct arena *arena);

/* Adds a finding and returns it, to be given its label, related spans, notes and helps. */
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

/* Offers an edit of the bytes of a source. An edit of the model's texts is text_fix's business
   (model/text.h), which knows how they are quoted. */
void diag_fix(struct diags *diags, struct diag *diag, struct span span, struct slice text,
              bool is_safe);

/* Makes warnings of the errors from the `first` finding on. */
void diags_demote(struct diags *diags, size_t first);

/* Takes all findings but the first `count` back. Only before they are sorted. */
void diags_take_back(struct diags *diags, size_t count);

/* Sorts by place (input, start, end), then code, then order of being found, and leaves out
   repetitions: same code, place and message. The counts follow. */
void diags_sort(struct diags *diags);

#endif
