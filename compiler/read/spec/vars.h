/*
 * The variables of specs: ${name} in any value. What the command line sets (--set, --vars) goes
 * before the defaults of a document. The environment is never read. $${ stands for ${ itself.
 */
#ifndef READ_SPEC_VARS_H
#define READ_SPEC_VARS_H

#include "read/yaml/compose.h"

struct variable {
    struct slice name;
    struct text value;
    bool is_used;
};

struct variables {
    struct arena *arena;
    struct map by_name;
    VEC(struct variable *) list; /* in the order of being set */
};

void variables_init(struct variables *variables, struct arena *arena);

/* Sets a variable; a later setting replaces an earlier one. */
void variables_set(struct variables *variables, struct slice name, struct text value);

/* Whether a name can be one: a letter or underscore, then letters, digits and underscores. */
bool variable_is_name(struct slice name);

/* Sets what a file of --vars holds: one mapping of names to scalars. False with diagnostics. */
bool variables_read(struct variables *variables, struct diags *diags, struct source *source);

/* Adds the defaults of a mapping node. Values may use other variables. */
void variables_read_mapping(struct variables *variables, struct diags *diags,
                            const struct node *mapping);

/* Puts values in place of the variables in *text: those that `overrides` sets, else `defaults`.
   False with a diagnostic (SP0119 or SP0120) where one is not set or malformed. */
bool variables_expand(struct variables *overrides, struct variables *defaults, struct diags *diags,
                      struct text *text);

#endif
