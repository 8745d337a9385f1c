/* A location that goes too far down: its end is also the start of the path, or is itself a date
   or a partition's folder. The path is appended to the location, so nothing is found there
   (facts: LOCATION). */
#include "base/ascii.h"
#include "rules/location/location.h"

enum {
    DATE_FOLDERS = 4, /* a date takes at most four: 2026/04/30/13 */
    FIRST_YEAR = 1970,
    LAST_YEAR = 2099
};

/* The whole folders of text that the path starts with, "raw/orders/"; empty if there are none. */
static struct slice path_head(const struct table *table)
{
    struct slice head = {0};
    size_t end;

    if (!table->path.pieces.count || !table->path.pieces.at[0].is_literal)
        return head;
    head = table->path.pieces.at[0].literal;
    for (end = head.len; end && head.at[end - 1] != '/';)
        end--;
    return slice_cut(head, 0, end);
}

/* How many bytes of `head`, in whole folders, the location also ends in: the most. */
static size_t repeated_len(struct slice location, struct slice head)
{
    for (size_t len = head.len; len; len--)
        if (head.at[len - 1] == '/' && slice_ends(location, slice_cut(head, 0, len)) &&
            location.at[location.len - len - 1] == '/')
            return len;
    return 0;
}

void rule_path_repeats(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text path = table->path.text, location = table->location;
    size_t len = text_is_given(path) ? repeated_len(location.value, path_head(table)) : 0;
    struct diag *diag;

    if (!len)
        return;
    diag = diag_add(run->diags, SP0415, text_span(path, 0, len),
                    "the path begins with `%.*s`, in which the location ends",
                    SLICE_ARG(slice_cut(path.value, 0, len)));
    diag_related(run->diags, diag,
                 text_span(location, location.value.len - len, location.value.len),
                 "the location ends in it");
    diag_note(run->diags, diag, "the folders are `%.*s%.*s...`", SLICE_ARG(location.value),
              SLICE_ARG(slice_cut(path.value, 0, len)));
    diag_help(run->diags, diag, "write `%.*s`; if the folders do repeat, say so under `allow`",
              SLICE_ARG(slice_from(path.value, len)));
    text_fix(run->diags, diag, path, 0, len, SLICE(""), false);
}

/* Adds a folder's digits to a date in ISO 8601; false if there is another character. */
static bool add_digits(struct str *date, struct slice folder)
{
    if (date->len)
        str_putc(date, date->len < 10 ? '-' : 'T');
    if (folder.len == 1)
        str_putc(date, '0');
    for (size_t i = 0; i < folder.len; i++) {
        if (ascii_is_digit(folder.at[i])) {
            str_putc(date, folder.at[i]);
            if (i + 1 < folder.len && ascii_is_digit(folder.at[i + 1]) &&
                (date->len == 4 || date->len == 7))
                str_putc(date, '-');
        } else if (strchr("-_.", folder.at[i]) && date->len < 10) {
            str_putc(date, '-');
        } else {
            return false;
        }
    }
    return true;
}

/* Whether the folders "2026/04/30" together are a date. */
static bool are_date(struct slice folders)
{
    struct str date = {0};
    struct civil when = {0};
    enum date_unit unit;
    bool is_date = true;

    while (is_date && folders.len) {
        size_t end = slice_find(folders, '/');

        is_date = end && add_digits(&date, slice_cut(folders, 0, end));
        folders = slice_from(folders, end < folders.len ? end + 1 : end);
    }
    is_date = is_date && date_parse(str_slice(&date), &when, &unit) && when.year >= FIRST_YEAR &&
              when.year <= LAST_YEAR;
    str_release(&date);
    return is_date;
}

/* Where the folder before offset `at` begins; `least` if there is none. */
static size_t folder_before(struct slice location, size_t at, size_t least)
{
    if (at <= least)
        return least;
    for (at--; at > least && location.at[at - 1] != '/';)
        at--;
    return at;
}

/* Where the dates begin in which the location ends; location.len if it does not. */
static size_t date_off(struct slice location)
{
    size_t least = location_bucket_end(location) + 1, end = location.len, at = end, found = end;

    if (end <= least || location.at[end - 1] != '/')
        return end;
    for (size_t i = 0; i < DATE_FOLDERS && at > least; i++) {
        at = folder_before(location, at, least);
        if (are_date(slice_cut(location, at, end - 1)))
            found = at;
    }
    return found;
}

/* Whether a folder is the Hive layout's `key=value`. */
static bool is_hive_folder(struct slice folder)
{
    size_t equals = slice_find(folder, '=');

    return equals && equals + 1 < folder.len;
}

/* The same for folders in the Hive layout: `year=2026/month=04/`. */
static size_t hive_off(struct slice location)
{
    size_t least = location_bucket_end(location) + 1, found = location.len;

    if (found <= least || location.at[found - 1] != '/')
        return found;
    while (found > least) {
        size_t at = folder_before(location, found, least);

        if (!is_hive_folder(slice_cut(location, at, found - 1)))
            break;
        found = at;
    }
    return found;
}

/* A table without partition columns may well be one folder of others. So may a plain date, for one
   whose partitions are not dates. */
void rule_location_dated(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct text location = table->location;
    size_t end = location.value.len, hive = hive_off(location.value);
    size_t at = hive < end || !table_date_fields(table) ? hive : date_off(location.value);
    struct diag *diag;

    if (at == end || !table->keys.count)
        return;
    diag = diag_add(run->diags, SP0416, text_span(location, at, end), "the location ends in %s",
                    hive < end ? "the folder of a partition" : "a date");
    diag_note(run->diags, diag, "the partitions are looked for inside `%.*s`",
              SLICE_ARG(slice_cut(location.value, at, end)));
    diag_help(run->diags, diag, "write `%.*s`; if the folder is meant, say so under `allow`",
              SLICE_ARG(slice_cut(location.value, 0, at)));
    text_fix(run->diags, diag, location, at, end, SLICE(""), false);
}
