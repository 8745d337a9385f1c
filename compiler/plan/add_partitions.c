#include "plan/add_partitions.h"

#include "plan/deployment.h"

struct statement plan_common(struct arena *arena, const struct deployment *common,
                             const struct document *document)
{
    struct deployments deployments;

    deployments_init(&deployments, arena, common);
    return (struct statement){.kind = STATEMENT_ADD_PARTITIONS,
                              .document = document,
                              .deployment = deployment_of(&deployments, document)};
}

static struct path_renderer *renderer_of(struct arena *arena, const struct table *table)
{
    struct path_renderer *renderer = arena_new(arena, struct path_renderer);

    *renderer = path_renderer_new(arena, table);
    return renderer;
}

void plan_add_partitions(struct arena *arena, struct statement common, struct partition_list all,
                         struct statement_list *statements)
{
    const struct path_renderer *path = NULL;

    if (all.count)
        path = renderer_of(arena, &common.document->table);
    for (size_t first = 0; first < all.count; first += PARTITIONS_A_STATEMENT) {
        struct statement *statement = vec_push(&statements->list, arena);
        size_t left = all.count - first;

        *statement = common;
        statement->batch = (struct partition_batch){
            .path = path,
            .partitions = {all.at + first,
                           left < PARTITIONS_A_STATEMENT ? left : PARTITIONS_A_STATEMENT},
            .first = first,
            .total = all.count,
        };
    }
}
