/*
 * A run over specs, from the request to a checked model and its findings. Everything lives in the
 * session's arena. It prints nothing and writes no file: findings go to `diags`, and a reason why
 * it cannot go on goes to request->complain.
 *
 * A caller whose specs are not files (an editor's open documents) puts sources of its own into
 * `sources` and calls session_check.
 */
#ifndef DRIVER_SESSION_H
#define DRIVER_SESSION_H

#include "driver/request.h"
#include "model/table.h"
#include "read/spec/vars.h"

struct session {
    struct arena arena;
    struct diags diags;
    const struct request *request;
    struct variables overrides;
    VEC(struct source *) settings; /* the files of variables, in order */
    VEC(struct source *) sources;  /* the specs, in order */
    struct model model;
};

void session_init(struct session *session, const struct request *request);
void session_release(struct session *session);

/* Reads the files of variables. False after complaining. */
bool session_load_settings(struct session *session);

/* Reads the specs in session->sources, for the first time or again, into a new model, and runs the
   rules. */
void session_check(struct session *session);

/* Adds the findings of planning, such as too many partitions; nothing after an error. Open ranges
   are skipped. */
void session_plan(struct session *session);

/* Reads the files of variables and sets the variables, for a command that finds its specs itself.
   False after complaining. */
bool session_begin(struct session *session);

/* Reads DDL or Glue JSON, whichever the source holds, into the model. False if it has errors. */
bool session_read(struct session *session, struct source *source, struct model *model);

/* Like session_read, for a source of any kind. True if it is not a spec but describes what is
   deployed. */
bool session_read_any(struct session *session, struct source *source, struct model *model);

/* Runs the rules and keeps only errors: warnings are for `check`. */
void session_find_errors(struct session *session, struct model *model);

#endif
