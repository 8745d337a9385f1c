/* Single partitions that give their own location. */
#include "path/template.h"
#include "rules/location/location.h"

enum { RELATED_MAX = 4 }; /* places shown with a finding */

/* One value per partition column, in their order; NULL if the entry stands for several
   partitions. */
static const struct slice *single_values(struct rule_run *run, const struct table *table,
                                         const struct entry *entry)
{
    struct slice *values = arena_zalloc(run->arena, table->keys.count, sizeof *values);
    size_t found = 0;

    for (size_t i = 0; i < entry->values.count; i++) {
        if (entry->values.at[i].values.count != 1)
            return NULL;
        values[entry->values.at[i].key] = entry->values.at[i].values.at[0].value;
        found++;
    }
    return entry->is_range || found < table->keys.count ? NULL : values;
}

/* A partition of a Delta table may be the manifest in its folder. */
static bool may_be_manifest(const struct document *document)
{
    return document->broken & FACET_FORMAT ||
           format_in_force(&document->table.format) == FORMAT_DELTA;
}

/* An entry's own location is for one partition: no range, and one value per column. */
void rule_entry_location(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        if (!text_is_given(entry->location))
            continue;
        if (!single_values(run, table, entry)) {
            diag_help(run->diags,
                      diag_add(run->diags, SP0331, entry->location.span,
                               "one location for more than one partition"),
                      "give every partition column one value in this entry, or remove `location`");
        } else if (vet_scheme(run, entry->location)) {
            vet_bucket(run, entry->location);
            vet_slashes(run, entry->location, may_be_manifest(document));
            vet_characters(run, entry->location, location_bucket_end(entry->location.value));
        }
    }
}

/* The folder that the path gives the partition; empty if its date does not exist. */
static struct slice folder_by_path(struct rule_run *run, const struct table *table,
                                   const struct slice *values)
{
    struct path_renderer renderer = path_renderer_new(run->arena, table);
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
    struct civil when = {1, 1, 1, 0, 0};
    struct str folder = {0};
    struct slice copy;

    for (size_t key = 0; key < table->keys.count; key++) {
        const struct date_pattern *date = key_date(&table->keys.at[key]);

        if (date && !date_pattern_read(date, values[key], numbers))
            return (struct slice){0};
    }
    if (table_date_fields(table) && !date_fields_civil(numbers, &when))
        return (struct slice){0};
    str_add(&folder, table->location.value);
    path_render(&folder, &renderer, values, when);
    copy = arena_copy(run->arena, str_slice(&folder));
    str_release(&folder);
    return copy;
}

static struct diag *report_outside(struct rule_run *run, const struct table *table,
                                   struct text location)
{
    struct diag *diag = diag_add(run->diags, SP0412, location.span,
                                 "the partition is outside the table's location");

    diag_related(run->diags, diag, table->location.span, "the table's location is here");
    diag_help(run->diags, diag,
              "if its files were moved there, say so under `allow`; otherwise remove `location`");
    return diag;
}

static struct diag *report_other(struct rule_run *run, struct text location, struct slice expected)
{
    struct diag *diag = diag_add(run->diags, SP0340, location.span,
                                 "the partition is not where the path says");

    diag_note(run->diags, diag, "the path gives `%.*s`", SLICE_ARG(expected));
    diag_help(run->diags, diag,
              "remove `location`; if the files really are here, say so under `allow`");
    return diag;
}

/* Reports the first partition of each kind, and points to the others. */
void rule_entry_elsewhere(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *outside = NULL, *other = NULL;

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];
        struct slice expected;

        if (!text_is_given(entry->location))
            continue;
        if (!slice_starts(entry->location.value, table->location.value)) {
            if (!outside)
                outside = report_outside(run, table, entry->location);
            else if (outside->related.count < RELATED_MAX)
                diag_related(run->diags, outside, entry->location.span, "this one too");
            continue;
        }
        expected = folder_by_path(run, table, single_values(run, table, entry));
        if (!expected.len || slice_starts(entry->location.value, expected))
            continue;
        if (!other)
            other = report_other(run, entry->location, expected);
        else if (other->related.count < RELATED_MAX)
            diag_related(run->diags, other, entry->location.span, "this one too");
    }
}
