#include "plan/deployment.h"

void deployments_init(struct deployments *deployments, struct arena *arena,
                      const struct deployment *common)
{
    struct catalogs *catalogs = arena_new(arena, struct catalogs);

    catalogs_init(catalogs, arena, common->model);
    deployments->arena = arena;
    deployments->common = *common;
    deployments->common.catalogs = catalogs;
    map_init(&deployments->made, arena);
}

static struct deployment *deployment_new(struct deployments *deployments, struct slice name)
{
    struct deployment *deployment = arena_new(deployments->arena, struct deployment);

    *deployment = deployments->common;
    if (!deployment->schema.len)
        deployment->schema = name;
    deployment->declaration = catalogs_declaration(deployment->catalogs, name);
    deployment->database = catalog_of(deployment->catalogs, name).database;
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
