/*
 * A run over specs, as several commands share it: from the arguments to a checked model, and the
 * report of what was found. Everything lives in the session's arena.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli/options.h"
#include "diag/render.h"
#include "read/spec/vars.h"

struct session {
    struct arena arena;
    struct diags diags;
    const struct options *options;
    struct variables overrides;
    VEC(struct source *) settings; /* the files of --vars, in order */
    VEC(struct source *) sources;  /* the specs, in order */
    struct model model;
    /* Changes the model between reading and the rules; NULL: nothing does. */
    void (*amend)(struct session *session);
};

void session_init(struct session *session, const struct options *options);
void session_release(struct session *session);

/* Finds and reads all specs and variables into the model, and runs the rules. False, after saying
   why on stderr, where a file cannot be read: the command could not run. */
bool session_load(struct session *session);

/* Reads the specs, as session->sources has them, into the model anew, and runs the rules. */
void session_check(struct session *session);

/* Reads the files of --vars and sets the variables, for a command that finds its specs itself.
   False after saying why on stderr. */
bool session_begin(struct session *session);

/* Reads DDL or Glue's JSON, whichever the source holds, into the model. False where it has
   errors. */
bool session_read(struct session *session, struct source *source, struct model *model);

/* The same for a source of any kind; true where it is no spec, but tells what is deployed. */
bool session_read_any(struct session *session, struct source *source, struct model *model);

/* Runs the rules and keeps the errors: what they advise, `check` says. */
void session_find_errors(struct session *session, struct model *model);

/* Under --psql, what stands for statements that were not written: a script that fails. */
void session_deliver_failure(const struct session *session);

/* Sorts the findings and writes them: text to stderr, the other formats to stdout. False where they
   could not be written. */
bool session_report(struct session *session);

/* Whether the findings make the run fail: errors, or warnings under --strict. */
bool session_has_failed(const struct session *session);

#endif
