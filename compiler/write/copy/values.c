/* Compares the partitions of a run by table and canonical value. */
#include "write/copy/values.h"

#include "base/map.h"
#include "model/same_value.h"
#include "write/copy/format.h"

/* A partition whose rows a statement loads, moves or deletes. */
struct moved {
    const struct statement *statement;
    const struct partition *partition;
};

struct seen {
    struct diags *diags;
    struct map values; /* struct moved, by table and values */
    struct map told;   /* tables that have a finding already */
};

static bool moves_rows(enum statement_kind kind)
{
    return kind == STATEMENT_ADD_PARTITIONS || kind == STATEMENT_REPLACE_PARTITIONS ||
           kind == STATEMENT_SET_LOCATION || kind == STATEMENT_DROP_PARTITION;
}

static size_t difference(const struct moved *a, const struct moved *b)
{
    return values_difference(&a->statement->document->table, a->partition->values,
                             b->partition->values);
}

/* Whether an action on one removes rows of the other. For a partition that moved, COPY loads only
   its folder; the external table gives all rows with its value. */
static bool is_harmful(const struct moved *a, const struct moved *b)
{
    enum statement_kind first = a->statement->kind, second = b->statement->kind;

    if (first == STATEMENT_DROP_PARTITION || second == STATEMENT_DROP_PARTITION)
        return first != second;
    return copy_brings_rows(&a->statement->document->table) &&
           (first == STATEMENT_SET_LOCATION || second == STATEMENT_SET_LOCATION);
}

static void report(struct diags *diags, const struct moved *first, const struct moved *second)
{
    const struct table *table = &second->statement->document->table;
    size_t key = difference(first, second);
    struct diag *diag = diag_add(diags, SP1065, table->keys.at[key].column.type_text.span,
                                 "two partitions differ only in `%.*s` and `%.*s`, which Redshift "
                                 "considers equal",
                                 SLICE_ARG(first->partition->values[key]),
                                 SLICE_ARG(second->partition->values[key]));

    diag_label(diags, diag, "compared as this type");
    diag_note(diags, diag, "rows that are loaded for one would be deleted with the other");
    diag_help(diags, diag, "put the files of both into one partition");
}

static struct slice values_key(struct diags *diags, const struct moved *moved)
{
    const struct table *table = &moved->statement->document->table;
    struct str key = {0};
    struct slice copy;

    str_printf(&key, "%.*s", SLICE_ARG(native_title(table, diags->arena)));
    str_putc(&key, '\0');
    values_put_as_read(&key, table, moved->partition->values, table->keys.count);
    copy = arena_copy(diags->arena, str_slice(&key));
    str_release(&key);
    return copy;
}

static void look_at(struct seen *seen, const struct statement *statement,
                    const struct partition *partition)
{
    const struct table *table = &statement->document->table;
    struct moved *moved = arena_new(seen->diags->arena, struct moved), *first;

    *moved = (struct moved){statement, partition};
    first = map_add(&seen->values, values_key(seen->diags, moved), moved);
    if (first && difference(first, moved) < table->keys.count && is_harmful(first, moved) &&
        !map_add(&seen->told, native_title(table, seen->diags->arena), moved))
        report(seen->diags, first, moved);
}

static void look_at_all(struct seen *seen, const struct statement *statement)
{
    const struct partition_list *partitions = &statement->batch.partitions;

    for (size_t i = 0; i < partitions->count; i++)
        look_at(seen, statement, &partitions->at[i]);
}

void copy_review_values(struct diags *diags, const struct statement_list *statements,
                        const struct write_options *options)
{
    struct seen seen = {.diags = diags};

    (void)options;
    map_init(&seen.values, diags->arena);
    map_init(&seen.told, diags->arena);
    for (size_t i = 0; i < statements->list.count; i++) {
        const struct statement *statement = &statements->list.at[i];

        if (moves_rows(statement->kind))
            look_at_all(&seen, statement);
    }
}
