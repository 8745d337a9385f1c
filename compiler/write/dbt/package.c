/* Predicts what the package registers, and compares it with the partitions of the spec. */
#include "write/dbt/package.h"

#include "base/ascii.h"
#include "base/map.h"
#include "model/reserved.h"
#include "plan/compile.h"
#include "write/sql/external.h"

/* All partitions of a table, given the statement that adds the first of them. */
static struct partition_list all_partitions(const struct statement *statement)
{
    return (struct partition_list){statement->batch.partitions.at, statement->batch.total};
}

static struct axis axis_of(struct arena *arena, const struct statement *statement, size_t key)
{
    struct partition_list all = all_partitions(statement);
    struct axis axis = {0};
    struct map seen;

    map_init(&seen, arena);
    for (size_t i = 0; i < all.count; i++) {
        if (map_add(&seen, all.at[i].values[key], &all.at[i]))
            continue;
        *vec_push(&axis.values, arena) = all.at[i].values[key];
        *vec_push(&axis.dates, arena) = all.at[i].when;
    }
    return axis;
}

struct axis *dbt_axes(struct arena *arena, const struct statement *statement)
{
    size_t count = statement->document->table.keys.count;
    struct axis *axes = arena_zalloc(arena, count, sizeof *axes);

    for (size_t key = 0; key < count; key++)
        axes[key] = axis_of(arena, statement, key);
    return axes;
}

/* The path's text before the placeholder of a partition column, without the slash after the
   previous column's folder; false if the column has no placeholder. */
static bool text_before(const struct path *path, size_t key, size_t piece, struct slice *text)
{
    *text = (struct slice){0};
    if (piece && path->pieces.at[piece - 1].is_literal)
        *text = path->pieces.at[piece - 1].literal;
    if (!key)
        return piece <= 1;
    if (!slice_starts(*text, SLICE("/")))
        return false;
    *text = slice_from(*text, 1);
    return true;
}

static bool is_name_and_equals(struct slice text, struct slice name)
{
    return text.len == name.len + 1 && slice_starts(text, name) && slice_ends(text, SLICE("="));
}

static bool is_with_slashes(struct slice text, struct slice own)
{
    bool is_same = text.len == own.len;

    for (size_t i = 0; is_same && i < text.len; i++)
        is_same = own.at[i] == (text.at[i] == '-' ? '/' : text.at[i]);
    return is_same;
}

/* Whether `own` writes the same as `date`, with slashes for dashes. */
static bool is_date_with_slashes(const struct date_pattern *date, const struct date_pattern *own)
{
    bool is_same = date->items.count == own->items.count;

    for (size_t i = 0; is_same && i < own->items.count; i++) {
        const struct date_item *a = &date->items.at[i], *b = &own->items.at[i];

        is_same = a->is_literal == b->is_literal && a->is_padded == b->is_padded &&
                  a->field == b->field && is_with_slashes(a->literal, b->literal);
    }
    return is_same;
}

/* The macro that writes the folder of the piece; false if none does. */
static bool find_macro(const struct table *table, size_t key, size_t piece, enum path_macro *macro)
{
    const struct path_piece *at = &table->path.pieces.at[piece];
    const struct key_column *column = &table->keys.at[key];
    struct slice name = column->column.name.value, text;

    if (!slice_eq_folded(at->name, name) || !text_before(&table->path, key, piece, &text))
        return false;
    *macro = text.len ? KEY_VALUE : VALUE_ONLY;
    if (text.len && !is_name_and_equals(text, name))
        return false;
    if (!at->date)
        return true;
    if (slice_eq(at->date->text.value, key_date(column)->text.value))
        return true;
    *macro = YEAR_MONTH_DAY;
    return !text.len && is_date_with_slashes(key_date(column), at->date);
}

bool dbt_find_macros(const struct table *table, enum path_macro *macros, size_t *odd)
{
    size_t count = table->path.pieces.count, key = 0;

    for (*odd = 0; *odd < count; ++*odd) {
        if (table->path.pieces.at[*odd].is_literal)
            continue;
        if (!find_macro(table, key, *odd, &macros[key]))
            return false;
        key++;
    }
    *odd = count - 1;
    return table->path.pieces.at[*odd].is_literal &&
           slice_is(table->path.pieces.at[*odd].literal, "/");
}

struct slice dbt_base(struct slice location)
{
    location.len -= slice_ends(location, SLICE("/"));
    return location;
}

/* Appends the folder that the package uses for a partition. */
static void add_folder(struct str *out, const struct table *table, const enum path_macro *macros,
                       const struct partition *partition)
{
    str_add(out, dbt_base(table->location.value));
    for (size_t key = 0; key < table->keys.count; key++) {
        struct slice value = partition->values[key];

        str_putc(out, '/');
        if (macros[key] == KEY_VALUE) {
            str_add(out, table->keys.at[key].column.name.value);
            str_putc(out, '=');
        }
        for (size_t i = 0; i < value.len; i++)
            str_putc(out, value.at[i] == '-' && macros[key] == YEAR_MONTH_DAY ? '/' : value.at[i]);
    }
    str_putc(out, '/');
}

/* ---- What cannot be expressed ---- */

static void offer_source_alone(struct diags *diags, struct diag *diag)
{
    diag_help(diags, diag,
              "`--emit table` writes the source without `external:`; the target `redshift` creates "
              "the table and registers its partitions");
}

/* "year=2026/month=04": a combination of values, given by the index of each on its axis. */
static void add_combination(struct str *out, const struct table *table, const struct axis *axes,
                            size_t number)
{
    size_t rest = 1;

    for (size_t key = 0; key < table->keys.count; key++)
        rest *= axes[key].values.count;
    for (size_t key = 0; key < table->keys.count; key++) {
        struct slice value;

        rest /= axes[key].values.count;
        value = axes[key].values.at[number / rest % axes[key].values.count];
        str_printf(out, "%s%.*s=%.*s", key ? "/" : "",
                   SLICE_ARG(table->keys.at[key].column.name.value), SLICE_ARG(value));
    }
}

static bool is_combination(const struct table *table, const struct axis *axes, size_t number,
                           const struct partition *partition)
{
    size_t left = number;

    for (size_t key = table->keys.count; key-- > 0;) {
        size_t count = axes[key].values.count;

        if (!slice_eq(axes[key].values.at[left % count], partition->values[key]))
            return false;
        left /= count;
    }
    return true;
}

static void report_product(struct diags *diags, const struct table *table,
                           const struct partition_list *all, const struct axis *axes,
                           size_t product)
{
    struct str missing = {0};
    struct diag *diag;
    size_t number = 0;

    while (number < all->count && is_combination(table, axes, number, &all->at[number]))
        number++;
    add_combination(&missing, table, axes, number);
    diag = diag_add(diags, SP1030, table->partitions_span,
                    "dbt-external-tables would register %zu partitions; the spec lists %zu",
                    product, all->count);
    diag_label(diags, diag, "`%.*s` is not among them", SLICE_ARG(str_slice(&missing)));
    diag_note(diags, diag, "it registers every combination of the columns' values");
    offer_source_alone(diags, diag);
    str_release(&missing);
}

/* The number of combinations of values; stops counting above `most`. */
static size_t product_of(const struct table *table, const struct axis *axes, size_t most)
{
    size_t product = 1;

    for (size_t key = 0; key < table->keys.count && product <= most; key++)
        product *= axes[key].values.count;
    return product;
}

static void review_path(struct diags *diags, const struct table *table, size_t odd)
{
    struct diag *diag = diag_add(diags, SP1031, table->path.pieces.at[odd].span,
                                 "dbt-external-tables has no path macro that writes this folder");

    diag_note(diags, diag,
              "it writes one folder per partition column, in their order: `name=value`, only the "
              "value, or a date with slashes for dashes");
    offer_source_alone(diags, diag);
}

/* The span in the spec that a partition comes from. */
static struct span place_of(const struct table *table, const struct partition *partition)
{
    if (partition->location)
        return partition->location->span;
    return partition->entry ? partition->entry->span : table->partitions_span;
}

/* Whether the package would look for a partition in the folder where it is. */
static bool review_folder(struct diags *diags, const struct statement *statement,
                          const enum path_macro *macros, const struct partition *partition)
{
    const struct table *table = &statement->document->table;
    struct str actual = {0}, other = {0};
    struct diag *diag;
    bool is_same;

    partition_location(&actual, statement->batch.path, partition);
    add_folder(&other, table, macros, partition);
    is_same = slice_eq(str_slice(&actual), str_slice(&other));
    if (!is_same) {
        diag = diag_add(diags, SP1031, place_of(table, partition),
                        "dbt-external-tables would look for a partition in another folder");
        diag_note(diags, diag, "it would look in `%.*s`", SLICE_ARG(str_slice(&other)));
        diag_note(diags, diag, "the files are in `%.*s`", SLICE_ARG(str_slice(&actual)));
        offer_source_alone(diags, diag);
    }
    str_release(&actual);
    str_release(&other);
    return is_same;
}

/* Whether the text needs no escaping between SQL quotes, and has nothing at which the package would
   split it. */
static bool is_plain(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("'\\;", text.at[i]) || ascii_is_control(text.at[i]))
            return false;
    return true;
}

static bool review_values(struct diags *diags, const struct table *table,
                          const struct partition *partition)
{
    for (size_t key = 0; key < table->keys.count; key++) {
        struct diag *diag;

        if (is_plain(partition->values[key]))
            continue;
        diag = diag_add(diags, SP1032, place_of(table, partition),
                        "dbt-external-tables cannot write the value `%.*s`",
                        SLICE_ARG(partition->values[key]));
        diag_note(diags, diag,
                  "it copies quotes and backslashes into SQL unescaped, and splits "
                  "statements at each `;`");
        offer_source_alone(diags, diag);
        return false;
    }
    return true;
}

/* The package puts all values into one query, with a SELECT for each, which repeats names, values
   and folders. */
static void review_query(struct diags *diags, const struct table *table, const struct axis *axes)
{
    enum { SELECT_BYTES = 260, QUERY_BYTES = 16 * 1024 * 1024 };
    size_t bytes = 0, count = 0;
    struct diag *diag;

    for (size_t key = 0; key < table->keys.count; key++) {
        size_t name = table->keys.at[key].column.name.value.len;

        count += axes[key].values.count;
        for (size_t i = 0; i < axes[key].values.count; i++)
            bytes += SELECT_BYTES + 2 * (name + axes[key].values.at[i].len);
    }
    if (bytes <= QUERY_BYTES)
        return;
    diag = diag_add(diags, SP1033, table->partitions_span,
                    "dbt-external-tables would put %zu values into one query of about %zu MB",
                    count, bytes / (1024 * 1024));
    diag_label(diags, diag, "Redshift accepts statements of up to 16 MB");
    offer_source_alone(diags, diag);
}

static void review_partitions(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    struct partition_list all = all_partitions(statement);
    struct axis *axes = dbt_axes(diags->arena, statement);
    enum path_macro *macros = arena_zalloc(diags->arena, table->keys.count, sizeof *macros);
    size_t odd, product = product_of(table, axes, SIZE_MAX / PARTITIONS_MAX);

    if (product != all.count)
        report_product(diags, table, &all, axes, product);
    review_query(diags, table, axes);
    if (!dbt_find_macros(table, macros, &odd)) {
        review_path(diags, table, odd);
        return;
    }
    for (size_t i = 0; i < all.count; i++)
        if (!review_values(diags, table, &all.at[i]) ||
            !review_folder(diags, statement, macros, &all.at[i]))
            return;
}

/* When it registers partitions, the package does not quote the names of partition columns. */
static void review_keys(struct diags *diags, const struct table *table)
{
    for (size_t key = 0; key < table->keys.count; key++) {
        struct text name = table->keys.at[key].column.name;
        struct diag *diag;

        if (sql_is_bare(arena_lower(diags->arena, name.value), REDSHIFT))
            continue;
        diag = diag_add(diags, SP1032, name.span,
                        "dbt-external-tables registers partitions by this name without quotes");
        diag_label(diags, diag, "Redshift accepts this name only in quotes");
        offer_source_alone(diags, diag);
    }
}

static void review_location(struct diags *diags, const struct table *table)
{
    struct diag *diag;

    if (slice_find(table->location.value, ';') == table->location.value.len)
        return;
    diag =
        diag_add(diags, SP1032, table->location.span,
                 "dbt-external-tables splits the statements that register partitions at each `;`");
    offer_source_alone(diags, diag);
}

/* dbt puts quotes around the names of schemas and tables, but escapes nothing in them. */
static void review_name(struct diags *diags, struct text name)
{
    struct diag *diag;

    if (is_plain(name.value) && slice_find(name.value, '"') == name.value.len)
        return;
    diag = diag_add(diags, SP1032, name.span,
                    "dbt copies the quotes, backslashes and `;` of this name into SQL unescaped");
    diag_help(diags, diag, "leave this spec out for `dbt`");
}

void dbt_review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    review_name(diags, table->schema);
    review_name(diags, table->name);
    if (statement->kind != STATEMENT_ADD_PARTITIONS || statement->batch.first)
        return;
    review_keys(diags, table);
    review_location(diags, table);
    review_partitions(diags, statement);
}
