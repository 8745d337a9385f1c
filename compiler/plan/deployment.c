#include "plan/deployment.h"

void deployments_init(struct deployments *deployments, struct arena *arena,
                      const struct deployment *common)
{
    const struct model *model = common->model;

    deployments->arena = arena;
    deployments->common = *common;
    map_init_folded(&deployments->declarations, arena);
    map_init(&deployments->made, arena);
    for (size_t i = 0; model && i < model->documents.count; i++) {
        struct document *document = model->documents.at[i];

        if (document->kind == DOCUMENT_SCHEMA)
            map_add(&deployments->declarations, document->schema.name.value, document);
    }
}

static struct deployment *deployment_new(struct deployments *deployments, struct slice name)
{
    struct deployment *deployment = arena_new(deployments->arena, struct deployment);

    *deployment = deployments->common;
    if (!deployment->schema.len)
        deployment->schema = name;
    deployment->declaration = map_get(&deployments->declarations, name);
    deployment->database = deployment->declaration ? deployment->declaration->schema.database.value
                                                   : deployment->default_database;
    map_add(&deployments->made, name, deployment);
    return deployment;
}

const struct deployment *deployment_of(struct deployments *deployments,
                                       const struct document *document)
{
    struct slice name = document->kind == DOCUMENT_TABLE ? document->table.schema.value
                                                         : document->schema.name.value;
    const struct deployment *made = map_get(&deployments->made, name);

    return made ? made : deployment_new(deployments, name);
}
