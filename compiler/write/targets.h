/*
 * The list of targets, in the order of grammar/targets.def. Writers do not include it: a target
 * knows of no other by way of the list.
 */
#ifndef WRITE_TARGETS_H
#define WRITE_TARGETS_H

#include "write/target.h"

#define TARGET(name) extern const struct target target_##name;
#include "grammar/targets.def"

/* NULL after the last. */
const struct target *target_at(size_t index);

/* NULL where there is none of that name. */
const struct target *target_named(struct slice name);

#endif
