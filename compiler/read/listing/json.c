/*
 * The output of `aws s3api list-objects-v2`, list-objects and list-object-versions, read token by
 * token: a page is an object with a page's members; with --query it may be an array of objects with
 * a Key, of rows, or of keys. Tools whose JSON has an object a file (rclone, s5cmd, mc) are read
 * like such arrays. Any other object is refused by name: it must not count as an empty page.
 */
#include "base/ascii.h"
#include "base/utf8.h"
#include "read/listing/columns.h"
#include "read/listing/encoding.h"

enum {
    DEPTH_MAX = 32,
    TEXT_MAX = STREAM_KEEP /* bytes of a string: the same as of a line */
};

/* What the members of an object tell, so far. */
struct members {
    bool has_key, has_size;
    bool is_page;
    bool is_gone;      /* an older version, or a delete marker */
    bool is_folder;    /* not a file */
    bool is_cut_short; /* a page that says that more follow */
    bool is_continued; /* a page that follows another */
    bool has_prefix;   /* in reader->prefix */
    const struct refused_form *other;
    uint64_t size;
};

struct json_reader {
    struct listing *listing;
    struct stream *in;
    struct str text;        /* the last string, or word */
    struct str key;         /* of the object being read */
    struct str bucket;      /* named by the page */
    struct str prefix;      /* that the page was asked for */
    struct str last_prefix; /* that of the page before */
    struct members seen;    /* of that object */
    uint64_t given;         /* keys */
    uint64_t words;         /* numbers and the like in place of keys */
    uint64_t lines;         /* line ends so far */
    bool is_cut_short;      /* the last page says that more follow */
    const char *hole;       /* what says that pages are missing before the last; or NULL */
    struct held_keys held;
};

static bool bad(struct json_reader *reader, const char *what)
{
    reader->listing->line = reader->lines + 1;
    if (reader->in->why)
        return listing_stopped(reader->listing);
    return listing_damaged(reader->listing, "%s", what);
}

/* The next byte that is not white space, without taking it; -1 at the end. */
static int look(struct json_reader *reader)
{
    struct stream *in = reader->in;

    for (;;) {
        while (in->at < in->end && ascii_is_space(*in->at))
            reader->lines += *in->at++ == '\n';
        if (in->at < in->end)
            return (unsigned char)*in->at;
        if (!stream_fill(in))
            return -1;
    }
}

static int next_byte(struct json_reader *reader)
{
    if (reader->in->at == reader->in->end && !stream_fill(reader->in))
        return -1;
    return (unsigned char)*reader->in->at++;
}

static bool expect(struct json_reader *reader, char byte, const char *what)
{
    if (look(reader) != byte)
        return bad(reader, look(reader) < 0 ? "the JSON is cut off" : what);
    reader->in->at++;
    return true;
}

static bool read_unit(struct json_reader *reader, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int byte = next_byte(reader), digit = byte < 0 ? -1 : ascii_hex((char)byte);

        if (digit < 0)
            return bad(reader, "not four hexadecimal digits after `\\u`");
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return true;
}

static void put_utf8(struct str *out, uint32_t code)
{
    char bytes[UTF8_MAX];

    str_add(out, (struct slice){bytes, utf8_put(bytes, code)});
}

/* Reads the rest of an escape after `\u`; a surrogate pair is one character. */
static bool read_unicode(struct json_reader *reader)
{
    uint32_t code, low;

    if (!read_unit(reader, &code))
        return false;
    if (code >= 0xd800 && code < 0xdc00) {
        if (next_byte(reader) != '\\' || next_byte(reader) != 'u' || !read_unit(reader, &low) ||
            low < 0xdc00 || low > 0xdfff)
            return bad(reader, "half of a character after `\\u`");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code < 0xe000) {
        return bad(reader, "half of a character after `\\u`");
    }
    put_utf8(&reader->text, code);
    return true;
}

static bool read_escape(struct json_reader *reader)
{
    static const char marks[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    int byte = next_byte(reader);
    const char *mark = byte > 0 ? strchr(marks, byte) : NULL;

    if (byte == 'u')
        return read_unicode(reader);
    if (!mark)
        return bad(reader, "not a JSON escape after `\\`");
    str_putc(&reader->text, bytes[mark - marks]);
    return true;
}

/* The number of bytes in the block that need no treatment inside a string. */
static size_t plain_len(const struct stream *in)
{
    size_t here = (size_t)(in->end - in->at), len;
    const char *quote = here ? memchr(in->at, '"', here) : NULL;
    const char *slash;

    len = quote ? (size_t)(quote - in->at) : here;
    slash = len ? memchr(in->at, '\\', len) : NULL;
    return slash ? (size_t)(slash - in->at) : len;
}

/* Reads a string into reader->text. */
static bool read_string(struct json_reader *reader)
{
    struct stream *in = reader->in;

    reader->text.len = 0;
    if (!expect(reader, '"', "a string was expected"))
        return false;
    for (;;) {
        size_t len = plain_len(in);
        int byte;

        str_add(&reader->text, (struct slice){in->at, len});
        in->at += len;
        if (reader->text.len > TEXT_MAX)
            return bad(reader, "a string longer than any key");
        byte = next_byte(reader);
        if (byte == '"')
            return true;
        if (byte < 0)
            return bad(reader, "the JSON is cut off");
        if (byte == '\\' ? !read_escape(reader) : false)
            return false;
        if (byte != '\\')
            in->at--; /* the first byte of a new block */
    }
}

/* Reads a number, true, false or null into reader->text. */
static bool read_word(struct json_reader *reader)
{
    struct stream *in = reader->in;

    reader->text.len = 0;
    while (reader->text.len < 64 && (in->at < in->end || stream_fill(in)) &&
           (ascii_is_alnum(*in->at) || *in->at == '-' || *in->at == '+' || *in->at == '.'))
        str_putc(&reader->text, *in->at++);
    return reader->text.len > 0 ||
           bad(reader, look(reader) < 0 ? "the JSON is cut off" : "a value was expected");
}

static bool skip_value(struct json_reader *reader, int depth);

/* Reads the members of an object or the items of an array with `item`, up to the closing bracket.
 */
static bool read_items(struct json_reader *reader, char close, int depth,
                       bool (*item)(struct json_reader *reader, int depth))
{
    if (depth > DEPTH_MAX)
        return bad(reader, "nested too deeply");
    reader->in->at++;
    if (look(reader) == close) {
        reader->in->at++;
        return true;
    }
    for (;;) {
        if (!item(reader, depth + 1))
            return false;
        if (look(reader) == close) {
            reader->in->at++;
            return true;
        }
        if (!expect(reader, ',', "a comma was expected"))
            return false;
    }
}

static bool skip_member(struct json_reader *reader, int depth)
{
    return read_string(reader) && expect(reader, ':', "a colon was expected") &&
           skip_value(reader, depth);
}

static bool skip_value(struct json_reader *reader, int depth)
{
    switch (look(reader)) {
    case '{': return read_items(reader, '}', depth, skip_member);
    case '[': return read_items(reader, ']', depth, skip_value);
    case '"': return read_string(reader);
    default: return read_word(reader);
    }
}

static bool give(struct json_reader *reader, struct slice key)
{
    struct listed_key object = {.bucket = str_slice(&reader->bucket),
                                .count = 1,
                                .key = key,
                                .size = reader->seen.size,
                                .has_size = reader->seen.has_size};

    reader->given++;
    reader->listing->line = reader->lines + 1;
    if (!listing_split_url(&object))
        return held_give(&reader->held, reader->listing, &object);
    if (object.key.len)
        listing_give(reader->listing, &object);
    return true;
}

static bool read_size(struct json_reader *reader)
{
    long long size;

    if (!read_word(reader))
        return false;
    if (!slice_to_int(str_slice(&reader->text), &size))
        return bad(reader, "a Size that is not a number of bytes");
    reader->seen.size = size < 0 ? 0 : (uint64_t)size;
    reader->seen.has_size = size >= 0;
    return true;
}

static bool read_value(struct json_reader *reader, int depth);

static bool keep_string(struct json_reader *reader, struct str *out)
{
    if (!read_string(reader))
        return false;
    out->len = 0;
    str_add(out, str_slice(&reader->text));
    return true;
}

static bool is_one_of(struct slice name, const char *const *names)
{
    while (*names && !slice_is(name, *names))
        names++;
    return *names != NULL;
}

/* Takes note of a member by its name alone. */
static void note_name(struct members *seen, struct slice name, bool is_null)
{
    static const char *const of_pages[] = {
        "Contents", "Versions",       "DeleteMarkers", "CommonPrefixes", "IsTruncated",  "KeyCount",
        "MaxKeys",  "RequestCharged", "Prefix",        "KeyMarker",      "EncodingType", NULL};
    static const char *const of_more[] = {"NextToken", "NextContinuationToken", "NextMarker",
                                          "NextKeyMarker", NULL};
    const struct refused_form *other = refused_member(name);

    seen->is_page = seen->is_page || is_one_of(name, of_pages);
    seen->is_cut_short = seen->is_cut_short || (!is_null && is_one_of(name, of_more));
    seen->other = seen->other ? seen->other : other;
}

/* Reads true, false or another word after its name. */
static bool read_truth(struct json_reader *reader, bool *flag, bool flag_if)
{
    bool is_true;

    if (!read_word(reader))
        return false;
    is_true = slice_is(str_slice(&reader->text), "true");
    *flag = *flag || is_true == flag_if;
    return true;
}

static bool note_later(struct members *seen, size_t token_len)
{
    seen->is_continued = seen->is_continued || token_len;
    return true;
}

static bool read_text_of(struct json_reader *reader, struct slice name)
{
    struct members *seen = &reader->seen;
    static const char *const keys[] = {"Key", "Path", "key", NULL};
    static const char *const of_later[] = {"ContinuationToken", "StartAfter", "Marker", "KeyMarker",
                                           NULL};

    if (is_one_of(name, keys)) {
        seen->has_key = true;
        return keep_string(reader, &reader->key);
    }
    if (slice_is(name, "Prefix")) {
        seen->has_prefix = true;
        return keep_string(reader, &reader->prefix);
    }
    if (is_one_of(name, of_later))
        return read_string(reader) && note_later(seen, reader->text.len);
    if (slice_is(name, "Name") && !seen->has_key)
        return keep_string(reader, &reader->bucket);
    return read_string(reader);
}

static bool skip_folders(struct json_reader *reader, int depth)
{
    (void)depth;
    reader->listing->line = reader->lines + 1;
    return listing_advise(reader->listing, "list without --delimiter",
                          "a folder, not a key: the listing is not recursive");
}

/* Reads the value of the member whose name is in reader->text. */
static bool read_named(struct json_reader *reader, int depth)
{
    struct members *seen = &reader->seen;
    struct slice name = str_slice(&reader->text);
    int next = look(reader);

    note_name(seen, name, next == 'n');
    if (next == '[' && (slice_is(name, "Contents") || slice_is(name, "Versions")))
        return read_items(reader, ']', depth, read_value);
    if (next == '[' && slice_is(name, "CommonPrefixes"))
        return read_items(reader, ']', depth, skip_folders);
    if (next != 'n' && (slice_is(name, "Size") || slice_is(name, "size")))
        return read_size(reader);
    if (slice_is(name, "IsLatest") && next != '"')
        return read_truth(reader, &seen->is_gone, false);
    if (slice_is(name, "IsDir") && next != '"')
        return read_truth(reader, &seen->is_folder, true);
    if (slice_is(name, "IsTruncated") && next != '"')
        return read_truth(reader, &seen->is_cut_short, true);
    if (next != '"')
        return skip_value(reader, depth);
    if (slice_is(name, "EncodingType")) {
        if (!read_string(reader))
            return false;
        reader->held.is_told = reader->held.is_told || slice_is(str_slice(&reader->text), "url");
        return true;
    }
    return read_text_of(reader, name);
}

static bool read_member(struct json_reader *reader, int depth)
{
    return read_string(reader) && expect(reader, ':', "a colon was expected") &&
           read_named(reader, depth);
}

static bool refuse_object(struct json_reader *reader)
{
    const struct refused_form *other = reader->seen.other;

    return listing_refuse(reader->listing, other ? other->what : "a JSON object without a Key",
                          other
                              ? other->help
                              : "list with `aws s3api list-objects-v2`, and name the members of a "
                                "--query Key and Size");
}

/* Compares a page with the one before it, which it follows or should not have to. */
static void end_page(struct json_reader *reader)
{
    const struct members *seen = &reader->seen;
    const struct listing_sink *sink = reader->listing->sink;
    struct slice prefix = seen->has_prefix ? str_slice(&reader->prefix) : (struct slice){0};

    if (seen->is_continued && !reader->is_cut_short)
        reader->hole = "a page continues another that is not here";
    else if (reader->is_cut_short && !slice_eq(prefix, str_slice(&reader->last_prefix)))
        reader->hole = "a page says that more follow, and the next is of another prefix";
    if (sink->scope)
        sink->scope(sink->context, prefix);
    reader->is_cut_short = seen->is_cut_short;
    reader->last_prefix.len = 0;
    str_add(&reader->last_prefix, prefix);
}

/* Reads a page, or an object with a Key. */
static bool read_object(struct json_reader *reader, int depth)
{
    struct members outer = reader->seen;
    bool is_good;

    reader->seen = (struct members){0};
    if (!read_items(reader, '}', depth, read_member))
        return false;
    if (reader->seen.has_key)
        is_good = reader->seen.is_gone || reader->seen.is_folder ||
                  give(reader, str_slice(&reader->key));
    else
        is_good = reader->seen.is_page || refuse_object(reader);
    if (!reader->seen.has_key)
        end_page(reader);
    reader->seen = outer;
    return is_good;
}

/* Whether a string in a row can be its key: not a date, an ETag or a storage class. */
static bool may_be_key(struct slice text)
{
    static const char *const classes[] = {
        "STANDARD", "STANDARD_IA", "ONEZONE_IA",      "INTELLIGENT_TIERING",
        "GLACIER",  "GLACIER_IR",  "DEEP_ARCHIVE",    "REDUCED_REDUNDANCY",
        "OUTPOSTS", "SNOW",        "EXPRESS_ONEZONE", NULL};

    if (!text.len || text.at[0] == '"' || is_one_of(text, classes) || slice_is(text, "null"))
        return false;
    return !(text.len >= 20 && ascii_is_digit(text.at[0]) && text.at[4] == '-' &&
             text.at[7] == '-' && (text.at[10] == 'T' || text.at[10] == ' ') &&
             text.at[13] == ':' && text.at[16] == ':');
}

/* Reads a string: a key, or a field of a row, which is in an array in an array. */
static bool read_key(struct json_reader *reader, int depth)
{
    if (!read_string(reader))
        return false;
    if (depth == 0)
        return bad(reader, "a text alone, where pages or keys were expected");
    if (depth > 1 && !may_be_key(str_slice(&reader->text)))
        return true;
    reader->seen = (struct members){0};
    return give(reader, str_slice(&reader->text));
}

/* Reads a page, an S3 object, an array of either, a row, or a key. */
static bool read_value(struct json_reader *reader, int depth)
{
    switch (look(reader)) {
    case '[': return read_items(reader, ']', depth, read_value);
    case '"': return read_key(reader, depth);
    case '{': return read_object(reader, depth);
    default: break;
    }
    if (!read_word(reader))
        return false;
    reader->words += !slice_is(str_slice(&reader->text), "null");
    return true;
}

static void report_hole(const struct json_reader *reader)
{
    struct listing *listing = reader->listing;

    if (reader->hole)
        diag_help(listing->diags, listing_report(listing, SP0904, "%s", reader->hole),
                  "list all pages in one run, with `aws s3 ls --recursive`");
    else
        diag_help(listing->diags,
                  listing_report(listing, SP0904, "the last page says that more follow"),
                  "list without --max-items, or add the pages from its NextToken on");
}

bool listing_read_json(struct listing *listing)
{
    struct json_reader reader = {.listing = listing, .in = listing->stream, .lines = listing->line};
    bool is_good = true;

    while (is_good && look(&reader) >= 0) {
        is_good = read_value(&reader, 0);
    }
    listing->line = 0;
    if (is_good && reader.words && !reader.given)
        is_good = listing_refuse(listing, "JSON without a key",
                                 "list with `aws s3api list-objects-v2`");
    if (is_good)
        held_finish(&reader.held, listing);
    if (is_good && listing->stream->why && !listing->stream->is_unreadable)
        is_good = listing_stopped(listing);
    if (is_good && (reader.hole || reader.is_cut_short))
        report_hole(&reader);
    str_release(&reader.prefix);
    str_release(&reader.last_prefix);
    held_release(&reader.held);
    str_release(&reader.text);
    str_release(&reader.key);
    str_release(&reader.bucket);
    return is_good;
}
