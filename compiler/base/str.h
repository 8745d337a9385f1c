/*
 * A growable string that owns its bytes; zeroed means empty. For output of any size and for text
 * that outlives any arena. Exits when memory runs out (base/die.h).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stddef.h>

#include "base/slice.h"

struct str {
    char *at; /* not followed by a NUL */
    size_t len;
    size_t room;
};

void str_release(struct str *str);

/* Makes room for `more` bytes after the current ones; `len` does not change. */
void str_reserve(struct str *str, size_t more);

void str_printf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *str, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* In decimal. */
void str_add_int(struct str *str, long long number);

/* `text` with ASCII letters in lower case, as catalogs and Redshift store names. */
void str_add_lower(struct str *str, struct slice text);

/* A count with commas between thousands: 1,461. */
void str_put_count(struct str *str, unsigned long long count);

/* `byte`, `count` times. */
void str_fill(struct str *str, char byte, size_t count);

static inline struct slice str_slice(const struct str *str)
{
    return (struct slice){str->at, str->len};
}

static inline void str_add(struct str *str, struct slice text)
{
    if (text.len > str->room - str->len)
        str_reserve(str, text.len);
    if (text.len)
        memcpy(str->at + str->len, text.at, text.len);
    str->len += text.len;
}

static inline void str_puts(struct str *str, const char *text)
{
    str_add(str, slice_of(text));
}

static inline void str_putc(struct str *str, char byte)
{
    str_add(str, (struct slice){&byte, 1});
}

#endif
