/*
 * Parses types: strictly for a spec; for DDL and catalogs, with the words of other engines too.
 *
 * A type that only spells otherwise what can be said in Redshift's words is one finding, with the
 * whole type as it must be written: the first such place is reported, and parsing goes on as if all
 * were right. What is parsed so far is then what to write.
 */
#include "base/ascii.h"
#include "base/nearest.h"
#include "model/type.h"
#include "model/type_hint.h"

static const struct {
    struct slice word;
    enum type_kind kind;
} words[] = {
#define TYPE_WORD(word, id) {{word, sizeof word - 1}, TYPE_##id},
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
    struct diag *foreign_form; /* the first place that is spelt otherwise; NULL: there is none */
    enum type_fit fit;         /* the worst of what is to be written there */
    const char *remark;        /* on it, of the first place that has one */
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

/* Reports the first place that is spelt otherwise; parse_whole says what to write. */
static void spelt_otherwise(struct parser *parser, enum type_fit fit, const char *remark,
                            struct diag *(*report)(struct parser *parser, size_t lo, size_t hi),
                            size_t lo, size_t hi)
{
    if (!parser->foreign_form)
        parser->foreign_form = report(parser, lo, hi);
    if (fit > parser->fit)
        parser->fit = fit;
    if (!*parser->remark)
        parser->remark = remark;
}

static struct diag *not_a_type(struct parser *parser, size_t lo, size_t hi)
{
    return diag_add(parser->diags, SP0201, here(parser, lo, hi),
                    "`%.*s` is not a type of an external column",
                    SLICE_ARG(slice_cut(parser->text.value, lo, hi)));
}

static struct diag *not_in_a_type(struct parser *parser, size_t lo, size_t hi)
{
    return diag_add(parser->diags, SP0204, here(parser, lo, hi), "unexpected `%.*s` in the type",
                    SLICE_ARG(slice_cut(parser->text.value, lo, hi)));
}

static struct diag *no_parameters(struct parser *parser, size_t lo, size_t hi)
{
    size_t from = lo;

    while (from && (ascii_is_word(parser->text.value.at[from - 1]) ||
                    ascii_is_space(parser->text.value.at[from - 1])))
        from--;
    return diag_add(parser->diags, SP0202, here(parser, lo, hi),
                    "`%.*s` takes no parameters, not `%.*s`",
                    SLICE_ARG(slice_trim(slice_cut(parser->text.value, from, lo))),
                    SLICE_ARG(slice_cut(parser->text.value, lo, hi)));
}

static struct diag *no_colon(struct parser *parser, size_t lo, size_t hi)
{
    return diag_add(parser->diags, SP0204, here(parser, lo, hi),
                    "expected `:` after the field's name in the type `%.*s`",
                    SLICE_ARG(parser->text.value));
}

static struct diag *wrong_bracket(struct parser *parser, size_t lo, size_t hi)
{
    return diag_add(parser->diags, SP0204, here(parser, lo, hi), "expected `<` in the type `%.*s`",
                    SLICE_ARG(parser->text.value));
}

static void unknown_word(struct parser *parser, struct slice word, size_t lo)
{
    struct diag *diag = diag_add(parser->diags, SP0201, here(parser, lo, lo + word.len),
                                 "`%.*s` is not a type of an external column", SLICE_ARG(word));
    struct nearest nearest = nearest_to(word);

    for (size_t i = 0; i < COUNT_OF(words); i++)
        nearest_offer(&nearest, words[i].word);
    if (nearest_found(&nearest)) {
        diag_help(parser->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
        text_fix(parser->diags, diag, parser->text, lo, lo + word.len, nearest.best, false);
    } else
        diag_help(parser->diags, diag,
                  "write smallint, int, bigint, decimal(p,s), real, double precision, boolean, "
                  "char(n), varchar(n), varbyte(n), date, timestamp, struct<...>, array<...> or "
                  "map<...>");
}

/* Whether a bracket with something in it comes next. */
static bool is_bracket(struct parser *parser)
{
    skip_spaces(parser);
    return rest(parser).len > 1 && strchr("([", rest(parser).at[0]) && rest(parser).at[1] != ']' &&
           (rest(parser).at[0] == '(' || !ascii_is_digit(rest(parser).at[1]));
}

/* Reads what is in brackets after a word of another engine, brackets in it included. */
static void skip_brackets(struct parser *parser)
{
    int open = 0;

    if (!is_bracket(parser))
        return;
    do {
        open += strchr("([", rest(parser).at[0]) != NULL;
        open -= strchr(")]", rest(parser).at[0]) != NULL;
        parser->at++;
    } while (open && rest(parser).len);
}

static const struct type *take_type(struct parser *parser);
static bool take_parameters(struct parser *parser, struct type *type);

/* Whether a length or a precision comes next, in parentheses. */
static bool has_numbers(const struct parser *parser)
{
    struct slice next = slice_trim(rest(parser));

    return next.len > 1 && next.at[0] == '(' && ascii_is_digit(next.at[1]);
}

/* The type that a hint says to write, which is one of our own. */
static const struct type *type_of_hint(struct parser *parser, const struct type_hint *hint)
{
    struct text text = {.value = hint->write, .style = TEXT_OTHER};

    return type_parse(parser->diags, text);
}

/* Reads a type in another engine's words. Element types follow later, as after our own words. */
static bool take_hint(struct parser *parser, const struct type_hint *hint, size_t lo, size_t len,
                      struct type *type)
{
    const struct type *meant;
    bool is_open;

    parser->at = lo + len;
    skip_spaces(parser);
    is_open = rest(parser).len && strchr("<(", rest(parser).at[0]);
    if (hint->fit == FIT_ELEMENTS) {
        spelt_otherwise(parser, FIT_NEAR, "", not_a_type, lo, lo + len);
        if (!is_open)
            diag_help(
                parser->diags, parser->foreign_form,
                slice_is(hint->write, "array")
                    ? "write `array<varchar(64)>`, or another type between the brackets"
                : slice_is(hint->write, "map")
                    ? "write `map<varchar(64),varchar(64)>`, or other types between the brackets"
                    : "write `struct<name:varchar(64)>`, with its fields between the brackets");
        return is_open && kind_named(hint->write, &type->kind);
    }
    spelt_otherwise(parser, hint->fit, hint->remark, not_a_type, lo, lo + len);
    meant = type_of_hint(parser, hint);
    *type = *meant;
    if (type_parameters(type->kind) != TAKES_NO_PARAMETERS && has_numbers(parser)) {
        parser->remark = "";
        return take_parameters(parser, type);
    }
    skip_brackets(parser);
    return true;
}

/* The most words of a type's name at `lo`, if there are several; 0 if not. */
static size_t take_phrase(struct parser *parser, size_t lo, enum type_kind *kind)
{
    struct slice text = slice_from(parser->text.value, lo);
    size_t best = 0;

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t len = slice_find(words[i].word, ' ') == words[i].word.len
                         ? 0
                         : type_phrase_len(text, words[i].word);

        if (len > best) {
            best = len;
            *kind = words[i].kind;
        }
    }
    return best;
}

/* Reads a type's name, of one word or of several. *is_whole: the parameters were read too, as parts
   of another engine's words. */
static bool take_kind(struct parser *parser, struct type *type, bool *is_whole)
{
    struct slice word = take_word(parser);
    const struct type_hint *hint = NULL;
    size_t lo = parser->at - word.len, len = 0, phrase = 0;
    bool goes_on = rest(parser).len && ascii_is_space(rest(parser).at[0]);

    if (!word.len) {
        expected(parser, "a type");
        return false;
    }
    if (goes_on) {
        phrase = take_phrase(parser, lo, &type->kind);
        hint = type_hint_at(slice_from(parser->text.value, lo), &len);
    }
    if (phrase >= len && phrase > word.len) {
        parser->at = lo + phrase;
        return true;
    }
    if (len <= word.len &&
        (kind_named(word, &type->kind) || foreign_named(parser, word, &type->kind)))
        return true;
    if (!hint)
        hint = type_hint_at(slice_from(parser->text.value, lo), &len);
    if (!hint)
        hint = type_hint_near(word, &len);
    if (hint) {
        *is_whole = hint->fit != FIT_ELEMENTS;
        return take_hint(parser, hint, lo, len, type);
    }
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
        parser->at = lo;
    }
    if (type_parameters(type->kind) == TAKES_NO_PARAMETERS && is_bracket(parser)) {
        skip_brackets(parser);
        spelt_otherwise(parser, FIT_SAME, "", no_parameters, lo, parser->at);
        return true;
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

/* A blank between a field's name and its type, as other engines have it. */
static bool take_blank_colon(struct parser *parser, const struct field *field)
{
    if (rest(parser).len && ascii_is_word(rest(parser).at[0])) {
        spelt_otherwise(parser, FIT_SAME, "", no_colon, parser->at, parser->text.value.len);
        return true;
    }
    diag_help(parser->diags, expected(parser, "`:` and the field's type"), "write `%.*s:type`",
              SLICE_ARG(field->name));
    return false;
}

/* What other engines let follow a type, and a type of ours does not have. */
static const struct slice attributes[] = {
    SLICE("with time zone"),
    SLICE("without time zone"),
    SLICE("with local time zone"),
    SLICE("not null"),
    SLICE("null"),
    SLICE("nullable"),
    SLICE("unsigned"),
    SLICE("primary key"),
};

static size_t attribute_len(struct slice text)
{
    size_t len = 0;

    for (size_t i = 0; !len && i < COUNT_OF(attributes); i++)
        len = type_phrase_len(text, attributes[i]);
    return len;
}

/* The length of Hive's comment 'text'. */
static size_t comment_len(struct slice text)
{
    size_t len = type_phrase_len(text, SLICE("comment")), end;

    while (len && len < text.len && ascii_is_space(text.at[len]))
        len++;
    if (!len || len == text.len || !strchr("'\"", text.at[len]))
        return 0;
    end = len + 1 + slice_find(slice_from(text, len + 1), text.at[len]);
    return end < text.len ? end + 1 : text.len;
}

static void skip_attributes(struct parser *parser)
{
    for (;;) {
        size_t len, lo;

        skip_spaces(parser);
        lo = parser->at;
        len = attribute_len(rest(parser));
        if (!len)
            len = comment_len(rest(parser));
        if (!len)
            return;
        parser->at += len;
        spelt_otherwise(parser, FIT_SAME, ": external columns have no constraints or comments",
                        not_in_a_type, lo, parser->at);
    }
}

static bool take_fields(struct parser *parser, struct type *type)
{
    do {
        struct field field = {0};

        if (!take_field_name(parser, &field))
            return false;
        if (!take(parser, ':') && !take_blank_colon(parser, &field))
            return false;
        field.type = take_type(parser);
        if (!field.type)
            return false;
        skip_attributes(parser);
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
    char closing = '>';
    bool done;

    if (take(parser, '(')) {
        spelt_otherwise(parser, FIT_SAME, "", wrong_bracket, parser->at - 1, parser->at);
        closing = ')';
    } else if (!take(parser, '<')) {
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
    if (done && !take(parser, closing)) {
        diag_help(parser->diags, expected(parser, "`>`"), "close `%s<` with `>`",
                  type_word(type->kind));
        return false;
    }
    return done;
}

/* Reads [] after a type, as PostgreSQL and DuckDB write an array of it. */
static const struct type *take_arrays(struct parser *parser, const struct type *type)
{
    for (;;) {
        size_t lo = parser->at, mark = lo;
        struct type *array;

        if (!take(parser, '[')) {
            parser->at = mark;
            return type;
        }
        take_word(parser);
        if (!take(parser, ']')) {
            parser->at = mark;
            return type;
        }
        spelt_otherwise(parser, FIT_SAME, "", not_in_a_type, lo, parser->at);
        array = arena_new(parser->diags->arena, struct type);
        *array = (struct type){.kind = TYPE_ARRAY, .element = type, .span = type->span};
        type = array;
    }
}

static const struct type *take_type(struct parser *parser)
{
    struct type *type = arena_new(parser->diags->arena, struct type);
    size_t lo;
    bool done, is_whole = false;

    skip_spaces(parser);
    lo = parser->at;
    if (++parser->depth > MAX_NESTING_DEPTH + 1) {
        diag_add(parser->diags, SP0206, here(parser, lo, parser->text.value.len),
                 "the type is nested more than %d levels deep", MAX_NESTING_DEPTH);
        return NULL;
    }
    parser->foreign = NULL;
    done = take_kind(parser, type, &is_whole);
    if (done && !is_whole)
        done = type_is_nested(type->kind) ? take_nested(parser, type)
                                          : take_parameters(parser, type);
    parser->depth--;
    type->span = here(parser, lo, parser->at);
    return done ? take_arrays(parser, type) : NULL;
}

static void write_field_name(struct str *out, struct slice name)
{
    bool is_plain = slice_find(name, ' ') == name.len && slice_find(name, ':') == name.len;

    str_printf(out, is_plain ? "%.*s" : "\"%.*s\"", SLICE_ARG(name));
}

/* Says how to write a type that is spelt otherwise. */
static void write_instead(struct parser *parser, const struct type *type)
{
    static const struct type_style style = {WORDS_REDSHIFT, ",", write_field_name, NULL};
    struct str out = {0};

    type_print(&out, type, &style);
    diag_help(parser->diags, parser->foreign_form, "write `%.*s`%s", SLICE_ARG(str_slice(&out)),
              parser->remark);
    text_fix_all(parser->diags, parser->foreign_form, parser->text, str_slice(&out),
                 parser->fit == FIT_SAME);
    str_release(&out);
}

/* Reads one type, which must be the whole text. */
static const struct type *parse_whole(struct parser *parser)
{
    const struct type *type = take_type(parser);

    if (type)
        skip_attributes(parser);
    skip_spaces(parser);
    if (type && rest(parser).len) {
        diag_add(parser->diags, SP0204, here(parser, parser->at, parser->text.value.len),
                 "unexpected `%.*s` after the type", SLICE_ARG(rest(parser)));
        return NULL;
    }
    if (type && parser->foreign_form)
        write_instead(parser, type);
    return parser->foreign_form ? NULL : type;
}

const struct type *type_parse(struct diags *diags, struct text text)
{
    struct parser parser = {
        .diags = diags, .text = text, .places = text_places(diags->arena, text), .remark = ""};

    return parse_whole(&parser);
}

const struct type *type_parse_ddl(struct diags *diags, struct text text, enum type_dialect dialect,
                                  struct slice *foreign)
{
    struct parser parser = {.diags = diags,
                            .text = text,
                            .places = text_places(diags->arena, text),
                            .dialect = dialect,
                            .remark = ""};
    const struct type *type = parse_whole(&parser);

    *foreign = parser.widened;
    return type;
}
