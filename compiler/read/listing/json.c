/*
 * The output of `aws s3api list-objects-v2`, read token by token: a page is an object with
 * Contents; with --query it may be an array of objects with a Key, or of keys.
 */
#include "base/ascii.h"
#include "base/utf8.h"
#include "read/listing/encoding.h"

enum {
    DEPTH_MAX = 32,
    TEXT_MAX = STREAM_KEEP /* bytes of a string: the same as of a line */
};

struct json_reader {
    struct listing *listing;
    struct stream *in;
    struct str text;   /* the last string, or word */
    struct str key;    /* of the object being read */
    struct str bucket; /* named by the page */
    bool has_key;
    uint64_t size;
    bool has_size;
    uint64_t lines;    /* line ends so far */
    bool is_cut_short; /* the last page has a NextToken */
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
    const struct listed_key object = {.bucket = str_slice(&reader->bucket),
                                      .count = 1,
                                      .key = key,
                                      .size = reader->size,
                                      .has_size = reader->has_size};

    reader->listing->line = reader->lines + 1;
    return held_give(&reader->held, reader->listing, &object);
}

static bool read_size(struct json_reader *reader)
{
    long long size;

    if (!read_word(reader))
        return false;
    if (!slice_to_int(str_slice(&reader->text), &size) || size < 0)
        return bad(reader, "a Size that is not a number of bytes");
    reader->size = (uint64_t)size;
    reader->has_size = true;
    return true;
}

static bool read_value(struct json_reader *reader, int depth);

/* Reads the value of the member whose name is in reader->text. */
static bool read_named(struct json_reader *reader, int depth)
{
    struct slice name = str_slice(&reader->text);
    bool is_text = look(reader) == '"';

    if (slice_is(name, "Contents") && look(reader) == '[')
        return read_items(reader, ']', depth, read_value);
    if (slice_is(name, "Size") && look(reader) != 'n')
        return read_size(reader);
    if (!is_text)
        return skip_value(reader, depth);
    if (slice_is(name, "Key")) {
        reader->has_key = true;
        if (!read_string(reader))
            return false;
        reader->key.len = 0;
        str_add(&reader->key, str_slice(&reader->text));
        return true;
    }
    if (slice_is(name, "Name")) {
        if (!read_string(reader))
            return false;
        reader->bucket.len = 0;
        str_add(&reader->bucket, str_slice(&reader->text));
        return true;
    }
    if (slice_is(name, "EncodingType")) {
        if (!read_string(reader))
            return false;
        reader->held.is_told = reader->held.is_told || slice_is(str_slice(&reader->text), "url");
        return true;
    }
    reader->is_cut_short = reader->is_cut_short || slice_is(name, "NextToken") ||
                           slice_is(name, "NextContinuationToken");
    return read_string(reader);
}

static bool read_member(struct json_reader *reader, int depth)
{
    return read_string(reader) && expect(reader, ':', "a colon was expected") &&
           read_named(reader, depth);
}

/* Reads a page, an S3 object, an array of either, or a key. */
static bool read_value(struct json_reader *reader, int depth)
{
    switch (look(reader)) {
    case '[': return read_items(reader, ']', depth, read_value);
    case '"':
        reader->has_size = false;
        return read_string(reader) && give(reader, str_slice(&reader->text));
    case '{': break;
    default: return read_word(reader);
    }
    reader->has_key = reader->has_size = false;
    reader->size = 0;
    if (!read_items(reader, '}', depth, read_member))
        return false;
    if (reader->has_key && !give(reader, str_slice(&reader->key)))
        return false;
    reader->has_key = false;
    return true;
}

bool listing_read_json(struct listing *listing)
{
    struct json_reader reader = {.listing = listing, .in = listing->stream, .lines = listing->line};
    bool is_good = true;

    while (is_good && look(&reader) >= 0) {
        reader.is_cut_short = false;
        is_good = read_value(&reader, 0);
    }
    listing->line = 0;
    if (is_good)
        held_finish(&reader.held, listing);
    if (is_good && listing->stream->why && !listing->stream->is_unreadable)
        is_good = listing_stopped(listing);
    if (is_good && reader.is_cut_short)
        diag_help(listing->diags,
                  listing_report(listing, SP0904, "the last page says that more follow"),
                  "list without --max-items, or add the pages from its NextToken on");
    held_release(&reader.held);
    str_release(&reader.text);
    str_release(&reader.key);
    str_release(&reader.bucket);
    return is_good;
}
