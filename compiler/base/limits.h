/* The limits of inputs that grammar/limits.def lists, as constants LIMIT_name. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
#define LIMIT(name, value, code, doc) LIMIT_##name = value,
#include "grammar/limits.def"
#undef LIMIT
};

#endif
