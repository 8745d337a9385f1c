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
