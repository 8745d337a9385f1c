#include "read/ddl.h"

#include "base/ascii.h"
#include "read/ddl_parse.h"

/* A table of this text, and its partitions by their values. */
struct known_table {
    struct document *document;
    struct map partitions;
};

struct known_partition {
    size_t entry;
    bool is_dropped;
};

static struct slice folded(struct arena *arena, struct slice a, struct slice b)
{
    struct slice key = arena_printf(arena, "%.*s\x1f%.*s", SLICE_ARG(a), SLICE_ARG(b));

    for (size_t i = 0; i < key.len; i++)
        ((char *)key.at)[i] = ascii_lower(key.at[i]);
    return key;
}

/* Remembers the table for the statements that change it. False where it is there already. */
static bool keep_table(struct ddl *ddl, struct document *document)
{
    const struct table *table = &document->table;
    struct known_table *known = arena_new(ddl->arena, struct known_table), *first;

    known->document = document;
    map_init(&known->partitions, ddl->arena);
    first =
        map_add(&ddl->tables, folded(ddl->arena, table->schema.value, table->name.value), known);
    if (first && first->document->kind == DOCUMENT_NONE) {
        *first = *known; /* it was dropped */
    } else if (first) {
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1110, document->head, "the table stands here twice"),
                  "keep one of its statements");
        return false;
    }
    return true;
}

static void keep_document(struct ddl *ddl, struct document *document, struct slice comment)
{
    struct text *description = document->kind == DOCUMENT_TABLE ? &document->table.description
                                                                : &document->schema.description;

    if (comment.at && !text_is_given(*description))
        *description = (struct text){.value = comment, .style = TEXT_OTHER};
    if (document->kind == DOCUMENT_SCHEMA || keep_table(ddl, document))
        *vec_push(&ddl->model->documents, ddl->arena) = document;
}

static bool take_create(struct ddl *ddl, struct slice comment)
{
    struct document *document = arena_new(ddl->arena, struct document);
    struct span lo = ddl->last;
    bool is_good;

    document->source = ddl->lexer.source;
    document->head = lo;
    if (!ddl_expect(ddl, "external"))
        return false;
    if (ddl_accept(ddl, "schema"))
        is_good = ddl_create_schema(ddl, document);
    else if (ddl_accept(ddl, "table"))
        is_good = ddl_create_table(ddl, document);
    else
        return ddl_expected(ddl, "SCHEMA or TABLE");
    document->span = ddl_since(ddl, lo);
    if (is_good)
        keep_document(ddl, document, comment);
    return is_good;
}

/* A bare 04 is a number, so that the catalog has 4 (facts 14.4). */
static void vet_bare_value(struct ddl *ddl, struct token token)
{
    struct slice value = token.text.value;

    if (token.kind != TOKEN_NUMBER || value.len < 2 || value.at[0] != '0' || ddl->lexer.is_hive)
        return;
    diag_help(ddl->diags,
              diag_add(ddl->diags, SP1105, token.text.span,
                       "`%.*s` without quotes is a number: its zero is lost in the catalog",
                       SLICE_ARG(value)),
              "write it in quotes, as the folder has it: '%.*s'", SLICE_ARG(value));
}

static bool take_value(struct ddl *ddl, struct entry *entry, const struct table *table)
{
    struct entry_value value = {0};
    struct token token;

    if (!ddl_name(ddl, &value.name, "a partition column's name") || !ddl_expect_symbol(ddl, '='))
        return false;
    value.key = table_key_named(table, value.name.value);
    if (ddl_is(ddl, "date") || ddl_is(ddl, "timestamp")) /* DATE '2026-04-30' */
        ddl_take(ddl);
    token = ddl->token;
    if (token.kind == TOKEN_END || token.kind == TOKEN_SYMBOL)
        return ddl_expected(ddl, "the partition's value");
    vet_bare_value(ddl, token);
    *vec_push(&value.values, ddl->arena) = ddl_take(ddl).text;
    if (value.key == table->keys.count) {
        diag_related(ddl->diags,
                     diag_add(ddl->diags, SP1101, value.name.span, "`%.*s` is no partition column",
                              SLICE_ARG(value.name.value)),
                     table->name.span, "the table is here");
        return false;
    }
    *vec_push(&entry->values, ddl->arena) = value;
    return true;
}

/* PARTITION (a='1', ...) [LOCATION '...'], from its bracket on. */
static bool take_partition(struct ddl *ddl, const struct table *table, struct entry *entry)
{
    struct span lo = ddl->last;

    if (!ddl_expect_symbol(ddl, '('))
        return false;
    do
        if (!take_value(ddl, entry, table))
            return false;
    while (ddl_accept_symbol(ddl, ','));
    if (!ddl_expect_symbol(ddl, ')'))
        return false;
    if (ddl_accept(ddl, "location")) {
        if (!ddl_literal(ddl, &entry->location, "the partition's location in quotes"))
            return false;
        ddl_close_location(ddl->arena, &entry->location, false);
    }
    entry->span = ddl_since(ddl, lo);
    return true;
}

static struct slice partition_key(struct ddl *ddl, const struct table *table,
                                  const struct entry *entry)
{
    struct str key = {0};
    struct slice copy;

    for (size_t i = 0; i < table->keys.count; i++)
        for (size_t j = 0; j < entry->values.count; j++)
            if (entry->values.at[j].key == i)
                str_printf(&key, "%.*s\x1f", SLICE_ARG(entry->values.at[j].values.at[0].value));
    copy = arena_copy(ddl->arena, str_slice(&key));
    str_release(&key);
    return copy;
}

static void add_partition(struct ddl *ddl, struct known_table *known, const struct entry *entry)
{
    struct table *table = &known->document->table;
    struct known_partition *place = arena_new(ddl->arena, struct known_partition), *first;

    place->entry = table->entries.count;
    first = map_add(&known->partitions, partition_key(ddl, table, entry), place);
    if (first && !first->is_dropped)
        return; /* IF NOT EXISTS */
    if (first)
        *first = *place;
    table->partitions_span = table->entries.count
                                 ? span_join(table->partitions_span, entry->span)
                                 : entry->span;
    *vec_push(&table->entries, ddl->arena) = *entry;
}

static bool take_add_partitions(struct ddl *ddl, struct known_table *known, bool is_safe)
{
    struct span lo = ddl->token.text.span;

    if (!is_safe)
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1111, lo, "the statement cannot be run twice"),
                  "write ADD IF NOT EXISTS PARTITION, as the spec's DDL does");
    while (ddl_accept(ddl, "partition")) {
        struct entry entry = {0};

        if (!take_partition(ddl, &known->document->table, &entry))
            return false;
        add_partition(ddl, known, &entry);
        ddl_accept_symbol(ddl, ',');
    }
    return true;
}

static bool take_add(struct ddl *ddl, struct known_table *known)
{
    bool is_safe = ddl_accept(ddl, "if");
    struct column column = {0};

    if (is_safe && (!ddl_expect(ddl, "not") || !ddl_expect(ddl, "exists")))
        return false;
    if (ddl_is(ddl, "partition"))
        return take_add_partitions(ddl, known, is_safe);
    ddl_accept(ddl, "column");
    if (!ddl_column(ddl, &column))
        return false;
    *vec_push(&known->document->table.columns, ddl->arena) = column;
    return true;
}

/* The partition of these values, reported where there is none. */
static struct known_partition *partition_of(struct ddl *ddl, struct known_table *known,
                                            const struct entry *entry)
{
    struct known_partition *place =
        map_get(&known->partitions, partition_key(ddl, &known->document->table, entry));

    if (place && !place->is_dropped)
        return place;
    diag_add(ddl->diags, SP1107, entry->span, "the partition was not added above");
    return NULL;
}

static struct column *column_of(struct ddl *ddl, struct known_table *known, struct text name)
{
    struct table *table = &known->document->table;

    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name.value))
            return &table->columns.at[i];
    diag_related(ddl->diags,
                 diag_add(ddl->diags, SP1101, name.span, "the table has no column `%.*s`",
                          SLICE_ARG(name.value)),
                 table->name.span, "the table is here");
    return NULL;
}

static bool take_drop_column(struct ddl *ddl, struct known_table *known)
{
    struct table *table = &known->document->table;
    struct column *column;
    struct text name;

    ddl_accept(ddl, "column");
    if (!ddl_name(ddl, &name, "the column's name"))
        return false;
    column = column_of(ddl, known, name);
    if (!column)
        return false;
    memmove(column, column + 1,
            (size_t)(table->columns.at + table->columns.count - column - 1) * sizeof *column);
    table->columns.count--;
    return true;
}

static bool take_drop(struct ddl *ddl, struct known_table *known)
{
    struct entry entry = {0};
    struct known_partition *place;

    if (ddl_accept(ddl, "if") && !ddl_expect(ddl, "exists"))
        return false;
    if (!ddl_is(ddl, "partition"))
        return take_drop_column(ddl, known);
    do {
        if (!ddl_expect(ddl, "partition") ||
            !take_partition(ddl, &known->document->table, &entry))
            return false;
        place = partition_of(ddl, known, &entry);
        if (place)
            place->is_dropped = true;
        if (place)
            known->document->table.entries.at[place->entry].values.count = 0;
        entry = (struct entry){0};
    } while (ddl_accept_symbol(ddl, ','));
    return true;
}

static bool take_rename(struct ddl *ddl, struct known_table *known)
{
    struct text from, to;
    struct column *column;

    if (!ddl_expect(ddl, "column") || !ddl_name(ddl, &from, "the column's name") ||
        !ddl_expect(ddl, "to") || !ddl_name(ddl, &to, "the column's new name"))
        return false;
    column = column_of(ddl, known, from);
    if (column)
        column->name = to;
    return column != NULL;
}

/* Properties set later take the place of those of the same name. */
static void merge_properties(struct ddl *ddl, struct property_list *into,
                             const struct property_list *list)
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct property *property = &list->list.at[i];
        size_t at = 0;

        while (at < into->list.count &&
               !slice_eq(into->list.at[at].key.value, property->key.value))
            at++;
        if (at == into->list.count)
            vec_push(&into->list, ddl->arena);
        into->list.at[at] = *property;
    }
}

static bool take_set(struct ddl *ddl, struct known_table *known)
{
    struct table *table = &known->document->table;
    struct property_list list = {0};

    if (ddl_accept(ddl, "location")) {
        if (!ddl_literal(ddl, &table->location, "the location in quotes"))
            return false;
        ddl_close_location(ddl->arena, &table->location, !table->keys.count);
        return true;
    }
    if (ddl_accept(ddl, "file")) {
        table->format = (struct format){.span = ddl->last};
        if (!ddl_expect(ddl, "format") || !ddl_file_format(ddl, &table->format))
            return false;
        ddl_settle_format(&table->format);
        return true;
    }
    if (!ddl_accept(ddl, "tblproperties") &&
        (!ddl_expect(ddl, "table") || !ddl_expect(ddl, "properties")))
        return false;
    if (!ddl_properties(ddl, &list))
        return false;
    merge_properties(ddl, &table->properties, &list);
    return true;
}

/* PARTITION (...) SET LOCATION '...' */
static bool take_move(struct ddl *ddl, struct known_table *known)
{
    struct entry entry = {0};
    struct known_partition *place;

    if (!take_partition(ddl, &known->document->table, &entry) || !ddl_expect(ddl, "set") ||
        !ddl_expect(ddl, "location") ||
        !ddl_literal(ddl, &entry.location, "the partition's location in quotes"))
        return false;
    ddl_close_location(ddl->arena, &entry.location, false);
    place = partition_of(ddl, known, &entry);
    if (place)
        known->document->table.entries.at[place->entry].location = entry.location;
    return true;
}

static bool is_statement_end(const struct ddl *ddl)
{
    return ddl->token.kind == TOKEN_END || ddl_is_symbol(ddl, ';');
}

static void skip_statement(struct ddl *ddl)
{
    while (!is_statement_end(ddl) && !ddl_starts_statement(ddl))
        ddl_take(ddl);
}

/* The table of a statement that changes it. Without one above, that is said and the statement
   passed over. */
static bool take_known_table(struct ddl *ddl, struct known_table **known)
{
    struct text schema, name;

    if (!ddl_table_name(ddl, &schema, &name))
        return false;
    *known = map_get(&ddl->tables, folded(ddl->arena, schema.value, name.value));
    if (*known && (*known)->document->kind == DOCUMENT_NONE)
        *known = NULL;
    if (!*known) {
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1107, name.span, "the table `%.*s` is not defined above",
                           SLICE_ARG(name.value)),
                  "put its CREATE EXTERNAL TABLE first");
        skip_statement(ddl);
    }
    return true;
}

/* DROP TABLE [IF EXISTS] name [CASCADE | RESTRICT] */
static bool take_drop_table(struct ddl *ddl)
{
    struct known_table *known;

    ddl_take(ddl);
    if (ddl_accept(ddl, "if") && !ddl_expect(ddl, "exists"))
        return false;
    if (!take_known_table(ddl, &known))
        return false;
    if (known)
        known->document->kind = DOCUMENT_NONE;
    if (!ddl_accept(ddl, "cascade"))
        ddl_accept(ddl, "restrict");
    return true;
}

static bool take_alter(struct ddl *ddl)
{
    struct known_table *known;

    if (!ddl_expect(ddl, "table") || !take_known_table(ddl, &known))
        return false;
    if (!known)
        return true;
    if (ddl_accept(ddl, "add"))
        return take_add(ddl, known);
    if (ddl_accept(ddl, "drop"))
        return take_drop(ddl, known);
    if (ddl_accept(ddl, "set"))
        return take_set(ddl, known);
    if (ddl_accept(ddl, "rename"))
        return take_rename(ddl, known);
    if (ddl_accept(ddl, "partition"))
        return take_move(ddl, known);
    return ddl_expected(ddl, "ADD, DROP, SET, RENAME or PARTITION");
}

static struct external_schema *schema_of(struct ddl *ddl, struct text name)
{
    for (size_t i = 0; i < ddl->model->documents.count; i++) {
        struct document *document = ddl->model->documents.at[i];

        if (document->kind == DOCUMENT_SCHEMA &&
            slice_eq_folded(document->schema.name.value, name.value))
            return &document->schema;
    }
    diag_add(ddl->diags, SP1107, name.span, "the schema `%.*s` is not defined above",
             SLICE_ARG(name.value));
    return NULL;
}

static bool take_grantee(struct ddl *ddl, struct external_schema *schema)
{
    struct grant grant = {.kind = ddl_accept(ddl, "group")  ? GRANTEE_GROUP
                                  : ddl_accept(ddl, "role") ? GRANTEE_ROLE
                                                            : GRANTEE_USER};

    if (ddl_is(ddl, "public"))
        grant.kind = GRANTEE_PUBLIC;
    if (!ddl_name(ddl, &grant.name, "a user, or GROUP, ROLE or PUBLIC"))
        return false;
    if (schema)
        *vec_push(&schema->grants, ddl->arena) = grant;
    return true;
}

/* GRANT USAGE ON SCHEMA s TO ...; other grants belong to no spec. */
static bool take_grant(struct ddl *ddl)
{
    struct external_schema *schema;
    struct span lo = ddl->last;
    struct text name;

    if (!ddl_accept(ddl, "usage")) {
        skip_statement(ddl);
        diag_add(ddl->diags, SP1102, ddl_since(ddl, lo),
                 "the grant is left out: a spec grants USAGE "
                 "of schemas alone");
        return true;
    }
    if (!ddl_expect(ddl, "on") || !ddl_expect(ddl, "schema") ||
        !ddl_name(ddl, &name, "the schema's name") || !ddl_expect(ddl, "to"))
        return false;
    schema = schema_of(ddl, name);
    do
        if (!take_grantee(ddl, schema))
            return false;
    while (ddl_accept_symbol(ddl, ','));
    return true;
}

static void report_msck(struct ddl *ddl, struct span lo)
{
    skip_statement(ddl);
    diag_help(ddl->diags,
              diag_add(ddl->diags, SP1104, ddl_since(ddl, lo),
                       "MSCK REPAIR TABLE is no statement of Redshift's"),
              "list the partitions in the spec; they become ALTER TABLE ... ADD IF NOT EXISTS "
              "PARTITION");
}

/* The article's `aws redshift associate-iam-roles`; other commands of a shell are none of ours. */
static void report_shell(struct ddl *ddl, struct span lo)
{
    struct slice line;

    lo.hi = (uint32_t)ddl_line_end(&ddl->lexer, lo.lo);
    line = slice_cut(ddl->lexer.text, lo.lo, lo.hi);
    if (slice_find_slice(line, SLICE("redshift associate-iam-roles")) < line.len)
        diag_help(
            ddl->diags,
            diag_add(ddl->diags, SP1112, lo, "the AWS CLI has no command associate-iam-roles"),
            "write `aws redshift modify-cluster-iam-roles --cluster-identifier C "
            "--add-iam-roles ARN`");
    else
        diag_add(ddl->diags, SP1102, lo, "a shell command is no statement");
    skip_statement(ddl);
}

static void report_other(struct ddl *ddl, struct token first)
{
    skip_statement(ddl);
    diag_add(ddl->diags, SP1102, ddl_since(ddl, first.text.span), "the statement is left out: %s",
             "it defines no external schema or table");
}

/* A line of psql's, such as \set. */
static void skip_line(struct ddl *ddl)
{
    ddl->lexer.at = ddl_line_end(&ddl->lexer, ddl->token.text.span.lo);
    ddl_take(ddl);
}

static bool take_statement(struct ddl *ddl)
{
    struct token first = ddl->token;

    if (ddl_is_symbol(ddl, '\\')) {
        skip_line(ddl);
        return true;
    }
    if (first.kind != TOKEN_WORD)
        return ddl_expected(ddl, "a statement");
    ddl_take(ddl);
    if (slice_eq_folded(first.text.value, SLICE("create")))
        return take_create(ddl, first.comment);
    if (slice_eq_folded(first.text.value, SLICE("alter")))
        return take_alter(ddl);
    if (slice_eq_folded(first.text.value, SLICE("grant")))
        return take_grant(ddl);
    if (slice_eq_folded(first.text.value, SLICE("drop")) && ddl_is(ddl, "table"))
        return take_drop_table(ddl);
    if (slice_eq_folded(first.text.value, SLICE("msck")))
        report_msck(ddl, first.text.span);
    else if (slice_eq_folded(first.text.value, SLICE("aws")))
        report_shell(ddl, first.text.span);
    else if (slice_eq_folded(first.text.value, SLICE("select")) ||
             slice_eq_folded(first.text.value, SLICE("show")))
        skip_statement(ddl);
    else
        report_other(ddl, first);
    return true;
}

/* Properties that the catalog keeps for itself, or that tell what the format says already. */
static bool is_of_catalog(struct slice key)
{
    static const struct slice names[] = {
        SLICE("EXTERNAL"),        SLICE("transient_lastDdlTime"), SLICE("last_modified_by"),
        SLICE("classification"),  SLICE("last_modified_time"),    SLICE("has_encrypted_data"),
        SLICE("typeOfData"),      SLICE("compressionType"),       SLICE("columnsOrdered"),
        SLICE("areColumnsQuoted"), SLICE("delimiter"),            SLICE("objectCount"),
        SLICE("recordCount"),     SLICE("averageRecordSize"),     SLICE("sizeKey"),
        SLICE("numFiles"),        SLICE("totalSize"),             SLICE("rawDataSize"),
        SLICE("UPDATED_BY_CRAWLER"), SLICE("COLUMN_STATS_ACCURATE"), SLICE("bucketing_version"),
        SLICE("partition_filtering.enabled"), SLICE("CrawlerSchemaDeserializerVersion"),
        SLICE("CrawlerSchemaSerializerVersion"), SLICE("exclusions"), SLICE("spectrum.tableId"),
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq(names[i], key))
            return true;
    return false;
}

/* Athena's partition projection, of which Redshift knows nothing. */
static bool is_of_projection(struct slice key)
{
    return slice_starts(key, SLICE("projection.")) ||
           slice_eq(key, SLICE("storage.location.template"));
}

void catalog_properties_clean(struct diags *diags, struct property_list *properties)
{
    bool is_projected = false;
    size_t kept = 0;

    for (size_t i = 0; i < properties->list.count; i++) {
        struct property property = properties->list.at[i];

        if (is_of_projection(property.key.value) && !is_projected) {
            is_projected = true;
            diag_help(diags,
                      diag_add(diags, SP1106, property.key.span,
                               "Athena's partition projection is left out: Redshift reads "
                               "registered "
                               "partitions alone"),
                      "give the partition columns their `date`, `values` or `range`, and list "
                      "`partitions`");
        }
        if (!is_of_projection(property.key.value) && !is_of_catalog(property.key.value))
            properties->list.at[kept++] = property;
    }
    properties->list.count = kept;
}

static void take_dropped_out(struct model *model, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < model->documents.count; i++)
        if (model->documents.at[i]->kind != DOCUMENT_NONE)
            model->documents.at[kept++] = model->documents.at[i];
    model->documents.count = kept;
}

/* Takes out dropped tables and partitions, and what the catalog adds to properties. */
static void settle_tables(struct ddl *ddl, size_t first)
{
    bool is_generated = ddl_is_generated(ddl->lexer.text);

    take_dropped_out(ddl->model, first);

    for (size_t i = first; i < ddl->model->documents.count; i++) {
        struct table *table = &ddl->model->documents.at[i]->table;
        size_t kept = 0;

        for (size_t j = 0; j < table->entries.count; j++)
            if (table->entries.at[j].values.count)
                table->entries.at[kept++] = table->entries.at[j];
        table->entries.count = kept;
        if (!is_generated)
            catalog_properties_clean(ddl->diags, &table->properties);
    }
}

void ddl_read(struct diags *diags, struct source *source, struct slice schema, struct model *model)
{
    struct ddl ddl = {.diags = diags, .arena = diags->arena, .schema = schema, .model = model};
    size_t first = model->documents.count, errors = diags->error_count;

    ddl_lexer_init(&ddl.lexer, diags, source);
    map_init(&ddl.tables, ddl.arena);
    ddl_take(&ddl);
    for (;;) {
        while (ddl_accept_symbol(&ddl, ';'))
            ;
        if (ddl.token.kind == TOKEN_END)
            break;
        if (!take_statement(&ddl)) {
            ddl_take(&ddl);
            skip_statement(&ddl);
        }
        if (!is_statement_end(&ddl) && !ddl_starts_statement(&ddl)) {
            ddl_expected(&ddl, "`;`");
            skip_statement(&ddl);
        }
    }
    settle_tables(&ddl, first);
    if (model->documents.count == first && diags->error_count == errors)
        diag_help(diags,
                  diag_add(diags, SP1101, span_of(source, 0, 0),
                           "the text defines no external schema or table"),
                  "give it CREATE EXTERNAL TABLE, or what SHOW EXTERNAL TABLE prints");
}

bool ddl_is_likely(struct slice text)
{
    static const struct slice heads[] = {SLICE("create"), SLICE("alter"), SLICE("--"),
                                         SLICE("/*"),     SLICE("\\set"), SLICE("grant")};
    struct slice head;

    if (slice_starts(text, SLICE("\xef\xbb\xbf")))
        text = slice_from(text, 3);
    while (text.len && (ascii_is_space(text.at[0]) || text.at[0] == '"'))
        text = slice_from(text, 1);
    if (slice_starts(text, SLICE("---")))
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        head = slice_cut(text, 0, text.len < heads[i].len ? text.len : heads[i].len);
        if (slice_eq_folded(head, heads[i]))
            return true;
    }
    return false;
}

bool ddl_is_generated(struct slice text)
{
    static const struct slice head = SLICE("-- Generated by spectrumc from ");
    size_t found = slice_find_slice(text, head);

    return found < text.len && (found == 0 || text.at[found - 1] == '\n');
}
