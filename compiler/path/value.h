/* Whether the text of a partition's folder is a value of its column: of its type and domain. */
#ifndef PATH_VALUE_H
#define PATH_VALUE_H

#include "path/template.h"

enum value_fit {
    VALUE_FITS,
    VALUE_NULL,    /* the null partition, and the type is not of text */
    VALUE_TYPE,    /* *why, to stand after "is not" */
    VALUE_UNKNOWN, /* not one of the domain's values */
    VALUE_RANGE,   /* no number of the domain's range */
    VALUE_PADDING, /* a number of the range, with other zeros before it */
    VALUE_DATE     /* not of the date pattern */
};

/* `value` is decoded. The null partition is a value of char and varchar. */
enum value_fit value_fits(const struct key_column *key, struct slice value, const char **why);

#endif
