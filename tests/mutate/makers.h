/* The mistakes that take more than a row: make_<name> for each MAKE of mistakes.def. False where
   the spec has no place for it, or the one drawn does not do. */
#ifndef MUTATE_MAKERS_H
#define MUTATE_MAKERS_H

#include "tests/mutate/spots.h"

#define MAKE(name, codes, where) bool make_##name(struct mutant *mutant);
#include "tests/mutate/mistakes.def"

#endif
