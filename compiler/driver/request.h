/*
 * What a run is to do, as plain data: a command line fills it, and so can an editor. It must
 * outlive the session that takes it.
 */
#ifndef DRIVER_REQUEST_H
#define DRIVER_REQUEST_H

#include "base/str.h"
#include "base/vec.h"

struct session;

/* The value of a variable, which overrides that of files. */
struct setting {
    struct slice name, value;
};

struct request {
    VEC(const char *) specs;      /* files, folders, or - for standard input */
    VEC(const char *) vars_files; /* in order: a later one overrides */
    VEC(struct setting) settings;
    struct slice schema;   /* of DDL and Glue tables that name none; or empty */
    struct slice database; /* of the catalog, for schemas that no spec declares; or empty */
    /* Changes the model before the rules run; may be NULL. */
    void (*amend)(void *context, struct session *session);
    /* Receives a line that says why the run cannot go on, such as a file that cannot be read. */
    void (*complain)(void *context, struct slice message);
    void *context; /* of both */
};

void request_complain(const struct request *request, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
