#include "read/catalog_properties.h"

/* Properties that the catalog uses internally, or that repeat what the format says. */
static bool is_of_catalog(struct slice key)
{
    static const struct slice names[] = {
        SLICE("EXTERNAL"),
        SLICE("transient_lastDdlTime"),
        SLICE("last_modified_by"),
        SLICE("classification"),
        SLICE("last_modified_time"),
        SLICE("has_encrypted_data"),
        SLICE("typeOfData"),
        SLICE("compressionType"),
        SLICE("columnsOrdered"),
        SLICE("areColumnsQuoted"),
        SLICE("delimiter"),
        SLICE("objectCount"),
        SLICE("recordCount"),
        SLICE("averageRecordSize"),
        SLICE("sizeKey"),
        SLICE("numFiles"),
        SLICE("totalSize"),
        SLICE("rawDataSize"),
        SLICE("UPDATED_BY_CRAWLER"),
        SLICE("COLUMN_STATS_ACCURATE"),
        SLICE("bucketing_version"),
        SLICE("partition_filtering.enabled"),
        SLICE("CrawlerSchemaDeserializerVersion"),
        SLICE("CrawlerSchemaSerializerVersion"),
        SLICE("exclusions"),
        SLICE("spectrum.tableId"),
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq(names[i], key))
            return true;
    return false;
}

/* Athena's partition projection, which Redshift ignores. */
static bool is_of_projection(struct slice key)
{
    return slice_starts(key, SLICE("projection.")) ||
           slice_eq(key, SLICE("storage.location.template"));
}

void catalog_properties_clean(struct diags *diags, struct property_list *properties)
{
    bool is_projected = false;
    size_t kept = 0;

    for (size_t i = 0; i < properties->list.count; i++) {
        struct property property = properties->list.at[i];

        if (is_of_projection(property.key.value) && !is_projected) {
            is_projected = true;
            diag_help(diags,
                      diag_add(diags, SP1106, property.key.span,
                               "Athena's partition projection is left out: Redshift reads only "
                               "registered partitions"),
                      "give the partition columns their `date`, `values` or `range`, and list "
                      "`partitions`");
        }
        if (!is_of_projection(property.key.value) && !is_of_catalog(property.key.value))
            properties->list.at[kept++] = property;
    }
    properties->list.count = kept;
}
