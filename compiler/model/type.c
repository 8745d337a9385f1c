#include "model/type.h"

#include <limits.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum type_parameters { NO_PARAMETERS, LENGTH, PRECISION, NESTED };
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
    {spelling, parameters, as_key, {spelling OPEN_##parameters, hive, postgres, duckdb}},
#include "grammar/types.def"
};

static const struct {
    struct slice word;
    enum type_kind kind;
} words[] = {
#define TYPE_WORD(word, id) {{word, sizeof word - 1}, TYPE_##id},
#include "grammar/types.def"
};

static const struct {
    struct slice word;
    const char *write;
} hints[] = {
#define TYPE_HINT(word, write) {{word, sizeof word - 1}, write},
#include "grammar/types.def"
};

static const struct foreign_word {
    struct slice word;
    enum type_kind kind;
    long long length;
    unsigned dialects;
} foreign_words[] = {
#define TYPE_FOREIGN(word, id, length, dialects)                                                   \
    {{word, sizeof word - 1}, TYPE_##id, length, dialects},
#include "grammar/types.def"
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The reader of one type's text. After the first failure everything returns NULL. */
struct parser {
    struct diags *diags;
    struct text text;
    size_t at;
    int depth;
    enum type_dialect dialect;
    const struct foreign_word *foreign; /* the word of the type being read, where it is one */
    struct slice widened;
};

const char *type_word(enum type_kind kind)
{
    return kinds[kind].spelling;
}

bool type_is_nested(enum type_kind kind)
{
    return kinds[kind].parameters == NESTED;
}

bool type_is_integer(enum type_kind kind)
{
    return kind == TYPE_SMALLINT || kind == TYPE_INTEGER || kind == TYPE_BIGINT;
}

bool type_may_be_key(enum type_kind kind)
{
    return kinds[kind].may_be_key;
}

static struct slice rest(const struct parser *parser)
{
    return slice_from(parser->text.value, parser->at);
}

static void skip_spaces(struct parser *parser)
{
    while (rest(parser).len && ascii_is_space(rest(parser).at[0]))
        parser->at++;
}

static bool take(struct parser *parser, char byte)
{
    skip_spaces(parser);
    if (!rest(parser).len || rest(parser).at[0] != byte)
        return false;
    parser->at++;
    return true;
}

static struct span here(const struct parser *parser, size_t lo, size_t hi)
{
    return text_span(parser->text, lo, hi);
}

static struct diag *expected(struct parser *parser, const char *what)
{
    skip_spaces(parser);
    return diag_add(parser->diags, SP0204, here(parser, parser->at, parser->text.value.len),
                    "expected %s in the type `%.*s`", what, SLICE_ARG(parser->text.value));
}

/* A word of letters, digits and underscores; empty where there is none. */
static struct slice take_word(struct parser *parser)
{
    size_t lo;

    skip_spaces(parser);
    lo = parser->at;
    while (rest(parser).len && ascii_is_word(rest(parser).at[0]))
        parser->at++;
    return slice_cut(parser->text.value, lo, parser->at);
}

static bool kind_named(struct slice word, enum type_kind *kind)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (slice_eq_folded(words[i].word, word)) {
            *kind = words[i].kind;
            return true;
        }
    }
    return false;
}

static bool foreign_named(struct parser *parser, struct slice word, enum type_kind *kind)
{
    for (size_t i = 0; i < COUNT_OF(foreign_words); i++) {
        if (!(foreign_words[i].dialects & parser->dialect) ||
            !slice_eq_folded(foreign_words[i].word, word))
            continue;
        parser->foreign = &foreign_words[i];
        *kind = foreign_words[i].kind;
        return true;
    }
    return false;
}

static void unknown_word(struct parser *parser, struct slice word, size_t lo)
{
    struct diag *diag = diag_add(parser->diags, SP0201, here(parser, lo, lo + word.len),
                                 "`%.*s` is not a type of an external column", SLICE_ARG(word));
    struct nearest nearest = nearest_to(word);

    for (size_t i = 0; i < COUNT_OF(hints); i++) {
        if (slice_eq_folded(hints[i].word, word)) {
            diag_help(parser->diags, diag, "write %s", hints[i].write);
            return;
        }
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        nearest_offer(&nearest, words[i].word);
    if (nearest_found(&nearest))
        diag_help(parser->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    else
        diag_help(parser->diags, diag,
                  "write smallint, int, bigint, decimal(p,s), real, double precision, boolean, "
                  "char(n), varchar(n), varbyte(n), date, timestamp, struct<...>, array<...> or "
                  "map<...>");
}

/* Reads the word or two words of a type. */
static bool take_kind(struct parser *parser, enum type_kind *kind)
{
    static const struct slice firsts[] = {SLICE("double"), SLICE("character"), SLICE("binary")};
    static const struct slice seconds[] = {SLICE("precision"), SLICE("varying"), SLICE("varying")};
    struct slice word = take_word(parser);
    size_t lo = parser->at - word.len;

    if (!word.len) {
        expected(parser, "a type");
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(firsts); i++) {
        size_t mark = parser->at;

        if (!slice_eq_folded(word, firsts[i]))
            continue;
        if (slice_eq_folded(take_word(parser), seconds[i])) {
            *kind = i == 0 ? TYPE_DOUBLE : i == 1 ? TYPE_VARCHAR : TYPE_VARBYTE;
            return true;
        }
        parser->at = mark;
    }
    if (kind_named(word, kind) || foreign_named(parser, word, kind))
        return true;
    unknown_word(parser, word, lo);
    return false;
}

static bool take_number(struct parser *parser, long long *number)
{
    struct slice word = take_word(parser);

    if (word.len && slice_to_int(word, number))
        return true;
    parser->at -= word.len;
    return false;
}

static long long longest(enum type_kind kind)
{
    return kind == TYPE_CHAR      ? MAX_CHAR_LENGTH
           : kind == TYPE_VARCHAR ? MAX_VARCHAR_LENGTH
                                  : MAX_VARBYTE_LENGTH;
}

static long long default_length(enum type_kind kind)
{
    return kind == TYPE_CHAR      ? MAX_DEFAULT_CHAR_LENGTH
           : kind == TYPE_VARCHAR ? MAX_DEFAULT_VARCHAR_LENGTH
                                  : MAX_DEFAULT_VARBYTE_LENGTH;
}

static bool bad_parameters(struct parser *parser, enum type_kind kind, size_t lo)
{
    const char *word = type_word(kind);
    struct diag *diag;
    size_t hi = lo + slice_find(slice_from(parser->text.value, lo), ')');

    if (hi < parser->text.value.len)
        hi++;
    diag = diag_add(parser->diags, SP0202, here(parser, lo, hi), "`%s` takes %s, not `%.*s`", word,
                    kinds[kind].parameters == LENGTH      ? "one length in bytes"
                    : kinds[kind].parameters == PRECISION ? "a precision and a scale"
                                                          : "no parameters",
                    SLICE_ARG(slice_cut(parser->text.value, lo, hi)));
    if (kinds[kind].parameters == LENGTH)
        diag_help(parser->diags, diag, "write `%s(255)`, or `%s(max)` for the longest", word, word);
    else if (kinds[kind].parameters == PRECISION)
        diag_help(parser->diags, diag, "write `%s(18,2)`", word);
    else
        diag_help(parser->diags, diag, "write `%s`", word);
    return false;
}

static bool take_length(struct parser *parser, struct type *type, size_t lo)
{
    size_t mark = parser->at;

    if (slice_eq_folded(take_word(parser), SLICE("max"))) {
        type->length = longest(type->kind);
        return take(parser, ')') || bad_parameters(parser, type->kind, lo);
    }
    parser->at = mark;
    return (take_number(parser, &type->length) && take(parser, ')')) ||
           bad_parameters(parser, type->kind, lo);
}

static bool take_precision(struct parser *parser, struct type *type, size_t lo)
{
    type->scale = 0;
    if (!take_number(parser, &type->precision))
        return bad_parameters(parser, type->kind, lo);
    if (take(parser, ',') && !take_number(parser, &type->scale))
        return bad_parameters(parser, type->kind, lo);
    return take(parser, ')') || bad_parameters(parser, type->kind, lo);
}

/* The parameters in round brackets, or their defaults. */
static bool take_parameters(struct parser *parser, struct type *type)
{
    size_t lo;

    skip_spaces(parser);
    lo = parser->at;
    if (take(parser, '(')) {
        if (kinds[type->kind].parameters == LENGTH)
            return take_length(parser, type, lo);
        if (kinds[type->kind].parameters == PRECISION)
            return take_precision(parser, type, lo);
        return bad_parameters(parser, type->kind, lo);
    }
    type->is_bare = kinds[type->kind].parameters != NO_PARAMETERS;
    type->length = kinds[type->kind].parameters == LENGTH ? default_length(type->kind) : 0;
    type->precision = MAX_DEFAULT_DECIMAL_PRECISION;
    type->scale = MAX_DEFAULT_DECIMAL_SCALE;
    if (parser->foreign && parser->foreign->length) {
        type->is_bare = false;
        type->length = parser->foreign->length;
    }
    if (parser->foreign && kinds[type->kind].parameters == LENGTH)
        parser->widened = parser->foreign->word;
    return true;
}

static const struct type *take_type(struct parser *parser);

static bool take_quoted(struct parser *parser, struct field *field, size_t lo)
{
    size_t hi = lo + 1 + slice_find(slice_from(parser->text.value, lo + 1), '"');

    if (hi >= parser->text.value.len) {
        diag_add(parser->diags, SP0204, here(parser, lo, parser->text.value.len),
                 "the name of a struct's field has no closing quote");
        return false;
    }
    field->name = slice_cut(parser->text.value, lo + 1, hi);
    parser->at = hi + 1;
    return true;
}

/* A field's name: bare up to its colon, or in double quotes. */
static bool take_field_name(struct parser *parser, struct field *field)
{
    size_t lo;

    skip_spaces(parser);
    lo = parser->at;
    if (rest(parser).len && rest(parser).at[0] == '"') {
        if (!take_quoted(parser, field, lo))
            return false;
    } else {
        while (rest(parser).len && !strchr(":<>(), \t", rest(parser).at[0]))
            parser->at++;
        field->name = slice_cut(parser->text.value, lo, parser->at);
    }
    field->span = here(parser, lo, parser->at);
    if (!field->name.len) {
        expected(parser, "the name of a field");
        return false;
    }
    return true;
}

static bool take_fields(struct parser *parser, struct type *type)
{
    do {
        struct field field = {0};

        if (!take_field_name(parser, &field))
            return false;
        if (!take(parser, ':')) {
            diag_help(parser->diags, expected(parser, "`:` and the field's type"),
                      "write `%.*s:type`", SLICE_ARG(field.name));
            return false;
        }
        field.type = take_type(parser);
        if (!field.type)
            return false;
        *vec_push(&type->fields, parser->diags->arena) = field;
    } while (take(parser, ','));
    return true;
}

static bool take_map(struct parser *parser, struct type *type)
{
    type->key = take_type(parser);
    if (!type->key)
        return false;
    if (!take(parser, ',')) {
        expected(parser, "`,` and the type of the map's values");
        return false;
    }
    type->element = take_type(parser);
    return type->element != NULL;
}

static bool take_nested(struct parser *parser, struct type *type)
{
    bool done;

    if (!take(parser, '<')) {
        struct diag *diag = expected(parser, "`<`");

        diag_help(parser->diags, diag, "write `%s`",
                  type->kind == TYPE_STRUCT  ? "struct<name:type, ...>"
                  : type->kind == TYPE_ARRAY ? "array<type>"
                                             : "map<key type, value type>");
        return false;
    }
    if (type->kind == TYPE_STRUCT) {
        done = take_fields(parser, type);
    } else if (type->kind == TYPE_MAP) {
        done = take_map(parser, type);
    } else {
        type->element = take_type(parser);
        done = type->element != NULL;
    }
    if (done && !take(parser, '>')) {
        diag_help(parser->diags, expected(parser, "`>`"), "close `%s<` with `>`",
                  type_word(type->kind));
        return false;
    }
    return done;
}

static const struct type *take_type(struct parser *parser)
{
    struct type *type = arena_new(parser->diags->arena, struct type);
    size_t lo;
    bool done;

    skip_spaces(parser);
    lo = parser->at;
    if (++parser->depth > MAX_NESTING_DEPTH + 1) {
        diag_add(parser->diags, SP0206, here(parser, lo, parser->text.value.len),
                 "the type is nested more than %d deep", MAX_NESTING_DEPTH);
        return NULL;
    }
    parser->foreign = NULL;
    done = take_kind(parser, &type->kind);
    if (done)
        done = type_is_nested(type->kind) ? take_nested(parser, type)
                                          : take_parameters(parser, type);
    parser->depth--;
    type->span = here(parser, lo, parser->at);
    return done ? type : NULL;
}

/* The type that is all of the text. */
static const struct type *parse_whole(struct parser *parser)
{
    const struct type *type = take_type(parser);

    skip_spaces(parser);
    if (type && rest(parser).len) {
        struct diag *diag =
            diag_add(parser->diags, SP0204, here(parser, parser->at, parser->text.value.len),
                     "unexpected `%.*s` after the type", SLICE_ARG(rest(parser)));

        if (slice_eq_folded(slice_trim(rest(parser)), SLICE("not null")))
            diag_help(parser->diags, diag, "leave it out: external tables have no constraints");
        return NULL;
    }
    return type;
}

const struct type *type_parse(struct diags *diags, struct text text)
{
    struct parser parser = {.diags = diags, .text = text};

    return parse_whole(&parser);
}

const struct type *type_parse_ddl(struct diags *diags, struct text text, enum type_dialect dialect,
                                  struct slice *foreign)
{
    struct parser parser = {.diags = diags, .text = text, .dialect = dialect};
    const struct type *type = parse_whole(&parser);

    *foreign = parser.widened;
    return type;
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

bool type_eq(const struct type *a, const struct type *b)
{
    if (!a || !b || a->kind != b->kind)
        return a == b;
    switch (kinds[a->kind].parameters) {
    case NO_PARAMETERS: return true;
    case LENGTH: return a->length == b->length;
    case PRECISION: return a->precision == b->precision && a->scale == b->scale;
    case NESTED: break;
    }
    return fields_eq(a, b) && (!a->key == !b->key) && (!a->key || type_eq(a->key, b->key)) &&
           (!a->element == !b->element) && (!a->element || type_eq(a->element, b->element));
}

/* The numbers behind an opening bracket, and the closing one. */
static void print_numbers(struct str *out, const long long *first, const long long *second)
{
    str_add_int(out, *first);
    if (second) {
        str_putc(out, ',');
        str_add_int(out, *second);
    }
    str_putc(out, ')');
}

static void print_fields(struct str *out, const struct type *type,
                         const struct type_style *style)
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
    struct slice word =
        slice_of(is_one_word ? style->nested : kinds[type->kind].words[style->words]);

    str_add(out, word);
    if (slice_ends(word, SLICE("<")))
        print_nested(out, type, style);
    else if (!slice_ends(word, SLICE("(")))
        return;
    else if (kinds[type->kind].parameters == PRECISION)
        print_numbers(out, &type->precision, &type->scale);
    else
        print_numbers(out, &type->length, NULL);
}

static bool holds_integer(enum type_kind kind, struct slice value, const char **why)
{
    long long number;
    bool is_number = slice_to_int(value, &number) && value.at[0] != '+';

    switch (kind) {
    case TYPE_SMALLINT:
        *why = "a whole number from -32768 to 32767";
        return is_number && number >= SHRT_MIN && number <= SHRT_MAX;
    case TYPE_INTEGER:
        *why = "a whole number from -2147483648 to 2147483647";
        return is_number && number >= INT_MIN && number <= INT_MAX;
    default: *why = "a whole number of 64 bits"; return is_number;
    }
}

/* Digits with an optional sign, point and (where allowed) exponent. */
static bool is_number(struct slice value, bool with_exponent, size_t *whole, size_t *fraction)
{
    size_t i = value.len && value.at[0] == '-', digits;

    for (digits = i; i < value.len && ascii_is_digit(value.at[i]); i++)
        ;
    *whole = i - digits;
    *fraction = 0;
    if (i < value.len && value.at[i] == '.') {
        for (i++; i < value.len && ascii_is_digit(value.at[i]); i++)
            ++*fraction;
    }
    if (!*whole && !*fraction)
        return false;
    if (with_exponent && i + 1 < value.len && ascii_lower(value.at[i]) == 'e') {
        long long exponent;

        return slice_to_int(slice_from(value, i + 1), &exponent);
    }
    return i == value.len;
}

static bool holds_decimal(const struct type *type, struct slice value, const char **why)
{
    size_t whole, fraction;

    *why = "a number that fits the column's precision and scale";
    return is_number(value, false, &whole, &fraction) && fraction <= (size_t)type->scale &&
           whole <= (size_t)(type->precision - type->scale);
}

static bool holds_date(struct slice value, const char **why)
{
    struct civil when;
    enum date_unit unit;

    *why = "a date such as 2026-04-30";
    return date_parse(value, &when, &unit) && unit == UNIT_DAY;
}

/* 2026-04-30, 2026-04-30 13:45, with seconds, with a fraction. */
static bool holds_timestamp(struct slice value, const char **why)
{
    struct civil when;
    enum date_unit unit;
    size_t minutes = value.len < 16 ? value.len : 16;

    *why = "a timestamp such as 2026-04-30 13:45:00";
    if (!date_parse(slice_cut(value, 0, minutes), &when, &unit) || unit < UNIT_DAY)
        return false;
    if (value.len <= 16)
        return true;
    if (value.len < 19 || value.at[16] != ':' || value.at[17] < '0' || value.at[17] > '5' ||
        !ascii_is_digit(value.at[18]))
        return false;
    if (value.len == 19)
        return true;
    for (size_t i = 20; i < value.len; i++)
        if (!ascii_is_digit(value.at[i]))
            return false;
    return value.at[19] == '.' && value.len > 20 && value.len <= 26;
}

static bool holds_characters(const struct type *type, struct slice value, const char **why)
{
    *why = "text that fits the column's length in bytes";
    if (value.len > (size_t)type->length)
        return false;
    if (type->kind != TYPE_CHAR)
        return true;
    *why = "text of single-byte characters, as a char column wants";
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] >= 0x80)
            return false;
    return true;
}

bool type_holds(const struct type *type, struct slice value, const char **why)
{
    size_t whole, fraction;

    *why = "a value of the type";
    switch (type->kind) {
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT: return holds_integer(type->kind, value, why);
    case TYPE_DECIMAL: return holds_decimal(type, value, why);
    case TYPE_REAL:
    case TYPE_DOUBLE: *why = "a number"; return is_number(value, true, &whole, &fraction);
    case TYPE_BOOLEAN:
        *why = "true or false";
        return slice_eq_folded(value, SLICE("true")) || slice_eq_folded(value, SLICE("false"));
    case TYPE_CHAR:
    case TYPE_VARCHAR: return holds_characters(type, value, why);
    case TYPE_DATE: return holds_date(value, why);
    case TYPE_TIMESTAMP: return holds_timestamp(value, why);
    case TYPE_VARBYTE:
    case TYPE_STRUCT:
    case TYPE_ARRAY:
    case TYPE_MAP: return false;
    case TYPE_KIND_COUNT: break;
    }
    return false;
}
