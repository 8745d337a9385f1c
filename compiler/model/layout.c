#define _GNU_SOURCE

#include "model/layout.h"

#include <stdlib.h>

#include "base/ascii.h"

static void add(struct arena *arena, struct property_list *list, struct slice key,
                struct slice value)
{
    *vec_push(&list->list, arena) = (struct property){{.value = key}, {.value = value}};
}

/* Adds the properties that ROW FORMAT DELIMITED sets. */
static void add_delimiters(struct arena *arena, struct property_list *list,
                           const struct format *format)
{
    struct slice fields = format->fields_by.value;

    if (!text_is_given(format->fields_by) && formats[format->id].traits & TAB_FIELDS)
        fields = SLICE("\t");
    if (fields.at)
        add(arena, list, SLICE("field.delim"), fields);
    if (text_is_given(format->lines_by))
        add(arena, list, SLICE("line.delim"), format->lines_by.value);
}

static void add_mappings(struct arena *arena, struct property_list *list, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        struct slice key;

        if (!text_is_given(column->source))
            continue;
        key = arena_printf(arena, "mapping.%.*s", SLICE_ARG(column->name.value));
        for (size_t at = 0; at < key.len; at++)
            ((char *)key.at)[at] = ascii_lower(key.at[at]);
        add(arena, list, key, column->source.value);
    }
}

/* Whether a property has no effect: serialization.format repeats the delimiter or is 1; `paths` is
   a crawler's list of the columns. */
static bool is_default(const struct property_list *list, const struct property *property)
{
    const struct property *fields = property_of(list, SLICE("field.delim"));

    if (slice_is(property->key.value, "paths"))
        return true;
    return slice_is(property->key.value, "serialization.format") &&
           (slice_is(property->value.value, "1") ||
            (fields && slice_eq(fields->value.value, property->value.value)));
}

static int property_cmp(const void *a, const void *b)
{
    const struct property *x = a, *y = b;
    int order = slice_cmp(x->key.value, y->key.value);

    return order ? order : slice_cmp(x->value.value, y->value.value);
}

static struct property_list settle(struct arena *arena, const struct property_list *list)
{
    struct property_list kept = {0};

    for (size_t i = 0; i < list->list.count; i++)
        if (!is_default(list, &list->list.at[i]))
            *vec_push(&kept.list, arena) = list->list.at[i];
    if (kept.list.count)
        qsort(kept.list.at, kept.list.count, sizeof *kept.list.at, property_cmp);
    return kept;
}

static void fill_classes(struct layout *layout, const struct format *format)
{
    const struct format_row *row = format->stored_as != FORMAT_CUSTOM ? &formats[format->stored_as]
                                                                      : NULL;

    layout->serde = format->id != FORMAT_CUSTOM    ? class_name(formats[format->id].serde)
                    : text_is_given(format->serde) ? format->serde.value
                    : row                          ? class_name(row->serde)
                                                   : (struct slice){0};
    layout->input = row ? class_name(row->input) : format->input.value;
    layout->output = row ? class_name(row->output) : format->output.value;
    if (!layout->serde.len && class_named(layout->input) == CLASS_TEXT_INPUT)
        layout->serde = class_name(CLASS_LAZY_SIMPLE);
}

struct layout layout_of(struct arena *arena, const struct table *table)
{
    const struct format *format = &table->format;
    struct property_list list = {0};
    struct layout layout = {0};

    fill_classes(&layout, format);
    for (size_t i = 0; i < format->serde_properties.list.count; i++)
        *vec_push(&list.list, arena) = format->serde_properties.list.at[i];
    if (format->id != FORMAT_CUSTOM && formats[format->id].traits & DELIMITED &&
        !format->serde_properties.list.count)
        add_delimiters(arena, &list, format);
    add_mappings(arena, &list, table);
    layout.serde_properties = settle(arena, &list);
    return layout;
}

struct property_list all_properties(struct arena *arena, const struct table *table)
{
    struct property_list list = {0};

    for (size_t i = 0; i < table->format.table_properties.list.count; i++)
        *vec_push(&list.list, arena) = table->format.table_properties.list.at[i];
    for (size_t i = 0; i < table->properties.list.count; i++)
        *vec_push(&list.list, arena) = table->properties.list.at[i];
    return list;
}

bool properties_eq(const struct property_list *a, const struct property_list *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (property_cmp(&a->list.at[i], &b->list.at[i]))
            return false;
    return true;
}
