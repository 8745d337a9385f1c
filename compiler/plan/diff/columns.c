/* Changes to the columns of a table. */
#include "plan/diff/model_diff.h"

static const struct column *column_named(const struct table *table, struct slice name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name))
            return &table->columns.at[i];
    return NULL;
}

/* The column of the old table that this one was: the one with its name, or the one it was renamed
   from. */
static const struct column *former_column(const struct table_pair *pair,
                                          const struct column *column)
{
    const struct column *former = column_named(pair->old_table, column->name.value);

    if (former || !text_is_given(column->renamed_from) ||
        column_named(pair->new_table, column->renamed_from.value))
        return former;
    return column_named(pair->old_table, column->renamed_from.value);
}

bool pair_keeps_column(const struct table_pair *pair, const struct column *old_column)
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

struct slice diff_type_text(struct arena *arena, const struct type *type)
{
    static const struct type_style style = {WORDS_REDSHIFT, ", ", write_plain_name, NULL};
    struct str text = {0};
    struct slice copy;

    if (type)
        type_print(&text, type, &style);
    copy = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return copy;
}

void diff_add_reason(struct model_diff *diff, struct table_pair *pair, struct slice reason)
{
    *vec_push(&pair->reasons, diff->arena) = reason;
}

static void compare_types(struct model_diff *diff, struct table_pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);

        if (former && !type_eq(former->type, column->type))
            diff_add_reason(diff, pair,
                            arena_printf(diff->arena,
                                         "the column `%.*s` becomes %.*s, from %.*s: no statement "
                                         "changes a type",
                                         SLICE_ARG(column->name.value),
                                         SLICE_ARG(diff_type_text(diff->arena, column->type)),
                                         SLICE_ARG(diff_type_text(diff->arena, former->type))));
    }
}

/* Columns that stay must keep their order, and new ones must come last, where ADD COLUMN puts them.
 */
static void compare_order(struct model_diff *diff, struct table_pair *pair)
{
    const struct column *last = NULL, *added = NULL;

    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);

        if (!former) {
            added = column;
        } else if (added) {
            diff_add_reason(
                diff, pair,
                arena_printf(diff->arena,
                             "the new column `%.*s` comes before `%.*s`: ADD COLUMN would "
                             "put it last",
                             SLICE_ARG(added->name.value), SLICE_ARG(column->name.value)));
            return;
        } else if (last && former < last) {
            diff_add_reason(diff, pair,
                            arena_printf(diff->arena,
                                         "the column `%.*s` has moved: no statement moves a column",
                                         SLICE_ARG(column->name.value)));
            return;
        }
        last = former;
    }
}

static bool has_new_or_lost_columns(const struct table_pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++)
        if (!former_column(pair, &pair->new_table->columns.at[i]))
            return true;
    for (size_t i = 0; i < pair->old_table->columns.count; i++)
        if (!pair_keeps_column(pair, &pair->old_table->columns.at[i]))
            return true;
    return false;
}

void diff_compare_columns(struct model_diff *diff, struct table_pair *pair)
{
    compare_types(diff, pair);
    compare_order(diff, pair);
    if (format_in_force(&pair->old_table->format) == FORMAT_AVRO && has_new_or_lost_columns(pair))
        diff_add_reason(diff, pair, SLICE("columns of an Avro table cannot be added or dropped"));
}

void diff_rename_columns(struct model_diff *diff, const struct table_pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];
        const struct column *former = former_column(pair, column);
        struct statement *statement;

        if (!former || slice_eq_folded(former->name.value, column->name.value))
            continue;
        diff_add_change(diff, CHANGE_RENAME_COLUMN, CHANGE_RESULTS, pair->title,
                        arena_printf(diff->arena, "the column `%.*s` is renamed to `%.*s`",
                                     SLICE_ARG(former->name.value), SLICE_ARG(column->name.value)));
        statement = diff_add_statement(diff, pair->new_document, STATEMENT_RENAME_COLUMN);
        statement->change = (struct column_change){column, former->name.value};
    }
}

void diff_drop_columns(struct model_diff *diff, const struct table_pair *pair)
{
    for (size_t i = 0; i < pair->old_table->columns.count; i++) {
        const struct column *column = &pair->old_table->columns.at[i];

        if (pair_keeps_column(pair, column))
            continue;
        diff_add_change(diff, CHANGE_DROP_COLUMN, CHANGE_DESTRUCTIVE, pair->title,
                        arena_printf(diff->arena, "the column `%.*s` is dropped",
                                     SLICE_ARG(column->name.value)));
        diff_add_statement(diff, pair->new_document, STATEMENT_DROP_COLUMN)->change.column = column;
    }
}

void diff_add_columns(struct model_diff *diff, const struct table_pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];

        if (former_column(pair, column))
            continue;
        diff_add_change(diff, CHANGE_ADD_COLUMN, CHANGE_SAFE, pair->title,
                        arena_printf(diff->arena, "the column `%.*s` %.*s is added",
                                     SLICE_ARG(column->name.value),
                                     SLICE_ARG(diff_type_text(diff->arena, column->type))));
        diff_add_statement(diff, pair->new_document, STATEMENT_ADD_COLUMN)->change.column = column;
    }
}

/* A `renamed_from` that is neither a column of the old table nor already applied is a mistake. */
void diff_vet_renames(struct model_diff *diff, const struct table_pair *pair)
{
    for (size_t i = 0; i < pair->new_table->columns.count; i++) {
        const struct column *column = &pair->new_table->columns.at[i];

        if (!text_is_given(column->renamed_from) || former_column(pair, column))
            continue;
        diag_help(diff->diags,
                  diag_add(diff->diags, SP1201, column->renamed_from.span,
                           "the table had no column `%.*s`, so none is renamed",
                           SLICE_ARG(column->renamed_from.value)),
                  "write the name that the column has now, or remove `renamed_from`");
    }
}
