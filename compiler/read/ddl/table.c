/* CREATE EXTERNAL TABLE, of Redshift and of Athena (facts: CREATE EXTERNAL TABLE; Athena). */
#include "base/ascii.h"
#include "model/location.h"
#include "model/reserved.h"
#include "path/template.h"
#include "read/ddl/parse.h"

/* The clauses as written, before they are combined. */
struct clauses {
    struct ddl *ddl;
    struct document *document;
    bool is_stored; /* STORED AS was given */
    bool is_delimited;
    struct property_list delimiters; /* those that only a SerDe property can express */
};

/* In Redshift's DDL, an unquoted reserved word is not a name (facts: Identifiers). */
static void vet_bare_name(struct ddl *ddl, struct ddl_token token)
{
    struct slice name = token.text.value;

    if (token.kind != DDL_WORD || ddl->lexer.is_hive || ddl->lexer.is_wrapped ||
        !(word_lists(name) & REDSHIFT))
        return;
    diag_help(ddl->diags,
              diag_add(ddl->diags, SP1103, token.text.span,
                       "`%.*s` is a reserved word: unquoted, it is not a column name",
                       SLICE_ARG(name)),
              "write it in double quotes, as the DDL of a spec does: \"%.*s\"", SLICE_ARG(name));
}

bool ddl_column(struct ddl *ddl, struct column *column)
{
    struct ddl_token token = ddl->token;

    if (!ddl_name(ddl, &column->name, "a column's name"))
        return false;
    vet_bare_name(ddl, token);
    if (!ddl_type(ddl, column))
        return false;
    if (ddl_accept(ddl, "comment") &&
        !ddl_literal(ddl, &column->description, "the comment in quotes"))
        return false;
    column->span = ddl_since(ddl, column->name.span);
    return true;
}

static bool take_columns(struct ddl *ddl, struct table *table)
{
    if (!ddl_expect_symbol(ddl, '('))
        return false;
    do {
        struct column column = {0};

        if (!ddl_column(ddl, &column))
            return false;
        *vec_push(&table->columns, ddl->arena) = column;
    } while (ddl_accept_symbol(ddl, ','));
    return ddl_expect_symbol(ddl, ')');
}

static bool take_keys(struct ddl *ddl, struct table *table)
{
    struct span lo = ddl->last;

    if (!ddl_expect(ddl, "by") || !ddl_expect_symbol(ddl, '('))
        return false;
    do {
        struct key_column key = {0};

        if (!ddl_column(ddl, &key.column))
            return false;
        key_imply_domain(&key);
        *vec_push(&table->keys, ddl->arena) = key;
    } while (ddl_accept_symbol(ddl, ','));
    table->keys_span = ddl_since(ddl, lo);
    return table_may_have_keys(ddl->diags, table->keys_span, table->keys.count) &&
           ddl_expect_symbol(ddl, ')');
}

/* A delimiter; Redshift writes the first control character '\A'. */
static bool take_delimiter(struct ddl *ddl, struct text *text)
{
    if (!ddl_literal(ddl, text, "a delimiter in quotes"))
        return false;
    if (slice_is(slice_cut(ddl->lexer.text, text->span.lo, text->span.hi), "'\\A'"))
        text->value = SLICE("\x01");
    return true;
}

static bool add_delimiter(struct clauses *clauses, struct slice key)
{
    struct ddl *ddl = clauses->ddl;
    struct property property = {.key = {key, ddl->last, TEXT_OTHER}};

    if (!take_delimiter(ddl, &property.value))
        return false;
    *vec_push(&clauses->delimiters.list, ddl->arena) = property;
    return true;
}

static bool take_null_format(struct clauses *clauses)
{
    struct ddl *ddl = clauses->ddl;
    struct property property = {.key = {SLICE("serialization.null.format"), ddl->last, TEXT_OTHER}};

    if (!ddl_expect(ddl, "defined") || !ddl_expect(ddl, "as") ||
        !ddl_literal(ddl, &property.value, "the text of NULL in quotes"))
        return false;
    *vec_push(&clauses->document->table.properties.list, ddl->arena) = property;
    return true;
}

static bool take_terminated(struct ddl *ddl)
{
    return ddl_expect(ddl, "terminated") && ddl_expect(ddl, "by");
}

/* Hive's other delimiters, which Redshift's grammar lacks, become SerDe properties. */
static bool take_delimited(struct clauses *clauses)
{
    struct ddl *ddl = clauses->ddl;
    struct format *format = &clauses->document->table.format;
    bool is_good = true;

    clauses->is_delimited = true;
    while (is_good) {
        if (ddl_accept(ddl, "fields"))
            is_good = take_terminated(ddl) && take_delimiter(ddl, &format->fields_by);
        else if (ddl_accept(ddl, "lines"))
            is_good = take_terminated(ddl) && take_delimiter(ddl, &format->lines_by);
        else if (ddl_accept(ddl, "escaped"))
            is_good = ddl_expect(ddl, "by") && add_delimiter(clauses, SLICE("escape.delim"));
        else if (ddl_accept(ddl, "collection"))
            is_good = ddl_expect(ddl, "items") && take_terminated(ddl) &&
                      add_delimiter(clauses, SLICE("collection.delim"));
        else if (ddl_accept(ddl, "map"))
            is_good = ddl_expect(ddl, "keys") && take_terminated(ddl) &&
                      add_delimiter(clauses, SLICE("mapkey.delim"));
        else if (ddl_accept(ddl, "null"))
            is_good = take_null_format(clauses);
        else
            break;
    }
    return is_good;
}

static bool take_row_format(struct clauses *clauses)
{
    struct ddl *ddl = clauses->ddl;
    struct format *format = &clauses->document->table.format;

    if (!ddl_expect(ddl, "format"))
        return false;
    if (ddl_accept(ddl, "delimited"))
        return take_delimited(clauses);
    return ddl_expect(ddl, "serde") &&
           ddl_literal(ddl, &format->serde, "the SerDe's class in quotes");
}

static enum format_id stored_as_named(struct slice word)
{
    char lower[32];

    if (word.len > sizeof lower)
        return FORMAT_COUNT;
    if (slice_eq_folded(word, SLICE("textfile")))
        return FORMAT_TEXT;
    for (size_t i = 0; i < word.len; i++)
        lower[i] = ascii_lower(word.at[i]);
    return format_named((struct slice){lower, word.len});
}

bool ddl_file_format(struct ddl *ddl, struct format *format)
{
    enum format_id id;

    format->stored_as = FORMAT_CUSTOM;
    if (ddl_accept(ddl, "inputformat"))
        return ddl_literal(ddl, &format->input, "the input format's class in quotes") &&
               ddl_expect(ddl, "outputformat") &&
               ddl_literal(ddl, &format->output, "the output format's class in quotes");
    id = ddl->token.kind == DDL_WORD ? stored_as_named(ddl->token.text.value) : FORMAT_COUNT;
    if (id == FORMAT_COUNT || (!formats[id].stored_as && id != FORMAT_ION))
        return ddl_expected(ddl, "PARQUET, ORC, AVRO, TEXTFILE, SEQUENCEFILE, RCFILE or "
                                 "INPUTFORMAT");
    format->stored_as = id;
    ddl_take(ddl);
    return true;
}

/* CLUSTERED BY (...) [SORTED BY (...)] INTO n BUCKETS */
static bool take_buckets(struct ddl *ddl, const char *what)
{
    struct span lo = ddl->last;

    if (!ddl_expect(ddl, "by") || !ddl_skip_brackets(ddl))
        return false;
    if (ddl_accept(ddl, "sorted") && (!ddl_expect(ddl, "by") || !ddl_skip_brackets(ddl)))
        return false;
    if (ddl_accept(ddl, "into")) {
        ddl_take(ddl);
        if (!ddl_expect(ddl, "buckets"))
            return false;
    }
    ddl_left_out(ddl, ddl_since(ddl, lo), what);
    return true;
}

static bool take_location(struct ddl *ddl, struct table *table)
{
    if (!ddl_literal(ddl, &table->location, "the location in quotes"))
        return false;
    location_close(ddl->arena, &table->location, !table->keys.count);
    return true;
}

static bool take_clause(struct clauses *clauses)
{
    struct ddl *ddl = clauses->ddl;
    struct table *table = &clauses->document->table;

    if (ddl_accept(ddl, "partitioned"))
        return take_keys(ddl, table);
    if (ddl_accept(ddl, "comment"))
        return ddl_literal(ddl, &table->description, "the comment in quotes");
    if (ddl_accept(ddl, "clustered"))
        return take_buckets(ddl, "CLUSTERED BY");
    if (ddl_accept(ddl, "row"))
        return take_row_format(clauses);
    if (ddl_accept(ddl, "with"))
        return ddl_expect(ddl, "serdeproperties") &&
               ddl_properties(ddl, &table->format.serde_properties);
    if (ddl_accept(ddl, "stored")) {
        clauses->is_stored = true;
        return ddl_expect(ddl, "as") && ddl_file_format(ddl, &table->format);
    }
    if (ddl_accept(ddl, "location"))
        return take_location(ddl, table);
    if (ddl_accept(ddl, "table"))
        return ddl_expect(ddl, "properties") && ddl_properties(ddl, &table->properties);
    if (ddl_accept(ddl, "tblproperties"))
        return ddl_properties(ddl, &table->properties);
    return ddl_expected(ddl, "a clause of CREATE EXTERNAL TABLE, or `;`");
}

static bool is_text(const struct format *format)
{
    if (format->stored_as != FORMAT_CUSTOM)
        return format->stored_as == FORMAT_TEXT;
    return class_named(format->input.value) == CLASS_TEXT_INPUT &&
           class_named(format->output.value) == CLASS_TEXT_OUTPUT;
}

static void add_property(struct arena *arena, struct property_list *list, struct slice key,
                         struct text value)
{
    *vec_push(&list->list, arena) = (struct property){{key, value.span, TEXT_OTHER}, value};
}

/* ROW FORMAT DELIMITED, as the SerDe that it stands for. */
static void settle_delimiters(struct clauses *clauses)
{
    struct format *format = &clauses->document->table.format;
    struct property_list list = {0};
    struct arena *arena = clauses->ddl->arena;

    if (text_is_given(format->fields_by)) {
        add_property(arena, &list, SLICE("field.delim"), format->fields_by);
        add_property(arena, &list, SLICE("serialization.format"), format->fields_by);
    }
    if (text_is_given(format->lines_by))
        add_property(arena, &list, SLICE("line.delim"), format->lines_by);
    for (size_t i = 0; i < clauses->delimiters.list.count; i++)
        *vec_push(&list.list, arena) = clauses->delimiters.list.at[i];
    format->id = FORMAT_CUSTOM;
    format->serde = (struct text){class_name(CLASS_LAZY_SIMPLE), format->span, TEXT_OTHER};
    format->serde_properties = list;
    format->fields_by = format->lines_by = (struct text){0};
}

void ddl_settle_format(struct format *format)
{
    if (text_is_given(format->serde) || format->stored_as == FORMAT_CUSTOM) {
        format->id = FORMAT_CUSTOM;
        return;
    }
    format->id = format->stored_as;
    format->serde = (struct text){class_name(formats[format->id].serde), format->span, TEXT_OTHER};
}

static void settle_format(struct clauses *clauses)
{
    struct format *format = &clauses->document->table.format;

    if (!clauses->is_stored)
        format->stored_as = FORMAT_TEXT;
    format->span = clauses->document->head;
    if (clauses->is_delimited && is_text(format) && !clauses->delimiters.list.count) {
        format->stored_as = slice_is(format->fields_by.value, "\t") ? FORMAT_TSV
                            : text_is_given(format->fields_by)      ? FORMAT_DELIMITED_TEXT
                                                                    : FORMAT_TEXT;
    } else if (clauses->is_delimited) {
        settle_delimiters(clauses);
    }
    ddl_settle_format(format);
}

static bool has_parts(struct ddl *ddl, const struct table *table)
{
    if (!text_is_given(table->location))
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1101, table->name.span, "the table `%.*s` has no LOCATION",
                           SLICE_ARG(table->name.value)),
                  "add LOCATION 's3://bucket/prefix/'");
    return text_is_given(table->location);
}

bool ddl_create_table(struct ddl *ddl, struct document *document)
{
    struct table *table = &document->table;
    struct clauses clauses = {.ddl = ddl, .document = document};

    document->kind = DOCUMENT_TABLE;
    if (ddl_accept(ddl, "if") && (!ddl_expect(ddl, "not") || !ddl_expect(ddl, "exists")))
        return false;
    if (!ddl_table_name(ddl, &table->schema, &table->name))
        return false;
    document->head = table->name.span;
    if (!take_columns(ddl, table))
        return false;
    while (ddl->token.kind != DDL_END && !ddl_is_symbol(ddl, ';') && !ddl_starts_statement(ddl))
        if (!take_clause(&clauses))
            return false;
    settle_format(&clauses);
    path_make_default(ddl->arena, table);
    return has_parts(ddl, table);
}
