/* How JSON keys come to columns: sources with dots, mappings of no column, and the case of keys
   (facts: OpenX JSON SerDe in Athena). */
#include "rules/rule.h"

#define MAPPING SLICE("mapping.")

static bool is_openx(const struct format *format)
{
    return class_named(format->serde.value) == CLASS_OPENX_JSON;
}

/* Whether a SerDe property is set to `value`, in any letter case: AWS's console writes FALSE. */
static bool serde_is(const struct format *format, struct slice name, struct slice value)
{
    const struct property *property = property_of(&format->serde_properties, name);

    return property && slice_eq_folded(property->value.value, value);
}

void rule_source_dots(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag = NULL;

    if (!is_openx(&table->format) || serde_is(&table->format, SLICE("dots.in.keys"), SLICE("true")))
        return;
    for (size_t i = 0; i < table->columns.count; i++) {
        struct text source = table->columns.at[i].source;
        struct slice top = slice_cut(source.value, 0, slice_find(source.value, '.'));

        if (!text_is_given(source) || top.len == source.value.len)
            continue;
        if (diag) {
            diag_related(run->diags, diag, source.span, "this one has dots too");
            continue;
        }
        diag = diag_add(run->diags, SP0524, source.span,
                        "`%.*s` is one key with dots in its name, not a path into an object",
                        SLICE_ARG(source.value));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag,
                  "if the key is in an object, declare `%.*s` as struct<...>; if its name has "
                  "dots, write `format: {json: {dots_in_keys: true}}`",
                  SLICE_ARG(top));
    }
}

static bool has_field(const struct type *type, struct slice lower);

static bool has_name(struct rule_run *run, struct slice name, const struct type *type,
                     struct slice lower)
{
    return slice_eq(arena_lower(run->arena, name), lower) || (type && has_field(type, lower));
}

/* A mapping is of fields too, at any depth. */
static bool has_field(const struct type *type, struct slice lower)
{
    if ((type->key && has_field(type->key, lower)) ||
        (type->element && has_field(type->element, lower)))
        return true;
    for (size_t i = 0; i < type->fields.count; i++)
        if (slice_eq_folded(type->fields.at[i].name, lower) ||
            has_field(type->fields.at[i].type, lower))
            return true;
    return false;
}

static bool has_target(struct rule_run *run, const struct table *table, struct slice name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (has_name(run, table->columns.at[i].name.value, table->columns.at[i].type, name))
            return true;
    return false;
}

static void report_mapping(struct rule_run *run, const struct table *table,
                           const struct property *property, struct slice name)
{
    struct slice lower = arena_lower(run->arena, name);
    struct diag *diag = diag_add(run->diags, SP0525, property->key.span,
                                 "there is no column `%.*s` to map a key to", SLICE_ARG(name));

    if (!has_target(run, table, lower)) {
        diag_help(run->diags, diag, "remove it, or write the column's name after `mapping.`");
        return;
    }
    diag_note(run->diags, diag, "the catalog has names in lower case");
    diag_help(run->diags, diag, "write `mapping.%.*s`", SLICE_ARG(lower));
    text_fix_all(run->diags, diag, property->key,
                 arena_printf(run->arena, "mapping.%.*s", SLICE_ARG(lower)), true);
}

void rule_mapping_columns(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct property_list *list = &table->format.serde_properties;

    for (size_t i = 0; is_openx(&table->format) && i < list->list.count; i++) {
        const struct property *property = &list->list.at[i];
        struct slice key = property->key.value;

        if (slice_starts(key, MAPPING) && !has_target(run, table, slice_from(key, MAPPING.len)))
            report_mapping(run, table, property, slice_from(key, MAPPING.len));
    }
}

static bool has_mappings(const struct table *table)
{
    const struct property_list *list = &table->format.serde_properties;

    for (size_t i = 0; i < table->columns.count; i++)
        if (text_is_given(table->columns.at[i].source))
            return true;
    for (size_t i = 0; i < list->list.count; i++)
        if (slice_starts(list->list.at[i].key.value, MAPPING))
            return true;
    return false;
}

void rule_case_mapped(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct property *property = property_of(&table->format.serde_properties,
                                                  SLICE("case.insensitive"));
    struct diag *diag;

    if (!property || !is_openx(&table->format) || has_mappings(table) ||
        !slice_eq_folded(property->value.value, SLICE("false")))
        return;
    diag = diag_add(run->diags, SP0526, property->key.span,
                    "keys with capital letters are read by no column");
    diag_note(run->diags, diag,
              "columns are in lower case in the catalog, and no column names another key");
    diag_help(run->diags, diag, "remove it, or write such a key as the `source` of its column");
}
