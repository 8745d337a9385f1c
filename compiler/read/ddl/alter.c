/* ALTER TABLE and DROP TABLE, which change tables defined earlier in the text. */
#include "base/ascii.h"
#include "model/location.h"
#include "read/ddl/parse.h"

/* A table defined in this text, and its partitions by their values. */
struct known_table {
    struct document *document;
    struct map partitions;
    struct map properties; /* of the first `property_count`: index from 1, by key */
    size_t property_count;
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

bool ddl_keep_table(struct ddl *ddl, struct document *document)
{
    const struct table *table = &document->table;
    struct known_table *known = arena_new(ddl->arena, struct known_table), *first;

    known->document = document;
    map_init(&known->partitions, ddl->arena);
    map_init(&known->properties, ddl->arena);
    first = map_add(&ddl->tables, folded(ddl->arena, table->schema.value, table->name.value),
                    known);
    if (first && first->document->kind == DOCUMENT_NONE) {
        *first = *known; /* it was dropped */
    } else if (first) {
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1110, document->head, "the table is defined twice"),
                  "keep one of its statements");
        return false;
    }
    return true;
}

/* A bare 04 is a number, so the catalog gets 4 (facts: A bare 04). */
static void vet_bare_value(struct ddl *ddl, struct ddl_token token)
{
    struct slice value = token.text.value;

    if (token.kind != DDL_NUMBER || value.len < 2 || value.at[0] != '0' || ddl->lexer.is_hive)
        return;
    diag_help(ddl->diags,
              diag_add(ddl->diags, SP1105, token.text.span,
                       "`%.*s` without quotes is a number: the catalog loses its leading zero",
                       SLICE_ARG(value)),
              "write it in quotes, exactly as in the folder: '%.*s'", SLICE_ARG(value));
}

static bool take_value(struct ddl *ddl, struct entry *entry, const struct table *table)
{
    struct entry_value value = {0};
    struct ddl_token token;

    if (!ddl_name(ddl, &value.name, "a partition column's name") || !ddl_expect_symbol(ddl, '='))
        return false;
    value.key = table_key_named(table, value.name.value);
    if (ddl_is(ddl, "date") || ddl_is(ddl, "timestamp")) /* DATE '2026-04-30' */
        ddl_take(ddl);
    token = ddl->token;
    if (token.kind == DDL_END || token.kind == DDL_SYMBOL)
        return ddl_expected(ddl, "the partition's value");
    vet_bare_value(ddl, token);
    *vec_push(&value.values, ddl->arena) = ddl_take(ddl).text;
    if (value.key == table->keys.count) {
        diag_related(ddl->diags,
                     diag_add(ddl->diags, SP1101, value.name.span,
                              "`%.*s` is not a partition column", SLICE_ARG(value.name.value)),
                     table->name.span, "the table is defined here");
        return false;
    }
    *vec_push(&entry->values, ddl->arena) = value;
    return true;
}

/* PARTITION (a='1', ...) [LOCATION '...'], starting at the parenthesis. */
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
        location_close(ddl->arena, &entry->location, false);
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
    table->partitions_span = table->entries.count ? span_join(table->partitions_span, entry->span)
                                                  : entry->span;
    *vec_push(&table->entries, ddl->arena) = *entry;
}

static bool take_add_partitions(struct ddl *ddl, struct known_table *known, bool is_safe)
{
    struct span lo = ddl->token.text.span;

    if (!is_safe)
        diag_help(ddl->diags, diag_add(ddl->diags, SP1111, lo, "the statement cannot be run twice"),
                  "write ADD IF NOT EXISTS PARTITION, as the DDL of a spec does");
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

/* The partition with these values; reports that there is none. */
static struct known_partition *partition_of(struct ddl *ddl, struct known_table *known,
                                            const struct entry *entry)
{
    struct known_partition *place = map_get(&known->partitions,
                                            partition_key(ddl, &known->document->table, entry));

    if (place && !place->is_dropped)
        return place;
    diag_add(ddl->diags, SP1107, entry->span, "the partition is not added above");
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
                 table->name.span, "the table is defined here");
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
        if (!ddl_expect(ddl, "partition") || !take_partition(ddl, &known->document->table, &entry))
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

/* Where the table's property of that name is or goes, from 1; the first, if there are several. */
static size_t property_place(struct known_table *known, struct slice key)
{
    const struct property_list *list = &known->document->table.properties;

    while (known->property_count < list->list.count) {
        struct slice name = list->list.at[known->property_count++].key.value;

        map_add(&known->properties, name, (void *)(uintptr_t)known->property_count);
    }
    return (size_t)(uintptr_t)map_get(&known->properties, key);
}

/* Properties set later replace earlier ones of the same name. */
static void merge_properties(struct ddl *ddl, struct known_table *known,
                             const struct property_list *list)
{
    struct property_list *into = &known->document->table.properties;

    for (size_t i = 0; i < list->list.count; i++) {
        const struct property *property = &list->list.at[i];
        size_t place = property_place(known, property->key.value);

        if (place)
            into->list.at[place - 1] = *property;
        else
            *vec_push(&into->list, ddl->arena) = *property;
    }
}

static bool take_set(struct ddl *ddl, struct known_table *known)
{
    struct table *table = &known->document->table;
    struct property_list list = {0};

    if (ddl_accept(ddl, "location")) {
        if (!ddl_literal(ddl, &table->location, "the location in quotes"))
            return false;
        location_close(ddl->arena, &table->location, !table->keys.count);
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
    merge_properties(ddl, known, &list);
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
    location_close(ddl->arena, &entry.location, false);
    place = partition_of(ddl, known, &entry);
    if (place)
        known->document->table.entries.at[place->entry].location = entry.location;
    return true;
}

/* The table that a statement changes. If it is not defined above, reports that and skips the
   statement. */
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
        ddl_skip_statement(ddl);
    }
    return true;
}

bool ddl_drop_table(struct ddl *ddl)
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

bool ddl_alter_table(struct ddl *ddl)
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
