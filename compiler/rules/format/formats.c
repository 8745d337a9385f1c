/* Formats and table properties (facts: CREATE EXTERNAL TABLE). */
#include "base/nearest.h"
#include "base/str.h"
#include "rules/format/foreign.h"
#include "rules/format/serdes.h"

void rule_source_mapping(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag = NULL;

    if (format_traits(&table->format) & MAPS_KEYS)
        return;
    for (size_t i = 0; i < table->columns.count; i++) {
        struct text source = table->columns.at[i].source;

        if (!text_is_given(source))
            continue;
        if (diag) {
            diag_related(run->diags, diag, source.span, "this cannot be mapped either");
            continue;
        }
        diag = diag_add(run->diags, SP0507, source.span, "only json can map `%.*s` to a column",
                        SLICE_ARG(source.value));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        if (format_traits(&table->format) & COLUMNAR)
            diag_help(run->diags, diag,
                      "remove `source`, and give the column the name that it has in the files");
        else
            diag_help(run->diags, diag,
                      "remove `source`: the columns are those of the files, in the same order");
    }
}

enum { DELIMITER_MAX = 0x7f };

static void vet_delimiter(struct rule_run *run, struct text delimiter)
{
    if (!text_is_given(delimiter))
        return;
    if (delimiter.value.len != 1 || (unsigned char)delimiter.value.at[0] > DELIMITER_MAX)
        diag_help(
            run->diags,
            diag_add(run->diags, SP0504, delimiter.span,
                     "the delimiter `%.*s` is not a single ASCII character",
                     SLICE_ARG(delimiter.value)),
            "write one character, a control character as an escape in double quotes: \"\\t\", "
            "\"\\x01\"");
}

void rule_delimiters(struct rule_run *run, const struct document *document)
{
    static const struct slice characters[] = {SLICE("separatorChar"), SLICE("quoteChar"),
                                              SLICE("escapeChar")};
    const struct format *format = &document->table.format;

    vet_delimiter(run, format->fields_by);
    vet_delimiter(run, format->lines_by);
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        const struct property *property = property_of(&format->serde_properties, characters[i]);

        if (property && value_is_of(ONE_CHARACTER, "", property->value.value))
            vet_delimiter(run, property->value);
    }
}

/* The character that OpenCSV takes for the property: `standard` if it is not set. */
static struct text csv_character(const struct format *format, struct slice name,
                                 struct slice standard)
{
    const struct property *property = property_of(&format->serde_properties, name);

    return property ? property->value : (struct text){.value = standard};
}

static void vet_unequal(struct rule_run *run, enum diag_code code, const struct format *format,
                        struct text a, const char *a_what, struct text b, const char *b_what)
{
    bool is_a = a.span.source != NULL;
    struct diag *diag;

    if (!slice_eq(a.value, b.value) || !(is_a || b.span.source))
        return;
    diag = diag_add(run->diags, code, is_a ? a.span : b.span, "`%.*s` is both the %s and the %s",
                    SLICE_ARG(a.value), a_what, b_what);
    if (is_a && b.span.source)
        diag_related(run->diags, diag, b.span, "the %s is set here", b_what);
    else
        diag_related(run->diags, diag, format->span, "the %s is not set, and is `%.*s`",
                     is_a ? b_what : a_what, SLICE_ARG(a.value));
    diag_help(run->diags, diag, "write another character for one of the two");
}

/* OpenCSV's three characters, and the two of delimited text. */
void rule_delimiters_differ(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    struct text separator = csv_character(format, SLICE("separatorChar"), SLICE(","));
    struct text quote = csv_character(format, SLICE("quoteChar"), SLICE("\""));
    struct text escape = csv_character(format, SLICE("escapeChar"), SLICE("\\"));

    if (text_is_given(format->fields_by) && text_is_given(format->lines_by))
        vet_unequal(run, SP0529, format, format->lines_by, "end of a line", format->fields_by,
                    "end of a field");
    if (class_named(format->serde.value) != CLASS_OPEN_CSV)
        return;
    vet_unequal(run, SP0529, format, quote, "quote", separator, "separator");
    vet_unequal(run, SP0529, format, escape, "escape", separator, "separator");
    vet_unequal(run, SP0530, format, escape, "escape", quote, "quote");
}

static void unknown_property(struct rule_run *run, const struct property_list *list,
                             const struct property *property)
{
    struct nearest nearest = nearest_to(property->key.value);
    struct diag *diag = diag_add(run->diags, SP0505, property->key.span,
                                 "Redshift documents no table property `%.*s`",
                                 SLICE_ARG(property->key.value));

    for (size_t i = 0; i < property_row_count; i++)
        nearest_offer(&nearest, property_rows[i].name);
    if (nearest_found(&nearest)) {
        diag_help(run->diags, diag, "did you mean `%.*s`? Names are case-sensitive",
                  SLICE_ARG(nearest.best));
        if (!property_of(list, nearest.best))
            text_fix_all(run->diags, diag, property->key, nearest.best,
                         slice_eq_folded(nearest.best, property->key.value));
    } else
        diag_help(run->diags, diag, "if another engine reads it, say so under `allow`");
}

/* Lists the words that a property accepts, or suggests the one that differs only in letter case. */
static void help_with_words(struct rule_run *run, struct diag *diag,
                            const struct property *property, const char *values)
{
    struct str list = {0};
    struct slice word;

    while (words_next(&values, &word)) {
        str_printf(&list, "%s%.*s", list.len ? ", " : "", SLICE_ARG(word));
        if (!slice_eq_folded(word, property->value.value))
            continue;
        diag_help(run->diags, diag, "write `%.*s`: values are case-sensitive", SLICE_ARG(word));
        text_fix_all(run->diags, diag, property->value, word, true);
    }
    if (!diag->fixes.count)
        diag_help(run->diags, diag, "write one of: %.*s", SLICE_ARG(str_slice(&list)));
    str_release(&list);
}

static void bad_property(struct rule_run *run, const struct property *property,
                         const struct property_row *row)
{
    struct diag *diag = diag_add(run->diags, SP0506, property->value.span,
                                 "`%.*s` does not accept `%.*s`", SLICE_ARG(row->name),
                                 SLICE_ARG(property->value.value));
    const char *values = row->values;
    struct slice least, most;

    if (row->kind == ONE_OF)
        help_with_words(run, diag, property, row->values);
    else if (row->kind == COUNT && words_next(&values, &least) && words_next(&values, &most))
        diag_help(run->diags, diag, "write a whole number from %.*s to %.*s", SLICE_ARG(least),
                  SLICE_ARG(most));
    else
        diag_help(run->diags, diag, "write one character");
}

void rule_properties_known(struct rule_run *run, const struct document *document)
{
    const struct property_list *properties = &document->table.properties;

    for (size_t i = 0; i < properties->list.count; i++) {
        const struct property *property = &properties->list.at[i];
        const struct property_row *row = property_named(property->key.value);

        if (row && !value_is_of(row->kind, row->values, property->value.value))
            bad_property(run, property, row);
        else if (!row && !is_foreign_property(property->key.value) &&
                 !report_serde_property(run, property))
            unknown_property(run, properties, property);
    }
}

/* Reports the keys of `list` that are in `seen`, and adds the others. */
static void vet_repetition(struct rule_run *run, const struct property_list *list, struct map *seen)
{
    for (size_t i = 0; i < list->list.count; i++) {
        struct property *property = &list->list.at[i], *first;

        first = map_add(seen, property->key.value, property);
        if (first)
            diag_help(run->diags,
                      diag_related(run->diags,
                                   diag_add(run->diags, SP0503, property->key.span,
                                            "the property `%.*s` is set twice",
                                            SLICE_ARG(property->key.value)),
                                   first->key.span, "already set here"),
                      "keep one of the two");
    }
}

/* `source` becomes a SerDe property, which may also be set by hand. */
static void vet_mappings(struct rule_run *run, const struct table *table,
                         const struct map *of_serde)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        const struct property *property;
        struct slice key;

        if (!text_is_given(column->source))
            continue;
        key = arena_printf(run->arena, "mapping.%.*s", SLICE_ARG(column->name.value));
        property = map_get(of_serde, arena_lower(run->arena, key));
        if (property)
            diag_help(
                run->diags,
                diag_related(run->diags,
                             diag_add(run->diags, SP0503, property->key.span,
                                      "`source` of the column `%.*s` already sets this property",
                                      SLICE_ARG(column->name.value)),
                             column->source.span, "set here"),
                "keep `source`, and remove the property");
    }
}

void rule_properties_repeat(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct map of_table, of_serde;

    map_init(&of_table, run->arena);
    map_init(&of_serde, run->arena);
    vet_repetition(run, &table->format.table_properties, &of_table);
    vet_repetition(run, &table->properties, &of_table);
    vet_repetition(run, &table->format.serde_properties, &of_serde);
    vet_mappings(run, table, &of_serde);
}
