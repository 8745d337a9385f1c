/* The keys in the path's folder names, and their order. */
#include "rules/location/location.h"
#include "rules/path/path.h"

/* The `key` of key={column}/, if piece `at` is the placeholder and fills the rest of its folder;
   otherwise an empty slice. */
static struct slice folder_key(const struct table *table, size_t at)
{
    const struct path_piece *before = at ? &table->path.pieces.at[at - 1] : NULL, *behind;
    struct slice literal;
    size_t lo;

    if (!before || !before->is_literal || !slice_ends(before->literal, SLICE("=")))
        return (struct slice){0};
    if (at + 1 < table->path.pieces.count) {
        behind = before + 2;
        if (!behind->is_literal || behind->literal.at[0] != '/')
            return (struct slice){0};
    }
    literal = slice_cut(before->literal, 0, before->literal.len - 1);
    for (lo = literal.len; lo && literal.at[lo - 1] != '/';)
        lo--;
    return slice_from(literal, lo);
}

static void other_key(struct rule_run *run, const struct table *table, struct span span,
                      struct slice key, const struct key_column *column)
{
    struct slice name = column->column.name.value;
    size_t other = table_key_named(table, key);
    bool is_case = slice_eq_folded(key, name);
    struct diag *diag;

    if (is_case)
        diag = diag_add(run->diags, SP0334, span,
                        "the folder's key is `%.*s`, but the column is `%.*s`", SLICE_ARG(key),
                        SLICE_ARG(name));
    else
        diag = diag_add(run->diags, SP0333, span,
                        "the folder's key is `%.*s`, but its value is the column `%.*s`",
                        SLICE_ARG(key), SLICE_ARG(name));
    if (!is_case && other < table->keys.count) {
        diag_related(run->diags, diag, table->keys.at[other].column.name.span,
                     "`%.*s` is another column", SLICE_ARG(key));
        diag_help(run->diags, diag, "write `%.*s={%.*s}`", SLICE_ARG(key), SLICE_ARG(key));
        return;
    }
    diag_related(run->diags, diag, column->column.name.span, "the column is defined here");
    if (is_case)
        diag_note(run->diags, diag, "S3 is case-sensitive");
    diag_help(
        run->diags, diag,
        "write `%.*s={%.*s}`; if the folders really have the key `%.*s`, say so under `allow`",
        SLICE_ARG(name), SLICE_ARG(name), SLICE_ARG(key));
}

static void vet_order(struct rule_run *run, const struct table *table)
{
    const struct path_piece *last = NULL;
    size_t last_key = 0;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        size_t key;
        struct diag *diag;

        if (piece->is_literal)
            continue;
        key = table_key_named(table, piece->name);
        if (last && key < last_key) {
            diag = diag_add(run->diags, SP0332, piece->span,
                            "`%.*s` comes after `%.*s` in the path, but before it in "
                            "`partitioned_by`",
                            SLICE_ARG(piece->name), SLICE_ARG(last->name));
            diag_related(run->diags, diag, table->keys.at[key].column.name.span,
                         "the column is defined here");
            diag_help(run->diags, diag,
                      "list the columns in the order of the folders; if the difference is "
                      "intended, say so under `allow`");
            return;
        }
        last = piece;
        last_key = key;
    }
}

/* If the names are wrong, the order is not checked: the names may be what was swapped. */
void rule_path_keys(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct slice told = {0}; /* the column of the last finding: two may be swapped */

    for (size_t i = 0; path_is_given(table) && i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct key_column *column;
        struct slice key;
        size_t end;

        if (piece->is_literal)
            continue;
        column = &table->keys.at[table_key_named(table, piece->name)];
        key = folder_key(table, i);
        if (!key.len || slice_eq(key, column->column.name.value) || slice_eq(key, told))
            continue;
        told = column->column.name.value;
        end = (size_t)(key.at - table->path.text.value.at) + key.len;
        other_key(run, table, text_span(table->path.text, end - key.len, end), key, column);
    }
    if (path_is_given(table) && !told.len)
        vet_order(run, table);
}

/* Skips placeholders, and what rule_path_lookalikes reports. */
void rule_path_characters(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text text = table->path.text;
    struct slice masked = arena_copy(run->arena, text.value);
    char *bytes = (char *)masked.at;
    bool is_inside = false;

    if (!path_is_given(table))
        return;
    for (size_t i = 0; i < masked.len; i++) {
        is_inside = is_inside || bytes[i] == '{';
        if (bytes[i] == '}')
            is_inside = false;
        if (is_inside || strchr("}%<>", bytes[i]))
            bytes[i] = 'x';
    }
    text.value = masked;
    vet_characters(run, text, 0);
}
