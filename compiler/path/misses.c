/* The messages about keys that miss the path, for each kind of miss. */
#include "path/explain.h"

/* Words in the texts: $have and $are count the keys ("2 keys have"). $found is what the key has;
   $named is that in quotes, with a mention of others if there are any. $text is the component of
   the path, $name its part before =, $head its part before the placeholder, $column its column.
   $wanted is from the miss. */
struct miss_row {
    enum diag_code code; /* SP0911: about structure; SP0912: about values */
    const char *message;
    const char *help;         /* omitted when one of its words is empty; may be NULL */
    const char *bare_message; /* when $found is empty; NULL: as above */
    const char *bare_help;
};

static const struct miss_row rows[MISS_KIND_COUNT] = {
    [MISS_SHALLOW] = {.code = SP0911, .message = "$have no folder for `$text`"},
    [MISS_EXTRA] =
        {.code = SP0911,
         .message = "$have the folder $named before `$text`, which is not in the path",
         .help = "add the folder to the path or to the location",
         .bare_message = "$have an empty folder name, `//`, before `$text`",
         .bare_help =
             "move the files to a key with a single `/`: Athena does not read `//` in a location"},
    [MISS_LACKING] = {.code = SP0911, .message = "$have no folder for `$text`"},
    [MISS_URL] = {.code = SP0911,
                  .message = "$are URL-encoded, with %3D for =",
                  .help = "if the keys are encoded in S3 itself, rewrite the files under decoded "
                          "keys; if only in the listing, list without URL-encoding"},
    [MISS_CASE] = {.code = SP0911,
                   .message = "$have `$found=`, where the path has `$name=`",
                   .help = "write `$found={$column}` in the path"},
    [MISS_NAME] = {.code = SP0911,
                   .message = "$have `$found=`, where the path has `$name=`",
                   .help = "write `$found={$column}` in the path"},
    [MISS_ORDER] = {.code = SP0911,
                    .message = "$have `$found=` first, where the path has `$name=`",
                    .help = "write the folders of the path in the order of the keys"},
    [MISS_BARE] = {.code = SP0911,
                   .message = "$have $named, a bare value, where the path has `$name=`",
                   .help = "write `{$written}` in the path, without `$head`"},
    [MISS_NAMED] = {.code = SP0911,
                    .message =
                        "$have `$found=` before the value, where the path has the bare value",
                    .help = "write `$found={$column}` in the path"},
    [MISS_LITERAL] = {.code = SP0911,
                      .message = "$have the folder `$found`, where the path has `$text`"},
    [MISS_FORM] = {.code = SP0911, .message = "$have $named, which is not of the form `$text`"},
    [MISS_EMPTY] = {.code = SP0912, .message = "$have no value for `$column`"},
    [MISS_NULL] = {.code = SP0912,
                   .message = "$have the null partition for `$column`, which is not a text column"},
    [MISS_PADDING] = {.code = SP0912,
                      .message =
                          "$have $named for `$column`, whose leading zeros do not match the column",
                      .help = "write the pattern `$wanted` if all the folders have that form"},
    [MISS_PATTERN] = {.code = SP0912,
                      .message = "$have $named for `$column`, which is not a date in its pattern",
                      .help = "write the pattern `$wanted` if all the folders have that form"},
    [MISS_DATE] = {.code = SP0912,
                   .message = "$have $named for `$column`, a date that does not exist",
                   .bare_message = "$have a date that does not exist"},
    [MISS_VALUE] = {.code = SP0912, .message = "$have $named for `$column`, which is not $wanted"},
};

struct word {
    const char *name; /* NULL: the end of a list */
    struct slice text;
};

/* "1 key has" or "1,204 keys have": `one` and `many` are the verbs. */
static struct slice keys_that(struct arena *arena, uint64_t count, const char *one,
                              const char *many)
{
    struct str text = {0};
    struct slice copy;

    str_put_count(&text, count);
    str_printf(&text, count == 1 ? " key %s" : " keys %s", count == 1 ? one : many);
    copy = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return copy;
}

/* Cuts the name of a word, without its $, off the front of a template. */
static const struct word *next_word(const struct word *words, struct slice *rest)
{
    size_t len = 0;

    while (len < rest->len && rest->at[len] >= 'a' && rest->at[len] <= 'z')
        len++;
    while (words->name && !slice_is(slice_cut(*rest, 0, len), words->name))
        words++;
    *rest = slice_from(*rest, len);
    return words;
}

/* Fills the words into a template. False if one of them is empty. */
static bool fill(struct str *out, const char *template, const struct word *words)
{
    struct slice rest = slice_of(template);
    bool is_full = true;

    for (;;) {
        size_t end = slice_find(rest, '$');
        const struct word *word;

        str_add(out, slice_cut(rest, 0, end));
        if (end == rest.len)
            return is_full;
        rest = slice_from(rest, end + 1);
        word = next_word(words, &rest);
        str_add(out, word->text);
        is_full = is_full && word->text.len;
    }
}

static void add_finding(struct diags *diags, const struct miss_row *row, bool is_bare,
                        const struct word *words, struct span span, struct slice note)
{
    const char *help = is_bare && row->bare_help ? row->bare_help : row->help;
    struct str text = {0};
    struct diag *diag;

    fill(&text, is_bare && row->bare_message ? row->bare_message : row->message, words);
    diag = diag_add(diags, row->code, span, "%.*s", SLICE_ARG(str_slice(&text)));
    diag_note(diags, diag, "%.*s", SLICE_ARG(note));
    text.len = 0;
    if (help && fill(&text, help, words))
        diag_help(diags, diag, "%.*s", SLICE_ARG(str_slice(&text)));
    str_release(&text);
}

/* "day", or "day:%Y/%m/%d" if the slashes of the column's own pattern are folders. */
static struct slice placeholder_of(struct arena *arena, const struct table *table,
                                   const struct path_component *component)
{
    const struct key_column *key;
    struct slice name, pattern;

    if (component->piece == NO_PIECE)
        return component->text;
    key = &table->keys.at[component->key];
    name = key->column.name.value;
    pattern = key_date(key) ? key_date(key)->text.value : (struct slice){0};
    if (slice_find(pattern, '/') == pattern.len)
        return name;
    return arena_printf(arena, "%.*s:%.*s", SLICE_ARG(name), SLICE_ARG(pattern));
}

void path_report_miss(struct diags *diags, const struct path_components *all,
                      const struct miss *miss, uint64_t count, struct slice example)
{
    static const struct path_component none = {.piece = NO_PIECE};
    const struct table *table = all->table;
    bool is_of_one = miss->component < all->list.count;
    const struct path_component *component = is_of_one ? &all->list.at[miss->component] : &none;
    const struct word words[] = {
        {"have", keys_that(diags->arena, count, "has", "have")},
        {"are", keys_that(diags->arena, count, "is", "are")},
        {"found", miss->found},
        {"named", arena_printf(diags->arena, miss->is_varied ? "`%.*s` and the like" : "`%.*s`",
                               SLICE_ARG(miss->found))},
        {"text", component->text},
        {"name", component_name(component)},
        {"head", component->head},
        {"column", component->piece != NO_PIECE ? table->keys.at[component->key].column.name.value
                                                : component->text},
        {"wanted", miss->wanted},
        {"written", placeholder_of(diags->arena, table, component)},
        {NULL, {0}},
    };
    struct span span = is_of_one                         ? component->span
                       : text_is_given(table->path.text) ? table->path.text.span
                                                         : table->keys_span;
    struct slice note = arena_printf(diags->arena, "%s %.*s", count == 1 ? "it is" : "such as",
                                     SLICE_ARG(example));

    add_finding(diags, &rows[miss->kind], !miss->found.len, words, span, note);
}
