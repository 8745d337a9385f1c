/* Fills in what a `parquet` block leaves out, and finds tables that its folder or name collides
   with. */
#include "model/conversion.h"

#include "model/location.h"

static struct text implied(struct slice value, struct span span)
{
    return (struct text){value, span, TEXT_OTHER};
}

/* s3://bucket/raw/events/ -> s3://bucket/raw/events_parquet/ */
static struct text implied_location(struct arena *arena, const struct table *table)
{
    struct slice folder = location_of_delta(table->location.value);

    if (!location_is_in_s3(folder) || !slice_ends(folder, SLICE("/")) ||
        !location_split(folder).prefix.len)
        return (struct text){0};
    folder = location_open(folder);
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

/* Cheap test, before the folder is built: whether the Parquet files of `other` may overlap
   `location`. Without a block, the name of their folder begins with that of the table's folder. A
   table that is Parquet already has none. */
static bool may_meet(struct slice location, const struct table *other)
{
    struct slice folder = location_of_delta(other->location.value);

    if (format_in_force(&other->format) == FORMAT_PARQUET)
        return false;
    if (text_is_given(other->parquet.location))
        return location_overlaps(location, other->parquet.location.value);
    folder.len -= folder.len > 0;
    return location_overlaps(location, folder);
}

/* Sets *theirs to the location of the table, or of one of its partitions, that overlaps the Parquet
   table's folder; false if none does. */
static bool meets_source(const struct table *table, const struct conversion *parquet,
                         struct text *theirs)
{
    struct slice location = parquet->location.value,
                 folder = location_of_delta(table->location.value);

    *theirs = table->location;
    if (location_overlaps(location, folder) &&
        !(is_called(table, parquet) && slice_eq(location, folder)))
        return true;
    for (size_t i = 0; i < table->entries.count; i++) {
        *theirs = table->entries.at[i].location;
        if (!is_called(table, parquet) && location_overlaps(location, theirs->value))
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
        if (location_overlaps(parquet.location.value, theirs->value))
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
