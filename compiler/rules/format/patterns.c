/* The patterns of the formats regex and grok (facts: SerDes; Query-time behaviour). */
#include "base/ascii.h"
#include "base/pattern.h"
#include "rules/format/regex.h"
#include "rules/rule.h"

static const struct property *pattern_property(const struct format *format, enum class_id serde,
                                               struct slice name)
{
    if (class_named(format->serde.value) != serde)
        return NULL;
    return property_of(&format->serde_properties, name);
}

static const struct property *regex_of(const struct table *table)
{
    return pattern_property(&table->format, CLASS_REGEX, SLICE("input.regex"));
}

static const struct property *grok_of(const struct table *table)
{
    return pattern_property(&table->format, CLASS_GROK, SLICE("input.format"));
}

static void malformed(struct rule_run *run, enum diag_code code, struct text text,
                      const struct pattern_problem *problem)
{
    size_t hi = problem->offset, lo;
    struct diag *diag;

    hi += hi == 0 && text.value.len;
    for (lo = hi; lo && ((unsigned char)text.value.at[--lo] & 0xc0) == 0x80;)
        ;
    diag = diag_add(run->diags, code, text_span(text, lo, hi),
                    "the pattern is not a valid regular expression: %.*s",
                    SLICE_ARG(problem->what));
    if (text.style == TEXT_OTHER)
        diag_note(run->diags, diag, "the error is after `%.*s`",
                  SLICE_ARG(slice_cut(text.value, hi > 24 ? hi - 24 : 0, hi)));
    diag_help(run->diags, diag, "put a backslash before a literal bracket, `*`, `+` or `?`");
}

/* The number of groups; false if the pattern does not compile. */
static bool count_groups(struct rule_run *run, struct slice text, size_t *count,
                         struct pattern_problem *problem)
{
    struct pattern *pattern = pattern_compile(run->arena, text, problem);

    if (!pattern)
        return false;
    *count = pattern_group_count(pattern);
    pattern_free(pattern);
    return true;
}

void rule_regex_form(struct rule_run *run, const struct document *document)
{
    const struct property *regex = regex_of(&document->table);
    struct pattern_problem problem;
    size_t count;

    if (regex && !count_groups(run, regex->value.value, &count, &problem) && !problem.is_dialect)
        malformed(run, SP0514, regex->value, &problem);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void rule_regex_groups(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct property *regex = regex_of(table);
    size_t columns = table->columns.count, groups;
    struct pattern_problem problem;
    struct regex_shape shape;
    struct span span;
    struct diag *diag;

    if (!regex || !count_groups(run, regex->value.value, &groups, &problem) || groups == columns)
        return;
    shape = regex_shape(run->arena, regex->value.value);
    span = regex->value.span;
    if (groups > columns && shape.groups.count > columns)
        span = text_span(regex->value, shape.groups.at[columns].lo, shape.groups.at[columns].hi);
    diag = diag_add(run->diags, SP0515, span, "the pattern has %zu group%s for %zu column%s",
                    groups, plural(groups), columns, plural(columns));
    if (groups < columns) {
        diag_related(run->diags, diag, table->columns.at[groups].name.span,
                     "no group is left for this column");
        diag_help(run->diags, diag, "write one group `(...)` per column, in column order");
    } else {
        if (span.lo != regex->value.span.lo)
            diag_label(run->diags, diag, "no column is left for group %zu", columns + 1);
        diag_help(run->diags, diag, "write `(?:...)` for a group that is not a column");
    }
}

void rule_regex_speed(struct rule_run *run, const struct document *document)
{
    const struct property *regex = regex_of(&document->table);
    struct regex_shape shape;
    struct diag *diag;

    if (!regex)
        return;
    shape = regex_shape(run->arena, regex->value.value);
    if (!shape.has_nested)
        return;
    diag = diag_add(
        run->diags, SP0516, text_span(regex->value, shape.nested.lo, shape.nested.hi),
        "`%.*s` nests one repetition in another: a line that does not match may take forever",
        SLICE_ARG(slice_cut(regex->value.value, shape.nested.lo, shape.nested.hi)));
    diag_note(run->diags, diag, "the time doubles with each character that both can match");
    diag_help(run->diags, diag,
              "remove the inner or the outer repetition, or end the inner one with a character "
              "that it cannot match: `(?:[^,]+,)*`");
}

/* One %{SYNTAX:name:type} of a grok pattern. */
struct grok_field {
    size_t lo, hi;     /* with its brackets */
    struct slice name; /* empty: the match is discarded */
    size_t name_lo;
};

struct grok {
    struct slice text;
    VEC(struct grok_field) fields;
    size_t bad_lo, bad_hi;
    const char *problem; /* NULL: well-formed */
};

/* Whether the text between the braces of %{...} is well-formed: words separated by colons. */
static bool is_grok_inside(struct slice inside)
{
    size_t colons = 0;

    for (size_t i = 0; i < inside.len; i++) {
        colons += inside.at[i] == ':';
        if (!ascii_is_word(inside.at[i]) && !strchr(":.-[]@", inside.at[i]))
            return false;
    }
    return inside.len && inside.at[0] != ':' && !slice_ends(inside, SLICE(":")) && colons <= 2;
}

static void add_field(struct grok *grok, struct arena *arena, struct slice text, size_t lo,
                      size_t hi)
{
    struct slice inside = slice_cut(text, lo + 2, hi - 1);
    size_t colon = slice_find(inside, ':');
    struct grok_field *field = vec_push(&grok->fields, arena);

    field->lo = lo;
    field->hi = hi;
    if (colon == inside.len)
        return;
    field->name_lo = lo + 2 + colon + 1;
    inside = slice_from(inside, colon + 1);
    field->name = slice_cut(inside, 0, slice_find(inside, ':'));
}

static struct grok grok_read(struct arena *arena, struct slice text)
{
    struct grok grok = {.text = text};
    size_t at = 0;

    while (at < text.len && !grok.problem) {
        size_t lo = at + slice_find_slice(slice_from(text, at), SLICE("%{"));
        size_t hi = lo + slice_find(slice_from(text, lo), '}') + 1;

        if (lo == text.len)
            break;
        if (hi > text.len)
            grok.problem = "`%{` without a closing `}`";
        else if (!is_grok_inside(slice_cut(text, lo + 2, hi - 1)))
            grok.problem = "expected a pattern and a column name between `%{` and `}`";
        grok.bad_lo = lo;
        grok.bad_hi = hi > text.len ? text.len : hi;
        if (!grok.problem)
            add_field(&grok, arena, text, lo, hi);
        at = hi;
    }
    return grok;
}

/* The pattern with each byte of %{...} replaced by a letter, which keeps offsets. */
static struct slice without_fields(struct arena *arena, const struct grok *grok, struct slice text)
{
    char *copy = arena_alloc(arena, text.len + 1);

    memcpy(copy, text.at, text.len);
    for (size_t i = 0; i < grok->fields.count; i++)
        memset(copy + grok->fields.at[i].lo, 'x', grok->fields.at[i].hi - grok->fields.at[i].lo);
    return (struct slice){copy, text.len};
}

void rule_grok_form(struct rule_run *run, const struct document *document)
{
    const struct property *property = grok_of(&document->table);
    struct pattern_problem problem;
    struct grok grok;
    size_t count;

    if (!property)
        return;
    grok = grok_read(run->arena, property->value.value);
    if (grok.problem)
        diag_help(run->diags,
                  diag_add(run->diags, SP0517, text_span(property->value, grok.bad_lo, grok.bad_hi),
                           "%s", grok.problem),
                  "write `%%{PATTERN:column}`, such as `%%{LOGLEVEL:level}`");
    else if (!count_groups(run, without_fields(run->arena, &grok, property->value.value), &count,
                           &problem) &&
             !problem.is_dialect)
        malformed(run, SP0517, property->value, &problem);
}

static const struct column *column_of(const struct table *table, struct slice name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (slice_eq_folded(table->columns.at[i].name.value, name))
            return &table->columns.at[i];
    return NULL;
}

/* Whether the pattern has a named group (?<name>...) of this name. */
static bool has_named_group(struct slice text, struct slice name)
{
    static const struct slice head = SLICE("(?<");

    for (;;) {
        size_t at = slice_find_slice(text, head);

        if (at == text.len)
            return false;
        text = slice_from(text, at + head.len);
        if (slice_eq_folded(slice_cut(text, 0, slice_find(text, '>')), name))
            return true;
    }
}

static bool has_field(const struct grok *grok, struct slice name)
{
    if (has_named_group(grok->text, name))
        return true;
    for (size_t i = 0; i < grok->fields.count; i++)
        if (slice_eq_folded(grok->fields.at[i].name, name))
            return true;
    return false;
}

/* The first column that no field names, or NULL. */
static const struct column *unnamed_column(const struct table *table, const struct grok *grok)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (!has_field(grok, table->columns.at[i].name.value))
            return &table->columns.at[i];
    return NULL;
}

static void help_to_name(struct rule_run *run, struct diag *diag, const struct column *column)
{
    diag_help(run->diags, diag, "write `%%{PATTERN:%.*s}` for the part that fills this column",
              SLICE_ARG(column->name.value));
}

void rule_grok_names(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct property *property = grok_of(table);
    const struct column *column;
    struct diag *diag;
    struct grok grok;

    if (!property)
        return;
    grok = grok_read(run->arena, property->value.value);
    column = unnamed_column(table, &grok);
    for (size_t i = 0; i < grok.fields.count; i++) {
        const struct grok_field *field = &grok.fields.at[i];

        if (!field->name.len || column_of(table, field->name))
            continue;
        diag =
            diag_add(run->diags, SP0518,
                     text_span(property->value, field->name_lo, field->name_lo + field->name.len),
                     "the pattern names `%.*s`, which is not a column", SLICE_ARG(field->name));
        if (column)
            diag_related(run->diags, diag, column->name.span,
                         "the pattern does not name this column");
        diag_help(run->diags, diag, column ? "write `%.*s`" : "add the column, or remove `:%.*s`",
                  SLICE_ARG(column ? column->name.value : field->name));
        return;
    }
    if (column) {
        diag = diag_add(run->diags, SP0518, column->name.span,
                        "the pattern does not name the column `%.*s`",
                        SLICE_ARG(column->name.value));
        diag_related(run->diags, diag, property->value.span, "the pattern is here");
        help_to_name(run, diag, column);
    }
}
