/* Two tables over the same files. */
#include <stdlib.h>

#include "base/ascii.h"
#include "path/encode.h"
#include "rules/location/location.h"

/* What a table reads: everything below `root`, its location followed by the path's text before
   the first placeholder. */
struct read_area {
    struct slice root;
    const struct table *table;
    const struct key_column *first; /* the first placeholder's; NULL: the whole folder is read */
    uint32_t serial;
};

static int area_cmp(const void *a, const void *b)
{
    const struct read_area *x = a, *y = b;
    int order = slice_cmp(x->root, y->root);

    return order ? order : (x->serial > y->serial) - (x->serial < y->serial);
}

/* False if the document is not a table, or has no usable location. */
static bool read_area_of(struct rule_run *run, const struct document *document,
                         struct read_area *area)
{
    const struct table *table = &document->table;
    const struct path_piece *piece = table->path.pieces.at;

    if (document->kind != DOCUMENT_TABLE ||
        document->broken & (FACET_NAMES | FACET_LOCATION | FACET_PATH | FACET_KEYS) ||
        !location_is_in_s3(table->location.value) || !slice_ends(table->location.value, SLICE("/")))
        return false;
    *area = (struct read_area){.root = table->location.value, .table = table};
    if (!table->path.pieces.count || !table->keys.count)
        return true;
    if (piece->is_literal) {
        area->root = arena_printf(run->arena, "%.*s%.*s", SLICE_ARG(table->location.value),
                                  SLICE_ARG(piece->literal));
        piece++;
    }
    if (piece == table->path.pieces.at + table->path.pieces.count ||
        table_key_named(table, piece->name) == table->keys.count)
        return false;
    area->first = &table->keys.at[table_key_named(table, piece->name)];
    return true;
}

static bool is_one_value(const struct domain *domain, struct slice text)
{
    for (size_t i = 0; i < domain->values.count; i++) {
        struct str folder = {0};
        bool is_start;

        path_encode(&folder, domain->values.at[i].value);
        is_start = slice_starts(text, str_slice(&folder));
        str_release(&folder);
        if (is_start)
            return true;
    }
    return false;
}

static bool shares_value(const struct domain *a, const struct domain *b)
{
    for (size_t i = 0; i < a->values.count; i++)
        if (is_one_value(b, a->values.at[i].value))
            return true;
    return false;
}

/* Whether a folder of `outer` may contain `inner`, whose root starts with outer's. */
static bool may_hold(const struct read_area *outer, const struct read_area *inner)
{
    struct slice rest = slice_from(inner->root, outer->root.len);
    const struct key_column *key = outer->first;

    if (!key)
        return true;
    if (!rest.len)
        return !inner->first || inner->first->domain.kind != DOMAIN_VALUES ||
               key->domain.kind != DOMAIN_VALUES ||
               shares_value(&key->domain, &inner->first->domain);
    if (key->domain.kind == DOMAIN_VALUES)
        return is_one_value(&key->domain, rest);
    if (key->domain.kind == DOMAIN_RANGE ||
        (key_date(key) && !key_date(key)->items.at[0].is_literal))
        return ascii_is_digit(rest.at[0]) || rest.at[0] == '-';
    return true;
}

static bool is_one_table(const struct table *a, const struct table *b)
{
    return slice_eq_folded(a->name.value, b->name.value) &&
           slice_eq_folded(a->schema.value, b->schema.value);
}

static void report_overlap(struct rule_run *run, const struct read_area *outer,
                           const struct read_area *inner)
{
    struct slice title = table_title(outer->table, run->arena);
    struct diag *diag;

    diag = diag_add(run->diags, SP0702, inner->table->location.span,
                    outer->first ? "partitions of the table `%.*s` may read these files too"
                                 : "the table `%.*s` reads these files too",
                    SLICE_ARG(title));
    diag_related(run->diags, diag, outer->table->location.span,
                 outer->first ? "its partitions are below here" : "everything below here is read");
    diag_help(run->diags, diag,
              "give each table its own folder; if both are meant to read the files, say so under "
              "`allow`");
}

/* Sorted by root: an area can only be inside an earlier one, whose root starts its own. */
void rule_tables_overlap(struct rule_run *run, const struct document *none)
{
    size_t most = run->model->documents.count, count = 0, depth = 0;
    struct read_area *areas = arena_zalloc(run->arena, most + 1, sizeof *areas);
    const struct read_area **open = arena_zalloc(run->arena, most + 1, sizeof *open);

    (void)none;
    for (size_t i = 0; i < most; i++)
        if (read_area_of(run, run->model->documents.at[i], &areas[count]))
            areas[count++].serial = (uint32_t)i;
    qsort(areas, count, sizeof *areas, area_cmp);
    for (size_t i = 0; i < count; i++) {
        size_t at;

        while (depth && !slice_starts(areas[i].root, open[depth - 1]->root))
            depth--;
        for (at = depth; at && (is_one_table(open[at - 1]->table, areas[i].table) ||
                                !may_hold(open[at - 1], &areas[i]));)
            at--;
        if (at)
            report_overlap(run, open[at - 1], &areas[i]);
        open[depth++] = &areas[i];
    }
}
