#include "write/copy_values.h"

#include "base/map.h"
#include "write/copy_format.h"
#include "write/sql.h"

/* A partition of which a statement moves or deletes the rows. */
struct moved {
    const struct statement *statement;
    const struct partition *partition;
};

struct seen {
    struct diags *diags;
    struct map values; /* struct moved, by table and values */
    struct map told;   /* tables that a finding names */
};

static bool moves_rows(enum statement_kind kind)
{
    return kind == STATEMENT_ADD_PARTITIONS || kind == STATEMENT_REPLACE_PARTITIONS ||
           kind == STATEMENT_SET_LOCATION || kind == STATEMENT_DROP_PARTITION;
}

/* The first partition column in which the two differ, or the count of them. */
static size_t difference(const struct moved *a, const struct moved *b)
{
    size_t count = a->statement->document->table.keys.count, key = 0;

    while (key < count && slice_eq(a->partition->values[key], b->partition->values[key]))
        key++;
    return key;
}

/* Whether what is done to one takes rows of the other. Through the external table all rows of a value
   come together, so that only deleting does. */
static bool is_harmful(const struct moved *a, const struct moved *b)
{
    enum statement_kind first = a->statement->kind, second = b->statement->kind;

    if (copy_brings_rows(&a->statement->document->table))
        return first != STATEMENT_ADD_PARTITIONS || second != STATEMENT_ADD_PARTITIONS;
    return (first == STATEMENT_DROP_PARTITION) != (second == STATEMENT_DROP_PARTITION);
}

static struct span place_of(const struct moved *moved, size_t key)
{
    return moved->partition->entry
               ? moved->partition->entry->span
               : moved->statement->document->table.keys.at[key].column.name.span;
}

static void report(struct diags *diags, const struct moved *first, const struct moved *second)
{
    const struct table *table = &second->statement->document->table;
    size_t key = difference(first, second);
    struct slice one = first->partition->values[key], other = second->partition->values[key];
    struct diag *diag;

    diag = diag_add(diags, SP1044, place_of(second, key),
                    "`%.*s` and `%.*s` are one value of `%.*s` in the native table", SLICE_ARG(one),
                    SLICE_ARG(other), SLICE_ARG(table->keys.at[key].column.name.value));
    if (first->partition->entry && first->partition->entry != second->partition->entry)
        diag_related(diags, diag, first->partition->entry->span, "the other is here");
    diag_note(diags, diag, "deleting the rows of one would take away those of the other");
    diag_help(diags, diag, "make the column a varchar(%zu), which keeps them apart",
              one.len > other.len ? one.len : other.len);
}

static struct slice values_key(struct diags *diags, const struct moved *moved)
{
    const struct table *table = &moved->statement->document->table;
    struct str key = {0};
    struct slice copy;

    str_printf(&key, "%.*s", SLICE_ARG(native_title(table, diags->arena)));
    for (size_t i = 0; i < table->keys.count; i++) {
        struct slice value = moved->partition->values[i];

        str_putc(&key, '\0');
        if (!sql_is_null(value))
            type_put_value(&key, table->keys.at[i].column.type, value);
    }
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

void copy_review_values(struct diags *diags, const struct statement_list *statements,
                        const struct write_options *options)
{
    struct seen seen = {.diags = diags};

    (void)options;
    map_init(&seen.values, diags->arena);
    map_init(&seen.told, diags->arena);
    for (size_t i = 0; i < statements->list.count; i++) {
        const struct statement *statement = &statements->list.at[i];

        for (size_t k = 0; moves_rows(statement->kind) && k < statement->partitions.count; k++)
            look_at(&seen, statement, &statement->partitions.at[k]);
    }
}
