/* grammar/targets.def as a list. */
#include "write/targets.h"

static const struct target *const targets[] = {
#define TARGET(name) &target_##name,
#include "grammar/targets.def"
    NULL,
};

const struct target *target_at(size_t index)
{
    return targets[index];
}

const struct target *target_named(struct slice name)
{
    size_t i = 0;

    while (targets[i] && !slice_is(name, targets[i]->name))
        i++;
    return targets[i];
}
