/* A running command: its options, its session, and its report. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"
#include "driver/session.h"

struct run {
    const struct options *options;
    struct request request; /* the session's part of the options */
    struct session session;
};

/* The run must stay where it is: the session points into it. */
void run_init(struct run *run, const struct options *options);
void run_release(struct run *run);

/* Sorts the findings and writes them: text to stderr, the other formats to stdout. False when they
   could not be written. */
bool run_report(struct run *run);

/* Whether the findings make the run fail: errors, or warnings under --strict. */
bool run_has_failed(const struct run *run);

/* With --psql, writes a script that fails in place of the statements that were not written. */
void run_deliver_failure(const struct run *run);

#endif
