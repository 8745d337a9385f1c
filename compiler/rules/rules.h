/*
 * The checks: a table of independent functions over the model, in the order of grammar/rules.def.
 * A rule runs when the parts of the document that it needs were read whole and the rules that it
 * builds on have passed; otherwise it is silent, so that one mistake gives one finding.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "model/table.h"

/* Runs every rule over the model, then carries out the documents' `allow`: findings that it
   silences are taken out, and an allowance that silences nothing is reported. */
void rules_run(struct diags *diags, struct model *model);

/* Takes out what the documents' `allow` silences, for findings that came after rules_run. */
void rules_silence(struct diags *diags, const struct model *model);

#endif
