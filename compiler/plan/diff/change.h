/* The result of a diff: changes, each with the statements that make it. Plain data in the run's
   arena. */
#ifndef PLAN_DIFF_CHANGE_H
#define PLAN_DIFF_CHANGE_H

#include "plan/statement.h"

enum change_class {
    CHANGE_SAFE,
    CHANGE_RESULTS,    /* queries may return other results, or fail */
    CHANGE_DESTRUCTIVE /* a column, a table or registered partitions are lost */
};

/* What is changed; JSON has a word for each. */
enum change_kind {
#define CHANGE(id, word) CHANGE_##id,
#include "grammar/changes.def"
    CHANGE_KIND_COUNT
};

struct change {
    enum change_kind kind;
    enum change_class class;
    struct slice subject;      /* the table or schema: "spectrum.raw_events" */
    struct slice text;         /* "the column `user_id` bigint is added" */
    VEC(struct slice) reasons; /* why a table is recreated; what is lost with it */
    size_t first, count;       /* its statements in changes.statements */
};

struct changes {
    VEC(struct change) list;
    struct statement_list statements;
};

const char *change_word(enum change_kind kind);
const char *change_class_word(enum change_class class);

/* How many changes are of the class. */
size_t changes_of(const struct changes *changes, enum change_class class);

#endif
