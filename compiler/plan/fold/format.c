/* Replaces a format's classes with the equivalent keyword. */
#include "plan/fold/format.h"

#include "base/ascii.h"

static bool has_properties(const struct table *table)
{
    if (table->format.serde_properties.list.count)
        return true;
    for (size_t i = 0; i < table->columns.count; i++)
        if (text_is_given(table->columns.at[i].source))
            return true;
    return false;
}

static bool words_match(const struct format_row *row, enum format_id stored_as)
{
    const char *word = formats[stored_as].stored_as;

    return row->stored_as && word && strcmp(row->stored_as, word) == 0;
}

/* Whether the keyword `id` means the same storage as the table's input and output classes. */
static bool is_stored_so(const struct format *format, enum format_id id, bool to_the_letter)
{
    const struct format_row *row = &formats[id];

    if (format->stored_as != FORMAT_CUSTOM)
        return words_match(row, format->stored_as);
    return (!to_the_letter || !row->stored_as) && class_named(format->input.value) == row->input &&
           class_named(format->output.value) == row->output;
}

static bool needs_option(enum format_id id)
{
    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].format == id && format_options[i].is_required)
            return true;
    return false;
}

/* Whether the keyword `id` would write the table's SerDe, or none if the table has none. */
static bool is_read_so(const struct table *table, enum format_id id, bool to_the_letter)
{
    const struct format *format = &table->format;
    bool is_shown = formats[id].traits & SERDE_SHOWN || has_properties(table);

    if (id == FORMAT_DELIMITED_TEXT || (needs_option(id) && !format->serde_properties.list.count))
        return false;
    if (!text_is_given(format->serde))
        return !to_the_letter && !is_shown;
    if (class_named(format->serde.value) != formats[id].serde)
        return false;
    return (is_shown || !to_the_letter) && (id != FORMAT_TSV || !is_shown) && id != FORMAT_TSV;
}

static enum format_id word_of(const struct table *table, bool to_the_letter)
{
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        if (is_read_so(table, id, to_the_letter) && is_stored_so(&table->format, id, to_the_letter))
            return id;
    return FORMAT_CUSTOM;
}

static void remove_property(struct property_list *list, size_t at)
{
    list->list.count--;
    memmove(&list->list.at[at], &list->list.at[at + 1],
            (list->list.count - at) * sizeof *list->list.at);
}

static void remove_named(struct property_list *list, const char *key, const char *value)
{
    for (size_t i = list->list.count; i-- > 0;)
        if (slice_is(list->list.at[i].key.value, key) &&
            (!value || slice_is(list->list.at[i].value.value, value)))
            remove_property(list, i);
}

/* Folds LazySimpleSerDe with the properties that ROW FORMAT DELIMITED sets. */
static void fold_delimiters(struct format *format)
{
    const struct property *fields = property_of(&format->serde_properties, SLICE("field.delim"));
    const struct property *lines = property_of(&format->serde_properties, SLICE("line.delim"));
    const struct property *again = property_of(&format->serde_properties,
                                               SLICE("serialization.format"));
    size_t known = (fields != NULL) + (lines != NULL) + (again != NULL);

    if (format->id != FORMAT_CUSTOM || class_named(format->serde.value) != CLASS_LAZY_SIMPLE ||
        !is_stored_so(format, FORMAT_TEXT, false) || known < format->serde_properties.list.count ||
        (again && !(fields && slice_eq(again->value.value, fields->value.value))))
        return;
    if (fields)
        format->fields_by = fields->value;
    if (lines)
        format->lines_by = lines->value;
    format->serde_properties.list.count = 0;
    format->id = !fields                               ? FORMAT_TEXT
                 : slice_is(fields->value.value, "\t") ? FORMAT_TSV
                                                       : FORMAT_DELIMITED_TEXT;
    format->stored_as = format->id;
}

/* The column that a SerDe property such as "mapping.user_id" maps. */
static struct column *mapped_column(struct table *table, const struct property *property,
                                    bool to_the_letter)
{
    static const struct slice head = SLICE("mapping.");
    struct slice name;

    if (!slice_starts(property->key.value, head))
        return NULL;
    name = slice_from(property->key.value, head.len);
    for (size_t i = 0; to_the_letter && i < name.len; i++)
        if (ascii_is_upper(name.at[i]))
            return NULL;
    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name))
            return &table->columns.at[i];
    return NULL;
}

/* Turns mappings into the columns' `source`. With `to_the_letter`, only mappings at the end of the
   list and in the order of the columns, since that is where they are written. */
static void fold_mappings(struct table *table, bool to_the_letter)
{
    struct property_list *list = &table->format.serde_properties;
    size_t next = table->columns.count; /* the column of the mapping after this one */
    struct column *column;

    if (!(format_traits(&table->format) & MAPS_KEYS))
        return;
    for (size_t i = list->list.count; i-- > 0;) {
        column = mapped_column(table, &list->list.at[i], to_the_letter);
        if (to_the_letter && (!column || (size_t)(column - table->columns.at) >= next))
            return;
        if (!column || text_is_given(column->source))
            continue;
        column->source = list->list.at[i].value;
        next = (size_t)(column - table->columns.at);
        remove_property(list, i);
    }
}

/* Folds a table property that is an option of the format: the number of lines to skip. With
   `to_the_letter`, only if it is the first, which is where options are written. */
static void fold_table_options(struct arena *arena, struct table *table, bool to_the_letter)
{
    struct format *format = &table->format;

    for (size_t i = 0; i < format_option_count; i++) {
        const struct format_option *option = &format_options[i];
        const struct property *property = property_of(&table->properties, option->property);

        if (option->format != format->id || option->goes_to != TABLE_PROPERTY || !property ||
            !value_is_of(option->kind, "", property->value.value) ||
            (to_the_letter && property != table->properties.list.at))
            continue;
        *vec_push(&format->table_properties.list, arena) = *property;
        remove_property(&table->properties, (size_t)(property - table->properties.list.at));
    }
}

void fold_format(struct arena *arena, struct table *table, bool to_the_letter)
{
    struct format *format = &table->format;
    enum format_id id;

    fold_mappings(table, to_the_letter);
    if (!to_the_letter) {
        fold_delimiters(format);
        remove_named(&format->serde_properties, "serialization.format", "1");
        remove_named(&format->serde_properties, "paths", NULL);
    }
    id = format->id == FORMAT_CUSTOM ? word_of(table, to_the_letter) : format->id;
    if (id != format->id) {
        format->id = format->stored_as = id;
        format->serde = (struct text){class_name(formats[id].serde), format->span, TEXT_OTHER};
        format->input = format->output = (struct text){0};
    }
    fold_table_options(arena, table, to_the_letter);
}
