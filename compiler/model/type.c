/* Properties of each kind of type, from grammar/types.def; prints and compares types. */
#include "model/type.h"

#include "base/ascii.h"

enum { NO_KEY, MAY_BE_KEY };

#define OPEN_NO_PARAMETERS ""
#define OPEN_LENGTH "("
#define OPEN_PRECISION "("
#define OPEN_NESTED "<"

static const struct {
    const char *spelling;
    enum type_parameters parameters;
    bool may_be_key;
    const char *words[TYPE_WORDS_COUNT];
} kinds[] = {
#define TYPE(id, spelling, parameters, as_key, hive, postgres, duckdb)                             \
    {spelling, TAKES_##parameters, as_key, {spelling OPEN_##parameters, hive, postgres, duckdb}},
#include "grammar/types.def"
};

const char *type_word(enum type_kind kind)
{
    return kinds[kind].spelling;
}

bool type_is_nested(enum type_kind kind)
{
    return kinds[kind].parameters == TAKES_NESTED;
}

bool type_is_integer(enum type_kind kind)
{
    return kind == TYPE_SMALLINT || kind == TYPE_INTEGER || kind == TYPE_BIGINT;
}

bool type_may_be_key(enum type_kind kind)
{
    return kinds[kind].may_be_key;
}

enum type_parameters type_parameters(enum type_kind kind)
{
    return kinds[kind].parameters;
}

static bool fields_eq(const struct type *a, const struct type *b)
{
    if (a->fields.count != b->fields.count)
        return false;
    for (size_t i = 0; i < a->fields.count; i++)
        if (!slice_eq_folded(a->fields.at[i].name, b->fields.at[i].name) ||
            !type_eq(a->fields.at[i].type, b->fields.at[i].type))
            return false;
    return true;
}

bool field_is_lost(const struct field *field)
{
    for (size_t i = 0; i < field->name.len; i++)
        if (ascii_is_space(field->name.at[i]) || memchr(":,<>", field->name.at[i], 4))
            return true;
    return false;
}

bool type_eq(const struct type *a, const struct type *b)
{
    if (!a || !b || a->kind != b->kind)
        return a == b;
    switch (kinds[a->kind].parameters) {
    case TAKES_NO_PARAMETERS: return true;
    case TAKES_LENGTH: return a->length == b->length;
    case TAKES_PRECISION: return a->precision == b->precision && a->scale == b->scale;
    case TAKES_NESTED: break;
    }
    return fields_eq(a, b) && (!a->key == !b->key) && (!a->key || type_eq(a->key, b->key)) &&
           (!a->element == !b->element) && (!a->element || type_eq(a->element, b->element));
}

/* The parameters after the opening bracket, and the closing one. */
static void print_numbers(struct str *out, const long long *first, const long long *second)
{
    str_add_int(out, *first);
    if (second) {
        str_putc(out, ',');
        str_add_int(out, *second);
    }
    str_putc(out, ')');
}

static void print_fields(struct str *out, const struct type *type, const struct type_style *style)
{
    for (size_t i = 0; i < type->fields.count; i++) {
        if (i)
            str_puts(out, style->comma);
        style->write_name(out, type->fields.at[i].name);
        str_putc(out, ':');
        type_print(out, type->fields.at[i].type, style);
    }
}

static void print_nested(struct str *out, const struct type *type, const struct type_style *style)
{
    if (type->kind == TYPE_STRUCT) {
        print_fields(out, type, style);
    } else {
        if (type->kind == TYPE_MAP) {
            type_print(out, type->key, style);
            str_puts(out, style->comma);
        }
        type_print(out, type->element, style);
    }
    str_putc(out, '>');
}

void type_print(struct str *out, const struct type *type, const struct type_style *style)
{
    bool is_one_word = style->nested && type_is_nested(type->kind);
    struct slice word = slice_of(is_one_word ? style->nested
                                             : kinds[type->kind].words[style->words]);

    str_add(out, word);
    if (slice_ends(word, SLICE("<")))
        print_nested(out, type, style);
    else if (!slice_ends(word, SLICE("(")))
        return;
    else if (kinds[type->kind].parameters == TAKES_PRECISION)
        print_numbers(out, &type->precision, &type->scale);
    else
        print_numbers(out, &type->length, NULL);
}
