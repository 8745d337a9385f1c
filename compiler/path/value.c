#include "path/value.h"

#include "path/encode.h"

static bool is_listed(const struct domain *domain, struct slice value)
{
    for (size_t i = 0; i < domain->values.count; i++)
        if (slice_eq(domain->values.at[i].value, value))
            return true;
    return false;
}

static enum value_fit fits_range(const struct domain *domain, struct slice value)
{
    char padded[32];
    long long number;
    int len;

    if (!slice_to_int(value, &number) || number < domain->from || number > domain->to)
        return VALUE_RANGE;
    len = snprintf(padded, sizeof padded, "%0*lld", (int)domain->width, number);
    if (len < 0 || (size_t)len >= sizeof padded)
        return VALUE_FITS; /* wider than any number: the rules reject such a width */
    return slice_is(value, padded) ? VALUE_FITS : VALUE_PADDING;
}

enum value_fit value_fits(const struct key_column *key, struct slice value, const char **why)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
    enum type_kind kind = key->column.type->kind;

    *why = "a value of the column";
    if (slice_eq(value, SLICE(PATH_NULL_PARTITION)))
        return kind == TYPE_CHAR || kind == TYPE_VARCHAR ? VALUE_FITS : VALUE_NULL;
    switch (key->domain.kind) {
    case DOMAIN_DATE:
        return date_pattern_read(key->domain.date, value, numbers) ? VALUE_FITS : VALUE_DATE;
    case DOMAIN_VALUES: return is_listed(&key->domain, value) ? VALUE_FITS : VALUE_UNKNOWN;
    case DOMAIN_RANGE: return fits_range(&key->domain, value);
    case DOMAIN_NONE: break;
    }
    return type_holds(key->column.type, value, why) ? VALUE_FITS : VALUE_TYPE;
}
