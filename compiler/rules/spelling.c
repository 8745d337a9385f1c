/* How names are spelled: what Redshift folds or requires quotes for, and what Athena cannot hold
   (facts: Identifiers). Each rule reports once per table, naming the first of the names
   concerned. */
#include "base/ascii.h"
#include "model/reserved.h"
#include "rules/rule.h"

enum { SHOWN_MAX = 3 }; /* names that one finding points to */

/* The names of a table that have a trait: the first, and how many more. */
struct found {
    struct rule_run *run;
    bool (*has_trait)(struct slice name);
    VEC(struct text) names;
};

static void find(struct found *found, struct text name)
{
    if (text_is_given(name) && name.value.len && found->has_trait(name.value))
        *vec_push(&found->names, found->run->arena) = name;
}

static void find_columns(struct found *found, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        find(found, table->columns.at[i].name);
    for (size_t i = 0; i < table->keys.count; i++)
        find(found, table->keys.at[i].column.name);
}

/* "`a`", "`a` and `b`", "`a` and 7 more names" */
static struct slice list_of(const struct found *found)
{
    const struct text *names = found->names.at;

    if (found->names.count == 1)
        return arena_printf(found->run->arena, "`%.*s`", SLICE_ARG(names[0].value));
    if (found->names.count == 2)
        return arena_printf(found->run->arena, "`%.*s` and `%.*s`", SLICE_ARG(names[0].value),
                            SLICE_ARG(names[1].value));
    return arena_printf(found->run->arena, "`%.*s` and %zu more names", SLICE_ARG(names[0].value),
                        found->names.count - 1);
}

static void point_at_others(const struct found *found, struct diag *diag, const char *label)
{
    for (size_t i = 1; i < found->names.count && i < SHOWN_MAX; i++)
        diag_related(found->run->diags, diag, found->names.at[i].span, "%s", label);
}

static bool is_word(struct slice name)
{
    return word_lists(name) & (REDSHIFT | TYPE_NAME);
}

void rule_names_quoted(struct rule_run *run, const struct document *document)
{
    struct found found = {.run = run, .has_trait = is_word};
    struct diag *diag;

    find(&found, document->table.name);
    find_columns(&found, &document->table);
    if (!found.names.count)
        return;
    diag = diag_add(run->diags, SP0218, found.names.at[0].span, "queries must quote %.*s",
                    SLICE_ARG(list_of(&found)));
    diag_label(run->diags, diag, "%s",
               word_lists(found.names.at[0].value) & REDSHIFT ? "a reserved word"
                                                              : "the name of a type");
    point_at_others(&found, diag, "this name too");
    diag_help(
        run->diags, diag,
        "write \"%.*s\" in queries, with the double quotes; the generated statements have them",
        SLICE_ARG(found.names.at[0].value));
}

static bool has_upper(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (ascii_is_upper(name.at[i]))
            return true;
    return false;
}

/* user_id of userId: an underscore before each capital that follows a small letter. */
static struct slice make_snake_case(struct arena *arena, struct slice name)
{
    char *copy = arena_alloc(arena, 2 * name.len);
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (i && ascii_is_upper(name.at[i]) && ascii_is_lower(name.at[i - 1]))
            copy[len++] = '_';
        copy[len++] = ascii_lower(name.at[i]);
    }
    return (struct slice){copy, len};
}

void rule_names_folded(struct rule_run *run, const struct document *document)
{
    struct found found = {.run = run, .has_trait = has_upper};
    struct slice low;
    struct diag *diag;

    find(&found, document->table.name);
    find_columns(&found, &document->table);
    if (!found.names.count)
        return;
    low = arena_lower(run->arena, found.names.at[0].value);
    diag = diag_add(run->diags, SP0219, found.names.at[0].span, "Redshift folds %.*s to lower case",
                    SLICE_ARG(list_of(&found)));
    diag_label(run->diags, diag, "becomes `%.*s`", SLICE_ARG(low));
    point_at_others(&found, diag, "folded too");
    if (format_traits(&document->table.format) & MAPS_KEYS &&
        span_cmp(found.names.at[0].span, document->table.name.span) != 0)
        diag_help(run->diags, diag, "write `name: %.*s, source: %.*s`, or `name: %.*s`",
                  SLICE_ARG(make_snake_case(run->arena, found.names.at[0].value)),
                  SLICE_ARG(found.names.at[0].value), SLICE_ARG(low));
    else
        diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(low));
}

static bool is_odd(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_word(name.at[i]))
            return true;
    return false;
}

/* `lake.orders` as the name of a table in the schema lake. */
static bool repeats_schema(struct rule_run *run, const struct table *table, struct text name)
{
    struct slice schema = table->schema.value;
    struct slice rest = slice_from(name.value, schema.len < name.value.len ? schema.len + 1 : 0);
    struct diag *diag;

    if (name.span.lo != table->name.span.lo || !schema.len || name.value.len < schema.len + 2 ||
        name.value.at[schema.len] != '.' ||
        !slice_eq_folded(slice_cut(name.value, 0, schema.len), schema))
        return false;
    diag = diag_add(run->diags, SP0220, name.span, "the table's name repeats its schema");
    diag_related(run->diags, diag, table->schema.span, "the schema is given here");
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(rest));
    text_fix_all(run->diags, diag, name, rest, false);
    return true;
}

void rule_names_shared(struct rule_run *run, const struct document *document)
{
    struct found found = {.run = run, .has_trait = is_odd};
    struct text first;
    struct diag *diag;
    size_t at = 0;

    find(&found, document->table.name);
    find_columns(&found, &document->table);
    if (!found.names.count)
        return;
    first = found.names.at[0];
    if (repeats_schema(run, &document->table, first))
        return;
    while (ascii_is_word(first.value.at[at]))
        at++;
    diag = diag_add(run->diags, SP0220, first.span, "Athena may not accept %.*s",
                    SLICE_ARG(list_of(&found)));
    if (first.value.at[at] == ' ')
        diag_label(run->diags, diag, "a space is not a letter, digit or underscore");
    else if ((unsigned char)first.value.at[at] < 0x80)
        diag_label(run->diags, diag, "`%c` is not a letter, digit or underscore",
                   first.value.at[at]);
    else
        diag_label(run->diags, diag, "it contains a character outside ASCII");
    point_at_others(&found, diag, "this name too");
    diag_note(run->diags, diag,
              "the table is in the Glue catalog, where Athena and other engines read it too");
    diag_help(run->diags, diag, "use the letters a to z, digits and underscores");
}
