#include "model/conversion.h"

#define SCHEME SLICE("s3://")
#define DELTA_MANIFESTS SLICE("/_symlink_format_manifest/")

static struct text implied(struct slice value, struct span span)
{
    return (struct text){value, span, TEXT_OTHER};
}

/* The folder that holds a table's files. A Delta table's location is a folder of manifests within.
 */
static struct slice source_folder(const struct table *table)
{
    struct slice folder = table->location.value;

    if (slice_ends(folder, DELTA_MANIFESTS))
        folder.len -= DELTA_MANIFESTS.len - 1;
    return folder;
}

/* s3://bucket/raw/events/ -> s3://bucket/raw/events_parquet/ */
static struct text implied_location(struct arena *arena, const struct table *table)
{
    struct slice folder = source_folder(table);
    size_t bucket_end;

    if (!slice_starts(folder, SCHEME) || !slice_ends(folder, SLICE("/")))
        return (struct text){0};
    bucket_end = SCHEME.len + slice_find(slice_from(folder, SCHEME.len), '/') + 1;
    if (bucket_end >= folder.len)
        return (struct text){0};
    folder.len--;
    return implied(arena_printf(arena, "%.*s_parquet/", SLICE_ARG(folder)), table->location.span);
}

bool conversion_is_asked(const struct table *table)
{
    return table->parquet.span.source != NULL;
}

struct conversion conversion_of(struct arena *arena, const struct table *table)
{
    struct conversion parquet = table->parquet;

    if (!text_is_given(parquet.location))
        parquet.location = implied_location(arena, table);
    if (!text_is_given(parquet.name))
        parquet.name = implied(arena_printf(arena, "%.*s_parquet", SLICE_ARG(table->name.value)),
                               table->name.span);
    if (!text_is_given(parquet.schema))
        parquet.schema = table->schema;
    return parquet;
}

static bool is_called(const struct table *table, const struct conversion *parquet)
{
    return slice_eq_folded(table->name.value, parquet->name.value) &&
           slice_eq_folded(table->schema.value, parquet->schema.value);
}

/* Whether one folder lies in the other, or is it. */
static bool overlap(struct slice a, struct slice b)
{
    return a.len && b.len && (slice_starts(a, b) || slice_starts(b, a));
}

/* Whether another table's Parquet table may meet `location`: without a block, its name begins with
   the folder's. What is Parquet already has none. */
static bool may_meet(struct slice location, const struct table *other)
{
    struct slice folder = source_folder(other);

    if (format_in_force(&other->format) == FORMAT_PARQUET)
        return false;
    if (text_is_given(other->parquet.location))
        return overlap(location, other->parquet.location.value);
    folder.len -= folder.len > 0;
    return overlap(location, folder);
}

/* The table's location, or one of a partition, that the Parquet table's folder meets. */
static bool meets_source(const struct table *table, const struct conversion *parquet,
                         struct text *theirs)
{
    struct slice location = parquet->location.value, folder = source_folder(table);

    *theirs = table->location;
    if (overlap(location, folder) && !(is_called(table, parquet) && slice_eq(location, folder)))
        return true;
    for (size_t i = 0; i < table->entries.count; i++) {
        *theirs = table->entries.at[i].location;
        if (!is_called(table, parquet) && overlap(location, theirs->value))
            return true;
    }
    return false;
}

const struct document *conversion_collides(struct arena *arena, const struct model *model,
                                           const struct document *document, bool with_implied,
                                           struct text *theirs)
{
    struct conversion parquet = conversion_of(arena, &document->table);
    bool is_later = false;

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *other = model->documents.at[i];

        is_later = is_later || other == document;
        if (other->kind != DOCUMENT_TABLE)
            continue;
        if (meets_source(&other->table, &parquet, theirs))
            return other;
        if (is_later || !(with_implied || conversion_is_asked(&other->table)) ||
            !may_meet(parquet.location.value, &other->table))
            continue;
        *theirs = conversion_of(arena, &other->table).location;
        if (overlap(parquet.location.value, theirs->value))
            return other;
    }
    return NULL;
}

const struct document *conversion_namesake(struct arena *arena, const struct model *model,
                                           const struct document *document)
{
    struct conversion parquet = conversion_of(arena, &document->table);

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *other = model->documents.at[i];

        if (other->kind == DOCUMENT_TABLE && is_called(&other->table, &parquet) &&
            (other == document || !slice_eq(other->table.location.value, parquet.location.value)))
            return other;
    }
    return NULL;
}
