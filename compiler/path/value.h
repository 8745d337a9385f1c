/* Whether the text of a partition's folder is a value of its column: of its type and domain. */
#ifndef PATH_VALUE_H
#define PATH_VALUE_H

#include "path/template.h"

enum value_fit {
    VALUE_FITS,
    VALUE_NULL,    /* the null partition, but the type is not char or varchar */
    VALUE_TYPE,    /* not of the type: the message is "is not *why" */
    VALUE_UNKNOWN, /* not one of the domain's values */
    VALUE_RANGE,   /* not a number in the domain's range */
    VALUE_PADDING, /* a number in the range, but its leading zeros differ */
    VALUE_DATE     /* not of the date pattern */
};

/* `value` is decoded. The null partition fits char and varchar. */
enum value_fit value_fits(const struct key_column *key, struct slice value, const char **why);

#endif
