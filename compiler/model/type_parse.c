/* Parses types: strictly for a spec; for DDL and catalogs, with the words of other engines too. */
#include "base/ascii.h"
#include "base/nearest.h"
#include "model/type.h"

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

/* Parses one type's text. After the first failure every function returns NULL. */
struct parser {
    struct diags *diags;
    struct text text;
    struct text_places places;
    size_t at;
    int depth;
    enum type_dialect dialect;
    const struct foreign_word *foreign; /* the foreign word of the type being read, if it is one */
    struct slice widened;
};

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
    return text_places_span(&parser->places, lo, hi);
}

static struct diag *expected(struct parser *parser, const char *what)
{
    skip_spaces(parser);
    return diag_add(parser->diags, SP0204, here(parser, parser->at, parser->text.value.len),
                    "expected %s in the type `%.*s`", what, SLICE_ARG(parser->text.value));
}

/* The word of letters, digits and underscores that comes next; may be empty. */
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

/* Reads the one or two words of a type's name. */
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
                    type_parameters(kind) == TAKES_LENGTH      ? "one length in bytes"
                    : type_parameters(kind) == TAKES_PRECISION ? "a precision and a scale"
                                                               : "no parameters",
                    SLICE_ARG(slice_cut(parser->text.value, lo, hi)));
    if (type_parameters(kind) == TAKES_LENGTH)
        diag_help(parser->diags, diag, "write `%s(255)`, or `%s(max)` for the longest", word, word);
    else if (type_parameters(kind) == TAKES_PRECISION)
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

/* Reads the parameters in parentheses, or fills in their defaults. */
static bool take_parameters(struct parser *parser, struct type *type)
{
    size_t lo;

    skip_spaces(parser);
    lo = parser->at;
    if (take(parser, '(')) {
        if (type_parameters(type->kind) == TAKES_LENGTH)
            return take_length(parser, type, lo);
        if (type_parameters(type->kind) == TAKES_PRECISION)
            return take_precision(parser, type, lo);
        return bad_parameters(parser, type->kind, lo);
    }
    type->is_bare = type_parameters(type->kind) != TAKES_NO_PARAMETERS;
    type->length = type_parameters(type->kind) == TAKES_LENGTH ? default_length(type->kind) : 0;
    type->precision = MAX_DEFAULT_DECIMAL_PRECISION;
    type->scale = MAX_DEFAULT_DECIMAL_SCALE;
    if (parser->foreign && parser->foreign->length) {
        type->is_bare = false;
        type->length = parser->foreign->length;
    }
    if (parser->foreign && type_parameters(type->kind) == TAKES_LENGTH)
        parser->widened = parser->foreign->word;
    return true;
}

static const struct type *take_type(struct parser *parser);

static bool take_quoted(struct parser *parser, struct field *field, size_t lo)
{
    size_t hi = lo + 1 + slice_find(slice_from(parser->text.value, lo + 1), '"');

    if (hi >= parser->text.value.len) {
        diag_add(parser->diags, SP0204, here(parser, lo, parser->text.value.len),
                 "the name of a struct field has no closing quote");
        return false;
    }
    field->name = slice_cut(parser->text.value, lo + 1, hi);
    parser->at = hi + 1;
    return true;
}

/* Reads a field's name: bare up to the colon, or in double quotes. */
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
        expected(parser, "a field name");
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
        expected(parser, "`,` and the map's value type");
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
                 "the type is nested more than %d levels deep", MAX_NESTING_DEPTH);
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

/* Reads one type, which must be the whole text. */
static const struct type *parse_whole(struct parser *parser)
{
    const struct type *type = take_type(parser);

    skip_spaces(parser);
    if (type && rest(parser).len) {
        struct diag *diag = diag_add(parser->diags, SP0204,
                                     here(parser, parser->at, parser->text.value.len),
                                     "unexpected `%.*s` after the type", SLICE_ARG(rest(parser)));

        if (slice_eq_folded(slice_trim(rest(parser)), SLICE("not null")))
            diag_help(parser->diags, diag, "remove it: external tables have no constraints");
        return NULL;
    }
    return type;
}

const struct type *type_parse(struct diags *diags, struct text text)
{
    struct parser parser = {
        .diags = diags, .text = text, .places = text_places(diags->arena, text)};

    return parse_whole(&parser);
}

const struct type *type_parse_ddl(struct diags *diags, struct text text, enum type_dialect dialect,
                                  struct slice *foreign)
{
    struct parser parser = {.diags = diags,
                            .text = text,
                            .places = text_places(diags->arena, text),
                            .dialect = dialect};
    const struct type *type = parse_whole(&parser);

    *foreign = parser.widened;
    return type;
}
