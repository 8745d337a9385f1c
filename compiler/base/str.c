#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"

void str_release(struct str *str)
{
    free(str->at);
    *str = (struct str){0};
}

void str_reserve(struct str *str, size_t more)
{
    size_t room = str->room ? str->room : 128;

    if (more > SIZE_MAX / 2 - str->len)
        die_out_of_memory(more);
    while (room - str->len < more)
        room *= 2;
    if (room == str->room)
        return;
    str->at = must_realloc(str->at, room);
    str->room = room;
    if (room >= BULK_SIZE)
        memory_is_bulk(str->at, room);
}

void str_fill(struct str *str, char byte, size_t count)
{
    if (!count)
        return;
    str_reserve(str, count);
    memset(str->at + str->len, byte, count);
    str->len += count;
}

void str_add_int(struct str *str, long long number)
{
    unsigned long long rest = number < 0 ? -(unsigned long long)number : (unsigned long long)number;
    char digits[24];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + rest % 10);
    } while (rest /= 10);
    if (number < 0)
        digits[--at] = '-';
    str_add(str, (struct slice){digits + at, sizeof digits - at});
}

void str_vprintf(struct str *str, const char *format, va_list args)
{
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        die_out_of_memory(0);
    str_reserve(str, (size_t)len + 1);
    vsnprintf(str->at + str->len, (size_t)len + 1, format, args);
    str->len += (size_t)len;
}

void str_printf(struct str *str, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    str_vprintf(str, format, args);
    va_end(args);
}

void str_add_lower(struct str *str, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        str_putc(str, ascii_lower(text.at[i]));
}

void str_put_count(struct str *str, unsigned long long count)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", count);

    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            str_putc(str, ',');
        str_putc(str, digits[i]);
    }
}
