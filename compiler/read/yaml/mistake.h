/*
 * What people probably did where libyaml gave up: it says where it could not go on, which is often
 * not where the mistake is. Looks at the lines around that place, knows nothing of specs but the
 * names of keys, and says exactly what to write.
 */
#ifndef READ_YAML_MISTAKE_H
#define READ_YAML_MISTAKE_H

#include "diag/diag.h"

/* Where libyaml gave up. */
struct yaml_trouble {
    struct diags *diags;
    struct source *source;
    const char *problem; /* libyaml's text */
    size_t at;           /* byte offset of the place */
    size_t context;      /* of what it was reading, or equal to `at` */
    struct span quoted;  /* the last quoted scalar of several lines; empty: there was none */
};

/* Reports a mistake that is recognized, with a help and a fix. Otherwise returns false. */
bool yaml_mistake(const struct yaml_trouble *trouble);

#endif
