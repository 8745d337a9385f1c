/*
 * The variables of specs: ${name} in any value. What the command line sets (--set, --vars)
 * overrides a document's defaults. The environment is never read. $${ stands for a literal ${.
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
    VEC(struct variable *) list; /* in the order in which they were set */
    size_t guesses;              /* unset names that were looked up for "did you mean" */
};

void variables_init(struct variables *variables, struct arena *arena);

/* Sets a variable; a later setting replaces an earlier one. */
void variables_set(struct variables *variables, struct slice name, struct text value);

/* Whether a name is valid: a letter or underscore, then letters, digits and underscores. */
bool variable_is_name(struct slice name);

/* Sets the variables of a --vars file, one mapping of names to scalars. False, with diagnostics,
   on errors. */
bool variables_read(struct variables *variables, struct diags *diags, struct source *source);

/* Adds the defaults in a mapping node. Values may use other variables. */
void variables_read_mapping(struct variables *variables, struct diags *diags,
                            const struct node *mapping);

/* Replaces the variables in *text by their values, from `overrides` or else `defaults`. False,
   with a diagnostic (SP0119 or SP0120), if one is malformed or not set. */
bool variables_expand(struct variables *overrides, struct variables *defaults, struct diags *diags,
                      struct text *text);

/* Reports {{ name }}, as templates have it, in a text without braces of its own. False: there is
   none. */
bool variables_look_foreign(struct diags *diags, struct text text);

#endif
