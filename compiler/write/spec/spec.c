/* Writes keys in the order of grammar/keys.def, and a mapping in braces if it fits on a line. */
#include "write/spec/spec.h"

#include "text/yaml.h"

enum { LINE_MAX = 100 };

/* A mapping being written: in braces, and with one key per line in case that is too long. */
struct pairs {
    struct str flow, block;
    size_t indent; /* of the block's keys */
    size_t count;
};

static void pairs_key(struct pairs *pairs, struct slice key)
{
    str_puts(&pairs->flow, pairs->count ? ", " : "");
    text_into_spec(&pairs->flow, key, YAML_FLOW);
    str_puts(&pairs->flow, ": ");
    if (pairs->count++) {
        str_putc(&pairs->block, '\n');
        str_fill(&pairs->block, ' ', pairs->indent);
    }
    text_into_spec(&pairs->block, key, YAML_BLOCK);
    str_puts(&pairs->block, ": ");
}

static void pairs_text(struct pairs *pairs, const char *key, struct text value)
{
    if (!text_is_given(value))
        return;
    pairs_key(pairs, slice_of(key));
    text_into_spec(&pairs->flow, value.value, YAML_FLOW);
    text_into_spec(&pairs->block, value.value, YAML_BLOCK);
}

/* Appends text that is the same in both forms. */
static void pairs_raw(struct pairs *pairs, const char *key, struct slice raw)
{
    pairs_key(pairs, slice_of(key));
    str_add(&pairs->flow, raw);
    str_add(&pairs->block, raw);
}

static void pairs_end(struct str *out, struct pairs *pairs, size_t column)
{
    if (column + pairs->flow.len + 2 <= LINE_MAX) {
        str_putc(out, '{');
        str_add(out, str_slice(&pairs->flow));
        str_putc(out, '}');
    } else {
        str_add(out, str_slice(&pairs->block));
    }
    str_putc(out, '\n');
    str_release(&pairs->flow);
    str_release(&pairs->block);
}

static void write_texts(struct str *out, const struct text *texts, size_t count)
{
    str_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        str_puts(out, i ? ", " : "");
        text_into_spec(out, texts[i].value, YAML_FLOW);
    }
    str_putc(out, ']');
}

/* "  key: value" */
static void write_text(struct str *out, size_t indent, const char *key, struct text value)
{
    if (!text_is_given(value))
        return;
    str_fill(out, ' ', indent);
    str_printf(out, "%s: ", key);
    text_into_spec_lines(out, value.value, indent + 2);
    str_putc(out, '\n');
}

/* ---- Schemas ---- */

static void write_roles(struct str *out, size_t indent, const char *key, const struct roles *roles)
{
    if (!roles->list.count)
        return;
    if (roles->list.count == 1) {
        write_text(out, indent, key, roles->list.at[0]);
        return;
    }
    str_fill(out, ' ', indent);
    str_printf(out, "%s:\n", key);
    for (size_t i = 0; i < roles->list.count; i++) {
        str_fill(out, ' ', indent + 2);
        str_puts(out, "- ");
        text_into_spec(out, roles->list.at[i].value, YAML_BLOCK);
        str_putc(out, '\n');
    }
}

static void write_grants(struct str *out, const struct external_schema *schema)
{
    static const char *const kinds[] = {
        [GRANTEE_GROUP] = "group", [GRANTEE_USER] = "user", [GRANTEE_ROLE] = "role"};

    if (!schema->grants.count)
        return;
    str_puts(out, "  grant_usage: [");
    for (size_t i = 0; i < schema->grants.count; i++) {
        const struct grant *grant = &schema->grants.at[i];

        str_puts(out, i ? ", " : "");
        if (grant->kind == GRANTEE_PUBLIC) {
            str_puts(out, "public");
            continue;
        }
        str_printf(out, "{%s: ", kinds[grant->kind]);
        text_into_spec(out, grant->name.value, YAML_FLOW);
        str_putc(out, '}');
    }
    str_puts(out, "]\n");
}

static void write_schema(struct str *out, const struct external_schema *schema)
{
    str_puts(out, "external_schema:\n");
    write_text(out, 2, "name", schema->name);
    write_text(out, 2, "description", schema->description);
    if (schema->catalog == CATALOG_HIVE)
        str_puts(out, "  from: hive_metastore\n");
    write_text(out, 2, "database", schema->database);
    write_text(out, 2, "region", schema->region);
    write_text(out, 2, "uri", schema->uri);
    write_text(out, 2, "port", schema->port);
    write_roles(out, 2, "iam_role", &schema->iam_role);
    write_roles(out, 2, "catalog_role", &schema->catalog_role);
    write_text(out, 2, "catalog_id", schema->catalog_id);
    if (schema->creates_database)
        str_puts(out, "  create_database: true\n");
    write_grants(out, schema);
}

/* ---- Columns ---- */

/* The name of a struct's field, bare if the type parser accepts that. */
static void write_field_name(struct str *out, struct slice name)
{
    bool is_bare = name.len > 0;

    for (size_t i = 0; i < name.len; i++)
        is_bare = is_bare && !strchr(":<>(), \t\"", name.at[i]);
    str_puts(out, is_bare ? "" : "\"");
    str_add(out, name);
    str_puts(out, is_bare ? "" : "\"");
}

static void pairs_column(struct pairs *pairs, const struct column *column)
{
    static const struct type_style style = {WORDS_REDSHIFT, ", ", write_field_name, NULL};
    struct str type = {0};

    pairs_text(pairs, "name", column->name);
    if (column->type)
        type_print(&type, column->type, &style);
    pairs_text(pairs, "type", (struct text){.value = str_slice(&type)});
    str_release(&type);
}

static void write_column(struct str *out, const struct column *column)
{
    struct pairs pairs = {.indent = 6};

    pairs_column(&pairs, column);
    pairs_text(&pairs, "description", column->description);
    pairs_text(&pairs, "source", column->source);
    str_puts(out, "    - ");
    pairs_end(out, &pairs, 6);
}

static void pairs_domain(struct pairs *pairs, const struct domain *domain)
{
    struct str raw = {0};

    switch (domain->kind) {
    case DOMAIN_NONE: return;
    case DOMAIN_DATE:
        if (!domain->is_implied)
            pairs_text(pairs, "date", domain->date->text);
        return;
    case DOMAIN_VALUES:
        write_texts(&raw, domain->values.at, domain->values.count);
        pairs_raw(pairs, "values", str_slice(&raw));
        break;
    case DOMAIN_RANGE:
        str_printf(&raw, "{from: %lld, to: %lld", domain->from, domain->to);
        if (domain->width)
            str_printf(&raw, ", width: %lld", domain->width);
        str_putc(&raw, '}');
        pairs_raw(pairs, "range", str_slice(&raw));
        break;
    }
    str_release(&raw);
}

static void write_key_column(struct str *out, const struct key_column *key)
{
    struct pairs pairs = {.indent = 6};

    pairs_column(&pairs, &key->column);
    pairs_domain(&pairs, &key->domain);
    pairs_text(&pairs, "description", key->column.description);
    str_puts(out, "    - ");
    pairs_end(out, &pairs, 6);
}

/* ---- Formats ---- */

static void write_property(struct str *out, size_t indent, const struct property *property)
{
    str_fill(out, ' ', indent);
    text_into_yaml(out, property->key.value, YAML_BLOCK);
    str_puts(out, ": ");
    text_into_spec(out, property->value.value, YAML_BLOCK);
    str_putc(out, '\n');
}

static void write_properties(struct str *out, size_t indent, const char *key,
                             const struct property_list *list)
{
    if (!list->list.count)
        return;
    str_fill(out, ' ', indent);
    str_printf(out, "%s:\n", key);
    for (size_t i = 0; i < list->list.count; i++)
        write_property(out, indent + 2, &list->list.at[i]);
}

/* The format's option that sets the property to this value, or NULL. */
static const struct format_option *option_of(const struct format *format,
                                             const struct property *property,
                                             enum option_target goes_to)
{
    for (size_t i = 0; i < format_option_count; i++) {
        const struct format_option *option = &format_options[i];

        if (option->format == format->id && option->goes_to == goes_to &&
            slice_eq(option->property, property->key.value) &&
            value_is_of(option->kind, "", property->value.value))
            return option;
    }
    return NULL;
}

/* Whether SerDe properties that are not options are contiguous, so that one mapping among the
   options keeps the order. */
static bool keeps_order(const struct format *format)
{
    const struct property_list *list = &format->serde_properties;
    size_t runs = 0;

    for (size_t i = 0; i < list->list.count; i++)
        runs += !option_of(format, &list->list.at[i], SERDE_PROPERTY) &&
                (i == 0 || option_of(format, &list->list.at[i - 1], SERDE_PROPERTY));
    return runs <= 1;
}

/* Adds the options of a format's word as pairs; SerDe properties without an option go to *others.
   */
static void pairs_options(struct pairs *pairs, const struct format *format)
{
    for (size_t i = 0; i < format_option_count; i++) {
        const struct format_option *option = &format_options[i];

        if (option->format != format->id)
            continue;
        if (option->goes_to == FIELDS)
            pairs_text(pairs, option->key.at, format->fields_by);
        else if (option->goes_to == LINES)
            pairs_text(pairs, option->key.at, format->lines_by);
    }
    for (size_t i = 0; i < format->table_properties.list.count; i++) {
        const struct property *property = &format->table_properties.list.at[i];
        const struct format_option *option = option_of(format, property, TABLE_PROPERTY);

        if (option)
            pairs_text(pairs, option->key.at, property->value);
    }
}

/* Adds the SerDe's options in their order, with other properties as a mapping among them. */
static bool write_serde_options(struct str *out, struct pairs *pairs, const struct format *format)
{
    const struct property_list *list = &format->serde_properties;
    bool in_order = keeps_order(format), has_block = false;

    for (size_t i = 0; i < list->list.count; i++) {
        const struct property *property = &list->list.at[i];
        const struct format_option *option = in_order ? option_of(format, property, SERDE_PROPERTY)
                                                      : NULL;

        if (option) {
            pairs_text(pairs, option->key.at, property->value);
            str_puts(out, "      ");
            str_add(out, option->key);
            str_puts(out, ": ");
            text_into_spec(out, property->value.value, YAML_BLOCK);
            str_putc(out, '\n');
            continue;
        }
        if (!has_block)
            str_puts(out, "      serde_properties:\n");
        has_block = true;
        write_property(out, 8, property);
    }
    return has_block;
}

/* format: word, or {word: {options}}, or the same over several lines. */
static void write_word_format(struct str *out, const struct format *format)
{
    struct slice word = formats[format->id].word;
    struct pairs pairs = {.indent = 6};
    struct str lines = {0};
    bool has_block = write_serde_options(&lines, &pairs, format);
    size_t serde_options = pairs.count;

    pairs_options(&pairs, format);
    if (!pairs.count && !has_block) {
        str_printf(out, "  format: %.*s\n", SLICE_ARG(word));
    } else if (!has_block && pairs.flow.len + word.len < 80) {
        str_printf(out, "  format: {%.*s: {%.*s}}\n", SLICE_ARG(word),
                   SLICE_ARG(str_slice(&pairs.flow)));
    } else {
        struct pairs rest = {.indent = 6};

        pairs_options(&rest, format);
        str_printf(out, "  format:\n    %.*s:\n%.*s", SLICE_ARG(word),
                   SLICE_ARG(str_slice(&lines)));
        if (pairs.count > serde_options)
            str_printf(out, "      %.*s\n", SLICE_ARG(str_slice(&rest.block)));
        str_release(&rest.flow);
        str_release(&rest.block);
    }
    str_release(&lines);
    str_release(&pairs.flow);
    str_release(&pairs.block);
}

static void write_classes(struct str *out, const struct format *format)
{
    str_puts(out, "  format:\n");
    write_text(out, 4, "serde", format->serde);
    write_properties(out, 4, "serde_properties", &format->serde_properties);
    if (format->stored_as != FORMAT_CUSTOM) {
        str_printf(out, "    stored_as: %.*s\n", SLICE_ARG(formats[format->stored_as].word));
        return;
    }
    str_puts(out, "    stored_as:\n");
    write_text(out, 6, "input_format", format->input);
    write_text(out, 6, "output_format", format->output);
}

/* ---- Partitions ---- */

static void pairs_values(struct pairs *pairs, const struct entry_value *value,
                         const struct table *table)
{
    struct slice name = table->keys.at[value->key].column.name.value;
    struct str raw = {0};

    pairs_key(pairs, name);
    if (value->values.count == 1)
        text_into_spec(&raw, value->values.at[0].value, YAML_FLOW);
    else
        write_texts(&raw, value->values.at, value->values.count);
    str_add(&pairs->flow, str_slice(&raw));
    str_add(&pairs->block, str_slice(&raw));
    str_release(&raw);
}

static void write_entry(struct str *out, const struct table *table, const struct entry *entry)
{
    struct pairs pairs = {.indent = 6};

    pairs_text(&pairs, "from", entry->from.text);
    pairs_text(&pairs, "to", entry->to.text);
    pairs_text(&pairs, "every", entry->every_text);
    for (size_t i = 0; i < entry->values.count; i++)
        pairs_values(&pairs, &entry->values.at[i], table);
    pairs_text(&pairs, "location", entry->location);
    str_puts(out, "    - ");
    pairs_end(out, &pairs, 6);
}

static void write_partitions(struct str *out, const struct table *table)
{
    if (table->takes_all)
        str_puts(out, "  partitions: all\n");
    else if (table->entries.count)
        str_puts(out, "  partitions:\n");
    for (size_t i = 0; i < table->entries.count; i++)
        write_entry(out, table, &table->entries.at[i]);
}

static void write_table_properties(struct str *out, const struct property_list *list)
{
    struct pairs pairs = {.indent = 4};

    for (size_t i = 0; i < list->list.count; i++) {
        pairs_key(&pairs, list->list.at[i].key.value);
        text_into_spec(&pairs.flow, list->list.at[i].value.value, YAML_FLOW);
        text_into_spec(&pairs.block, list->list.at[i].value.value, YAML_BLOCK);
    }
    if (pairs.count && pairs.flow.len < 60)
        str_printf(out, "  properties: {%.*s}\n", SLICE_ARG(str_slice(&pairs.flow)));
    else if (pairs.count)
        str_printf(out, "  properties:\n    %.*s\n", SLICE_ARG(str_slice(&pairs.block)));
    str_release(&pairs.flow);
    str_release(&pairs.block);
}

static void write_conversion(struct str *out, const struct conversion *parquet)
{
    struct pairs pairs = {.indent = 4};

    pairs_text(&pairs, "location", parquet->location);
    pairs_text(&pairs, "name", parquet->name);
    pairs_text(&pairs, "schema", parquet->schema);
    if (pairs.count)
        str_printf(out, "  parquet:\n    %.*s\n", SLICE_ARG(str_slice(&pairs.block)));
    str_release(&pairs.flow);
    str_release(&pairs.block);
}

static void write_native(struct str *out, const struct native *native)
{
    size_t start = out->len, opened;

    str_puts(out, "  native:\n");
    opened = out->len;
    write_text(out, 4, "schema", native->schema);
    write_text(out, 4, "name", native->name);
    write_text(out, 4, "diststyle", native->dist_text);
    write_text(out, 4, "distkey", native->distkey);
    if (native->sortkey.count) {
        str_puts(out, "    sortkey: ");
        write_texts(out, native->sortkey.at, native->sortkey.count);
        str_putc(out, '\n');
    }
    write_text(out, 4, "sortstyle", native->sort_text);
    write_text(out, 4, "load", native->load_text);
    write_roles(out, 4, "iam_role", &native->iam_role);
    write_text(out, 4, "compression", native->compression_text);
    write_text(out, 4, "jsonpaths", native->jsonpaths);
    if (out->len == opened)
        out->len = start;
}

static void write_table(struct str *out, const struct table *table)
{
    str_puts(out, "external_table:\n");
    write_text(out, 2, "schema", table->schema);
    write_text(out, 2, "name", table->name);
    write_text(out, 2, "description", table->description);
    str_puts(out, "  columns:\n");
    for (size_t i = 0; i < table->columns.count; i++)
        write_column(out, &table->columns.at[i]);
    if (table->keys.count)
        str_puts(out, "  partitioned_by:\n");
    for (size_t i = 0; i < table->keys.count; i++)
        write_key_column(out, &table->keys.at[i]);
    if (table->format.id != FORMAT_CUSTOM)
        write_word_format(out, &table->format);
    else
        write_classes(out, &table->format);
    write_text(out, 2, "location", table->location);
    write_text(out, 2, "path", table->path.text);
    write_partitions(out, table);
    write_table_properties(out, &table->properties);
    write_conversion(out, &table->parquet);
    write_native(out, &table->native);
}

static void spec_write_document(struct str *out, const struct document *document)
{
    switch (document->kind) {
    case DOCUMENT_SCHEMA: write_schema(out, &document->schema); break;
    case DOCUMENT_TABLE: write_table(out, &document->table); break;
    case DOCUMENT_NONE: break;
    }
}

void spec_write(struct str *out, const struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++) {
        if (i)
            str_puts(out, "---\n");
        spec_write_document(out, model->documents.at[i]);
    }
}
