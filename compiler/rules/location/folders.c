/* The folders of a location: their slashes and characters, and files and partitions in them
   (facts: LOCATION; S3). */
#include "base/ascii.h"
#include "rules/location/location.h"

static bool is_data_file(struct slice name)
{
    static const struct slice endings[] = {
        SLICE(".csv"),   SLICE(".tsv"),    SLICE(".txt"),     SLICE(".log"),    SLICE(".json"),
        SLICE(".jsonl"), SLICE(".ndjson"), SLICE(".parquet"), SLICE(".orc"),    SLICE(".avro"),
        SLICE(".ion"),   SLICE(".gz"),     SLICE(".bz2"),     SLICE(".snappy"), SLICE(".zst"),
        SLICE(".lzo"),   SLICE(".zip"),
    };

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_ends(name, endings[i]))
            return true;
    return false;
}

static bool is_file(struct slice name)
{
    return (location_names_manifest(name) && !slice_eq(name, DELTA_MANIFESTS)) ||
           is_data_file(name);
}

/* A location that does not end in a slash. */
static void vet_end(struct rule_run *run, struct text location, bool takes_manifest)
{
    size_t end = location.value.len, at = location_name_off(location.value);
    struct slice name = slice_from(location.value, at);
    struct diag *diag;

    if (location_names_manifest(name) && takes_manifest)
        return;
    if (at > S3_SCHEME.len && is_file(name)) {
        diag = diag_add(run->diags, SP0411, text_span(location, at, end),
                        "the location is a file: expected a folder");
        diag_help(run->diags, diag, "end it at the folder: `%.*s`",
                  SLICE_ARG(slice_cut(location.value, 0, at)));
        return;
    }
    diag = diag_add(run->diags, SP0403, text_span(location, end, end),
                    "the location does not end in `/`");
    diag_label(run->diags, diag, "missing slash");
    diag_note(run->diags, diag, "without it, the prefix may also match folders with longer names");
    diag_help(run->diags, diag, "write `%.*s/`", SLICE_ARG(location.value));
    text_fix(run->diags, diag, location, end, end, SLICE("/"), true);
}

static void vet_manifest_folder(struct rule_run *run, struct text location)
{
    size_t end = location.value.len, at = location_name_off(location.value);
    struct slice name = slice_cut(location.value, at, end - 1);
    struct diag *diag;

    if (!slice_is(name, "manifest") && !slice_ends(name, SLICE(".manifest")) &&
        !slice_ends(name, SLICE("manifest.json")))
        return;
    diag = diag_add(run->diags, SP0413, text_span(location, at, end),
                    "with a trailing `/`, `%.*s` is a folder, not a manifest file",
                    SLICE_ARG(name));
    diag_help(run->diags, diag, "if it is a file, write `%.*s`",
              SLICE_ARG(slice_cut(location.value, 0, end - 1)));
}

/* Each run of slashes: a fix takes the whole run, and so its finding, away. */
static void vet_doubled(struct rule_run *run, struct text location)
{
    struct slice text = location.value;
    struct diag *diag;

    for (size_t at = S3_SCHEME.len, past; at < text.len; at = past + 1) {
        for (past = at; past < text.len && text.at[past] == '/';)
            past++;
        if (past < at + 2)
            continue;
        diag = diag_add(run->diags, SP0404, text_span(location, at, past),
                        "`%.*s` in the location is a folder without a name",
                        SLICE_ARG(slice_cut(text, at, past)));
        diag_help(run->diags, diag, "write a single `/`: `%.*s/%.*s`",
                  SLICE_ARG(slice_cut(text, 0, at)), SLICE_ARG(slice_from(text, past)));
        text_fix(run->diags, diag, location, at, past, SLICE("/"), true);
    }
}

void vet_slashes(struct rule_run *run, struct text location, bool takes_manifest)
{
    if (location.value.at[location.value.len - 1] != '/')
        vet_end(run, location, takes_manifest);
    else if (takes_manifest)
        vet_manifest_folder(run, location);
    vet_doubled(run, location);
}

void rule_location_slashes(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    vet_slashes(run, table->location, !table->keys.count);
}

static void wildcard(struct rule_run *run, struct text text, size_t at)
{
    struct diag *diag = diag_add(run->diags, SP0409, text_span(text, at, at + 1),
                                 "`%c` is not a wildcard: S3 takes it literally",
                                 text.value.at[at]);

    struct span head, tail;
    size_t lo = at;

    while (lo && text.value.at[lo - 1] != '/')
        lo--;
    head = text_span(text, 0, lo);
    tail = text_span(text, lo, text.value.len);
    if (lo && text.style != TEXT_OTHER &&
        slice_find(slice_from(text.value, at), '/') == text.value.len - at) {
        diag_note(run->diags, diag, "all files below a folder are read");
        if (head.source)
            diag_help(run->diags, diag, "write `%.*s`",
                      SLICE_ARG(slice_cut(head.source->text, head.lo, head.hi)));
        if (head.source && tail.hi > tail.lo)
            diag_fix(run->diags, diag, tail, SLICE(""), false);
        return;
    }
    diag_help(run->diags, diag,
              "end the location above it: all files below are read; to read only some folders, "
              "make their names a partition column");
}

static bool is_advised_against(char byte)
{
    return ascii_is_control(byte) || strchr(" \\{^}%`]\">[~<#|", byte);
}

static void odd_character(struct rule_run *run, struct text text, size_t at)
{
    char byte = text.value.at[at];
    struct diag *diag;

    if (byte == ' ' || ascii_is_control(byte))
        diag = diag_add(run->diags, SP0408, text_span(text, at, at + 1), "a %s in a folder's name",
                        byte == ' ' ? "space" : "control character");
    else
        diag = diag_add(run->diags, SP0408, text_span(text, at, at + 1),
                        "`%c` in a folder's name: S3 advises against it", byte);
    if (byte == '%')
        diag_help(run->diags, diag,
                  "if this was copied from a web address, write the character that it encodes");
    else
        diag_help(run->diags, diag, "if the folder really has this name, say so under `allow`");
}

static void vet_dots(struct rule_run *run, struct text text, size_t lo, size_t hi)
{
    struct slice name = slice_cut(text.value, lo, hi);

    if (slice_is(name, ".") || slice_is(name, ".."))
        diag_help(run->diags,
                  diag_add(run->diags, SP0410, text_span(text, lo, hi),
                           "`%.*s` does not navigate: S3 takes it for a folder's name",
                           SLICE_ARG(name)),
                  "write the full location, without it");
}

void vet_characters(struct rule_run *run, struct text text, size_t lo)
{
    size_t folder = lo;
    bool is_odd = false;

    for (size_t i = lo; i <= text.value.len; i++) {
        char byte = i < text.value.len ? text.value.at[i] : '/';

        if (byte == '/') {
            vet_dots(run, text, folder, i);
            folder = i + 1;
        } else if (byte == '*' || byte == '?') {
            wildcard(run, text, i);
            return;
        } else if (!is_odd && is_advised_against(byte)) {
            odd_character(run, text, i);
            is_odd = true;
        }
    }
}

/* "day" of day:%d */
static struct slice placeholder_name(struct slice inside)
{
    return slice_cut(inside, 0, slice_find(inside, ':'));
}

/* Whether a folder's name is `key=...` for a partition column, or has its placeholder. */
static bool is_partition_folder(const struct table *table, struct slice folder)
{
    size_t equals = slice_find(folder, '='), open = slice_find(folder, '{');
    size_t close = slice_find(folder, '}');

    if (open < close && close < folder.len &&
        table_key_named(table, placeholder_name(slice_cut(folder, open + 1, close))) <
            table->keys.count)
        return true;
    return equals < folder.len &&
           table_key_named(table, slice_cut(folder, 0, equals)) < table->keys.count;
}

void rule_location_partition(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text location = table->location;
    size_t lo = S3_SCHEME.len;

    while (lo < location.value.len) {
        size_t hi = lo + slice_find(slice_from(location.value, lo), '/');
        struct slice folder = slice_cut(location.value, lo, hi);

        if (is_partition_folder(table, folder)) {
            struct diag *diag = diag_add(run->diags, SP0405, text_span(location, lo, hi),
                                         "the location includes the folder of a partition");

            diag_note(run->diags, diag, "`path` describes what is below the location");
            diag_help(run->diags, diag, "end the location before it: `%.*s`",
                      SLICE_ARG(slice_cut(location.value, 0, lo)));
            return;
        }
        lo = hi + 1;
    }
}

void rule_location_characters(struct rule_run *run, const struct document *document)
{
    struct text location = document->table.location;

    vet_characters(run, location, location_bucket_end(location.value));
}
