/* The words of grammar/words.def: reserved in one engine or another, or names of types. */
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

enum { NAME_MAX_BYTES = 127 }; /* of a name in Redshift */

/* Whether Redshift makes a column of that name itself, so that no table may have one (facts:
   Identifiers). */
bool name_is_kept(struct slice name);

/* The lists (bits) that hold `word`, ASCII letter case free; 0 for none. */
unsigned word_lists(struct slice word);

#endif
