/*
 * The checks: a table of independent functions over the model, in the order of grammar/rules.def.
 * A rule runs only if the parts of the document that it needs were read completely and its
 * prerequisite rules passed. Otherwise it is silent, so that one mistake gives one finding.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "model/table.h"

/* Runs every rule over the model, then applies each document's `allow`: findings that it
   silences are removed, and an entry that silences nothing is reported. */
void rules_run(struct diags *diags, struct model *model);

/* Removes findings that a document's `allow` silences, for those added after rules_run. */
void rules_silence(struct diags *diags, const struct model *model);

#endif
