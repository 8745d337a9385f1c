/* Listings with one object per line: `aws s3 ls`, keys, s3:// URLs. */
#include "base/ascii.h"
#include "base/bulk.h"
#include "base/utf8.h"
#include "read/listing/columns.h"

enum { SIZE_AT = 20 }; /* the size follows "2026-04-30 12:00:00 " */

/* Whether the text at `at` begins like "2026-04-30 12:00:00 ". Compares eight bytes at a time,
   since this is done for every line. In a digit the high half must be 3; the other bytes must be
   equal. */
static bool is_dated(const char *at)
{
    static const char form[] = "0000-00-00 00:00:00 ";
    static const char mask[] = "\xf0\xf0\xf0\xf0\xff\xf0\xf0\xff\xf0\xf0\xff"
                               "\xf0\xf0\xff\xf0\xf0\xff\xf0\xf0\xff";

    return !((((eight_bytes(at) ^ eight_bytes(form)) & eight_bytes(mask)) |
              ((eight_bytes(at + 8) ^ eight_bytes(form + 8)) & eight_bytes(mask + 8)) |
              ((eight_bytes(at + 12) ^ eight_bytes(form + 12)) & eight_bytes(mask + 12))));
}

/* Reads a number of eight digits, the first of which may be spaces: all at once, by adding pairs,
   then fours. False if they are anything else, or all spaces; *has_space says whether there were
   spaces. */
static bool read_eight(const char *at, uint64_t *number, bool *has_space)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word = eight_bytes(at), nibbles = word & ones * 0x0f;
    uint64_t spaces = (~word >> 4 & ones) * 0xff;

    *has_space = spaces != 0;
    if ((word & ones * 0xe0) != ones * 0x20 || ((nibbles + ones * 6) & ones * 0x10) ||
        (nibbles & spaces) || (spaces & (spaces + 1)) || spaces == UINT64_MAX)
        return false;
    nibbles = nibbles * (10 * 256 + 1) >> 8;
    nibbles = (nibbles & 0x00ff00ff00ff00ffu) * (100 * 65536 + 1) >> 16;
    *number = (nibbles & 0x0000ffff0000ffffu) * (10000 * 4294967296u + 1) >> 32;
    return true;
}

/* The usual size: right-aligned in ten columns, at most nine digits, followed by a space. */
static bool is_usual_size(const char *at, uint64_t *size)
{
    bool has_space;

    if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__ || at[0] != ' ' || at[10] != ' ' ||
        !read_eight(at + 2, size, &has_space))
        return false;
    if (at[1] == ' ')
        return true;
    *size += (uint64_t)(at[1] - '0') * 100000000;
    return ascii_is_digit(at[1]) && !has_space;
}

/* Reads the tail that --summarize adds, and checks its count against the lines. */
static bool take_total(struct listing *listing, struct slice line, uint64_t *count)
{
    struct slice text = slice_trim(line);
    long long total;

    if (!text.len || slice_starts(text, SLICE("Total Size:")))
        return true;
    if (slice_starts(text, SLICE("PRE ")))
        return listing_advise(listing, "list with `aws s3 ls --recursive`",
                              "a folder, not a key: the listing is not recursive");
    if (!slice_starts(text, SLICE("Total Objects:")))
        return listing_damaged(listing, "not a line that `aws s3 ls` writes");
    if (!slice_to_int(slice_trim(slice_from(text, 14)), &total) || total < 0)
        return listing_damaged(listing, "no count after `Total Objects:`");
    if ((uint64_t)total == *count) {
        *count = 0; /* another listing may follow */
        return true;
    }
    return listing_advise(listing, "make the listing again",
                          "it counts %lld objects, but %llu came before it", total,
                          (unsigned long long)*count);
}

/* Reads the size that --human-readable writes: like `900 Bytes` or `1.2 KiB`, right-aligned in ten
   columns. It is known only in Bytes. */
static bool take_rounded(struct slice *rest, uint64_t *size, bool *has_size)
{
    struct slice text = slice_trim(slice_cut(*rest, 0, rest->len < 10 ? rest->len : 10));
    struct slice unit = slice_from(text, slice_find(text, ' '));
    long long number = 0;

    if (rest->len < 12 || rest->at[10] != ' ')
        return false;
    *has_size = slice_is(unit, " Bytes") || slice_is(unit, " Byte");
    if (!*has_size && !(unit.len == 4 && slice_ends(unit, SLICE("iB"))))
        return false;
    if (*has_size && !slice_to_int(slice_cut(text, 0, text.len - unit.len), &number))
        return false;
    *size = (uint64_t)number;
    *rest = slice_from(*rest, 11);
    return true;
}

/* Reads the size at the front of *rest; the key remains. */
static bool take_size(struct listing *listing, struct slice *rest, uint64_t *size, bool *has_size)
{
    const char *at = rest->at, *end = at + rest->len;

    *has_size = true;
    if (rest->len > 11 && is_usual_size(at, size)) {
        *rest = slice_from(*rest, 11);
        return true;
    }
    if (take_rounded(rest, size, has_size))
        return true;
    while (at < end && *at == ' ')
        at++;
    for (*size = 0; at < end && ascii_is_digit(*at) && *size < UINT64_MAX / 100; at++)
        *size = *size * 10 + (uint64_t)(*at - '0');
    if (at == end || *at != ' ' || !ascii_is_digit(at[-1]))
        return listing_damaged(listing, "no size and key after the date");
    *rest = (struct slice){at + 1, (size_t)(end - at - 1)};
    if (rest->len)
        return true;
    return listing_damaged(listing, "a size without a key");
}

bool listing_read_ls(struct listing *listing)
{
    struct listed_key object = {.count = 1, .has_size = true};
    uint64_t count = 0;
    struct slice line;
    bool is_good;

    while (listing_line(listing, &line, &is_good)) {
        if (line.len < SIZE_AT || !is_dated(line.at)) {
            if (!take_total(listing, line, &count))
                return false;
            continue;
        }
        object.key = slice_from(line, SIZE_AT);
        if (!take_size(listing, &object.key, &object.size, &object.has_size))
            return false;
        count++;
        listing_give(listing, &object);
    }
    return is_good;
}

/* Whether one of eight bytes is a control character: below a space, or DEL. */
static inline bool has_control(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t deletes = word ^ ones * 0x7f;

    return (((word - ones * 0x20) & ~word) | ((deletes - ones) & ~deletes)) & ones * 0x80;
}

static bool is_key(struct slice key)
{
    size_t i = 0;

    for (; i + 8 <= key.len; i += 8)
        if (has_control(eight_bytes(key.at + i)))
            return false;
    for (; i < key.len; i++)
        if (ascii_is_control(key.at[i]))
            return false;
    return utf8_valid_len(key) == key.len;
}

/* Whether a line looks unlike most keys, so that it is worth a comparison with all forms. A date, a
   size or the name of an action has a blank after it early in the line. */
static bool is_suspect(struct slice key)
{
    enum { EARLY = 24 };

    return !ascii_is_alnum(key.at[0]) || (key.at[0] == 'h' && slice_starts(key, SLICE("http"))) ||
           memchr(key.at, ' ', key.len < EARLY ? key.len : EARLY);
}

/* Takes `;SIZE` off a key, as `rclone lsf --format ps` writes it; a folder has -1. False: none. */
static bool take_last_size(struct listed_key *object)
{
    struct slice key = object->key;
    size_t len = key.len;
    long long size;

    while (len && key.at[len - 1] != ';')
        len--;
    if (len < 2 || !slice_to_int(slice_from(key, len), &size))
        return false;
    object->key.len = len - 1;
    object->has_size = size >= 0;
    object->size = size < 0 ? 0 : (uint64_t)size;
    return true;
}

static bool report_no_key(struct listing *listing, struct slice line)
{
    if (slice_find(line, '\t') == line.len)
        return listing_damaged(listing, "not a key: it is not text");
    return listing_advise(listing, "list with `--output json`", "fields between tabs, not a key");
}

bool listing_read_keys(struct listing *listing)
{
    struct listed_key object = {.count = 1};
    bool is_good, is_first = true, has_sizes = false;

    while (listing_line(listing, &object.key, &is_good)) {
        if (!object.key.len)
            continue;
        if (!is_key(object.key))
            return report_no_key(listing, object.key);
        if (is_suspect(object.key) && (columns_are(object.key) || refused_line(object.key)))
            return listing_damaged(listing, "not a key, unlike the lines before");
        if (is_first)
            has_sizes = take_last_size(&object);
        else if (has_sizes && !take_last_size(&object))
            return listing_damaged(listing, "no size after the key, unlike the lines before");
        is_first = false;
        listing_give(listing, &object);
    }
    return is_good;
}

bool listing_read_urls(struct listing *listing)
{
    struct slice line;
    bool is_good;

    while (listing_line(listing, &line, &is_good)) {
        struct listed_key object = {.count = 1, .key = line};

        if (!line.len)
            continue;
        if (!listing_split_url(&object) || !is_key(line))
            return listing_damaged(listing, "not an s3:// URL, unlike the lines before");
        if (!object.key.len && !slice_ends(line, SLICE("/")))
            return listing_damaged(listing, "a URL of a bucket, without a key");
        if (object.key.len)
            listing_give(listing, &object);
    }
    return is_good;
}
