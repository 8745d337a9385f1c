/*
 * The deployments of a run, one for each spelling of a schema's name. They live in the arena given
 * to deployments_init, and borrow from the model.
 */
#ifndef PLAN_DEPLOYMENT_H
#define PLAN_DEPLOYMENT_H

#include "model/identity.h"
#include "plan/statement.h"

struct deployments {
    struct arena *arena;
    struct deployment common;
    struct map made; /* deployments, by the schema's name as written in a spec */
};

/* `common` is what all deployments share. Its schema, if given, replaces the one of each spec; its
   model, if given, says which schemas are declared. */
void deployments_init(struct deployments *deployments, struct arena *arena,
                      const struct deployment *common);

/* The deployment of the document's schema, made on first use. */
const struct deployment *deployment_of(struct deployments *deployments,
                                       const struct document *document);

#endif
