/* Types that are valid, but perhaps not what is meant: implicit defaults, and formats that read
   dates in their own way (facts: Limits of types; Query-time behaviour). */
#include "rules/rule.h"

static void vet_default(struct rule_run *run, const struct type *type)
{
    const char *word = type_word(type->kind);
    struct diag *diag;

    if (!type->is_bare)
        return;
    if (type->kind == TYPE_DECIMAL) {
        diag = diag_add(
            run->diags, SP0208, type->span,
            "`decimal` without precision and scale keeps no digits after the decimal point");
        diag_label(run->diags, diag, "means decimal(%lld,%lld)", type->precision, type->scale);
        diag_help(run->diags, diag, "write both, such as `decimal(18,2)`");
        return;
    }
    diag = diag_add(run->diags, SP0208, type->span, "`%s` without a length holds %lld byte%s", word,
                    type->length, type->length == 1 ? "" : "s");
    diag_label(run->diags, diag, "means %s(%lld)", word, type->length);
    diag_help(run->diags, diag,
              "write the length of the longest value in bytes, such as `%s(%lld)`", word,
              type->length);
}

static void vet_defaults(struct rule_run *run, const struct type *type)
{
    if (!type)
        return;
    vet_default(run, type);
    vet_defaults(run, type->key);
    vet_defaults(run, type->element);
    for (size_t i = 0; i < type->fields.count; i++)
        vet_defaults(run, type->fields.at[i].type);
}

void rule_type_defaults(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->columns.count; i++)
        vet_defaults(run, table->columns.at[i].type);
    for (size_t i = 0; i < table->keys.count; i++)
        vet_defaults(run, table->keys.at[i].column.type);
}

/* How a format reads dates or timestamps if that is unexpected; otherwise NULL. */
static const char *oddity_of(enum format_id format, enum type_kind kind)
{
    bool is_date = kind == TYPE_DATE;

    if (!is_date && kind != TYPE_TIMESTAMP)
        return NULL;
    switch (format) {
    case FORMAT_CSV:
        return is_date ? "OpenCSV reads a date as a number: days since 1970-01-01"
                       : "OpenCSV reads a timestamp as a number: milliseconds since 1970-01-01";
    case FORMAT_AVRO:
    case FORMAT_SEQUENCEFILE:
    case FORMAT_RCFILE:
        return is_date ? "Redshift documents date columns only for text, Parquet and ORC" : NULL;
    case FORMAT_JSON:
    case FORMAT_ION:
        return is_date ? "Redshift documents date columns for text, Parquet and ORC, and does not "
                         "say whether this format is text"
                       : NULL;
    case FORMAT_TSV:
    case FORMAT_TEXT:
    case FORMAT_DELIMITED_TEXT:
    case FORMAT_REGEX:
    case FORMAT_GROK:
    case FORMAT_PARQUET:
    case FORMAT_ORC:
    case FORMAT_HUDI:
    case FORMAT_DELTA:
    case FORMAT_COUNT: break;
    }
    return NULL;
}

/* Athena's OpenCSV reads no other types (facts: OpenCSV in Athena). */
static bool is_csv_type(enum type_kind kind)
{
    return kind == TYPE_CHAR || kind == TYPE_VARCHAR || kind == TYPE_BOOLEAN ||
           kind == TYPE_BIGINT || kind == TYPE_INTEGER || kind == TYPE_DOUBLE ||
           kind == TYPE_DATE || kind == TYPE_TIMESTAMP; /* rule_type_dates reports these two */
}

void rule_csv_types(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag = NULL;

    for (size_t i = 0;
         class_named(table->format.serde.value) == CLASS_OPEN_CSV && i < table->columns.count;
         i++) {
        const struct type *type = table->columns.at[i].type;

        if (!type || is_csv_type(type->kind) || type_is_nested(type->kind) ||
            type->kind == TYPE_VARBYTE)
            continue;
        if (diag) {
            diag_related(run->diags, diag, type->span, "this one too");
            continue;
        }
        diag = diag_add(run->diags, SP0531, type->span, "Athena's OpenCSV does not read %s columns",
                        type_word(type->kind));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag,
                  "write varchar(n), and cast it in queries, if Athena reads the table too");
    }
}

/* Avro's schema in the table, which Athena requires (facts: Avro in Athena). */
void rule_avro_schema(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    struct diag *diag;

    if (class_named(format->serde.value) != CLASS_AVRO ||
        property_of(&format->serde_properties, SLICE("avro.schema.literal")) ||
        property_of(&format->serde_properties, SLICE("avro.schema.url")))
        return;
    diag = diag_add(run->diags, SP0532, format->span, "Avro without its schema");
    diag_note(run->diags, diag, "Athena documents no table over Avro without one");
    diag_help(run->diags, diag, "write `format: {avro: {schema: '...'}}`, with the schema as JSON");
}

void rule_type_dates(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    enum format_id format = format_in_force(&table->format);

    for (size_t i = 0; i < table->columns.count; i++) {
        const struct type *type = table->columns.at[i].type;
        const char *oddity = type ? oddity_of(format, type->kind) : NULL;
        struct diag *diag;

        if (!oddity)
            continue;
        diag = diag_add(run->diags, SP0209, type->span,
                        "a %s column may not be readable from %.*s files", type_word(type->kind),
                        SLICE_ARG(formats[format].word));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_note(run->diags, diag, "%s", oddity);
        diag_help(run->diags, diag, "write `varchar(%d)`, and cast it in queries",
                  type->kind == TYPE_DATE ? 10 : 26);
    }
}
