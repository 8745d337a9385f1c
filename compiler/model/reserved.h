/* The words of grammar/words.def: reserved by some engine, or names of types. Constant; lookups
   need no set-up and may run in any thread. */
#ifndef MODEL_RESERVED_H
#define MODEL_RESERVED_H

#include "base/slice.h"

enum word_list {
    REDSHIFT = 1 << 0,
    ATHENA_DDL = 1 << 1,
    ATHENA_SELECT = 1 << 2,
    POSTGRES = 1 << 3,
    TYPE_NAME = 1 << 4
};

enum { NAME_MAX_BYTES = 127 }; /* the longest name in Redshift */

/* Whether Redshift adds a column of this name itself, so that no table may define one (facts:
   Identifiers). */
bool name_is_kept(struct slice name);

/* The lists that hold `word`, as bits of enum word_list; 0 for none. ASCII case is ignored. */
unsigned word_lists(struct slice word);

#endif
