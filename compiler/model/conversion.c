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

static enum sameness compare(const struct catalogs *catalogs, const struct table *table,
                             const struct conversion *parquet, const char **unknown)
{
    return tables_compare(catalogs, table->schema.value, table->name.value, parquet->schema.value,
                          parquet->name.value, unknown);
}

/* Whether a spec of the Parquet table itself is this one. */
static bool is_parquet(const struct catalogs *catalogs, const struct table *table,
                       const struct conversion *parquet)
{
    const char *unknown;

    return compare(catalogs, table, parquet, &unknown) == TABLES_SAME;
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
static bool meets_source(const struct catalogs *catalogs, const struct table *table,
                         const struct conversion *parquet, struct text *theirs)
{
    struct slice location = parquet->location.value,
                 folder = location_of_delta(table->location.value);

    *theirs = table->location;
    if (location_overlaps(location, folder) &&
        !(is_parquet(catalogs, table, parquet) && slice_eq(location, folder)))
        return true;
    for (size_t i = 0; i < table->entries.count; i++) {
        *theirs = table->entries.at[i].location;
        if (location_overlaps(location, theirs->value) && !is_parquet(catalogs, table, parquet))
            return true;
    }
    return false;
}

const struct document *conversion_collides(struct arena *arena, const struct catalogs *catalogs,
                                           const struct document *document, bool with_implied,
                                           struct text *theirs)
{
    struct conversion parquet = conversion_of(arena, &document->table);
    const struct model *model = catalogs->model;
    bool is_later = false;

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *other = model->documents.at[i];

        is_later = is_later || other == document;
        if (other->kind != DOCUMENT_TABLE)
            continue;
        if (meets_source(catalogs, &other->table, &parquet, theirs))
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

/* Whether the Parquet table of `other` has this name, whatever its schema. Builds nothing. */
static bool is_named_so(const struct table *other, struct slice name)
{
    size_t len = other->name.value.len;

    if (text_is_given(other->parquet.name))
        return slice_eq_folded(other->parquet.name.value, name);
    return name.len > len && slice_eq_folded(slice_cut(name, 0, len), other->name.value) &&
           slice_eq_folded(slice_from(name, len), SLICE("_parquet"));
}

/* Compares the Parquet tables of both. */
static enum sameness compare_results(const struct catalogs *catalogs, const struct table *other,
                                     const struct conversion *parquet, const char **unknown)
{
    struct slice schema = text_is_given(other->parquet.schema) ? other->parquet.schema.value
                                                               : other->schema.value;

    if (!conversion_is_asked(other) || !is_named_so(other, parquet->name.value))
        return TABLES_APART;
    return tables_compare(catalogs, schema, parquet->name.value, parquet->schema.value,
                          parquet->name.value, unknown);
}

const struct document *conversion_namesake(struct arena *arena, const struct catalogs *catalogs,
                                           const struct document *document, const char **unknown)
{
    const struct model *model = catalogs->model;
    struct conversion parquet = conversion_of(arena, &document->table);
    const struct document *doubtful = NULL;
    bool is_later = false;

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *other = model->documents.at[i];
        enum sameness sameness = TABLES_APART;
        const char *part = NULL;

        is_later = is_later || other == document;
        if (other->kind != DOCUMENT_TABLE)
            continue;
        if (other == document || !slice_eq(other->table.location.value, parquet.location.value))
            sameness = compare(catalogs, &other->table, &parquet, &part);
        if (sameness == TABLES_APART && !is_later)
            sameness = compare_results(catalogs, &other->table, &parquet, &part);
        if (sameness == TABLES_SAME) {
            *unknown = NULL;
            return other;
        }
        if (sameness == TABLES_MAY_BE_SAME && !doubtful) {
            doubtful = other;
            *unknown = part;
        }
    }
    return doubtful;
}
