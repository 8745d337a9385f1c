/* The inspection as JSON, for programs. The format has its own version number. */
#include "base/json.h"
#include "report/inspection.h"

static json_t *date_text(struct civil when, enum date_unit unit)
{
    char buf[20];

    return json_text(date_format(buf, when, unit));
}

static void set_count(json_t *object, const char *key, uint64_t count)
{
    json_put(object, key, json_integer((json_int_t)count));
}

static void set_size(json_t *object, const char *key, bool is_known, uint64_t size)
{
    json_put(object, key, is_known ? json_integer((json_int_t)size) : json_null());
}

static json_t *keys_of(const struct survey *survey)
{
    json_t *keys = json_object();

    set_count(keys, "read", survey->keys);
    set_count(keys, "matched", survey->matched);
    set_count(keys, "hidden", survey->hidden);
    set_count(keys, "markers", survey->markers);
    set_count(keys, "outside", survey->outside);
    set_count(keys, "rejected", survey->missed);
    return keys;
}

static json_t *proposal_of(const struct inspection *inspection)
{
    json_t *proposal = json_object();
    struct text own = inspection->document->table.path.text;

    json_put(proposal, "location", json_text(inspection->proposal.location));
    if (inspection->proposal.is_new_path)
        json_put(proposal, "path", json_text(inspection->proposal.path));
    else if (text_is_given(own))
        json_put(proposal, "path", json_text(own.value));
    set_count(proposal, "keys", inspection->proposal.count);
    return proposal;
}

static json_t *coverage_json(const struct coverage *coverage)
{
    json_t *object = json_object(), *gaps = json_array();

    json_put(object, "unit", json_word(date_unit_name(coverage->unit)));
    json_put(object, "from", date_text(coverage->from, coverage->unit));
    json_put(object, "to", date_text(coverage->to, coverage->unit));
    set_count(object, "partitions_each", coverage->expected);
    set_count(object, "full", coverage->full);
    set_count(object, "partial", coverage->partial);
    set_count(object, "empty", coverage->empty);
    set_count(object, "missing", coverage->missing);
    for (size_t i = 0; i < coverage->gaps.count; i++) {
        const struct gap *gap = &coverage->gaps.at[i];
        json_t *item = json_object();

        json_put(item, "from", date_text(gap->from, coverage->unit));
        json_put(item, "to", date_text(gap->to, coverage->unit));
        set_count(item, "count", gap->count);
        json_push(gaps, item);
    }
    json_put(object, "gaps", gaps);
    return object;
}

static json_t *partition_json(const struct inspection *inspection,
                              const struct survey_folder *found)
{
    const struct table *table = &inspection->document->table;
    json_t *object = json_object(), *values = json_object();
    struct str location = {0};

    for (size_t i = 0; i < table->keys.count; i++) {
        struct slice name = table->keys.at[i].column.name.value;

        json_put_slice(values, name, found->values[i]);
    }
    str_add(&location, table->location.value);
    str_add(&location, survey_folder_name(found));
    json_put(object, "values", values);
    json_put(object, "location", json_text(str_slice(&location)));
    set_count(object, "files", found->files);
    set_size(object, "bytes", !found->is_unsized, found->bytes);
    set_size(object, "small_files", !found->is_unsized, found->small);
    str_release(&location);
    return object;
}

static json_t *sizes_json(const struct inspection *inspection)
{
    const struct coverage *coverage = &inspection->coverage;
    json_t *object = json_object();

    set_count(object, "bytes", coverage->bytes);
    set_count(object, "files", coverage->files);
    set_count(object, "small_files", coverage->small);
    set_count(object, "large_files", coverage->large);
    set_count(object, "least_partition", coverage->least);
    set_count(object, "median_partition", coverage->median);
    set_count(object, "most_partition", coverage->most);
    json_put(object, "usd_a_tb", json_real(inspection->price));
    json_put(object, "usd_of_all", json_real((double)coverage->bytes / 1e12 * inspection->price));
    json_put(object, "usd_of_one", json_real((double)coverage->median / 1e12 * inspection->price));
    return object;
}

void inspect_json(struct str *out, const struct inspection *inspection)
{
    const struct table *table = &inspection->document->table;
    struct survey_folder **all = survey_sorted(inspection->survey);
    json_t *object = json_object(), *partitions = json_array();

    json_put(object, "version", json_integer(1));
    json_put(object, "table", json_text(table_title(table, inspection->survey->arena)));
    json_put(object, "location", json_text(table->location.value));
    json_put(object, "keys", keys_of(inspection->survey));
    if (inspection->has_proposal)
        json_put(object, "proposal", proposal_of(inspection));
    if (inspection->coverage.has_dates)
        json_put(object, "coverage", coverage_json(&inspection->coverage));
    json_put(object, "sizes", inspection->survey->unsized ? json_null() : sizes_json(inspection));
    for (size_t i = 0; i < inspection->survey->count; i++)
        json_push(partitions, partition_json(inspection, all[i]));
    json_put(object, "partitions", partitions);
    json_print(out, object, JSON_UTF8);
}
