#include "base/utf8.h"

#include <utf8proc.h>

/* Bytes of the well-formed sequence at text.at, or 0 (Unicode 15, table 3-7). */
static size_t sequence_len(struct slice text)
{
    const unsigned char *b = (const unsigned char *)text.at;
    unsigned char low = 0x80, high = 0xbf;
    size_t len;

    if (b[0] < 0x80)
        return 1;
    if (b[0] < 0xc2 || b[0] > 0xf4)
        return 0;
    len = b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
    if (b[0] == 0xe0)
        low = 0xa0;
    else if (b[0] == 0xed)
        high = 0x9f;
    else if (b[0] == 0xf0)
        low = 0x90;
    else if (b[0] == 0xf4)
        high = 0x8f;
    if (text.len < len || b[1] < low || b[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((b[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

/* Whether the eight bytes at `at` are all ASCII. */
static bool are_eight_ascii(const char *at, const char *end)
{
    uint64_t eight;

    if ((size_t)(end - at) < sizeof eight)
        return false;
    memcpy(&eight, at, sizeof eight);
    return !(eight & 0x8080808080808080u);
}

size_t utf8_valid_len(struct slice text)
{
    size_t i = 0;

    while (i < text.len) {
        size_t len = 8;

        if (!are_eight_ascii(text.at + i, text.at + text.len))
            len = sequence_len(slice_from(text, i));
        if (!len)
            return i;
        i += len;
    }
    return i;
}

bool utf8_is_ascii(struct slice text)
{
    uint64_t all = 0;
    size_t i = 0;

    for (; i + sizeof all <= text.len; i += sizeof all) {
        uint64_t eight;

        memcpy(&eight, text.at + i, sizeof eight);
        all |= eight;
    }
    for (; i < text.len; i++)
        all |= (unsigned char)text.at[i];
    return !(all & 0x8080808080808080u);
}

void utf8_mend(struct str *out, struct slice text)
{
    while (text.len) {
        size_t valid = utf8_valid_len(text);

        str_add(out, slice_cut(text, 0, valid));
        if (valid == text.len)
            return;
        str_puts(out, "\xef\xbf\xbd");
        text = slice_from(text, valid + 1);
    }
}

uint32_t utf8_next(const char **at, const char *end)
{
    const unsigned char *b = (const unsigned char *)*at;
    size_t len = sequence_len((struct slice){*at, (size_t)(end - *at)});

    *at += len ? len : 1;
    switch (len) {
    case 1: return b[0];
    case 2: return (uint32_t)(b[0] & 0x1f) << 6 | (b[1] & 0x3f);
    case 3: return (uint32_t)(b[0] & 0x0f) << 12 | (uint32_t)(b[1] & 0x3f) << 6 | (b[2] & 0x3f);
    case 4:
        return (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3f) << 12 |
               (uint32_t)(b[2] & 0x3f) << 6 | (b[3] & 0x3f);
    default: return 0xfffd;
    }
}

size_t utf8_put(char *to, uint32_t code_point)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, (utf8proc_uint8_t *)to);
}

size_t utf8_count(struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;
    size_t count = 0;

    while (at < end) {
        if (are_eight_ascii(at, end)) {
            at += 8;
            count += 8;
        } else {
            utf8_next(&at, end);
            count++;
        }
    }
    return count;
}

int utf8_width(uint32_t code_point)
{
    if (code_point >= 0x20 && code_point < 0x7f)
        return 1;
    return utf8proc_charwidth((utf8proc_int32_t)code_point);
}

bool utf8_is_printable(uint32_t code_point)
{
    if (code_point < 0x7f)
        return code_point >= 0x20;
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    default: return true;
    }
}

/* Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties) of the categories that are
   printable; utf8_is_printable knows the others. */
bool utf8_is_visible(uint32_t code_point)
{
    static const struct {
        uint32_t first, last;
    } ignored[] = {{0x34f, 0x34f},   {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
                   {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0100, 0xe01ef}};

    if (code_point < 0x300)
        return utf8_is_printable(code_point);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (code_point >= ignored[i].first && code_point <= ignored[i].last)
            return false;
    return utf8_is_printable(code_point);
}
