#include "base/slice.h"

#include <limits.h>

#include "base/ascii.h"

int slice_cmp(struct slice a, struct slice b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.at, b.at, shared) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool slice_eq_folded_bytes(struct slice a, struct slice b)
{
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
            return false;
    return true;
}

size_t slice_find(struct slice a, char byte)
{
    const char *hit = a.len ? memchr(a.at, byte, a.len) : NULL;

    return hit ? (size_t)(hit - a.at) : a.len;
}

size_t slice_find_slice(struct slice a, struct slice needle)
{
    size_t i = 0;

    if (!needle.len)
        return 0;
    while (i + needle.len <= a.len) {
        i += slice_find(slice_from(a, i), needle.at[0]);
        if (i < a.len && slice_starts(slice_from(a, i), needle))
            return i;
        i++;
    }
    return a.len;
}

struct slice slice_trim(struct slice a)
{
    while (a.len && ascii_is_space(a.at[0]))
        a = slice_from(a, 1);
    while (a.len && ascii_is_space(a.at[a.len - 1]))
        a.len--;
    return a;
}

bool slice_to_int(struct slice a, long long *value)
{
    bool negative = a.len && a.at[0] == '-';
    size_t i = a.len && (a.at[0] == '-' || a.at[0] == '+');
    long long sum = 0;

    if (i == a.len)
        return false;
    for (; i < a.len; i++) {
        int digit = a.at[i] - '0';

        if (!ascii_is_digit(a.at[i]))
            return false;
        if (sum < (LLONG_MIN + digit) / 10)
            return false;
        sum = sum * 10 - digit; /* negative: the range below zero is larger by one */
    }
    if (!negative && sum == LLONG_MIN)
        return false;
    *value = negative ? sum : -sum;
    return true;
}
