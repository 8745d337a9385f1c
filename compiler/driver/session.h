/*
 * A run over specs, from the request to a checked model and what was found in it. Everything lives
 * in the session's arena. It prints nothing and writes no file: findings are in `diags`, and what
 * keeps it from going on is told to request->complain.
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

/* Reads the specs, or reads them again, as session->sources has them, into a new model, and runs the rules. */
void session_check(struct session *session);

/* Adds what only planning finds, such as partitions that are too many; nothing after an error. Open
   ranges are passed over. */
void session_plan(struct session *session);

/* Reads the files of variables and sets the variables, for a command that finds its specs itself.
   False after complaining. */
bool session_begin(struct session *session);

/* Reads DDL or Glue's JSON, whichever the source holds, into the model. False where it has
   errors. */
bool session_read(struct session *session, struct source *source, struct model *model);

/* The same for a source of any kind; true where it is not a spec, but tells what is deployed. */
bool session_read_any(struct session *session, struct source *source, struct model *model);

/* Runs the rules and keeps the errors: what they advise, `check` says. */
void session_find_errors(struct session *session, struct model *model);

#endif
