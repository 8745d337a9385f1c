#include "read/listing/listing.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "read/listing/columns.h"

static bool is_digits(struct slice text, const char *mask)
{
    if (text.len < strlen(mask))
        return false;
    for (size_t i = 0; mask[i]; i++)
        if (mask[i] == '0' ? !ascii_is_digit(text.at[i]) : text.at[i] != mask[i])
            return false;
    return true;
}

static bool is_ls(struct slice text)
{
    struct slice trimmed = slice_trim(text);

    return is_digits(text, "0000-00-00 00:00:00 ") || slice_starts(trimmed, SLICE("PRE ")) ||
           slice_starts(trimmed, SLICE("Total Objects:"));
}

static bool is_manifest(struct slice text)
{
    size_t source = slice_find_slice(text, SLICE("\"sourceBucket\""));
    size_t schema = slice_find_slice(text, SLICE("\"fileSchema\""));
    size_t contents = slice_find_slice(text, SLICE("\"Contents\""));

    return (source < text.len && source < contents) || (schema < text.len && schema < contents);
}

/* Whether the text can be keys: no control characters except line ends and tabs; UTF-8, except for
   a character that the end of the block may cut. */
static bool is_text(struct slice text)
{
    size_t valid = utf8_valid_len(text);

    for (size_t i = 0; i < text.len; i++)
        if (ascii_is_control(text.at[i]) && !ascii_is_space(text.at[i]))
            return false;
    return text.len - valid < 4;
}

static struct slice first_line(struct slice head)
{
    struct slice line = slice_cut(head, 0, slice_find(head, '\n'));

    line.len -= line.len && line.at[line.len - 1] == '\r';
    return line;
}

/* Whether it is `bucket,key,size`, as other programs write an inventory. */
static bool is_bare_inventory(struct slice line)
{
    size_t comma = slice_find(line, ',');
    struct slice rest = slice_from(line, comma < line.len ? comma + 1 : comma);
    size_t second = slice_find(rest, ',');
    long long size;

    if (slice_find(line, '/') < comma || second == rest.len)
        return false;
    rest = slice_from(rest, second + 1);
    return slice_to_int(slice_cut(rest, 0, slice_find(rest, ',')), &size);
}

static bool is_url(struct slice line)
{
    struct listed_key object = {.key = line};

    return listing_split_url(&object);
}

/* The form, judged by the first line that is not blank; LISTING_FORM_COUNT: not recognized. */
static enum listing_form form_of(struct slice head)
{
    struct slice text = head, line = first_line(head);

    while (text.len && ascii_is_space(text.at[0]))
        text = slice_from(text, 1);
    if (!text.len)
        return LISTING_EMPTY;
    if (is_ls(text))
        return LISTING_LS;
    if (columns_are(line))
        return LISTING_COLUMNS;
    if (refused_line(line))
        return LISTING_REFUSED;
    if (text.at[0] == '{' && is_manifest(text))
        return LISTING_MANIFEST;
    if (text.at[0] == '{' || text.at[0] == '[' || slice_is(line, "null"))
        return LISTING_JSON;
    if (slice_starts(text, SLICE("\"folder\",")))
        return LISTING_FOLDERS;
    if (listing_has_header(line))
        return LISTING_NAMED;
    if (text.at[0] == '"' || is_bare_inventory(line))
        return LISTING_INVENTORY;
    if (is_url(text))
        return LISTING_URLS;
    return is_text(slice_cut(head, 0, head.len < 4096 ? head.len : 4096)) ? LISTING_KEYS
                                                                          : LISTING_FORM_COUNT;
}

static void report_no_listing(struct listing *listing)
{
    struct diag *diag = listing_report(listing, SP0901, "not a recognizable S3 listing");

    diag_help(listing->diags, diag,
              "give the output of `aws s3 ls --recursive` or `aws s3api list-objects-v2`, keys "
              "or s3:// URLs one per line, or an S3 Inventory: its manifest.json, or a CSV file "
              "of it");
}

static bool refuse(struct listing *listing, const struct refused_form *form)
{
    return listing_refuse(listing, form->what, form->help);
}

static struct slice block_of(const struct stream *stream)
{
    return (struct slice){stream->at, (size_t)(stream->end - stream->at)};
}

static void skip_blank_lines(struct listing *listing)
{
    struct stream *stream = listing->stream;

    for (const char *at = stream->at; at < stream->end && ascii_is_space(*at); at++) {
        if (*at != '\n')
            continue;
        listing->line++;
        stream->at = at + 1;
    }
}

/* Passes over the byte order mark and the blank lines at the start, however many, and takes in
   enough of the rest to know the form by: whole lines. */
static struct slice head_of(struct listing *listing)
{
    struct stream *stream = listing->stream;

    if (slice_starts(block_of(stream), SLICE("\xef\xbb\xbf")))
        stream->at += 3;
    do
        skip_blank_lines(listing);
    while (stream->end - stream->at <= STREAM_KEEP && stream_fill(stream));
    return block_of(stream);
}

static bool read_form(struct listing *listing)
{
    struct stream *stream = listing->stream;
    struct slice head = head_of(listing);

    switch (form_of(head)) {
    case LISTING_EMPTY: return stream->why ? listing_stopped(listing) : true;
    case LISTING_LS: return listing_read_ls(listing);
    case LISTING_JSON: return listing_read_json(listing);
    case LISTING_KEYS: return listing_read_keys(listing);
    case LISTING_URLS: return listing_read_urls(listing);
    case LISTING_INVENTORY: return listing_read_inventory(listing);
    case LISTING_MANIFEST: return listing_read_manifest(listing);
    case LISTING_FOLDERS: return listing_read_folders(listing);
    case LISTING_COLUMNS: return listing_read_columns(listing);
    case LISTING_NAMED: return listing_read_named(listing);
    case LISTING_REFUSED: return refuse(listing, refused_line(first_line(head)));
    case LISTING_FORM_COUNT: break;
    }
    report_no_listing(listing);
    return false;
}

static enum listing_result read_stream(struct listing *listing, const char **why)
{
    bool is_good;

    listing->stream->progress = listing->sink->progress;
    listing->stream->context = listing->sink->progress_context;
    is_good = read_form(listing);
    *why = listing->stream->why;
    str_release(&listing->key);
    if (listing->stream->is_unreadable)
        return LISTING_UNREADABLE;
    return is_good ? LISTING_READ : LISTING_BAD;
}

enum listing_result listing_read(struct diags *diags, const char *path,
                                 const struct listing_sink *sink, const char **why)
{
    struct stream stream = {0};
    struct listing listing = {.diags = diags, .path = path, .stream = &stream, .sink = sink};
    enum listing_result result;

    if (!stream_open(&stream, path)) {
        *why = stream.why;
        return LISTING_UNREADABLE;
    }
    result = read_stream(&listing, why);
    stream_close(&stream);
    return result;
}

enum listing_result listing_read_bytes(struct diags *diags, const char *path, struct slice bytes,
                                       const struct listing_sink *sink)
{
    struct stream stream = {0};
    struct listing listing = {
        .diags = diags, .path = path, .is_memory = true, .stream = &stream, .sink = sink};
    enum listing_result result;
    const char *why;

    stream_open_bytes(&stream, bytes);
    result = read_stream(&listing, &why);
    stream_close(&stream);
    return result;
}
