/*
 * dbt: a sources.yml with the `external:` blocks from which the package dbt-external-tables creates
 * tables. The package copies texts into SQL unescaped, so they are written here already escaped for
 * SQL; and dbt renders every text with Jinja once.
 */
#include "text/comment.h"
#include "text/jinja.h"
#include "text/yaml.h"
#include "write/dbt/package.h"
#include "write/sql/redshift.h"
#include "write/target.h"

/* "name: text", indented by `indent`, after `opening`: spaces, or "- " for a new item. */
static void write_entry(struct str *out, size_t indent, const char *opening, const char *key,
                        struct slice text)
{
    struct str safe = {0};

    str_fill(out, ' ', indent - strlen(opening));
    str_printf(out, "%s%s: ", opening, key);
    text_into_jinja(&safe, text);
    text_into_strict_yaml(out, str_slice(&safe), indent + 2);
    str_putc(out, '\n');
    str_release(&safe);
}

static void write_description(struct str *out, size_t indent, struct text description)
{
    if (text_is_given(description))
        write_entry(out, indent, "", "description", slice_trim(description.value));
}

/* A clause of Redshift's DDL, without the words that the package writes before it. If these have a
   line to themselves, the lines below lose their indentation. */
static void write_clause(struct str *out, const char *key, const char *words,
                         const struct str *clause)
{
    struct slice rest = slice_from(str_slice(clause), clause->len ? strlen(words) : 0);
    bool is_indented = slice_starts(rest, SLICE("\n    "));
    struct str text = {0};

    for (size_t i = 0; i < rest.len; i++) {
        str_putc(&text, rest.at[i]);
        if (is_indented && slice_starts(slice_from(rest, i), SLICE("\n    ")))
            i += 4;
    }
    if (clause->len)
        write_entry(out, 10, "", key, slice_trim(str_slice(&text)));
    str_release(&text);
}

static void write_type(struct str *out, size_t indent, const struct column *column)
{
    struct str type = {0};

    type_print(&type, column->type, &redshift_dialect.sql.types);
    write_entry(out, indent, "", "data_type", str_slice(&type));
    str_release(&type);
}

/* The package puts the name in double quotes, but escapes nothing in it. */
static void write_column(struct str *out, const struct column *column)
{
    struct str name = {0};

    text_into_sql_name_quotes(&name, '"', column->name.value);
    write_entry(out, 12, "- ", "name", str_slice(&name));
    write_type(out, 12, column);
    write_description(out, 12, column->description);
    if (!sql_is_bare(column->name.value, ~0u))
        str_puts(out, "            quote: true\n");
    str_release(&name);
}

static bool is_whole_day(const struct date_pattern *pattern)
{
    const unsigned of_month = 1u << FIELD_YEAR | 1u << FIELD_MONTH | 1u << FIELD_DAY;
    const unsigned of_year = 1u << FIELD_YEAR | 1u << FIELD_YEAR_DAY;

    for (size_t i = 0; i < pattern->items.count; i++)
        if (!pattern->items.at[i].is_literal && !pattern->items.at[i].is_padded)
            return false;
    return pattern->fields == of_month || pattern->fields == of_year;
}

/* Whether a value is the day after the previous one, written in the pattern. */
static bool is_next_day(const struct axis *axis, size_t i, const struct date_pattern *pattern)
{
    const int64_t day = 24 * 60;
    struct str text = {0};
    bool is_same;

    date_pattern_print(&text, pattern, axis->dates.at[i]);
    is_same = slice_eq(str_slice(&text), axis->values.at[i]);
    str_release(&text);
    return is_same && (!i || date_minutes(axis->dates.at[i]) / day ==
                                 date_minutes(axis->dates.at[i - 1]) / day + 1);
}

/* Whether the values are consecutive days that Python's strftime writes the same way, which holds
   from the year 1000 on. */
static bool is_run_of_days(const struct axis *axis, const struct date_pattern *pattern)
{
    bool is_run = pattern && is_whole_day(pattern) && axis->values.count > 1 &&
                  axis->dates.at[0].year >= 1000;

    for (size_t i = 0; is_run && i < axis->values.count; i++)
        is_run = is_next_day(axis, i, pattern);
    return is_run;
}

static void write_values(struct str *out, const struct axis *axis,
                         const struct date_pattern *pattern)
{
    str_puts(out, "              vals:\n");
    if (is_run_of_days(axis, pattern)) {
        write_entry(out, 16, "", "macro", SLICE("dbt.dates_in_range"));
        str_puts(out, "                args:\n");
        write_entry(out, 18, "", "start_date_str", axis->values.at[0]);
        write_entry(out, 18, "", "end_date_str", axis->values.at[axis->values.count - 1]);
        write_entry(out, 18, "", "in_fmt", pattern->text.value);
        write_entry(out, 18, "", "out_fmt", pattern->text.value);
        return;
    }
    for (size_t i = 0; i < axis->values.count; i++) {
        struct str value = {0};

        text_into_jinja(&value, axis->values.at[i]);
        str_puts(out, "                - ");
        text_into_strict_yaml(out, str_slice(&value), 18);
        str_putc(out, '\n');
        str_release(&value);
    }
}

static void write_partitions(struct str *out, struct arena *arena, const struct statement *added)
{
    static const char *const names[] = {
        [KEY_VALUE] = "dbt_external_tables.key_value",
        [VALUE_ONLY] = "dbt_external_tables.value_only",
        [YEAR_MONTH_DAY] = "dbt_external_tables.year_month_day",
    };
    const struct table *table = &added->document->table;
    struct axis *axes = dbt_axes(arena, added);
    enum path_macro *macros = arena_zalloc(arena, table->keys.count, sizeof *macros);
    size_t odd;

    dbt_find_macros(table, macros, &odd);
    str_puts(out, "          partitions:\n");
    for (size_t key = 0; key < table->keys.count; key++) {
        const struct key_column *column = &table->keys.at[key];

        write_entry(out, 14, "- ", "name", column->column.name.value);
        write_type(out, 14, &column->column);
        write_description(out, 14, column->column.description);
        write_values(out, &axes[key], key_date(column));
        write_entry(out, 14, "", "path_macro", slice_of(names[macros[key]]));
    }
}

/* One table of the file. */
struct source_table {
    const struct statement *statement; /* the first of its document */
    const struct statement *added;     /* the one that adds the first partitions, or NULL */
};

static void write_external(struct str *out, struct arena *arena, const struct source_table *source)
{
    const struct table *table = &source->statement->document->table;
    struct str row_format = {0}, stored_as = {0}, properties = {0}, location = {0};

    external_write_row_format(&row_format, &redshift_dialect, table);
    external_write_stored_as(&stored_as, &redshift_dialect, &table->format);
    external_write_table_properties(&properties, &redshift_dialect, source->statement);
    text_into_sql_quotes(&location, LITERALS_REDSHIFT,
                         source->added ? dbt_base(table->location.value) : table->location.value);
    str_puts(out, "        external:\n");
    write_entry(out, 10, "", "location", str_slice(&location));
    write_clause(out, "row_format", "ROW FORMAT", &row_format);
    write_clause(out, "file_format", "STORED AS", &stored_as);
    write_clause(out, "table_properties", redshift_dialect.properties, &properties);
    if (source->added)
        write_partitions(out, arena, source->added);
    str_release(&row_format);
    str_release(&stored_as);
    str_release(&properties);
    str_release(&location);
}

static void write_source_table(struct str *out, struct arena *arena,
                               const struct source_table *source)
{
    const struct table *table = &source->statement->document->table;
    bool is_external = source->added || !table->keys.count;

    write_entry(out, 8, "- ", "name", arena_lower(arena, table->name.value));
    write_description(out, 8, table->description);
    if (is_external)
        write_external(out, arena, source);
    else
        text_into_comment_lines(
            out, "        # ",
            SLICE("No `external:` here: dbt-external-tables cannot make a partitioned "
                  "table\nwithout a list of its partitions. spectrumc's target "
                  "`redshift` makes it."));
    str_puts(out, "        columns:\n");
    for (size_t i = 0; i < table->columns.count; i++)
        write_column(out, &table->columns.at[i]);
    for (size_t i = 0; !is_external && i < table->keys.count; i++)
        write_column(out, &table->keys.at[i].column);
}

struct source_tables {
    VEC(struct source_table) list;
};

static struct slice schema_of(const struct source_table *source)
{
    return source->statement->document->table.schema.value;
}

/* A schema with all its tables. `first` is the index of its first table. */
static void write_source(struct str *out, struct arena *arena, const struct source_tables *tables,
                         size_t first)
{
    const struct statement *statement = tables->list.at[first].statement;
    struct slice schema = schema_of(&tables->list.at[first]);

    write_entry(out, 4, "- ", "name", arena_lower(arena, schema));
    if (!slice_eq_folded(schema, statement->deployment->schema))
        write_entry(out, 4, "", "schema", arena_lower(arena, statement->deployment->schema));
    if (statement->deployment->declaration)
        write_description(out, 4, statement->deployment->declaration->schema.description);
    str_puts(out, "    loader: S3\n    tables:\n");
    for (size_t i = first; i < tables->list.count; i++) {
        if (!slice_eq_folded(schema_of(&tables->list.at[i]), schema))
            continue;
        str_puts(out, i == first ? "" : "\n");
        write_source_table(out, arena, &tables->list.at[i]);
    }
}

static bool is_first_of_schema(const struct source_tables *tables, size_t index)
{
    size_t i = 0;

    while (!slice_eq_folded(schema_of(&tables->list.at[i]), schema_of(&tables->list.at[index])))
        i++;
    return i == index;
}

static struct source_tables tables_of(struct arena *arena, const struct statement_list *statements)
{
    struct source_tables tables = {0};

    for (size_t i = 0; i < statements->list.count; i++) {
        const struct statement *statement = &statements->list.at[i];
        size_t at = 0;

        if (statement_batch(statement)->first)
            continue;
        while (at < tables.list.count &&
               tables.list.at[at].statement->document != statement->document)
            at++;
        if (at == tables.list.count)
            vec_push(&tables.list, arena)->statement = statement;
        if (statement->kind == STATEMENT_ADD_PARTITIONS)
            tables.list.at[at].added = statement;
    }
    return tables;
}

static void render(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options)
{
    struct str *out = artifact_add(artifacts, NULL);
    struct source_tables tables = tables_of(artifacts->arena, statements);
    const struct source *source = NULL;

    (void)options;
    for (size_t i = 0; i < tables.list.count; i++) {
        const struct document *document = tables.list.at[i].statement->document;

        if (document->source != source)
            write_head(out, "# ", document->source);
        source = document->source;
    }
    str_puts(out, tables.list.count ? "\nversion: 2\n\nsources:\n" : "version: 2\n\nsources: []\n");
    for (size_t i = 0; i < tables.list.count; i++) {
        if (!is_first_of_schema(&tables, i))
            continue;
        str_puts(out, i ? "\n" : "");
        write_source(out, artifacts->arena, &tables, i);
    }
}

const struct target target_dbt = {
    .name = "dbt",
    .title = "dbt: a sources.yml, from which dbt-external-tables creates the tables",
    .extension = ".yml",
    .comment = "# ",
    .parts = PART_TABLE | PART_PARTITIONS,
    .default_parts = PART_TABLE | PART_PARTITIONS,
    .features = 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED |
                1u << FEATURE_DESCRIPTIONS | 1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT,
    .review = dbt_review,
    .render = render,
};
