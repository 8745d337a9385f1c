#include "read/spec/vars.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/str.h"

struct expansion {
    struct variables *overrides, *defaults;
    struct diags *diags;
    struct text text; /* with its span, for diagnostics */
    struct str out;
};

/* A `${name}` in a value: of the text itself at depth 0, else of a variable in it. */
struct use {
    struct slice name;
    size_t lo, hi; /* bytes of the value */
    int depth;
};

void variables_init(struct variables *variables, struct arena *arena)
{
    *variables = (struct variables){.arena = arena};
    map_init(&variables->by_name, arena);
}

void variables_set(struct variables *variables, struct slice name, struct text value)
{
    struct variable *variable = map_get(&variables->by_name, name);

    if (!variable) {
        variable = arena_new(variables->arena, struct variable);
        variable->name = name;
        map_add(&variables->by_name, name, variable);
        *vec_push(&variables->list, variables->arena) = variable;
    }
    variable->value = value;
}

bool variable_is_name(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_word(name.at[i]))
            return false;
    return name.len && !ascii_is_digit(name.at[0]);
}

static void read_variable(struct variables *variables, struct diags *diags,
                          const struct node_pair *pair)
{
    struct diag *diag;

    if (!variable_is_name(pair->key->value)) {
        diag = diag_add(diags, SP0120, pair->key->span, "`%.*s` cannot be a variable name",
                        SLICE_ARG(pair->key->value));
        diag_help(diags, diag, "use letters, digits and underscores, not starting with a digit");
    } else if (pair->value->kind != NODE_SCALAR) {
        diag = diag_add(diags, SP0114, pair->value->span,
                        "the variable `%.*s` is %s: expected text", SLICE_ARG(pair->key->value),
                        node_shape(pair->value));
        diag_help(diags, diag, "write a single text or number");
    } else {
        variables_set(variables, pair->key->value, node_text(pair->value));
    }
}

void variables_read_mapping(struct variables *variables, struct diags *diags,
                            const struct node *mapping)
{
    struct map seen;

    map_init(&seen, diags->arena);
    for (size_t i = 0; i < mapping->pairs.count; i++) {
        struct node_pair *pair = &mapping->pairs.at[i];
        struct node *first = map_add(&seen, pair->key->value, pair->key);

        if (first && !pair->is_merged)
            diag_related(diags,
                         diag_add(diags, SP0113, pair->key->span,
                                  "the variable `%.*s` is set twice", SLICE_ARG(pair->key->value)),
                         first->span, "first set here");
        else if (!first)
            read_variable(variables, diags, pair);
    }
}

bool variables_read(struct variables *variables, struct diags *diags, struct source *source)
{
    struct yaml_stream stream = {0};
    size_t before = diags->error_count;

    yaml_read(diags, diags->arena, source, &stream);
    for (size_t i = 0; i < stream.documents.count; i++) {
        const struct node *root = stream.documents.at[i].root;

        if (root->kind == NODE_MAPPING) {
            variables_read_mapping(variables, diags, root);
            continue;
        }
        diag_help(diags,
                  diag_add(diags, SP0114, root->span, "expected a mapping of variables, found %s",
                           node_shape(root)),
                  "write each variable on its own line: `name: value`");
    }
    return diags->error_count == before;
}

static struct variable *find(struct expansion *expansion, struct slice name)
{
    struct variable *variable = map_get(&expansion->overrides->by_name, name);

    return variable ? variable : map_get(&expansion->defaults->by_name, name);
}

/* Only for findings: to find the place takes time in proportion to the text before it. */
static struct span place_of(const struct expansion *expansion, const struct use *use)
{
    return use->depth ? expansion->text.span : text_span(expansion->text, use->lo, use->hi);
}

static bool not_set(struct expansion *expansion, const struct use *use)
{
    struct slice name = use->name;
    struct diag *diag = diag_add(expansion->diags, SP0119, place_of(expansion, use),
                                 "the variable `%.*s` is not set", SLICE_ARG(name));
    struct nearest nearest = nearest_to(name);

    bool may_guess = expansion->overrides->guesses++ < LIMIT_GUESSES;

    for (size_t i = 0; may_guess && i < expansion->defaults->list.count; i++)
        nearest_offer(&nearest, expansion->defaults->list.at[i]->name);
    for (size_t i = 0; may_guess && i < expansion->overrides->list.count; i++)
        nearest_offer(&nearest, expansion->overrides->list.at[i]->name);
    if (nearest_found(&nearest))
        diag_help(expansion->diags, diag, "did you mean `${%.*s}`?", SLICE_ARG(nearest.best));
    diag_help(expansion->diags, diag,
              "give it a default under `vars`, or set it with --set %.*s=VALUE", SLICE_ARG(name));
    return false;
}

/* The last name in the way other tools write a variable: env of var.env, var("env"), env:-dev. */
static struct slice last_name(struct slice text)
{
    size_t hi = slice_find_slice(text, SLICE(":-")), lo;

    while (hi && !ascii_is_word(text.at[hi - 1]))
        hi--;
    for (lo = hi; lo && ascii_is_word(text.at[lo - 1]);)
        lo--;
    return slice_cut(text, lo, hi);
}

/* {{ var("env") }}, as Jinja and others write a variable, outside of a path. */
bool variables_look_foreign(struct diags *diags, struct text text)
{
    size_t lo = slice_find_slice(text.value, SLICE("{{"));
    size_t hi = lo + slice_find_slice(slice_from(text.value, lo), SLICE("}}")) + 2;
    struct slice name, written;
    struct diag *diag;

    if (hi > text.value.len)
        return false;
    name = last_name(slice_cut(text.value, lo + 2, hi - 2));
    diag = diag_add(diags, SP0120, text_span(text, lo, hi), "`%.*s` is not a variable of specs",
                    SLICE_ARG(slice_cut(text.value, lo, hi)));
    written = variable_is_name(name) ? arena_printf(diags->arena, "${%.*s}", SLICE_ARG(name))
                                     : SLICE("${name}");
    diag_help(diags, diag, "write `%.*s`, and give it a value under `vars` or with --set",
              SLICE_ARG(written));
    text_fix(diags, diag, text, lo, hi, written, false);
    return true;
}

static bool bad_reference(struct expansion *expansion, const struct use *use)
{
    struct slice last = last_name(use->name);
    struct diag *diag = diag_add(expansion->diags, SP0120, place_of(expansion, use),
                                 "`${` starts a variable, but `%.*s` is not a name",
                                 SLICE_ARG(use->name));

    if (!use->depth && variable_is_name(last)) {
        diag_help(expansion->diags, diag,
                  "write `${%.*s}`, and give it a value under `vars` or with --set",
                  SLICE_ARG(last));
        text_fix(expansion->diags, diag, expansion->text, use->lo, use->hi,
                 arena_printf(expansion->diags->arena, "${%.*s}", SLICE_ARG(last)), false);
    } else {
        diag_help(expansion->diags, diag, "write `${name}`, or `$${` for a literal `${`");
    }
    return false;
}

static bool expand(struct expansion *expansion, struct slice value, int depth);

static bool expand_variable(struct expansion *expansion, const struct use *use)
{
    struct variable *variable = find(expansion, use->name);

    if (!variable)
        return not_set(expansion, use);
    variable->is_used = true;
    if (use->depth >= LIMIT_EXPANSION_DEPTH || expansion->out.len > LIMIT_EXPANSION_BYTES) {
        diag_help(expansion->diags,
                  diag_add(expansion->diags, SP0120, place_of(expansion, use),
                           "the variable `%.*s` expands without end", SLICE_ARG(use->name)),
                  "remove the reference back to the variable itself, or shorten the value to less "
                  "than a megabyte");
        return false;
    }
    return expand(expansion, variable->value.value, use->depth + 1);
}

static bool expand(struct expansion *expansion, struct slice value, int depth)
{
    size_t i = 0;

    while (i < value.len) {
        struct slice rest = slice_from(value, i);

        if (slice_starts(rest, SLICE("$${"))) {
            str_puts(&expansion->out, "${");
            i += 3;
        } else if (slice_starts(rest, SLICE("${"))) {
            size_t end = i + 2 + slice_find(slice_from(value, i + 2), '}');
            struct use use = {slice_cut(value, i + 2, end), i, end + (end < value.len), depth};

            if (end == value.len || !variable_is_name(use.name))
                return bad_reference(expansion, &use);
            if (!expand_variable(expansion, &use))
                return false;
            i = use.hi;
        } else {
            size_t dollar = slice_find(slice_from(rest, 1), '$') + 1;

            str_add(&expansion->out, slice_cut(rest, 0, dollar));
            i += dollar;
        }
    }
    return true;
}

bool variables_expand(struct variables *overrides, struct variables *defaults, struct diags *diags,
                      struct text *text)
{
    struct expansion expansion = {overrides, defaults, diags, *text, {0}};
    bool is_good;

    if (slice_find(text->value, '$') == text->value.len ||
        slice_find_slice(text->value, SLICE("${")) == text->value.len)
        return true;
    is_good = expand(&expansion, text->value, 0);
    if (is_good) {
        text->value = arena_copy(diags->arena, str_slice(&expansion.out));
        text->style = TEXT_OTHER;
    }
    str_release(&expansion.out);
    return is_good;
}
