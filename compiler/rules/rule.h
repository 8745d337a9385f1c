/* Inside rules/: what every rule is given, and the declarations of all rules, made from the
   table. */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "model/identity.h"

struct rule_run {
    struct diags *diags;
    struct arena *arena; /* lives while the rules of one document run; findings copy their texts */
    const struct model *model;
    size_t guesses; /* names looked up among those of the model, for "did you mean" */
    const struct catalogs *catalogs; /* of the model's schemas; only for rules of scope MODEL */
};

/* `document` is NULL for rules of scope MODEL. A rule fails by adding an error. */
#define RULE(name, scope, facets, after)                                                           \
    void rule_##name(struct rule_run *run, const struct document *document);
#include "grammar/rules.def"

#endif
