/* Compares a format, row by row, with what COPY supports, and writes COPY's options for it. */
#include "write/copy/format.h"

#include "base/ascii.h"
#include "write/sql/external.h"
#include "write/sql/redshift.h"

static bool is_given(const struct property_list *list, const char *name, const char *value)
{
    const struct property *property = property_of(list, slice_of(name));

    return property && slice_is(property->value.value, value);
}

/* A table property, from the table's own list or from its format; or NULL. */
static const struct property *table_property(const struct table *table, const char *name)
{
    const struct property *property = property_of(&table->properties, slice_of(name));

    return property ? property : property_of(&table->format.table_properties, slice_of(name));
}

static struct slice serde_property(const struct table *table, const char *name,
                                   struct slice otherwise)
{
    const struct property *property = property_of(&table->format.serde_properties, slice_of(name));

    return property ? property->value.value : otherwise;
}

static bool is_text(enum format_id format)
{
    return format == FORMAT_CSV || (format != FORMAT_CUSTOM && formats[format].traits & DELIMITED);
}

bool copy_is_json(const struct table *table)
{
    return format_in_force(&table->format) == FORMAT_JSON;
}

bool copy_is_columnar(const struct table *table)
{
    enum format_id format = format_in_force(&table->format);

    return format == FORMAT_PARQUET || format == FORMAT_ORC;
}

/* ---- What COPY does not read as Spectrum does ---- */

static bool is_copied(enum format_id format)
{
    return is_text(format) || format == FORMAT_JSON || format == FORMAT_PARQUET ||
           format == FORMAT_ORC || format == FORMAT_AVRO;
}

/* Whether the classes, if given, are those of the format. */
static bool has_its_classes(const struct format *format, enum format_id id)
{
    if (format->id != FORMAT_CUSTOM)
        return true;
    if (format->stored_as != FORMAT_CUSTOM)
        return formats[format->stored_as].input == formats[id].input;
    return class_named(format->input.value) == formats[id].input;
}

/* Groups of formats that COPY reads alike: the bits of `formats` below. */
enum copy_format {
    COPY_CSV = 1 << 0,
    COPY_DELIMITED = 1 << 1,
    COPY_JSON = 1 << 2,
    COPY_AVRO = 1 << 3,
    COPY_COLUMNAR = 1 << 4,
    COPY_ANY = (1 << 5) - 1
};

static enum copy_format copy_format_of(enum format_id format)
{
    return format == FORMAT_CSV    ? COPY_CSV
           : is_text(format)       ? COPY_DELIMITED
           : format == FORMAT_JSON ? COPY_JSON
           : format == FORMAT_AVRO ? COPY_AVRO
                                   : COPY_COLUMNAR;
}

/* A delimiter is one byte; Hive reads a number as the byte with that value. */
static bool is_delimiter(const struct table *table, struct slice value)
{
    (void)table;
    return value.len == 1 && !ascii_is_digit(value.at[0]);
}

/* Without field.delim, Hive uses serialization.format as the delimiter; 1 means the byte 1. */
static bool is_no_delimiter(const struct table *table, struct slice value)
{
    return slice_is(value, "1") ||
           property_of(&table->format.serde_properties, SLICE("field.delim"));
}

static bool is_quote(const struct table *table, struct slice value)
{
    return slice_eq(value, serde_property(table, "quoteChar", SLICE("\"")));
}

/* The SerDe properties that COPY can follow. */
static const struct followed {
    unsigned formats;
    const char *key;   /* "prefix." covers all keys that begin with it */
    const char *value; /* the only value that it can follow, or NULL */
    bool (*follows)(const struct table *table, struct slice value); /* or NULL: any value */
} followed[] = {
    {COPY_CSV, "separatorChar", NULL, NULL},
    {COPY_CSV, "quoteChar", NULL, NULL},
    {COPY_CSV, "escapeChar", NULL, is_quote},
    {COPY_CSV, "wholeFile", NULL, NULL},
    {COPY_DELIMITED, "field.delim", NULL, is_delimiter},
    {COPY_DELIMITED, "line.delim", "\n", NULL},
    {COPY_DELIMITED, "escape.delim", "\\", NULL},
    {COPY_DELIMITED, "serialization.format", NULL, is_no_delimiter},
    {COPY_ANY & ~COPY_DELIMITED, "serialization.format", NULL, NULL},
    {COPY_JSON, "mapping.", NULL, NULL},
    {COPY_JSON, "case.insensitive", "true", NULL},
    {COPY_JSON, "strip.outer.array", "false", NULL},
    {COPY_JSON, "dots.in.keys", "false", NULL},
    {COPY_JSON, "ignore.malformed.json", "false", NULL},
    {COPY_AVRO, "avro.schema.", NULL, NULL},
};

static bool is_key(struct slice key, const char *name)
{
    struct slice wanted = slice_of(name);

    return slice_ends(wanted, SLICE(".")) ? slice_starts(key, wanted) : slice_eq(key, wanted);
}

static bool row_follows(const struct followed *row, const struct table *table, struct slice value)
{
    return (!row->value || slice_is(value, row->value)) &&
           (!row->follows || row->follows(table, value));
}

/* Whether COPY does what a SerDe property requests. */
static bool follows_serde(const struct table *table, enum format_id format,
                          const struct property *property)
{
    for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
        if (followed[i].formats & copy_format_of(format) &&
            is_key(property->key.value, followed[i].key))
            return row_follows(&followed[i], table, property->value.value);
    return false;
}

static struct copy_fault fault(struct slice what, struct span span)
{
    return (struct copy_fault){.is_there = true, .what = what, .span = span};
}

static struct copy_fault fault_of_properties(const struct table *table, enum format_id format)
{
    const struct property_list *list = &table->properties;
    const struct property *compression = table_property(table, "compression_type");

    if (is_given(list, "data_cleansing_enabled", "true"))
        return fault(SLICE("data_cleansing_enabled"),
                     property_of(list, SLICE("data_cleansing_enabled"))->key.span);
    if (format == FORMAT_ORC && is_given(list, "orc.schema.resolution", "name"))
        return fault(SLICE("orc.schema.resolution"),
                     property_of(list, SLICE("orc.schema.resolution"))->key.span);
    if (compression && (is_text(format) || format == FORMAT_JSON) &&
        slice_is(compression->value.value, "snappy"))
        return fault(SLICE("compression_type"), compression->key.span);
    return (struct copy_fault){0};
}

/* COPY reads Avro's logical types as the plain numbers that encode them. */
static struct copy_fault fault_of_times(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct type *type = table->columns.at[i].type;

        if (type->kind == TYPE_DATE || type->kind == TYPE_TIMESTAMP)
            return fault(slice_of(type_word(type->kind)), type->span);
    }
    return (struct copy_fault){0};
}

struct copy_fault copy_fault_of(const struct table *table)
{
    const struct format *format = &table->format;
    enum format_id id = format_in_force(format);
    struct copy_fault found = {.is_there = true, .is_format = true, .span = format->span};

    if (id == FORMAT_CUSTOM || !has_its_classes(format, id))
        return found;
    found.what = formats[id].word;
    if (!is_copied(id))
        return found;
    for (size_t i = 0; i < format->serde_properties.list.count; i++) {
        const struct property *property = &format->serde_properties.list.at[i];

        if (!follows_serde(table, id, property))
            return fault(property->key.value, property->key.span);
    }
    if (text_is_given(format->lines_by) && !slice_is(format->lines_by.value, "\n"))
        return fault(SLICE("lines_terminated_by"), format->lines_by.span);
    found = fault_of_properties(table, id);
    return !found.is_there && id == FORMAT_AVRO ? fault_of_times(table) : found;
}

bool copy_brings_rows(const struct table *table)
{
    return table->native.load != LOAD_SELECT && !copy_fault_of(table).is_there;
}

/* ---- The options ---- */

static void write_option(struct str *out, const char *words, struct slice value)
{
    str_puts(out, words);
    redshift_write_literal(out, value);
    str_putc(out, '\n');
}

static void write_compression(struct str *out, const struct table *table)
{
    static const char *const words[] = {
        [COMPRESSION_UNSET] = "",        [COMPRESSION_GZIP] = "GZIP\n",
        [COMPRESSION_BZIP2] = "BZIP2\n", [COMPRESSION_LZOP] = "LZOP\n",
        [COMPRESSION_ZSTD] = "ZSTD\n",
    };
    enum compression compression = table->native.compression;

    if (is_given(&table->properties, "compression_type", "gzip"))
        compression = COMPRESSION_GZIP;
    if (is_given(&table->properties, "compression_type", "bzip2"))
        compression = COMPRESSION_BZIP2;
    str_puts(out, words[compression]);
}

/* The date formats that COPY tries, if there are columns of dates or timestamps. */
static void write_times(struct str *out, const struct table *table)
{
    bool has_dates = false, has_times = false;

    for (size_t i = 0; i < table->columns.count; i++) {
        has_dates = has_dates || table->columns.at[i].type->kind == TYPE_DATE;
        has_times = has_times || table->columns.at[i].type->kind == TYPE_TIMESTAMP;
    }
    str_puts(out, has_dates ? "DATEFORMAT 'auto'\n" : "");
    str_puts(out, has_times ? "TIMEFORMAT 'auto'\n" : "");
}

static void write_csv(struct str *out, const struct table *table)
{
    struct slice quote = serde_property(table, "quoteChar", SLICE("\""));
    struct slice separator = serde_property(table, "separatorChar", SLICE(","));

    if (slice_is(quote, "\""))
        str_puts(out, "FORMAT AS CSV\n");
    else
        write_option(out, "FORMAT AS CSV QUOTE AS ", quote);
    if (!slice_is(separator, ","))
        write_option(out, "DELIMITER AS ", separator);
}

/* Hive's own delimiter is the control character 1. */
static void write_delimited(struct str *out, const struct table *table, enum format_id format)
{
    struct slice fields = serde_property(table, "field.delim", SLICE("\001"));

    if (text_is_given(table->format.fields_by))
        fields = table->format.fields_by.value;
    else if (formats[format].traits & TAB_FIELDS)
        fields = SLICE("\t");
    write_option(out, "DELIMITER AS ", fields);
    if (serde_property(table, "escape.delim", SLICE("")).len)
        str_puts(out, "ESCAPE\n");
}

/* Options of all text formats, with any delimiter. */
static void write_lines(struct str *out, const struct table *table)
{
    const struct property *header = table_property(table, "skip.header.line.count");
    const struct property *null = table_property(table, "serialization.null.format");

    if (header && !slice_is(header->value.value, "0"))
        str_printf(out, "IGNOREHEADER %.*s\n", SLICE_ARG(header->value.value));
    if (null && !slice_is(null->value.value, "\\N")) /* COPY's own */
        write_option(out, "NULL AS ", null->value.value);
}

static bool has_nested(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (type_is_nested(table->columns.at[i].type->kind))
            return true;
    return false;
}

void copy_write_options(struct str *out, const struct table *table)
{
    enum format_id format = format_in_force(&table->format);

    if (copy_is_columnar(table)) {
        str_puts(out, format == FORMAT_ORC ? "FORMAT AS ORC\n" : "FORMAT AS PARQUET\n");
        str_puts(out, has_nested(table) ? "SERIALIZETOJSON\n" : "");
        return;
    }
    if (format == FORMAT_AVRO)
        str_puts(out, "FORMAT AS AVRO 'auto ignorecase'\n");
    else if (format == FORMAT_JSON && text_is_given(table->native.jsonpaths))
        write_option(out, "FORMAT AS JSON ", table->native.jsonpaths.value);
    else if (format == FORMAT_JSON)
        str_puts(out, "FORMAT AS JSON 'auto ignorecase'\n");
    else if (format == FORMAT_CSV)
        write_csv(out, table);
    else
        write_delimited(out, table, format);
    if (is_text(format))
        write_lines(out, table);
    if (format != FORMAT_AVRO)
        write_compression(out, table);
    write_times(out, table);
}

/* ---- Keys of JSON ---- */

struct slice copy_key_of(const struct table *table, const struct column *column)
{
    const struct property *property;
    struct str key = {0};

    if (text_is_given(column->source))
        return column->source.value;
    mapping_key(&key, column);
    property = property_of(&table->format.serde_properties, str_slice(&key));
    str_release(&key);
    return property ? property->value.value : column->name.value;
}

void copy_write_path(struct str *out, struct slice key)
{
    str_puts(out, "$['");
    str_add(out, key);
    str_puts(out, "']");
}

bool copy_path_can_name(struct slice key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.at[i] == '\'' || key.at[i] == '\\' || ascii_is_control(key.at[i]))
            return false;
    return key.len > 0;
}

bool copy_goes_by_key(const struct table *table)
{
    return copy_is_json(table) && !text_is_given(table->native.jsonpaths);
}
