#include "plan/diff.h"

#include "plan/layout.h"

struct differ {
    struct diags *diags;
    struct arena *arena;
    const struct model *before, *after;
    const struct diff_options *options;
    struct changes *changes;
};

/* One table before and after. */
struct pair {
    const struct document *old_document, *new_document;
    const struct table *old_table, *new_table;
    struct partition_list old_partitions, new_partitions;
    struct slice title;
    VEC(struct slice) reasons; /* why it must be made anew */
};

const char *change_word(enum change_kind kind)
{
    static const char *const words[] = {
#define CHANGE(id, word) word,
#include "grammar/changes.def"
    };

    return words[kind];
}

const char *change_class_word(enum change_class class)
{
    switch (class) {
    case CHANGE_SAFE: return "safe";
    case CHANGE_RESULTS: return "changes query results";
    case CHANGE_DESTRUCTIVE: break;
    }
    return "destructive";
}

size_t changes_of(const struct changes *changes, enum change_class class)
{
    size_t count = 0;

    for (size_t i = 0; i < changes->list.count; i++)
        count += changes->list.at[i].class == class;
    return count;
}

static struct change *add_change(struct differ *differ, enum change_kind kind,
                                 enum change_class class, struct slice subject, struct slice text)
{
    struct change *change = vec_push(&differ->changes->list, differ->arena);

    change->kind = kind;
    change->class = class;
    change->subject = subject;
    change->text = text;
    change->first = differ->changes->statements.list.count;
    return change;
}

static struct statement new_statement(const struct differ *differ, const struct document *document,
                                      enum statement_kind kind)
{
    struct slice own = document->kind == DOCUMENT_TABLE ? document->table.schema.value
                                                        : document->schema.name.value;

    return (struct statement){
        .kind = kind,
        .document = document,
        .schema = differ->options->schema.len ? differ->options->schema : own,
    };
}

/* Adds a statement to the change that was added last. */
static struct statement *add_statement(struct differ *differ, const struct document *document,
                                       enum statement_kind kind)
{
    struct changes *changes = differ->changes;
    struct statement *statement = vec_push(&changes->statements.list, differ->arena);

    *statement = new_statement(differ, document, kind);
    changes->list.at[changes->list.count - 1].count++;
    return statement;
}

static void add_partition_statements(struct differ *differ, const struct document *document,
                                     struct partition_list partitions)
{
    struct changes *changes = differ->changes;
    size_t before = changes->statements.list.count;

    plan_add_partitions(differ->arena, new_statement(differ, document, STATEMENT_ADD_PARTITIONS),
                        partitions, &changes->statements);
    changes->list.at[changes->list.count - 1].count += changes->statements.list.count - before;
}

static struct slice plural(struct arena *arena, size_t count, const char *what)
{
    return arena_printf(arena, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* ---- Schemas ---- */

static struct slice name_of(const struct document *document)
{
    return document->kind == DOCUMENT_TABLE ? document->table.name.value
                                            : document->schema.name.value;
}

static bool is_same_subject(const struct document *a, const struct document *b)
{
    return a->kind == b->kind && slice_eq_folded(name_of(a), name_of(b)) &&
           (a->kind == DOCUMENT_SCHEMA ||
            slice_eq_folded(a->table.schema.value, b->table.schema.value));
}

static const struct document *counterpart(const struct model *model,
                                          const struct document *document)
{
    for (size_t i = 0; i < model->documents.count; i++)
        if (is_same_subject(model->documents.at[i], document))
            return model->documents.at[i];
    return NULL;
}

static bool texts_eq(struct text a, struct text b)
{
    return slice_eq(a.value, b.value);
}

static bool roles_eq(const struct roles *a, const struct roles *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!texts_eq(a->list.at[i], b->list.at[i]))
            return false;
    return true;
}

/* The clause of CREATE EXTERNAL SCHEMA that differs, or NULL. */
static const char *schema_difference(const struct external_schema *a,
                                     const struct external_schema *b)
{
    return a->catalog != b->catalog                        ? "the catalog"
           : !texts_eq(a->database, b->database)           ? "the database"
           : !texts_eq(a->region, b->region)               ? "the region"
           : !texts_eq(a->uri, b->uri)                     ? "the metastore's host"
           : !texts_eq(a->port, b->port)                   ? "the metastore's port"
           : !roles_eq(&a->iam_role, &b->iam_role)         ? "the role"
           : !roles_eq(&a->catalog_role, &b->catalog_role) ? "the role for the catalog"
           : !texts_eq(a->catalog_id, b->catalog_id)       ? "the account of the catalog"
                                                           : NULL;
}

static void add_grants(struct differ *differ, const struct document *document)
{
    for (size_t i = 0; i < document->schema.grants.count; i++)
        add_statement(differ, document, STATEMENT_GRANT_USAGE)->grant =
            &document->schema.grants.at[i];
}

/* Whether some table says that the schema is there already. */
static bool is_schema_known(const struct model *model, struct slice name)
{
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_TABLE &&
            slice_eq_folded(model->documents.at[i]->table.schema.value, name))
            return true;
    return false;
}

static bool has_schemas(const struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_SCHEMA)
            return true;
    return false;
}

static void add_schema(struct differ *differ, const struct document *document)
{
    struct slice name = document->schema.name.value;

    if (!has_schemas(differ->before) && is_schema_known(differ->before, name))
        return;
    add_change(differ, CHANGE_ADD_SCHEMA, CHANGE_SAFE, name, SLICE("the schema is new"));
    add_statement(differ, document, STATEMENT_CREATE_SCHEMA);
    add_grants(differ, document);
}

static bool has_grant(const struct external_schema *schema, const struct grant *grant)
{
    for (size_t i = 0; i < schema->grants.count; i++)
        if (schema->grants.at[i].kind == grant->kind &&
            (grant->kind == GRANTEE_PUBLIC ||
             slice_eq_folded(schema->grants.at[i].name.value, grant->name.value)))
            return true;
    return false;
}

static void diff_grants(struct differ *differ, const struct document *old_document,
                        const struct document *new_document)
{
    const struct external_schema *before = &old_document->schema, *after = &new_document->schema;

    for (size_t i = 0; i < after->grants.count; i++) {
        const struct grant *grant = &after->grants.at[i];

        if (has_grant(before, grant))
            continue;
        add_change(differ, CHANGE_GRANT, CHANGE_SAFE, after->name.value,
                   arena_printf(differ->arena, "`%.*s` may use the schema",
                                SLICE_ARG(grant->name.value)));
        add_statement(differ, new_document, STATEMENT_GRANT_USAGE)->grant = grant;
    }
    for (size_t i = 0; i < before->grants.count; i++) {
        const struct grant *grant = &before->grants.at[i];

        if (has_grant(after, grant))
            continue;
        add_change(differ, CHANGE_REVOKE, CHANGE_RESULTS, after->name.value,
                   arena_printf(differ->arena, "`%.*s` may no longer use the schema",
                                SLICE_ARG(grant->name.value)));
        add_statement(differ, new_document, STATEMENT_REVOKE_USAGE)->grant = grant;
    }
}

static void diff_schema(struct differ *differ, const struct document *new_document)
{
    const struct document *old_document = counterpart(differ->before, new_document);
    const char *difference;
    struct change *change;

    if (!old_document) {
        add_schema(differ, new_document);
        return;
    }
    difference = schema_difference(&old_document->schema, &new_document->schema);
    if (!difference) {
        diff_grants(differ, old_document, new_document);
        return;
    }
    change = add_change(differ, CHANGE_RECREATE_SCHEMA, CHANGE_DESTRUCTIVE,
                        new_document->schema.name.value, SLICE("the schema is made anew"));
    *vec_push(&change->reasons, differ->arena) =
        arena_printf(differ->arena, "%s changes, and no statement alters it", difference);
    *vec_push(&change->reasons, differ->arena) =
        SLICE("grants on the schema that no spec lists are lost; the tables stay in the catalog");
    add_statement(differ, old_document, STATEMENT_DROP_SCHEMA);
    add_statement(differ, new_document, STATEMENT_CREATE_SCHEMA);
    add_grants(differ, new_document);
}

/* ---- Columns ---- */

static const struct column *column_named(const struct table *table, struct slice name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name))
            return &table->columns.at[i];
    return NULL;
}

/* The column of the old table that this one was: of its name, or the one it was renamed from. */
static const struct column *former_column(const struct pair *pair, const struct column *column)
{
    const struct column *former = column_named(pair->old_table, column->name.value);

    if (former || !text_is_given(column->renamed_from) ||
        column_named(pair->new_table, column->renamed_from.value))
        return former;
    return column_named(pair->old_table, column->renamed_from.value);
}

static bool is_kept(const struct pair *pair, const struct column *old_column)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++)
        if (former_column(pair, &pair->new_table->columns.at[i]) == old_column)
            return true;
    return false;
}

static void write_plain_name(struct str *out, struct slice name)
{
    str_add(out, name);
}

static struct slice type_text(struct arena *arena, const struct type *type)
{
    static const struct type_style style = {WORDS_REDSHIFT, ", ", write_plain_name};
    struct str text = {0};
    struct slice copy;

    if (type)
        type_print(&text, type, &style);
    copy = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return copy;
}

static void add_reason(struct differ *differ, struct pair *pair, struct slice reason)
{
    *vec_push(&pair->reasons, differ->arena) = reason;
}

static void compare_types(struct differ *differ, struct pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);

        if (former && !type_eq(former->type, column->type))
            add_reason(differ, pair,
                       arena_printf(differ->arena,
                                    "the column `%.*s` becomes %.*s, from %.*s: no statement "
                                    "changes a type",
                                    SLICE_ARG(column->name.value),
                                    SLICE_ARG(type_text(differ->arena, column->type)),
                                    SLICE_ARG(type_text(differ->arena, former->type))));
    }
}

/* Columns that stay must keep their order, and new ones come last: ADD COLUMN puts them there. */
static void compare_order(struct differ *differ, struct pair *pair)
{
    const struct column *last = NULL, *added = NULL;

    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);

        if (!former) {
            added = column;
        } else if (added) {
            add_reason(differ, pair,
                       arena_printf(differ->arena,
                                    "the new column `%.*s` stands before `%.*s`: ADD COLUMN would "
                                    "put it last",
                                    SLICE_ARG(added->name.value), SLICE_ARG(column->name.value)));
            return;
        } else if (last && former < last) {
            add_reason(differ, pair,
                       arena_printf(differ->arena,
                                    "the column `%.*s` has another place: no statement moves one",
                                    SLICE_ARG(column->name.value)));
            return;
        }
        last = former;
    }
}

static bool has_new_or_lost_columns(const struct pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++)
        if (!former_column(pair, &pair->new_table->columns.at[i]))
            return true;
    for (size_t i = 0; i < pair->old_table->columns.count; i++)
        if (!is_kept(pair, &pair->old_table->columns.at[i]))
            return true;
    return false;
}

static void compare_columns(struct differ *differ, struct pair *pair)
{
    compare_types(differ, pair);
    compare_order(differ, pair);
    if (format_in_force(&pair->old_table->format) == FORMAT_AVRO && has_new_or_lost_columns(pair))
        add_reason(differ, pair, SLICE("columns of an Avro table cannot be added or dropped"));
}

static void rename_columns(struct differ *differ, const struct pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);
        struct statement *statement;

        if (!former || slice_eq_folded(former->name.value, column->name.value))
            continue;
        add_change(differ, CHANGE_RENAME_COLUMN, CHANGE_RESULTS, pair->title,
                   arena_printf(differ->arena, "the column `%.*s` is renamed to `%.*s`",
                                SLICE_ARG(former->name.value), SLICE_ARG(column->name.value)));
        statement = add_statement(differ, pair->new_document, STATEMENT_RENAME_COLUMN);
        statement->column = column;
        statement->old_name = former->name.value;
    }
}

static void drop_columns(struct differ *differ, const struct pair *pair)
{
    for (size_t i = 0; i < pair->old_table->columns.count; i++) {
        const struct column *column = &pair->old_table->columns.at[i];

        if (is_kept(pair, column))
            continue;
        add_change(differ, CHANGE_DROP_COLUMN, CHANGE_DESTRUCTIVE, pair->title,
                   arena_printf(differ->arena, "the column `%.*s` is dropped",
                                SLICE_ARG(column->name.value)));
        add_statement(differ, pair->new_document, STATEMENT_DROP_COLUMN)->column = column;
    }
}

static void add_columns(struct differ *differ, const struct pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];

        if (former_column(pair, column))
            continue;
        add_change(differ, CHANGE_ADD_COLUMN, CHANGE_SAFE, pair->title,
                   arena_printf(differ->arena, "the column `%.*s` %.*s is added",
                                SLICE_ARG(column->name.value),
                                SLICE_ARG(type_text(differ->arena, column->type))));
        add_statement(differ, pair->new_document, STATEMENT_ADD_COLUMN)->column = column;
    }
}

/* A `renamed_from` that is neither what the column was called nor done already is a slip. */
static void vet_renames(struct differ *differ, const struct pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];

        if (!text_is_given(column->renamed_from) || former_column(pair, column))
            continue;
        diag_help(differ->diags,
                  diag_add(differ->diags, SP1201, column->renamed_from.span,
                           "the table had no column `%.*s`, so that none is renamed",
                           SLICE_ARG(column->renamed_from.value)),
                  "write the name that the column has now, or take `renamed_from` out");
    }
}

/* ---- Partition columns, format, properties ---- */

static void compare_keys(struct differ *differ, struct pair *pair)
{
    const struct table *a = pair->old_table, *b = pair->new_table;

    if (a->keys.count != b->keys.count) {
        add_reason(differ, pair, SLICE("the table has other partition columns: they are fixed when "
                                       "it is made"));
        return;
    }
    for (size_t i = 0; i < a->keys.count; i++) {
        const struct column *x = &a->keys.at[i].column, *y = &b->keys.at[i].column;

        if (!slice_eq_folded(x->name.value, y->name.value) || !type_eq(x->type, y->type))
            add_reason(differ, pair,
                       arena_printf(differ->arena,
                                    "the partition column `%.*s` %.*s becomes `%.*s` %.*s: they "
                                    "are fixed when the table is made",
                                    SLICE_ARG(x->name.value),
                                    SLICE_ARG(type_text(differ->arena, x->type)),
                                    SLICE_ARG(y->name.value),
                                    SLICE_ARG(type_text(differ->arena, y->type))));
    }
}

/* Whether SET FILE FORMAT can make the format: it takes a word, and no SerDe; ORC is not one. */
static bool can_set_format(const struct layout *from, const struct layout *to,
                           const struct format *format)
{
    return format->id != FORMAT_CUSTOM && formats[format->id].stored_as &&
           format->id != FORMAT_ORC && !(formats[format->id].traits & SERDE_SHOWN) &&
           !from->serde_properties.list.count && !to->serde_properties.list.count;
}

/* What keeps a changed format from being set; empty: it can be, or has not changed. */
static struct slice format_reason(const struct layout *from, const struct layout *to,
                                  const struct format *format, bool *is_changed)
{
    bool is_stored_so = slice_eq(from->input, to->input) && slice_eq(from->output, to->output);

    *is_changed = !is_stored_so || !slice_eq(from->serde, to->serde);
    if (*is_changed && can_set_format(from, to, format))
        return (struct slice){0};
    if (*is_changed && format->id == FORMAT_ORC)
        return SLICE("the format becomes ORC, which SET FILE FORMAT does not take");
    if (*is_changed)
        return SLICE("the SerDe changes: no statement alters it");
    if (!properties_eq(&from->serde_properties, &to->serde_properties))
        return SLICE("the SerDe's properties change: no statement alters them");
    return (struct slice){0};
}

static bool compare_format(struct differ *differ, struct pair *pair)
{
    struct layout from = layout_of(differ->arena, pair->old_table);
    struct layout to = layout_of(differ->arena, pair->new_table);
    bool is_changed;
    struct slice reason = format_reason(&from, &to, &pair->new_table->format, &is_changed);

    if (reason.len)
        add_reason(differ, pair, reason);
    return is_changed && !reason.len;
}

/* A documented property cannot be unset. */
static void compare_lost_properties(struct differ *differ, struct pair *pair)
{
    struct property_list from = all_properties(differ->arena, pair->old_table);
    struct property_list to = all_properties(differ->arena, pair->new_table);

    for (size_t i = 0; i < from.list.count; i++) {
        struct slice key = from.list.at[i].key.value;

        if (property_named(key) && !property_of(&to, key))
            add_reason(differ, pair,
                       arena_printf(differ->arena,
                                    "the property `%.*s` goes: no statement unsets one",
                                    SLICE_ARG(key)));
    }
}

static void set_properties(struct differ *differ, const struct pair *pair)
{
    struct property_list from = all_properties(differ->arena, pair->old_table);
    struct property_list to = all_properties(differ->arena, pair->new_table), set = {0};
    struct str text = {0};
    bool is_estimate = true; /* numRows alone tells the planner, and no query's result */

    for (size_t i = 0; i < to.list.count; i++) {
        const struct property *property = &to.list.at[i];
        const struct property *was = property_of(&from, property->key.value);

        if (was && slice_eq(was->value.value, property->value.value))
            continue;
        str_printf(&text, "%s`%.*s` is set to `%.*s`", set.list.count ? ", " : "",
                   SLICE_ARG(property->key.value), SLICE_ARG(property->value.value));
        *vec_push(&set.list, differ->arena) = *property;
        is_estimate = is_estimate && slice_is(property->key.value, "numRows");
    }
    if (set.list.count) {
        add_change(differ, CHANGE_SET_PROPERTIES, is_estimate ? CHANGE_SAFE : CHANGE_RESULTS,
                   pair->title, arena_copy(differ->arena, str_slice(&text)));
        add_statement(differ, pair->new_document, STATEMENT_SET_PROPERTIES)->properties = set;
    }
    str_release(&text);
}

/* ---- Partitions ---- */

static bool lists_partitions(const struct table *table)
{
    return table->takes_all || table->entries.count;
}

/* A partition's location in full. */
static struct slice partition_location(struct differ *differ, const struct table *table,
                                       const struct path_renderer *renderer,
                                       const struct partition *partition)
{
    struct str text = {0};
    struct slice copy;

    if (partition->location)
        return partition->location->value;
    str_add(&text, table->location.value);
    path_render(&text, renderer, partition->values, partition->when);
    copy = arena_copy(differ->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

/* The partitions of both sides, sorted into what is to be done. */
struct partition_changes {
    VEC(struct partition) added, moved, dropped;
};

static void merge_partitions(struct differ *differ, const struct pair *pair,
                             struct partition_changes *out)
{
    const struct partition_list *a = &pair->old_partitions, *b = &pair->new_partitions;
    struct path_renderer from = path_renderer_new(differ->arena, pair->old_table);
    struct path_renderer to = path_renderer_new(differ->arena, pair->new_table);
    size_t i = 0, j = 0;

    while (i < a->count || j < b->count) {
        int order = i == a->count   ? 1
                    : j == b->count ? -1
                                    : partition_cmp(pair->new_table, &a->at[i], &b->at[j]);

        if (order < 0) {
            *vec_push(&out->dropped, differ->arena) = a->at[i];
        } else if (order > 0) {
            *vec_push(&out->added, differ->arena) = b->at[j];
        } else {
            struct slice where = partition_location(differ, pair->new_table, &to, &b->at[j]);

            if (!location_eq(partition_location(differ, pair->old_table, &from, &a->at[i]),
                             where)) {
                struct text *location = arena_new(differ->arena, struct text);
                struct partition moved = b->at[j];

                location->value = where;
                moved.location = location;
                *vec_push(&out->moved, differ->arena) = moved;
            }
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* "2026-04-28", or "2026, 04, 28": a partition's values. */
static void name_partition(struct str *out, const struct table *table,
                           const struct partition *partition)
{
    for (size_t key = 0; key < table->keys.count; key++)
        str_printf(out, "%s%.*s=%.*s", key ? "/" : "",
                   SLICE_ARG(table->keys.at[key].column.name.value),
                   SLICE_ARG(partition->values[key]));
}

/* "12 partitions are dropped: dt=2026-01-01 to dt=2026-01-12" */
static struct slice name_partitions(struct differ *differ, const struct pair *pair,
                                    const struct partition *at, size_t count, const char *verb)
{
    struct str text = {0};
    struct slice copy;

    str_printf(&text, "%zu partition%s %s %s: `", count, count == 1 ? "" : "s",
               count == 1 ? "is" : "are", verb);
    name_partition(&text, pair->new_table, &at[0]);
    if (count > 1) {
        str_puts(&text, count == 2 ? "` and `" : "` to `");
        name_partition(&text, pair->new_table, &at[count - 1]);
    }
    str_putc(&text, '`');
    copy = arena_copy(differ->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

static void change_single_partitions(struct differ *differ, const struct pair *pair,
                                     struct partition *at, size_t count, enum statement_kind kind)
{
    for (size_t i = 0; i < count; i++)
        add_statement(differ, pair->new_document, kind)->partitions =
            (struct partition_list){&at[i], 1};
}

static void diff_partitions(struct differ *differ, const struct pair *pair)
{
    struct partition_changes found = {0};

    if (!lists_partitions(pair->new_table))
        return;
    merge_partitions(differ, pair, &found);
    if (found.added.count) {
        add_change(differ, CHANGE_ADD_PARTITIONS, CHANGE_SAFE, pair->title,
                   name_partitions(differ, pair, found.added.at, found.added.count, "added"));
        add_partition_statements(
            differ, pair->new_document,
            (struct partition_list){found.added.at, found.added.count});
    }
    if (found.moved.count) {
        add_change(differ, CHANGE_MOVE_PARTITIONS, CHANGE_RESULTS, pair->title,
                   name_partitions(differ, pair, found.moved.at, found.moved.count, "moved"));
        change_single_partitions(differ, pair, found.moved.at, found.moved.count,
                                 STATEMENT_SET_LOCATION);
    }
    if (found.dropped.count) {
        add_change(differ, CHANGE_DROP_PARTITIONS, CHANGE_DESTRUCTIVE, pair->title,
                   name_partitions(differ, pair, found.dropped.at, found.dropped.count, "dropped"));
        change_single_partitions(differ, pair, found.dropped.at, found.dropped.count,
                                 STATEMENT_DROP_PARTITION);
    }
}

/* ---- Tables ---- */

/* Whether the partition columns take the same values as before. */
static bool keeps_keys(const struct pair *pair)
{
    const struct table *a = pair->old_table, *b = pair->new_table;

    if (a->keys.count != b->keys.count)
        return false;
    for (size_t i = 0; i < a->keys.count; i++)
        if (!slice_eq_folded(a->keys.at[i].column.name.value, b->keys.at[i].column.name.value))
            return false;
    return true;
}

/* What a table loses by being made anew. */
static void tell_losses(struct differ *differ, const struct pair *pair, struct change *change)
{
    struct partition_changes found = {0};

    for (size_t i = 0; i < pair->old_table->columns.count; i++)
        if (!is_kept(pair, &pair->old_table->columns.at[i]))
            *vec_push(&change->reasons, differ->arena) = arena_printf(
                differ->arena, "the column `%.*s` is dropped",
                SLICE_ARG(pair->old_table->columns.at[i].name.value));
    if (!pair->old_table->keys.count)
        return;
    if (!lists_partitions(pair->old_table) || !keeps_keys(pair)) {
        *vec_push(&change->reasons, differ->arena) =
            SLICE("partitions that were registered and that no spec lists are lost");
        return;
    }
    if (!lists_partitions(pair->new_table))
        return;
    merge_partitions(differ, pair, &found);
    if (found.dropped.count)
        *vec_push(&change->reasons, differ->arena) =
            name_partitions(differ, pair, found.dropped.at, found.dropped.count, "lost");
}

/* The partitions that a table has again: those that the new side lists, else the old ones, where
   they are. */
static struct partition_list partitions_again(struct differ *differ, const struct pair *pair)
{
    struct path_renderer renderer = path_renderer_new(differ->arena, pair->old_table);
    struct partition_list again = pair->old_partitions;

    if (lists_partitions(pair->new_table) || !keeps_keys(pair))
        return pair->new_partitions;
    again.at = arena_alloc(differ->arena, (again.count + 1) * sizeof *again.at);
    for (size_t i = 0; i < again.count; i++) {
        struct text *location = arena_new(differ->arena, struct text);

        again.at[i] = pair->old_partitions.at[i];
        location->value = partition_location(differ, pair->old_table, &renderer, &again.at[i]);
        again.at[i].location = location;
    }
    return again;
}

static void recreate(struct differ *differ, const struct pair *pair)
{
    struct change *change = add_change(differ, CHANGE_RECREATE_TABLE, CHANGE_DESTRUCTIVE,
                                       pair->title, SLICE("the table is dropped and made anew"));

    for (size_t i = 0; i < pair->reasons.count; i++)
        *vec_push(&change->reasons, differ->arena) = pair->reasons.at[i];
    tell_losses(differ, pair, change);
    add_statement(differ, pair->old_document, STATEMENT_DROP_TABLE);
    add_statement(differ, pair->new_document, STATEMENT_CREATE_TABLE);
    add_partition_statements(differ, pair->new_document, partitions_again(differ, pair));
}

static void alter(struct differ *differ, const struct pair *pair, bool sets_format)
{
    if (!location_eq(pair->old_table->location.value, pair->new_table->location.value)) {
        add_change(differ, CHANGE_MOVE_TABLE, CHANGE_RESULTS, pair->title,
                   arena_printf(differ->arena, "the location becomes `%.*s`",
                                SLICE_ARG(pair->new_table->location.value)));
        add_statement(differ, pair->new_document, STATEMENT_MOVE_TABLE);
    }
    if (sets_format) {
        add_change(differ, CHANGE_SET_FORMAT, CHANGE_RESULTS, pair->title,
                   arena_printf(differ->arena, "the format becomes %s",
                                formats[pair->new_table->format.stored_as].stored_as));
        add_statement(differ, pair->new_document, STATEMENT_SET_FORMAT);
    }
    set_properties(differ, pair);
    rename_columns(differ, pair);
    add_columns(differ, pair); /* first: a table is never without columns */
    drop_columns(differ, pair);
    diff_partitions(differ, pair);
}

static bool fill_pair(struct differ *differ, struct pair *pair)
{
    pair->old_table = &pair->old_document->table;
    pair->new_table = &pair->new_document->table;
    pair->title = table_title(pair->new_table, differ->arena);
    return plan_partitions(differ->diags, pair->new_table, differ->options->until,
                           &pair->new_partitions) &&
           plan_partitions(differ->diags, pair->old_table, differ->options->until,
                           &pair->old_partitions);
}

static void diff_table(struct differ *differ, const struct document *old_document,
                       const struct document *new_document)
{
    struct pair pair = {.old_document = old_document, .new_document = new_document};
    bool sets_format;

    if (!fill_pair(differ, &pair))
        return;
    vet_renames(differ, &pair);
    compare_keys(differ, &pair);
    compare_columns(differ, &pair);
    sets_format = compare_format(differ, &pair);
    compare_lost_properties(differ, &pair);
    if (pair.reasons.count)
        recreate(differ, &pair);
    else
        alter(differ, &pair, sets_format);
}

static void add_table(struct differ *differ, const struct document *document)
{
    struct partition_list all;
    struct slice title = table_title(&document->table, differ->arena);

    if (!plan_partitions(differ->diags, &document->table, differ->options->until, &all))
        return;
    add_change(differ, CHANGE_ADD_TABLE, CHANGE_SAFE, title,
               all.count ? arena_printf(differ->arena, "the table is new, with %.*s",
                                        SLICE_ARG(plural(differ->arena, all.count, "partition")))
                         : SLICE("the table is new"));
    add_statement(differ, document, STATEMENT_CREATE_TABLE);
    add_partition_statements(differ, document, all);
}

/* What only the old side has: a table is dropped; a schema is left, for others may use it. */
static void drop_document(struct differ *differ, const struct document *document)
{
    struct change *change;

    if (document->kind == DOCUMENT_SCHEMA) {
        change = add_change(differ, CHANGE_LEAVE_SCHEMA, CHANGE_SAFE, document->schema.name.value,
                            SLICE("the schema is no longer there, but is not dropped"));
        *vec_push(&change->reasons, differ->arena) =
            SLICE("drop it by hand, without DROP EXTERNAL DATABASE, when nothing uses it");
        return;
    }
    change = add_change(differ, CHANGE_DROP_TABLE, CHANGE_DESTRUCTIVE,
                        table_title(&document->table, differ->arena),
                        SLICE("the table is dropped"));
    if (document->table.keys.count)
        *vec_push(&change->reasons, differ->arena) = SLICE("its registered partitions go with it");
    add_statement(differ, document, STATEMENT_DROP_TABLE);
}

void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes)
{
    struct differ differ = {diags, diags->arena, before, after, options, changes};

    for (size_t i = 0; i < after->documents.count; i++)
        if (after->documents.at[i]->kind == DOCUMENT_SCHEMA)
            diff_schema(&differ, after->documents.at[i]);
    for (size_t i = 0; i < after->documents.count; i++) {
        const struct document *document = after->documents.at[i], *former;

        if (document->kind != DOCUMENT_TABLE)
            continue;
        former = counterpart(before, document);
        if (former)
            diff_table(&differ, former, document);
        else
            add_table(&differ, document);
    }
    for (size_t i = 0; i < before->documents.count; i++)
        if (!counterpart(after, before->documents.at[i]))
            drop_document(&differ, before->documents.at[i]);
}

void diff_as_deployed(struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++) {
        struct table *table = &model->documents.at[i]->table;

        for (size_t key = 0; key < table->keys.count; key++)
            table->keys.at[key].domain = (struct domain){0};
    }
}
