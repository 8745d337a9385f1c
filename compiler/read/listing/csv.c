/*
 * S3 Inventory (facts: S3): CSV files whose columns are named only in manifest.json, with
 * URL-encoded keys; and the CSV result of the query over an inventory, which has folders.
 */
#include <errno.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/json.h"
#include "read/listing/columns.h"
#include "read/listing/encoding.h"

enum field_id { FIELD_BUCKET, FIELD_KEY, FIELD_SIZE, FIELD_LATEST, FIELD_DELETED, FIELD_ID_COUNT };

/* The index of each field; -1: absent. */
struct columns {
    int at[FIELD_ID_COUNT];
    int count; /* of all; 0: unknown */
};

static bool is_number(struct slice text)
{
    long long number;

    return slice_to_int(text, &number) && number >= 0;
}

static bool is_truth(struct slice text)
{
    return slice_eq_folded(text, SLICE("true")) || slice_eq_folded(text, SLICE("false"));
}

/* Guesses the columns of a file without its manifest from its first record: bucket and key come
   first; in an inventory of all versions, three fields about the version follow. */
static struct columns guess_columns(const struct csv_record *record)
{
    struct columns columns = {.at = {0, 1, -1, -1, -1}, .count = record->count};

    if (record->count == 1) {
        columns.at[FIELD_BUCKET] = -1;
        columns.at[FIELD_KEY] = 0;
    } else if (record->count > 2 && is_number(record->fields[2])) {
        columns.at[FIELD_SIZE] = 2;
    } else if (record->count > 4 && is_truth(record->fields[3]) && is_truth(record->fields[4])) {
        columns.at[FIELD_LATEST] = 3;
        columns.at[FIELD_DELETED] = 4;
        if (record->count > 5 && (is_number(record->fields[5]) || !record->fields[5].len))
            columns.at[FIELD_SIZE] = 5;
    }
    return columns;
}

static struct columns columns_of_schema(struct slice schema)
{
    static const char *const names[FIELD_ID_COUNT] = {"Bucket", "Key", "Size", "IsLatest",
                                                      "IsDeleteMarker"};
    struct columns columns = {.at = {-1, -1, -1, -1, -1}};

    while (schema.len) {
        size_t comma = slice_find(schema, ',');
        struct slice name = slice_trim(slice_cut(schema, 0, comma));

        for (int id = 0; id < FIELD_ID_COUNT; id++)
            if (slice_is(name, names[id]))
                columns.at[id] = columns.count;
        columns.count++;
        schema = slice_from(schema, comma < schema.len ? comma + 1 : comma);
    }
    return columns;
}

/* The field that a column of a result has the name of; FIELD_ID_COUNT: another. */
static enum field_id field_named(struct slice name)
{
    static const struct {
        const char *name;
        enum field_id id;
    } names[] = {
        {"bucket", FIELD_BUCKET},
        {"bucket_name", FIELD_BUCKET},
        {"key", FIELD_KEY},
        {"$path", FIELD_KEY},
        {"file", FIELD_KEY},
        {"filename", FIELD_KEY},
        {"path", FIELD_KEY},
        {"url", FIELD_KEY},
        {"object_key", FIELD_KEY},
        {"size", FIELD_SIZE},
        {"$size", FIELD_SIZE},
        {"$file_size", FIELD_SIZE},
        {"is_latest", FIELD_LATEST},
        {"islatest", FIELD_LATEST},
        {"is_delete_marker", FIELD_DELETED},
        {"isdeletemarker", FIELD_DELETED},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_folded(name, slice_of(names[i].name)))
            return names[i].id;
    return FIELD_ID_COUNT;
}

static struct columns columns_of_header(const struct csv_record *record)
{
    struct columns columns = {.at = {-1, -1, -1, -1, -1}, .count = record->count};

    for (int i = record->count; i-- > 0;) {
        enum field_id id = field_named(slice_trim(record->fields[i]));

        if (id != FIELD_ID_COUNT)
            columns.at[id] = i;
    }
    return columns;
}

bool listing_has_header(struct slice line)
{
    struct csv_record record = {0};
    bool has_key = csv_split(&record, line) && columns_of_header(&record).at[FIELD_KEY] >= 0;

    csv_release(&record);
    return has_key;
}

static struct slice field_of(const struct csv_record *record, const struct columns *columns,
                             enum field_id id)
{
    return columns->at[id] < 0 ? (struct slice){0} : record->fields[columns->at[id]];
}

/* Fills `object` as it stands in the record. False: nothing that is there now. */
static bool take_record(const struct csv_record *record, const struct columns *columns,
                        struct listed_key *object)
{
    long long size;

    *object = (struct listed_key){.bucket = field_of(record, columns, FIELD_BUCKET), .count = 1};
    if (slice_eq_folded(field_of(record, columns, FIELD_LATEST), SLICE("false")) ||
        slice_eq_folded(field_of(record, columns, FIELD_DELETED), SLICE("true")))
        return false;
    object->key = field_of(record, columns, FIELD_KEY);
    object->has_size = slice_to_int(field_of(record, columns, FIELD_SIZE), &size) && size >= 0;
    object->size = object->has_size ? (uint64_t)size : 0;
    return object->key.len > 0;
}

/* Gives the object of a record of an inventory, whose keys are URL-encoded. */
static void give_record(struct listing *listing, const struct csv_record *record,
                        const struct columns *columns)
{
    struct listed_key object;

    if (!take_record(record, columns, &object))
        return;
    if (columns->count == 1) {
        listing_split_url(&object);
    } else if (slice_find(object.key, '%') < object.key.len ||
               slice_find(object.key, '+') < object.key.len) {
        listing->key.len = 0;
        listing_decode_url(&listing->key, object.key);
        object.key = str_slice(&listing->key);
    }
    if (object.key.len)
        listing_give(listing, &object);
}

/* Gives the object of a row of a result, whose keys may be encoded, or URLs. */
static bool give_row(struct listing *listing, struct held_keys *held,
                     const struct csv_record *record, const struct columns *columns)
{
    struct listed_key object;

    if (!take_record(record, columns, &object))
        return true;
    if (listing_split_url(&object)) {
        if (object.key.len)
            listing_give(listing, &object);
        return true;
    }
    return held_give(held, listing, &object);
}

bool listing_read_named(struct listing *listing)
{
    struct csv_record record = {0};
    struct columns columns = {0};
    struct held_keys held = {0};
    struct slice line;
    bool is_good;

    while (listing_line(listing, &line, &is_good)) {
        if (!line.len)
            continue;
        is_good = csv_split(&record, line) && (!columns.count || record.count == columns.count);
        if (!is_good)
            is_good = listing_damaged(listing, "not a row of the columns that the header names");
        else if (!columns.count)
            columns = columns_of_header(&record);
        else
            is_good = give_row(listing, &held, &record, &columns);
        if (!is_good)
            break;
    }
    if (is_good)
        held_finish(&held, listing);
    held_release(&held);
    csv_release(&record);
    return is_good;
}

/* Reads the records of one data file. Guesses the columns if columns.count is 0. */
static bool read_records(struct listing *listing, struct columns columns)
{
    struct csv_record record = {0};
    struct slice line;
    bool is_good;

    while (listing_line(listing, &line, &is_good)) {
        if (!line.len)
            continue;
        if (!csv_split(&record, line)) {
            is_good = listing_damaged(listing, "not a record of comma-separated fields");
            break;
        }
        if (!columns.count)
            columns = guess_columns(&record);
        if (record.count != columns.count) {
            is_good = listing_damaged(listing, "%d fields, where %d were expected", record.count,
                                      columns.count);
            break;
        }
        give_record(listing, &record, &columns);
    }
    csv_release(&record);
    return is_good;
}

bool listing_read_inventory(struct listing *listing)
{
    return read_records(listing, (struct columns){0});
}

bool listing_read_folders(struct listing *listing)
{
    struct csv_record record = {0};
    struct listed_key object = {.is_folder = true, .has_size = true};
    struct slice line;
    bool is_good, is_past_header = false;

    while (listing_line(listing, &line, &is_good)) {
        long long count, size = 0;

        if (!line.len)
            continue;
        if (!is_past_header) {
            is_past_header = true;
            continue;
        }
        if (!csv_split(&record, line) || record.count != 3 || !is_number(record.fields[1]) ||
            !(is_number(record.fields[2]) || !record.fields[2].len)) {
            is_good = listing_advise(listing, "give the result of `partitions --inventory-query`",
                                     "not a folder, a count and a size");
            break;
        }
        slice_to_int(record.fields[1], &count);
        slice_to_int(record.fields[2], &size);
        object.key = record.fields[0];
        object.count = (uint64_t)count;
        object.size = (uint64_t)size;
        if (object.key.len)
            listing_give(listing, &object);
    }
    csv_release(&record);
    return is_good;
}

/* Finds a data file of a manifest: next to the manifest, in data/ next to it, or in data/ next to
   its folder. */
static const char *find_data(struct listing *listing, const char *key)
{
    static const char *const places[] = {"", "data/", "../data/"};
    struct arena *arena = listing->diags->arena;
    const char *slash = strrchr(listing->path, '/'), *name = strrchr(key, '/');
    int folder = slash ? (int)(slash - listing->path) + 1 : 0;

    name = name ? name + 1 : key;
    for (size_t i = 0; *name && i < sizeof places / sizeof *places; i++) {
        const char *path =
            arena_printf(arena, "%.*s%s%s", folder, listing->path, places[i], name).at;

        if (access(path, F_OK) == 0)
            return path;
    }
    listing->line = 0;
    listing_advise(listing,
                   "put the inventory's data files next to its manifest.json, or into data/",
                   "the data file `%s` does not exist", name);
    return NULL;
}

static bool read_data(struct listing *listing, const char *key, struct columns columns)
{
    const char *path = find_data(listing, key);
    struct stream stream = {.progress = listing->stream->progress,
                            .context = listing->stream->context};
    struct listing part = {
        .diags = listing->diags, .path = path, .stream = &stream, .sink = listing->sink};
    bool is_good;

    if (!path)
        return false;
    if (!stream_open(&stream, path)) {
        listing->line = 0;
        return listing_damaged(listing, "the data file `%s`: %s", path, stream.why);
    }
    is_good = read_records(&part, columns);
    if (is_good && stream.why)
        is_good = listing_stopped(&part);
    stream_close(&stream);
    str_release(&part.key);
    return is_good;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static bool read_files(struct listing *listing, const json_t *manifest)
{
    struct columns columns = columns_of_schema(slice_of(text_of(manifest, "fileSchema")));
    const json_t *files = json_object_get(manifest, "files");

    listing->line = 0;
    if (strcmp(text_of(manifest, "fileFormat"), "CSV") != 0)
        return listing_advise(listing,
                              "make a CSV inventory, or let Athena read it: `partitions "
                              "--inventory-query` writes the query",
                              "the inventory's format is `%s`, not CSV",
                              text_of(manifest, "fileFormat"));
    if (columns.at[FIELD_KEY] < 0 || columns.count > CSV_FIELDS_MAX)
        return listing_damaged(listing, "the manifest's fileSchema does not name a Key");
    if (!json_is_array(files))
        return listing_damaged(listing, "the manifest does not list any files");
    for (size_t i = 0; i < json_array_size(files); i++)
        if (!read_data(listing, text_of(json_array_get(files, i), "key"), columns))
            return false;
    return true;
}

/* Reads all of a small stream. */
static bool read_whole(struct listing *listing, struct str *text)
{
    struct stream *stream = listing->stream;

    do {
        str_add(text, (struct slice){stream->at, (size_t)(stream->end - stream->at)});
        stream->at = stream->end;
        if (text->len > SOURCE_MAX)
            return listing_damaged(listing, "the manifest is larger than 256 MiB");
    } while (stream_fill(stream));
    return !stream->why || stream->is_unreadable || listing_stopped(listing);
}

bool listing_read_manifest(struct listing *listing)
{
    struct str text = {0};
    json_error_t error;
    json_t *manifest;
    bool is_good = read_whole(listing, &text);

    if (is_good) {
        manifest = json_loadb(text.at, text.len, 0, &error);
        if (!manifest) {
            listing->line = error.line > 0 ? (uint64_t)error.line : 0;
            is_good = listing_damaged(listing, "the manifest is not valid JSON: %s", error.text);
        } else if (!listing->is_memory) {
            is_good = read_files(listing, manifest);
        }
        json_decref(manifest);
    }
    str_release(&text);
    return is_good;
}
