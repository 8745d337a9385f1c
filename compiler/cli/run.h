/* A running command: its options, its session, and its report. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"
#include "cli/output.h"
#include "driver/session.h"

struct run {
    const struct options *options;
    struct request request; /* the session's part of the options */
    struct session session;
};

/* The run must stay where it is: the session points into it. */
void run_init(struct run *run, const struct options *options);
void run_release(struct run *run);

/* Writes the text of a run to the file of -o, or to standard output; over no input of the run. False
   after saying why. */
bool run_deliver(struct run *run, struct slice text);

/* Writes to standard output. False after saying why, as where it is an input of the run. */
bool run_print(struct run *run, struct slice text);

/* An output of the run, which spares its inputs. */
struct output run_output(struct run *run);

/* Sorts the findings and writes them: text to stderr, the other formats to stdout. False when they
   could not be written. */
bool run_report(struct run *run);

/* The two halves of it, for what must be done between: the report is made, then it is written. */
void run_compose_report(struct run *run, struct str *out);
bool run_print_report(struct run *run, const struct str *report);

/* Whether the findings make the run fail: errors, or warnings under --strict. */
bool run_has_failed(const struct run *run);

/* With --psql, writes a script that fails in place of the statements that were not written. */
void run_deliver_failure(const struct run *run);

#endif
