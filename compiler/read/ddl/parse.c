#include "read/ddl/parse.h"

#include <stdio.h>

#include "base/ascii.h"

bool ddl_is(const struct ddl *ddl, const char *word)
{
    return ddl->token.kind == DDL_WORD && slice_eq_folded(ddl->token.text.value, slice_of(word));
}

bool ddl_is_symbol(const struct ddl *ddl, char symbol)
{
    return ddl->token.kind == DDL_SYMBOL && ddl->token.text.value.at[0] == symbol;
}

struct ddl_token ddl_take(struct ddl *ddl)
{
    struct ddl_token token = ddl->token;

    ddl->last = token.text.span;
    ddl->token = ddl_next(&ddl->lexer);
    return token;
}

bool ddl_accept(struct ddl *ddl, const char *word)
{
    bool is_it = ddl_is(ddl, word);

    if (is_it)
        ddl_take(ddl);
    return is_it;
}

bool ddl_accept_symbol(struct ddl *ddl, char symbol)
{
    bool is_it = ddl_is_symbol(ddl, symbol);

    if (is_it)
        ddl_take(ddl);
    return is_it;
}

bool ddl_expected(struct ddl *ddl, const char *what)
{
    struct slice found = slice_cut(ddl->lexer.text, ddl->token.text.span.lo,
                                   ddl->token.text.span.hi);

    if (ddl->lexer.has_failed && ddl->token.kind == DDL_END)
        return false; /* already reported */
    if (ddl->token.kind == DDL_END)
        diag_add(ddl->diags, SP1101, ddl->token.text.span, "expected %s, but the text ends", what);
    else if (found.len > 40 || slice_find(found, '\n') < found.len)
        diag_add(ddl->diags, SP1101, ddl->token.text.span, "expected %s", what);
    else
        diag_add(ddl->diags, SP1101, ddl->token.text.span, "expected %s, found `%.*s`", what,
                 SLICE_ARG(found));
    return false;
}

bool ddl_expect(struct ddl *ddl, const char *word)
{
    char what[48];

    if (ddl_accept(ddl, word))
        return true;
    snprintf(what, sizeof what, "`%s`", word);
    for (char *at = what; *at; at++)
        *at = ascii_upper(*at);
    return ddl_expected(ddl, what);
}

bool ddl_expect_symbol(struct ddl *ddl, char symbol)
{
    const char what[] = {'`', symbol, '`', '\0'};

    return ddl_accept_symbol(ddl, symbol) || ddl_expected(ddl, what);
}

bool ddl_name(struct ddl *ddl, struct text *name, const char *what)
{
    if (ddl->token.kind != DDL_WORD && ddl->token.kind != DDL_NAME)
        return ddl_expected(ddl, what);
    *name = ddl_take(ddl).text;
    return true;
}

/* "db.name" in one pair of backquotes, as Athena prints it. */
static bool split_name(struct text whole, struct text *schema, struct text *name)
{
    size_t dot = slice_find(whole.value, '.');

    if (dot == whole.value.len)
        return false;
    *schema = *name = whole;
    schema->value = slice_cut(whole.value, 0, dot);
    schema->span = text_span(whole, 0, dot);
    name->value = slice_from(whole.value, dot + 1);
    name->span = text_span(whole, dot + 1, whole.value.len);
    return true;
}

bool ddl_table_name(struct ddl *ddl, struct text *schema, struct text *name)
{
    bool is_hive_name = ddl->lexer.is_hive && ddl->token.kind == DDL_NAME;

    *schema = (struct text){0};
    if (!ddl_name(ddl, name, "the table's name"))
        return false;
    while (ddl_accept_symbol(ddl, '.')) {
        *schema = *name;
        if (!ddl_name(ddl, name, "the table's name"))
            return false;
    }
    if (text_is_given(*schema) || (is_hive_name && split_name(*name, schema, name)))
        return true;
    schema->value = ddl->schema.len ? ddl->schema : SLICE("spectrum");
    schema->span = name->span;
    schema->style = TEXT_OTHER;
    if (!ddl->schema.len)
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1109, name->span, "the table's name has no schema"),
                  "give its schema with --schema NAME; `spectrum` is assumed");
    return true;
}

bool ddl_literal(struct ddl *ddl, struct text *text, const char *what)
{
    if (ddl->token.kind != DDL_LITERAL)
        return ddl_expected(ddl, what);
    *text = ddl_take(ddl).text;
    return true;
}

bool ddl_properties(struct ddl *ddl, struct property_list *list)
{
    struct map seen;

    list->span = ddl->last;
    map_init(&seen, ddl->arena);
    if (!ddl_expect_symbol(ddl, '('))
        return false;
    do {
        struct property property = {0};
        struct property *first;

        if (!ddl_literal(ddl, &property.key, "a property's name in quotes") ||
            !ddl_expect_symbol(ddl, '=') ||
            !ddl_literal(ddl, &property.value, "the property's value in quotes"))
            return false;
        *vec_push(&list->list, ddl->arena) = property;
        first = arena_new(ddl->arena, struct property);
        *first = property;
        first = map_add(&seen, property.key.value, first);
        if (first)
            diag_help(ddl->diags,
                      diag_related(ddl->diags,
                                   diag_add(ddl->diags, SP1110, property.key.span,
                                            "the property `%.*s` is set twice",
                                            SLICE_ARG(property.key.value)),
                                   first->key.span, "already set here"),
                      "keep one of the two");
    } while (ddl_accept_symbol(ddl, ','));
    return ddl_expect_symbol(ddl, ')');
}

static bool ends_type(const struct ddl *ddl, int depth)
{
    if (ddl->token.kind == DDL_END || ddl_is_symbol(ddl, ';'))
        return true;
    return depth == 0 &&
           (ddl_is_symbol(ddl, ',') || ddl_is_symbol(ddl, ')') || ddl_is(ddl, "comment"));
}

/* The type's text. Inside a printed value's quotes, quotes are doubled. */
static struct text type_text(struct ddl *ddl, struct span span)
{
    struct text text = {slice_cut(ddl->lexer.text, span.lo, span.hi), span, TEXT_PLAIN};
    struct str plain = {0};

    if (!ddl->lexer.is_wrapped || slice_find(text.value, '"') == text.value.len)
        return text;
    for (size_t i = 0; i < text.value.len; i++) {
        str_putc(&plain, text.value.at[i]);
        i += text.value.at[i] == '"' && i + 1 < text.value.len && text.value.at[i + 1] == '"';
    }
    text.value = arena_copy(ddl->arena, str_slice(&plain));
    text.style = TEXT_OTHER;
    str_release(&plain);
    return text;
}

bool ddl_type(struct ddl *ddl, struct column *column)
{
    struct span lo = ddl->token.text.span;
    struct slice foreign;
    int depth = 0;

    if (ends_type(ddl, 0))
        return ddl_expected(ddl, "a type");
    while (!ends_type(ddl, depth)) {
        depth += ddl_is_symbol(ddl, '(') || ddl_is_symbol(ddl, '<');
        depth -= ddl_is_symbol(ddl, ')') || ddl_is_symbol(ddl, '>');
        ddl_take(ddl);
    }
    column->type_text = type_text(ddl, span_join(lo, ddl->last));
    column->type = type_parse_ddl(ddl->diags, column->type_text,
                                  ddl->lexer.is_hive ? HIVE_DDL : REDSHIFT_DDL, &foreign);
    if (column->type && foreign.len)
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1108, column->type_text.span,
                           "`%.*s` has no length, but Redshift's type requires one",
                           SLICE_ARG(foreign)),
                  "write the length that the values need; the spec uses the maximum");
    return column->type != NULL;
}

bool ddl_skip_brackets(struct ddl *ddl)
{
    int depth = 0;

    if (!ddl_is_symbol(ddl, '('))
        return ddl_expected(ddl, "`(`");
    do {
        if (ddl->token.kind == DDL_END)
            return ddl_expected(ddl, "`)`");
        depth += ddl_is_symbol(ddl, '(');
        depth -= ddl_is_symbol(ddl, ')');
        ddl_take(ddl);
    } while (depth);
    return true;
}

struct span ddl_since(const struct ddl *ddl, struct span lo)
{
    return span_join(lo, ddl->last);
}

void ddl_left_out(struct ddl *ddl, struct span span, const char *what)
{
    diag_add(ddl->diags, SP1106, span, "%s is left out: a spec cannot hold it", what);
}

bool ddl_starts_statement(const struct ddl *ddl)
{
    static const char *const words[] = {"create", "alter", "grant", "msck",  "drop",
                                        "select", "show",  "aws",   "begin", "commit"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ddl->token.starts_line && ddl_is(ddl, words[i]))
            return true;
    return false;
}

bool ddl_is_statement_end(const struct ddl *ddl)
{
    return ddl->token.kind == DDL_END || ddl_is_symbol(ddl, ';');
}

void ddl_skip_statement(struct ddl *ddl)
{
    while (!ddl_is_statement_end(ddl) && !ddl_starts_statement(ddl))
        ddl_take(ddl);
}
