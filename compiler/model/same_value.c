#include "model/same_value.h"

bool same_when_read(const struct type *type, struct slice a, struct slice b)
{
    struct str one = {0}, other = {0};
    bool is_same;

    if (same_in_catalog(a, b))
        return true;
    type_put_value(&one, type, a);
    type_put_value(&other, type, b);
    is_same = slice_eq(str_slice(&one), str_slice(&other));
    str_release(&one);
    str_release(&other);
    return is_same;
}

size_t values_difference(const struct table *table, const struct slice *a, const struct slice *b)
{
    size_t key = 0;

    while (key < table->keys.count && same_in_catalog(a[key], b[key]))
        key++;
    return key;
}

void value_put_as_read(struct str *out, const struct key_column *key, struct slice value)
{
    if (!slice_is(value, PATH_NULL_PARTITION))
        type_put_value(out, key->column.type, value);
    str_putc(out, '\0');
}

void values_put_as_read(struct str *out, const struct table *table, const struct slice *values,
                        size_t count)
{
    for (size_t key = 0; key < count; key++)
        value_put_as_read(out, &table->keys.at[key], values[key]);
}
