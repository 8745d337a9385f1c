/* Locations in S3 (facts: LOCATION; S3). */
#include "base/ascii.h"
#include "rules/rule.h"

static const struct slice scheme = SLICE("s3://");

/* Offset behind the bucket's name. */
static size_t bucket_end(struct slice location)
{
    return scheme.len + slice_find(slice_from(location, scheme.len), '/');
}

static void help_scheme(struct rule_run *run, struct diag *diag, struct text location)
{
    static const struct slice others[] = {SLICE("s3a://"), SLICE("s3n://"), SLICE("S3://"),
                                          SLICE("arn:aws:s3:::"), SLICE("s3:/"), SLICE("s3:")};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!slice_starts(location.value, others[i]))
            continue;
        diag_help(run->diags, diag, "write `s3://%.*s`",
                  SLICE_ARG(slice_from(location.value, others[i].len)));
        diag_fix(run->diags, diag, text_span(location, 0, others[i].len), scheme, true);
        return;
    }
    diag_help(run->diags, diag, "write `s3://bucket/prefix/`");
}

void rule_location_scheme(struct rule_run *run, const struct document *document)
{
    struct text location = document->table.location;

    if (slice_starts(location.value, scheme) && location.value.len > scheme.len)
        return;
    help_scheme(run,
                diag_add(run->diags, SP0401, location.span, "a location is `s3://bucket/prefix/`, not `%.*s`",
                         SLICE_ARG(location.value)),
                location);
}

static bool is_bucket_byte(char byte)
{
    return ascii_is_lower(byte) || ascii_is_digit(byte) || byte == '.' || byte == '-';
}

/* What is wrong with a bucket's name, or NULL. */
static const char *bucket_fault(struct slice bucket)
{
    if (bucket.len < 3 || bucket.len > 63)
        return "it has 3 to 63 characters";
    for (size_t i = 0; i < bucket.len; i++)
        if (!is_bucket_byte(bucket.at[i]))
            return "it is of lower-case letters, digits, dots and hyphens";
    if (!ascii_is_alnum(bucket.at[0]) || !ascii_is_alnum(bucket.at[bucket.len - 1]))
        return "it begins and ends with a letter or digit";
    if (slice_find_slice(bucket, SLICE("..")) < bucket.len)
        return "it has no two dots side by side";
    return NULL;
}

void rule_location_bucket(struct rule_run *run, const struct document *document)
{
    struct text location = document->table.location;
    size_t end = bucket_end(location.value);
    struct slice bucket = slice_cut(location.value, scheme.len, end);
    const char *fault = bucket_fault(bucket);

    if (fault)
        diag_note(run->diags,
                  diag_add(run->diags, SP0402, text_span(location, scheme.len, end),
                           "`%.*s` cannot be the name of a bucket", SLICE_ARG(bucket)),
                  "%s", fault);
}

/* A single object that lists the files: its name ends in "manifest", perhaps with an extension. */
static bool is_manifest(const struct table *table)
{
    struct slice location = table->location.value;
    size_t slash = location.len;
    struct slice name;

    while (slash && location.at[slash - 1] != '/')
        slash--;
    name = slice_from(location, slash);
    return !table->keys.count && slice_find_slice(name, SLICE("manifest")) < name.len;
}

void rule_location_slashes(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text location = table->location;
    size_t end = location.value.len;
    size_t doubled = scheme.len + slice_find_slice(slice_from(location.value, scheme.len), SLICE("//"));

    if (location.value.at[end - 1] != '/' && !is_manifest(table)) {
        struct diag *diag = diag_add(run->diags, SP0403, text_span(location, end, end),
                                     "the location does not end in `/`");

        diag_label(run->diags, diag, "a slash is missing here");
        diag_note(run->diags, diag, "without it the prefix may also match folders whose names go on");
        diag_help(run->diags, diag, "write `%.*s/`", SLICE_ARG(location.value));
        diag_fix(run->diags, diag, text_span(location, end, end), SLICE("/"), true);
    }
    if (doubled < end) {
        struct diag *diag = diag_add(run->diags, SP0404, text_span(location, doubled, doubled + 2),
                                     "`//` in the location is a folder without a name");

        diag_help(run->diags, diag, "write one `/`");
        diag_fix(run->diags, diag, text_span(location, doubled, doubled + 2), SLICE("/"), true);
    }
}

/* Whether a folder's name is `key=...` for a partition column. */
static bool is_partition_folder(const struct table *table, struct slice folder)
{
    size_t equals = slice_find(folder, '=');

    return equals < folder.len &&
           table_key_named(table, slice_cut(folder, 0, equals)) < table->keys.count;
}

void rule_location_partition(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text location = table->location;
    size_t lo = scheme.len;

    while (lo < location.value.len) {
        size_t hi = lo + slice_find(slice_from(location.value, lo), '/');
        struct slice folder = slice_cut(location.value, lo, hi);

        if (is_partition_folder(table, folder)) {
            struct diag *diag = diag_add(run->diags, SP0405, text_span(location, lo, hi),
                                         "the location holds the folder of a partition");

            diag_help(run->diags, diag, "end the location before it: `%.*s`",
                      SLICE_ARG(slice_cut(location.value, 0, lo)));
            return;
        }
        lo = hi + 1;
    }
}
