/* How COPY reads the files of a table, next to how Spectrum does (facts: COPY into a native table), by
   the developer guide's pages on data format, data conversion and file compression. */
#ifndef WRITE_COPY_FORMAT_H
#define WRITE_COPY_FORMAT_H

#include "base/str.h"
#include "diag/diag.h"
#include "model/table.h"

/* Why COPY does not read the files as Spectrum does. */
struct copy_fault {
    bool is_there;
    bool is_format;    /* the format as a whole; else `what` is a property or an option of it */
    struct slice what; /* the format's word; empty: it is given by classes */
    struct span span;
};

struct copy_fault copy_fault_of(const struct table *table);

/* Whether the rows come by COPY: else through the external table. */
bool copy_brings_rows(const struct table *table);

/* Appends the options of COPY behind IAM_ROLE, a line each. */
void copy_write_options(struct str *out, const struct table *table);

/* Whether COPY finds the columns by keys of JSON objects. */
bool copy_is_json(const struct table *table);

/* Whether it finds them by their names in the temporary table, which are the keys. */
bool copy_goes_by_key(const struct table *table);

/* Whether COPY takes columns by their place in the files, however they are called there. */
bool copy_is_columnar(const struct table *table);

/* The key of a column in JSON files. */
struct slice copy_key_of(const struct table *table, const struct column *column);

/* Appends the path of a key in a JSONPaths file. */
void copy_write_path(struct str *out, struct slice key);

/* Whether a path can name the key: between brackets it stands in single quotes, and no escape in
   them is documented. */
bool copy_path_can_name(struct slice key);

#endif
