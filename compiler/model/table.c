/* Lookups in a table, and defaults that follow from its other parts. */
#include "model/table.h"

#include "base/limits.h"

size_t table_key_named(const struct table *table, struct slice name)
{
    size_t i = 0;

    while (i < table->keys.count && !slice_eq_folded(table->keys.at[i].column.name.value, name))
        i++;
    return i;
}

const struct column *table_column_named(const struct table *table, struct slice name)
{
    size_t key = table_key_named(table, name);

    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name))
            return &table->columns.at[i];
    return key < table->keys.count ? &table->keys.at[key].column : NULL;
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

void table_imply_timestamps(struct table *table)
{
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        size_t at = piece->date ? table_key_named(table, piece->name) : table->keys.count;
        struct key_column *key = at < table->keys.count ? &table->keys.at[at] : NULL;

        if (!key || key->domain.kind != DOMAIN_NONE || !key->column.type ||
            key->column.type->kind != TYPE_TIMESTAMP)
            continue;
        key->domain.kind = DOMAIN_DATE;
        key->domain.is_implied = true;
        key->domain.date = date_pattern_timestamp(piece->date->fields);
        key->domain.span = key->column.type_text.span;
    }
}

bool table_may_have_keys(struct diags *diags, struct span span, size_t count)
{
    struct diag *diag;

    if (count <= LIMIT_PARTITION_COLUMNS)
        return true;
    diag = diag_add(diags, SP0217, span,
                    "the table has %zu partition columns; at most %d can have"
                    " a folder each",
                    count, LIMIT_PARTITION_COLUMNS);
    diag_note(diags, diag, "a key of S3 has at most 1,024 bytes");
    diag_help(diags, diag,
              "keep the columns that folders are named by, and move the rest to the "
              "other columns");
    return false;
}

unsigned table_date_fields(const struct table *table)
{
    unsigned fields = 0;

    for (size_t i = 0; i < table->keys.count; i++)
        if (key_date(&table->keys.at[i]))
            fields |= key_date(&table->keys.at[i])->fields;
    return fields;
}

const struct entry_value *entry_value_of(const struct entry *entry, size_t key)
{
    for (size_t i = 0; entry && i < entry->values.count; i++)
        if (entry->values.at[i].key == key)
            return &entry->values.at[i];
    return NULL;
}

struct slice table_title(const struct table *table, struct arena *arena)
{
    return arena_printf(arena, "%.*s.%.*s", SLICE_ARG(table->schema.value),
                        SLICE_ARG(table->name.value));
}

struct slice native_schema(const struct table *table)
{
    return text_is_given(table->native.schema) ? table->native.schema.value : SLICE("public");
}

struct slice native_name(const struct table *table)
{
    return text_is_given(table->native.name) ? table->native.name.value : table->name.value;
}

struct slice native_title(const struct table *table, struct arena *arena)
{
    return arena_printf(arena, "%.*s.%.*s", SLICE_ARG(native_schema(table)),
                        SLICE_ARG(native_name(table)));
}

/* Whether STORED AS, by word or by input class, is that of the format `id`. */
static bool is_stored_as(const struct format *format, enum format_id id)
{
    if (format->stored_as != FORMAT_CUSTOM)
        return format->stored_as == id;
    return text_is_given(format->input) && class_named(format->input.value) == formats[id].input;
}

enum format_id format_in_force(const struct format *format)
{
    enum class_id serde = class_named(format->serde.value);
    enum format_id best = FORMAT_CUSTOM;

    if (format->id != FORMAT_CUSTOM)
        return format->id;
    for (enum format_id id = 0; id < FORMAT_COUNT; id++) {
        bool is_read_so = serde != CLASS_NONE ? formats[id].serde == serde
                                              : !text_is_given(format->serde);

        if (is_read_so && is_stored_as(format, id))
            return id;
        if (best == FORMAT_CUSTOM && serde != CLASS_NONE && is_read_so)
            best = id;
    }
    return best;
}

unsigned format_traits(const struct format *format)
{
    enum format_id id = format_in_force(format);

    return id != FORMAT_CUSTOM ? formats[id].traits : 0;
}

const struct property *property_of(const struct property_list *list, struct slice key)
{
    for (size_t i = 0; i < list->list.count; i++)
        if (slice_eq(list->list.at[i].key.value, key))
            return &list->list.at[i];
    return NULL;
}

bool roles_are_session(const struct roles *roles)
{
    return roles->list.count == 1 && slice_is(roles->list.at[0].value, "SESSION");
}
