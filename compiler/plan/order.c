#include "plan/order.h"

enum { ROOM = ORDER_WORDS * 8, NOT_NEGATIVE = 0x80 };

struct writer {
    struct order *order;
    size_t len; /* of the whole text; bytes after ROOM are dropped */
};

static void put(struct writer *writer, unsigned byte)
{
    size_t at = writer->len++;

    if (at < ROOM)
        writer->order->words[at / 8] |= (uint64_t)(byte & 0xff) << (56 - at % 8 * 8);
}

/* The number of bytes, then the bytes, the most significant first; all inverted below zero. */
static void put_number(struct writer *writer, long long number)
{
    uint64_t size = (uint64_t)(number < 0 ? ~number : number);
    unsigned turned = number < 0 ? 0xff : 0, count = 0;

    while (count < 8 && size >> 8 * count)
        count++;
    put(writer, (NOT_NEGATIVE + count) ^ turned);
    while (count-- > 0)
        put(writer, (unsigned)(size >> 8 * count & 0xff) ^ turned);
}

/* Integers by value; those of equal value by their bytes, which differ in leading zeros. */
static bool put_integer(struct writer *writer, struct slice value)
{
    struct slice digits = value.len && value.at[0] == '-' ? slice_from(value, 1) : value;
    unsigned zeros = 0;
    long long number;

    if (!slice_to_int(value, &number) || value.at[0] == '+' || (!number && value.at[0] == '-') ||
        value.len > 0xff)
        return false;
    while (zeros + 1 < digits.len && digits.at[zeros] == '0')
        zeros++;
    put_number(writer, number);
    put(writer, number ? 0xff - zeros : zeros);
    return true;
}

/* The bytes, then a zero, which does not occur in them. */
static bool put_text(struct writer *writer, struct slice value)
{
    for (size_t i = 0; i < value.len && writer->len < ROOM; i++) {
        if (!value.at[i])
            return false;
        put(writer, (unsigned char)value.at[i]);
    }
    put(writer, 0);
    return true;
}

bool order_of(const struct table *table, const struct slice *values, struct order *order)
{
    struct writer writer = {.order = order};

    *order = (struct order){{0}};
    for (size_t i = 0; i < table->keys.count && writer.len < ROOM; i++)
        if (!(type_is_integer(table->keys.at[i].column.type->kind) ? put_integer(&writer, values[i])
                                                                   : put_text(&writer, values[i])))
            return false;
    return true;
}
