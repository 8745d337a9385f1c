#include "plan/diff/differ.h"

const char *change_word(enum change_kind kind)
{
    static const char *const words[] = {
#define CHANGE(id, word) word,
#include "grammar/changes.def"
    };

    return words[kind];
}

const char *change_class_word(enum change_class class)
{
    switch (class) {
    case CHANGE_SAFE: return "safe";
    case CHANGE_RESULTS: return "changes query results";
    case CHANGE_DESTRUCTIVE: break;
    }
    return "destructive";
}

size_t changes_of(const struct changes *changes, enum change_class class)
{
    size_t count = 0;

    for (size_t i = 0; i < changes->list.count; i++)
        count += changes->list.at[i].class == class;
    return count;
}

struct change *differ_add_change(struct differ *differ, enum change_kind kind,
                                 enum change_class class, struct slice subject, struct slice text)
{
    struct change *change = vec_push(&differ->changes->list, differ->arena);

    change->kind = kind;
    change->class = class;
    change->subject = subject;
    change->text = text;
    change->first = differ->changes->statements.list.count;
    return change;
}

static struct statement new_statement(struct differ *differ, const struct document *document,
                                      enum statement_kind kind)
{
    return (struct statement){.kind = kind,
                              .document = document,
                              .deployment = deployment_of(&differ->deployments, document)};
}

/* Adds a statement to the change that was added last. */
struct statement *differ_add_statement(struct differ *differ, const struct document *document,
                                       enum statement_kind kind)
{
    struct changes *changes = differ->changes;
    struct statement *statement = vec_push(&changes->statements.list, differ->arena);

    *statement = new_statement(differ, document, kind);
    changes->list.at[changes->list.count - 1].count++;
    return statement;
}

void differ_add_partitions(struct differ *differ, const struct document *document,
                           struct partition_list partitions)
{
    struct changes *changes = differ->changes;
    size_t before = changes->statements.list.count;

    plan_add_partitions(differ->arena, new_statement(differ, document, STATEMENT_ADD_PARTITIONS),
                        partitions, &changes->statements);
    changes->list.at[changes->list.count - 1].count += changes->statements.list.count - before;
}
