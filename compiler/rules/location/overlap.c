/* Two tables over the same files. */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "path/encode.h"
#include "rules/location/location.h"

/* The folders of a domain's values, sorted. */
struct folders {
    struct slice *at;
    size_t count;
};

static int folder_cmp(const void *a, const void *b)
{
    return slice_cmp(*(const struct slice *)a, *(const struct slice *)b);
}

static struct folders folders_of(struct arena *arena, const struct domain *domain)
{
    struct folders folders = {arena_zalloc(arena, domain->values.count + 1, sizeof *folders.at),
                              domain->values.count};

    for (size_t i = 0; i < folders.count; i++) {
        struct str folder = {0};

        path_encode(&folder, domain->values.at[i].value);
        folders.at[i] = arena_copy(arena, str_slice(&folder));
        str_release(&folder);
    }
    qsort(folders.at, folders.count, sizeof *folders.at, folder_cmp);
    return folders;
}

/* The last folder that is not behind the text, or NULL. */
static const struct slice *folder_before(const struct folders *folders, struct slice text)
{
    size_t lo = 0, hi = folders->count;

    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;

        if (slice_cmp(folders->at[middle], text) <= 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo ? &folders->at[lo - 1] : NULL;
}

/* Whether the text starts with one of the folders: such a folder is also a start of what the text
   shares with the last one before it. */
static bool starts_with_one(const struct folders *folders, struct slice text)
{
    const struct slice *folder;

    while ((folder = folder_before(folders, text)) && !slice_starts(text, *folder)) {
        size_t shared = 0;

        while (shared < text.len && shared < folder->len && text.at[shared] == folder->at[shared])
            shared++;
        text = slice_cut(text, 0, shared);
    }
    return folder != NULL;
}

/* What a table reads: everything below `root`, its location followed by the path's text before
   the first placeholder. */
struct read_area {
    struct slice root;
    const struct table *table;
    const struct key_column *first; /* the first placeholder's; NULL: the whole folder is read */
    struct folders folders;         /* of the values that `first` lists */
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
    if (area->first->domain.kind == DOMAIN_VALUES)
        area->folders = folders_of(run->arena, &area->first->domain);
    return true;
}

static bool shares_value(const struct domain *a, const struct folders *b)
{
    for (size_t i = 0; i < a->values.count; i++)
        if (starts_with_one(b, a->values.at[i].value))
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
               key->domain.kind != DOMAIN_VALUES || shares_value(&key->domain, &inner->folders);
    if (key->domain.kind == DOMAIN_VALUES)
        return starts_with_one(&outer->folders, rest);
    if (key->domain.kind == DOMAIN_RANGE ||
        (key_date(key) && !key_date(key)->items.at[0].is_literal))
        return ascii_is_digit(rest.at[0]) || rest.at[0] == '-';
    return true;
}

/* Whether both are, or may be, one table, which other rules report. */
static bool may_be_one(const struct rule_run *run, const struct table *a, const struct table *b)
{
    const char *unknown;

    return tables_compare(run->catalogs, a->schema.value, a->name.value, b->schema.value,
                          b->name.value, &unknown) != TABLES_APART;
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

/* The nearest of the open areas that may hold `area`, or NULL. It looks at no more than
   LIMIT_AREAS of them, so that time stays in proportion to the tables. */
static const struct read_area *holder_of(const struct rule_run *run,
                                         const struct read_area *const *open, size_t depth,
                                         const struct read_area *area)
{
    for (size_t at = depth; at && depth - at < LIMIT_AREAS; at--)
        if (!may_be_one(run, open[at - 1]->table, area->table) && may_hold(open[at - 1], area))
            return open[at - 1];
    return NULL;
}

/* Sorted by root: an area can only be inside an earlier one, whose root starts its own. */
void rule_tables_overlap(struct rule_run *run, const struct document *none)
{
    size_t most = run->model->documents.count, count = 0, depth = 0;
    struct read_area *areas = arena_zalloc(run->arena, most + 1, sizeof *areas);
    const struct read_area **open = arena_zalloc(run->arena, most + 1, sizeof *open), *holder;

    (void)none;
    for (size_t i = 0; i < most; i++)
        if (read_area_of(run, run->model->documents.at[i], &areas[count]))
            areas[count++].serial = (uint32_t)i;
    qsort(areas, count, sizeof *areas, area_cmp);
    for (size_t i = 0; i < count; i++) {
        while (depth && !slice_starts(areas[i].root, open[depth - 1]->root))
            depth--;
        holder = holder_of(run, open, depth, &areas[i]);
        if (holder)
            report_overlap(run, holder, &areas[i]);
        open[depth++] = &areas[i];
    }
}
