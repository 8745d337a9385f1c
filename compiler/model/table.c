#include "model/table.h"

size_t table_key_named(const struct table *table, struct slice name)
{
    size_t i = 0;

    while (i < table->keys.count && !slice_eq_folded(table->keys.at[i].column.name.value, name))
        i++;
    return i;
}

const struct date_pattern *key_date(const struct key_column *key)
{
    return key->domain.kind == DOMAIN_DATE ? key->domain.date : NULL;
}

void key_imply_domain(struct key_column *key)
{
    if (key->domain.kind != DOMAIN_NONE || !key->column.type || key->column.type->kind != TYPE_DATE)
        return;
    key->domain.kind = DOMAIN_DATE;
    key->domain.is_implied = true;
    key->domain.date = date_pattern_iso();
    key->domain.span = key->column.type_text.span;
}

unsigned table_date_fields(const struct table *table)
{
    unsigned fields = 0;

    for (size_t i = 0; i < table->keys.count; i++)
        if (key_date(&table->keys.at[i]))
            fields |= key_date(&table->keys.at[i])->fields;
    return fields;
}

struct slice table_title(const struct table *table, struct arena *arena)
{
    return arena_printf(arena, "%.*s.%.*s", SLICE_ARG(table->schema.value),
                        SLICE_ARG(table->name.value));
}

unsigned format_traits(const struct format *format)
{
    enum class_id serde;

    if (format->id != FORMAT_CUSTOM)
        return formats[format->id].traits;
    serde = class_named(format->serde.value);
    for (enum format_id id = 0; serde != CLASS_NONE && id < FORMAT_COUNT; id++)
        if (formats[id].serde == serde)
            return formats[id].traits;
    return format->stored_as != FORMAT_CUSTOM ? formats[format->stored_as].traits : 0;
}
