#include "path/encode.h"

#include "base/ascii.h"

static bool is_escaped(char byte)
{
    static const bool table[256] = {
        [0 ... 0x1f] = true, ['"'] = true, ['#'] = true, ['%'] = true,  ['\''] = true, ['*'] = true,
        ['/'] = true,        [':'] = true, ['='] = true, ['?'] = true,  ['\\'] = true, ['{'] = true,
        ['['] = true,        [']'] = true, ['^'] = true, [0x7f] = true,
    };

    return table[(unsigned char)byte];
}

bool path_needs_encoding(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (is_escaped(value.at[i]))
            return true;
    return value.len == 0;
}

void path_encode(struct str *out, struct slice value)
{
    static const char digits[] = "0123456789ABCDEF";

    if (!path_needs_encoding(value)) {
        str_add(out, value);
        return;
    }
    if (!value.len)
        str_puts(out, PATH_NULL_PARTITION);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char b = (unsigned char)value.at[i];
        const char escape[] = {'%', digits[b >> 4], digits[b & 15]};

        if (is_escaped(value.at[i]))
            str_add(out, (struct slice){escape, sizeof escape});
        else
            str_putc(out, value.at[i]);
    }
}

void path_decode(struct str *out, struct slice folder)
{
    for (size_t i = 0; i < folder.len; i++) {
        int high = i + 2 < folder.len ? ascii_hex(folder.at[i + 1]) : -1;
        int low = i + 2 < folder.len ? ascii_hex(folder.at[i + 2]) : -1;

        if (folder.at[i] == '%' && high >= 0 && low >= 0) {
            str_putc(out, (char)(high * 16 + low));
            i += 2;
        } else {
            str_putc(out, folder.at[i]);
        }
    }
}
