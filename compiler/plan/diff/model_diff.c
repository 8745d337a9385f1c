#include "plan/diff/model_diff.h"

#include "plan/add_partitions.h"

struct change *diff_add_change(struct model_diff *diff, enum change_kind kind,
                               enum change_class class, struct slice subject, struct slice text)
{
    struct change *change = vec_push(&diff->changes->list, diff->arena);

    change->kind = kind;
    change->class = class;
    change->subject = subject;
    change->text = text;
    change->first = diff->changes->statements.list.count;
    return change;
}

static struct statement new_statement(struct model_diff *diff, const struct document *document,
                                      enum statement_kind kind)
{
    return (struct statement){.kind = kind,
                              .document = document,
                              .deployment = deployment_of(&diff->deployments, document)};
}

struct statement *diff_add_statement(struct model_diff *diff, const struct document *document,
                                     enum statement_kind kind)
{
    struct changes *changes = diff->changes;
    struct statement *statement = vec_push(&changes->statements.list, diff->arena);

    *statement = new_statement(diff, document, kind);
    changes->list.at[changes->list.count - 1].count++;
    return statement;
}

void diff_add_partitions(struct model_diff *diff, const struct document *document,
                         struct partition_list partitions)
{
    struct changes *changes = diff->changes;
    size_t before = changes->statements.list.count;

    plan_add_partitions(diff->arena, new_statement(diff, document, STATEMENT_ADD_PARTITIONS),
                        partitions, &changes->statements);
    changes->list.at[changes->list.count - 1].count += changes->statements.list.count - before;
}
