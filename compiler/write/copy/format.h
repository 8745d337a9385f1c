/* How COPY reads the files of a table, compared with Spectrum (facts: COPY into a native table).
   The options follow the developer guide's pages on data format, data conversion and compression. */
#ifndef WRITE_COPY_FORMAT_H
#define WRITE_COPY_FORMAT_H

#include "base/str.h"
#include "diag/diag.h"
#include "model/table.h"

/* The first reason why COPY does not read the files as Spectrum does. */
struct copy_fault {
    bool is_there;
    bool is_format;    /* the format itself; else `what` is one of its properties or options */
    struct slice what; /* the format's word; empty: it is defined by its classes */
    struct span span;
};

struct copy_fault copy_fault_of(const struct table *table);

/* Whether COPY loads the rows; else they are loaded through the external table. */
bool copy_brings_rows(const struct table *table);

/* Appends the options of COPY that follow IAM_ROLE, one per line. */
void copy_write_options(struct str *out, const struct table *table);

/* Whether COPY maps columns by keys of JSON objects. */
bool copy_is_json(const struct table *table);

/* Whether it maps them by their names in the temporary table, which are the keys. */
bool copy_goes_by_key(const struct table *table);

/* Whether COPY maps columns by their position in the files, ignoring their names there. */
bool copy_is_columnar(const struct table *table);

/* A column's key in JSON files. */
struct slice copy_key_of(const struct table *table, const struct column *column);

/* Appends the path of a key in a JSONPaths file. */
void copy_write_path(struct str *out, struct slice key);

/* Whether a JSONPath can name the key: it goes in brackets and single quotes, in which no escape is
   documented. */
bool copy_path_can_name(struct slice key);

#endif
