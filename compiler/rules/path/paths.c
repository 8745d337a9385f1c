/* The path, and whether the partition columns and their dates fit it. */
#include "base/nearest.h"
#include "path/template.h"
#include "rules/path/path.h"

void rule_path_wanted(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag;

    if (!path_is_given(table) || table->keys.count)
        return;
    diag = diag_add(run->diags, SP0310, table->path.text.span,
                    "the table has a path, but no partition columns");
    diag_help(run->diags, diag, "add `partitioned_by`, or put the folder into `location`");
}

/* Each run of slashes after the first byte: a fix takes the whole run, and so its finding, away. */
static void report_doubled(struct rule_run *run, struct text path)
{
    struct slice text = path.value;
    struct diag *diag;

    for (size_t at = 1, past; at < text.len; at = past + 1) {
        for (past = at; past < text.len && text.at[past] == '/';)
            past++;
        if (past < at + 2)
            continue;
        diag = diag_add(run->diags, SP0302, text_span(path, at, past),
                        "`%.*s` in the path is a folder without a name",
                        SLICE_ARG(slice_cut(text, at, past)));
        diag_help(run->diags, diag, "write a single `/`");
        text_fix(run->diags, diag, path, at, past, SLICE("/"), true);
    }
}

/* A path that is a whole address: with the location in front of it, or another. */
static bool vet_address(struct rule_run *run, const struct table *table)
{
    struct text path = table->path.text;
    struct slice location = table->location.value;
    size_t len = path.value.len, scheme = slice_find_slice(path.value, SLICE("://"));
    struct diag *diag;

    if (scheme == len || scheme > slice_find(path.value, '{'))
        return true;
    diag = diag_add(run->diags, SP0302, text_span(path, 0, scheme + 3),
                    "the path is a whole address: expected the folders below the location");
    if (location.len && slice_starts(path.value, location)) {
        diag_help(run->diags, diag, "write `%.*s`",
                  SLICE_ARG(slice_from(path.value, location.len)));
        text_fix(run->diags, diag, path, 0, location.len, SLICE(""), true);
    } else {
        diag_help(run->diags, diag, "move what all partitions share to `location`");
    }
    return false;
}

/* A last folder with a wildcard is a finding of its own (SP0409). */
static bool ends_in_wildcard(struct slice path)
{
    size_t at = path.len;

    while (at && path.at[at - 1] != '/')
        at--;
    return slice_find(slice_from(path, at), '*') < path.len - at;
}

void rule_path_slashes(struct rule_run *run, const struct document *document)
{
    struct text path = document->table.path.text;
    size_t len = path.value.len;
    struct diag *diag;

    if (!path_is_given(&document->table) || !len || !vet_address(run, &document->table))
        return;
    if (path.value.at[0] == '/') {
        diag = diag_add(run->diags, SP0302, text_span(path, 0, 1), "the path begins with `/`");
        diag_help(run->diags, diag, "remove it: the location ends in one");
        text_fix(run->diags, diag, path, 0, 1, SLICE(""), true);
    }
    if (path.value.at[len - 1] != '/' && !ends_in_wildcard(path.value)) {
        diag = diag_add(run->diags, SP0302, text_span(path, len, len),
                        "the path does not end in `/`");
        diag_help(run->diags, diag, "add a `/`");
        text_fix(run->diags, diag, path, len, len, SLICE("/"), true);
    }
    report_doubled(run, path);
}

/* "year, month, day" */
static struct slice key_list(struct rule_run *run, const struct table *table)
{
    struct str list = {0};
    struct slice copy;

    for (size_t i = 0; i < table->keys.count; i++)
        str_printf(&list, "%s%.*s", i ? ", " : "", SLICE_ARG(table->keys.at[i].column.name.value));
    copy = arena_copy(run->arena, str_slice(&list));
    str_release(&list);
    return copy;
}

bool path_names_key(const struct table *table, size_t key)
{
    for (size_t i = 0; i < table->path.pieces.count; i++)
        if (!table->path.pieces.at[i].is_literal &&
            table_key_named(table, table->path.pieces.at[i].name) == key)
            return true;
    return false;
}

/* The partition column that a wrong name probably means: the nearest, or the only one that the
   path does not name. */
static size_t meant_key(const struct table *table, struct slice name)
{
    struct nearest nearest = nearest_to(name);
    size_t only = table->keys.count, count = 0;

    for (size_t i = 0; i < table->keys.count; i++) {
        nearest_offer(&nearest, table->keys.at[i].column.name.value);
        if (!path_names_key(table, i)) {
            only = i;
            count++;
        }
    }
    if (nearest_found(&nearest) && !path_names_key(table, table_key_named(table, nearest.best)))
        return table_key_named(table, nearest.best);
    return count == 1 ? only : table->keys.count;
}

/* A near name is misspelled; any other may mean something else, as may one that is also its
   folder's key. */
static void mend_name(struct rule_run *run, struct diag *diag, const struct table *table,
                      const struct path_piece *piece, struct slice name)
{
    struct text path = table->path.text;
    struct nearest nearest = nearest_to(piece->name);
    size_t at = (size_t)(piece->name.at - path.value.at), len = piece->name.len;
    bool is_folder = at > len + 1 && path.value.at[at - 2] == '=' &&
                     slice_eq(slice_cut(path.value, at - 2 - len, at - 2), piece->name);

    nearest_offer(&nearest, name);
    if (nearest_found(&nearest) && !is_folder && path.style != TEXT_OTHER)
        text_fix(run->diags, diag, path, at, at + len, name, true);
}

static void unknown_name(struct rule_run *run, const struct table *table,
                         const struct path_piece *piece)
{
    size_t meant = meant_key(table, piece->name);
    struct slice list = key_list(run, table);
    struct diag *diag;

    if (meant < table->keys.count) {
        struct text name = table->keys.at[meant].column.name;

        diag = diag_add(run->diags, SP0304, piece->span,
                        "the path names `%.*s`, but the partition column is `%.*s`",
                        SLICE_ARG(piece->name), SLICE_ARG(name.value));
        diag_related(run->diags, diag, name.span,
                     table->keys.count == 1 ? "the column is %.*s" : "the columns are %.*s",
                     SLICE_ARG(list));
        diag_help(run->diags, diag, "write `{%.*s}`", SLICE_ARG(name.value));
        mend_name(run, diag, table, piece, name.value);
    } else {
        diag = diag_add(run->diags, SP0304, piece->span,
                        "the path names `%.*s`, which is not a partition column",
                        SLICE_ARG(piece->name));
        diag_related(run->diags, diag, table->keys.at[0].column.name.span,
                     "the partition columns are %.*s", SLICE_ARG(list));
        diag_help(run->diags, diag,
                  "write one of these in the braces, or add the column `%.*s` to `partitioned_by`",
                  SLICE_ARG(piece->name));
    }
    diag_label(run->diags, diag, "no such partition column");
}

static void repeated_name(struct rule_run *run, const struct path_piece *piece,
                          const struct path_piece *first)
{
    struct diag *diag = diag_add(run->diags, SP0305, piece->span, "the path names `%.*s` twice",
                                 SLICE_ARG(piece->name));

    diag_related(run->diags, diag, first->span, "first used here");
    diag_help(run->diags, diag,
              "remove one of the two: each partition column appears in the path once");
}

/* The date field that a placeholder is called by; or NULL. */
static const char *field_called(struct slice name)
{
    static const struct {
        const char *name, *field;
    } names[] = {{"year", "%Y"}, {"yyyy", "%Y"}, {"month", "%m"}, {"mm", "%m"},
                 {"day", "%d"},  {"dd", "%d"},   {"hour", "%H"},  {"hh", "%H"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_folded(name, slice_of(names[i].name)))
            return names[i].field;
    return NULL;
}

/* {year}/{month}/{day} over one column of dates: the folders are one placeholder with a pattern. */
static bool parts_of_date(struct rule_run *run, const struct table *table)
{
    const struct key_column *key = table->keys.at;
    struct text path = table->path.text;
    struct str pattern = {0};
    size_t count = 0, lo = 0, hi = 0;
    struct slice written;
    struct diag *diag;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const char *field = piece->is_literal ? NULL : field_called(piece->name);

        if (!piece->is_literal && !field)
            goto none;
        if (piece->is_literal && count)
            str_add(&pattern, piece->literal);
        if (!field)
            continue;
        if (!count++)
            lo = (size_t)(piece->name.at - path.value.at) - 1;
        str_puts(&pattern, field);
        hi = (size_t)(piece->name.at - path.value.at) + piece->name.len + 1;
    }
    if (count < 2 || table->keys.count != 1 || !key_date(key) || path.style == TEXT_OTHER)
        goto none;
    while (pattern.len && pattern.at[pattern.len - 1] == '/')
        pattern.len--;
    written = arena_printf(run->arena, "{%.*s:%.*s}", SLICE_ARG(key->column.name.value),
                           SLICE_ARG(str_slice(&pattern)));
    str_release(&pattern);
    diag = diag_add(run->diags, SP0304, text_span(path, lo, hi),
                    "the path names parts of a date, but the partition column is `%.*s`",
                    SLICE_ARG(key->column.name.value));
    diag_related(run->diags, diag, key->column.name.span, "a date in one column");
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(written));
    text_fix(run->diags, diag, path, lo, hi, written, false);
    return true;
none:
    str_release(&pattern);
    return false;
}

void rule_path_names(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    if (path_is_given(table) && table->keys.count && parts_of_date(run, table))
        return;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];

        if (piece->is_literal || !path_is_given(table))
            continue;
        if (table_key_named(table, piece->name) == table->keys.count) {
            unknown_name(run, table, piece);
            continue;
        }
        for (size_t j = 0; j < i; j++) {
            const struct path_piece *other = &table->path.pieces.at[j];

            if (!other->is_literal && slice_eq_folded(other->name, piece->name)) {
                repeated_name(run, piece, other);
                break;
            }
        }
    }
}

/* A placeholder with its own pattern requires a column whose values are dates. */
void rule_path_dates(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct key_column *key;
        struct diag *diag;

        if (piece->is_literal || !piece->date)
            continue;
        key = &table->keys.at[table_key_named(table, piece->name)];
        if (key_date(key))
            continue;
        diag = diag_add(run->diags, SP0309, piece->span,
                        "`%.*s` has a date pattern in the path, but is not a date",
                        SLICE_ARG(piece->name));
        diag_related(run->diags, diag, key->column.name.span, "the column is defined here");
        diag_help(run->diags, diag,
                  "write `{%.*s}`; if its values are dates, add their pattern to the column: "
                  "`date: \"%%Y-%%m-%%d\"`",
                  SLICE_ARG(piece->name));
    }
}

/* The date fields that the folders name. */
static unsigned path_fields(const struct table *table)
{
    unsigned fields = 0;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct date_pattern *date;

        if (piece->is_literal)
            continue;
        date = path_piece_date(piece, &table->keys.at[table_key_named(table, piece->name)]);
        fields |= date ? date->fields : 0;
    }
    return fields;
}

/* The first key whose values name a field that the path's folders omit. */
static const struct key_column *lost_key(const struct table *table, unsigned lost)
{
    for (size_t i = 0; i < table->keys.count; i++)
        if (key_date(&table->keys.at[i]) && key_date(&table->keys.at[i])->fields & lost)
            return &table->keys.at[i];
    return NULL;
}

static enum date_field first_field(unsigned fields)
{
    enum date_field field = FIELD_YEAR;

    while (field + 1 < FIELD_COUNT && !(fields & 1u << field))
        field++;
    return field;
}

/* The folders must identify one date, with every field that the columns' values name. */
void rule_dates_determined(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    unsigned named = table_date_fields(table), shown = path_fields(table), lost = named & ~shown;
    enum date_unit finest;
    enum date_field missing;
    struct diag *diag;

    if (!named)
        return;
    if (!date_fields_determine(named | shown, &finest, &missing)) {
        const struct key_column *first = lost_key(table, 1u << (unsigned)finest);

        if (!first) /* the day is the day of the year */
            first = lost_key(table, named);
        diag = diag_add(run->diags, SP0308, first->domain.span,
                        "the date patterns name a %s, but not its `%s`", date_unit_name(finest),
                        date_field_mark(missing));
        diag_help(run->diags, diag, "add `%s` to a pattern, or add a partition column for it",
                  date_field_mark(missing));
        return;
    }
    if (shown & 1u << FIELD_YEAR_DAY)
        lost &= ~(1u << FIELD_MONTH | 1u << FIELD_DAY);
    if (shown & 1u << FIELD_MONTH && shown & 1u << FIELD_DAY)
        lost &= ~(1u << FIELD_YEAR_DAY);
    if (!lost)
        return;
    diag = diag_add(run->diags, SP0308, table->path.text.span,
                    "the path omits `%s` of the dates, so several values share a folder",
                    date_field_mark(first_field(lost)));
    diag_related(run->diags, diag, lost_key(table, lost)->domain.span, "the values name it");
    diag_help(run->diags, diag, "add `%s` to the pattern in the path",
              date_field_mark(first_field(lost)));
}

bool help_date_folders(struct rule_run *run, struct diag *diag, const struct table *table,
                       const struct key_column *key)
{
    struct slice name = key->column.name.value, pattern = key->domain.date->text.value;

    if (slice_find(pattern, '/') == pattern.len)
        return false;
    if (path_is_given(table) || table->keys.count > 1)
        diag_help(run->diags, diag,
                  "for folders in this pattern, write `{%.*s:%.*s}` in the path, and "
                  "`type: date` without `date`",
                  SLICE_ARG(name), SLICE_ARG(pattern));
    else
        diag_help(run->diags, diag,
                  "for folders in this pattern, write `path: \"{%.*s:%.*s}/\"`, and `type: date` "
                  "without `date`",
                  SLICE_ARG(name), SLICE_ARG(pattern));
    return true;
}

void rule_path_readable(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    size_t left, right;
    struct diag *diag;

    if (path_is_readable(table, &left, &right))
        return;
    diag = diag_add(run->diags, SP0306, table->path.pieces.at[left].span,
                    "the path cannot be read back: it is unclear where `%.*s` ends",
                    SLICE_ARG(table->path.pieces.at[left].name));
    if (right != left)
        diag_related(run->diags, diag, table->path.pieces.at[right].span,
                     "this could start at several places");
    diag_help(run->diags, diag,
              "put a `/` between the two, or text that the first value cannot contain, or give the "
              "column values of fixed width");
}
