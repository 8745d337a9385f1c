#define PCRE2_CODE_UNIT_WIDTH 8

#include "path/match.h"

#include <pcre2.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "path/encode.h"

enum { DATE_ROOM = 32 }; /* the room that date_pattern_print requires */

struct path_matcher {
    const struct table *table;
    pcre2_code *code;
    pcre2_match_data *found;
    size_t depth;
    size_t *keys;         /* by piece: the partition column */
    struct slice *values; /* by partition column */
    struct str decoded;
    size_t room; /* bytes that dates take at most in the columns' patterns */
};

/* Appends a literal as a pattern that matches exactly its bytes. */
static void add_literal(struct str *pattern, struct slice literal)
{
    for (size_t i = 0; i < literal.len; i++) {
        if (ascii_is_word(literal.at[i]))
            str_putc(pattern, literal.at[i]);
        else
            str_printf(pattern, "\\x%02x", (unsigned char)literal.at[i]);
    }
}

static void add_encoded(struct str *pattern, struct slice value)
{
    struct str folder = {0};

    path_encode(&folder, value);
    add_literal(pattern, str_slice(&folder));
    str_release(&folder);
}

static void add_date(struct str *pattern, const struct date_pattern *date, bool is_encoded)
{
    for (size_t i = 0; i < date->items.count; i++) {
        const struct date_item *item = &date->items.at[i];
        int least, most;

        if (!item->is_literal) {
            date_item_digits(item, &least, &most);
            str_printf(pattern, "[0-9]{%d,%d}", least, most);
        } else if (is_encoded) {
            add_encoded(pattern, item->literal);
        } else {
            add_literal(pattern, item->literal);
        }
    }
}

static void add_choice(struct str *pattern, const struct domain *domain)
{
    for (size_t i = 0; i < domain->values.count; i++) {
        if (i)
            str_putc(pattern, '|');
        add_encoded(pattern, domain->values.at[i].value);
    }
}

/* The value of a column that shares its folder's name with another: its alphabet marks the border
   between the two (path_is_readable). */
static void add_value(struct str *pattern, const struct key_column *key)
{
    const struct domain *domain = &key->domain;

    if (domain->kind == DOMAIN_VALUES)
        add_choice(pattern, domain);
    else if (domain->kind == DOMAIN_RANGE && domain->width)
        str_printf(pattern, "[0-9]{%lld}", domain->width);
    else if (domain->kind == DOMAIN_RANGE || type_is_integer(key->column.type->kind))
        str_puts(pattern, "-?[0-9]+");
    else
        str_puts(pattern, "[^/]+");
}

static bool has_slash(const struct path_piece *piece)
{
    struct slice text = piece->is_literal ? piece->literal
                        : piece->date     ? piece->date->text.value
                                          : (struct slice){0};

    return slice_find(text, '/') < text.len;
}

/* Whether the folder's name has no other placeholder. */
static bool is_alone(const struct path *path, size_t at)
{
    const struct path_piece *pieces = path->pieces.at;

    if (has_slash(&pieces[at]))
        return false;
    for (size_t i = at; i-- > 0 && !has_slash(&pieces[i]);)
        if (!pieces[i].is_literal)
            return false;
    for (size_t i = at + 1; i < path->pieces.count && !has_slash(&pieces[i]); i++)
        if (!pieces[i].is_literal)
            return false;
    return true;
}

static void add_piece(struct str *pattern, const struct path_matcher *matcher, size_t at)
{
    const struct path_piece *piece = &matcher->table->path.pieces.at[at];
    const struct key_column *key = &matcher->table->keys.at[matcher->keys[at]];

    if (piece->is_literal) {
        add_literal(pattern, piece->literal);
        return;
    }
    str_putc(pattern, '(');
    if (is_alone(&matcher->table->path, at))
        str_puts(pattern, "[^/]+");
    else if (path_piece_date(piece, key))
        add_date(pattern, path_piece_date(piece, key), !piece->date);
    else
        add_value(pattern, key);
    str_putc(pattern, ')');
}

static void compile(struct path_matcher *matcher)
{
    struct str pattern = {0};
    PCRE2_SIZE offset;
    int error;

    for (size_t i = 0; i < matcher->table->path.pieces.count; i++)
        add_piece(&pattern, matcher, i);
    matcher->code = pcre2_compile((PCRE2_SPTR)(pattern.len ? pattern.at : ""), pattern.len,
                                  PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, NULL);
    if (matcher->code)
        matcher->found = pcre2_match_data_create_from_pattern(matcher->code, NULL);
    if (!matcher->found)
        die_out_of_memory(pattern.len);
    pcre2_jit_compile(matcher->code, PCRE2_JIT_COMPLETE); /* if it fails, matching is only slower */
    str_release(&pattern);
}

static size_t count_slashes(const struct path *path)
{
    size_t count = 0;

    for (size_t i = 0; i < path->pieces.count; i++) {
        const struct path_piece *piece = &path->pieces.at[i];
        struct slice text = piece->is_literal ? piece->literal
                            : piece->date     ? piece->date->text.value
                                              : (struct slice){0};

        for (size_t at = 0; at < text.len; at++)
            count += text.at[at] == '/';
    }
    return count;
}

struct path_matcher *path_matcher_new(const struct table *table)
{
    struct path_matcher *matcher = must_alloc(sizeof *matcher);
    const struct path *path = &table->path;

    *matcher = (struct path_matcher){
        .table = table,
        .depth = count_slashes(path),
        .keys = must_alloc(path->pieces.count * sizeof(size_t)),
        .values = must_alloc(table->keys.count * sizeof(struct slice)),
    };
    for (size_t i = 0; i < path->pieces.count; i++)
        matcher->keys[i] = path->pieces.at[i].is_literal
                               ? 0
                               : table_key_named(table, path->pieces.at[i].name);
    for (size_t i = 0; i < table->keys.count; i++)
        matcher->room += DATE_ROOM + (key_date(&table->keys.at[i])
                                          ? 2 * key_date(&table->keys.at[i])->text.value.len
                                          : 0);
    compile(matcher);
    return matcher;
}

void path_matcher_free(struct path_matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_match_data_free(matcher->found);
    pcre2_code_free(matcher->code);
    str_release(&matcher->decoded);
    free(matcher->values);
    free(matcher->keys);
    free(matcher);
}

size_t path_matcher_depth(const struct path_matcher *matcher)
{
    return matcher->depth;
}

bool path_folder(const struct path_matcher *matcher, struct slice key, struct slice *folder)
{
    size_t len = 0;

    for (size_t i = 0; i < matcher->depth; i++) {
        size_t slash = len + slice_find(slice_from(key, len), '/');

        if (slash == key.len)
            return false;
        len = slash + 1;
    }
    *folder = slice_cut(key, 0, len);
    return true;
}

/* Reads the value of each placeholder and the date fields it holds. */
static bool read_values(struct path_matcher *matcher, struct slice folder, int numbers[FIELD_COUNT],
                        size_t *bad_piece)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->found);
    size_t group = 0;

    /* Decoding never lengthens the text: with this room, slices of it stay where they are. */
    matcher->decoded.len = 0;
    str_reserve(&matcher->decoded, folder.len + matcher->room);
    for (size_t i = 0; i < matcher->table->path.pieces.count; i++) {
        const struct path_piece *piece = &matcher->table->path.pieces.at[i];
        const struct key_column *key = &matcher->table->keys.at[matcher->keys[i]];
        size_t start = matcher->decoded.len;
        struct slice text;

        if (piece->is_literal)
            continue;
        group++;
        text = slice_cut(folder, bounds[2 * group], bounds[2 * group + 1]);
        if (!piece->date) {
            path_decode(&matcher->decoded, text);
            text = slice_from(str_slice(&matcher->decoded), start);
            matcher->values[matcher->keys[i]] = text;
        }
        if (path_piece_date(piece, key) &&
            !date_pattern_read(path_piece_date(piece, key), text, numbers)) {
            *bad_piece = i;
            return false;
        }
    }
    return true;
}

/* Writes the values of columns whose folder has the date in another pattern. */
static void print_dates(struct path_matcher *matcher, struct civil when)
{
    for (size_t i = 0; i < matcher->table->path.pieces.count; i++) {
        const struct path_piece *piece = &matcher->table->path.pieces.at[i];
        size_t start = matcher->decoded.len, key = matcher->keys[i];

        if (piece->is_literal || !piece->date)
            continue;
        date_pattern_print(&matcher->decoded, key_date(&matcher->table->keys.at[key]), when);
        matcher->values[key] = slice_from(str_slice(&matcher->decoded), start);
    }
}

/* The last placeholder that is a date: where a contradiction among them is reported. */
static size_t last_date(const struct path_matcher *matcher)
{
    size_t last = 0;

    for (size_t i = 0; i < matcher->table->path.pieces.count; i++) {
        const struct path_piece *piece = &matcher->table->path.pieces.at[i];

        if (!piece->is_literal &&
            path_piece_date(piece, &matcher->table->keys.at[matcher->keys[i]]))
            last = i;
    }
    return last;
}

enum path_verdict path_match(struct path_matcher *matcher, struct slice folder,
                             struct path_match *match)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};

    *match = (struct path_match){.values = matcher->values};
    if (pcre2_match(matcher->code, (PCRE2_SPTR)(folder.len ? folder.at : ""), folder.len, 0, 0,
                    matcher->found, NULL) < 0)
        return PATH_DIFFERS;
    if (!read_values(matcher, folder, numbers, &match->bad_piece))
        return PATH_NO_DATE;
    match->bad_piece = last_date(matcher);
    if (!date_fields_civil(numbers, &match->when))
        return PATH_NO_DATE;
    print_dates(matcher, match->when);
    return PATH_MATCHES;
}
