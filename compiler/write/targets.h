/*
 * The list of targets, in the order of grammar/targets.def. Writers do not include it, so that no
 * target depends on the others through the list.
 */
#ifndef WRITE_TARGETS_H
#define WRITE_TARGETS_H

#include "write/target.h"

#define TARGET(name) extern const struct target target_##name;
#include "grammar/targets.def"

/* The targets in the order of the table; NULL after the last. */
const struct target *target_at(size_t index);

/* NULL if there is no target of that name. */
const struct target *target_named(struct slice name);

#endif
