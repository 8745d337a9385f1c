/* The keys of an external table that have no file of their own, and those of its columns. */
#include "path/template.h"
#include "read/spec/decode.h"

TEXT_KEY(external_table, schema, table)
TEXT_KEY(external_table, name, table)
TEXT_KEY(external_table, description, table)
TEXT_KEY(external_table, location, table)
TEXT_KEY(column, name, column)
TEXT_KEY(column, description, column)
TEXT_KEY(column, source, column)
TEXT_KEY(column, renamed_from, column)
TEXT_KEY(parquet, location, conversion)
TEXT_KEY(parquet, name, conversion)
TEXT_KEY(parquet, schema, conversion)

void read_column_type(struct decoder *decoder, const struct node *node, void *into)
{
    struct column *column = into;

    if (read_text(decoder, node, &column->type_text))
        column->type = type_parse(decoder->diags, column->type_text);
}

/* Whether the item has this one key. */
static const struct node *only_value(const struct node *item, enum key_id id)
{
    bool has = item->kind == NODE_MAPPING && item->pairs.count == 1 &&
               slice_eq(item->pairs.at[0].key->value, keys[id].name) &&
               item->pairs.at[0].value->kind == NODE_SCALAR;

    return has ? item->pairs.at[0].value : NULL;
}

/* `- name: id` and `- type: bigint`: one column, in two items. */
static bool is_split(struct decoder *decoder, const struct node *item, const struct node *next)
{
    const struct node *name = only_value(item, KEY_column_name);
    const struct node *type = only_value(next, KEY_column_type);
    struct slice written;
    struct diag *diag;

    if (!name || !type)
        return false;
    written = arena_printf(decoder->arena, "{name: %.*s, type: %.*s}",
                           SLICE_ARG(scalar_in_braces(decoder, name)),
                           SLICE_ARG(scalar_in_braces(decoder, type)));
    diag = diag_add(decoder->diags, SP0112, next->span,
                    "the key `type` of the column `%.*s` is in an item of its own",
                    SLICE_ARG(name->value));
    diag_related(decoder->diags, diag, item->span, "the column begins here");
    diag_help(decoder->diags, diag, "write one item: `- %.*s`", SLICE_ARG(written));
    diag_fix(decoder->diags, diag, span_of(item->span.source, item->span.lo, next->span.hi),
             written, false);
    return true;
}

void read_external_table_columns(struct decoder *decoder, const struct node *node, void *into)
{
    struct table *table = into;

    if (!is_list(decoder, node, CONTEXT_column))
        return;
    if (!node->items.count)
        diag_help(decoder->diags,
                  diag_add(decoder->diags, SP0115, node->span, "the table has no columns"),
                  "add one: `- {name: id, type: bigint}`");
    vec_reserve(&table->columns, decoder->arena, node->items.count);
    for (size_t i = 0; i < node->items.count; i++) {
        struct node *item = node->items.at[i];
        struct column *column = vec_push(&table->columns, decoder->arena);

        column->span = item->span;
        if (i + 1 < node->items.count && is_split(decoder, item, node->items.at[i + 1]))
            i++;
        else
            read_mapping(decoder, item, CONTEXT_column, item->span, column);
    }
}

void read_external_table_path(struct decoder *decoder, const struct node *node, void *into)
{
    struct table *table = into;
    struct text text;

    if (read_text(decoder, node, &text))
        path_parse(decoder->diags, text, &table->path);
}

void read_external_table_properties(struct decoder *decoder, const struct node *node, void *into)
{
    read_properties(decoder, node, &((struct table *)into)->properties);
}

void read_external_table_parquet(struct decoder *decoder, const struct node *node, void *into)
{
    struct conversion *parquet = &((struct table *)into)->parquet;

    parquet->span = node->span;
    read_mapping(decoder, node, CONTEXT_parquet, node->span, parquet);
}
