/* Findings as text for a person, with source excerpts; and the summary line. */
#include "diag/excerpt.h"
#include "diag/render.h"

enum {
    WIDE_LINE = 200, /* columns of a source line shown on a page without a width */
    RELATED_MAX = 8, /* related places drawn for a finding, since drawing compares each with each */
    SHOWN_MAX = 3    /* findings of a code shown one by one where they are grouped */
};

struct marks {
    struct mark *at;
    size_t count;
};

static enum ink ink_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR: return INK_ERROR;
    case SEVERITY_WARNING: return INK_WARNING;
    case SEVERITY_NOTE: break;
    }
    return INK_NOTE;
}

/* Marks for the finding's span and the related ones, except those that are nowhere. */
static struct marks marks_of(struct arena *arena, const struct diag *diag)
{
    struct mark *at = arena_zalloc(arena, diag->related.count + 1, sizeof *at);
    struct marks marks = {at, 0};

    if (diag->span.source)
        at[marks.count++] = (struct mark){diag->span, diag->label, ink_of(diag->severity), '^'};
    for (size_t i = 0; i < diag->related.count; i++) {
        const struct diag_related *related = &diag->related.at[i];

        if (related->span.source && marks.count <= RELATED_MAX)
            at[marks.count++] = (struct mark){related->span, related->label, INK_FRAME, '-'};
    }
    return marks;
}

static unsigned gutter_of(const struct diags *diags, const struct marks *marks)
{
    uint32_t last = 0;
    unsigned digits = 1;

    for (size_t i = 0; i < marks->count; i++) {
        uint32_t line = excerpt_last_line(diags->arena, &marks->at[i]);

        last = line > last ? line : last;
    }
    while (last /= 10)
        digits++;
    return digits;
}

/* "error[SP0304]: message" */
static void put_title(struct page *page, const struct diag *diag)
{
    const char *severity = severity_name(diag->severity), *code = diag_kind(diag->code)->name;
    struct str title = {0};

    str_printf(&title, "%s[%s]", severity, code);
    page_add(page, ink_of(diag->severity), str_slice(&title));
    page_add(page, INK_STRONG, SLICE(": "));
    page_add_visible(page, INK_STRONG, diag->message);
    page_end_line(page);
    str_release(&title);
}

/* "   = help: text" */
static void put_remark(struct page *page, enum ink ink, struct slice word, struct slice text)
{
    str_fill(page->out, ' ', page->gutter + 1);
    page_add(page, INK_FRAME, SLICE("= "));
    page_add(page, ink, word);
    str_puts(page->out, ": ");
    page_add_visible(page, INK_PLAIN, text);
    page_end_line(page);
}

/* Counts the related places that are too many to be drawn. */
static void put_undrawn(struct page *page, const struct diag *diag, size_t drawn)
{
    size_t count = diag->span.source ? 1 : 0;
    struct str text = {0};

    for (size_t i = 0; i < diag->related.count; i++)
        count += diag->related.at[i].span.source != NULL;
    if (count == drawn)
        return;
    str_printf(&text, "and %zu more place%s", count - drawn, count - drawn == 1 ? "" : "s");
    put_remark(page, INK_STRONG, SLICE("note"), str_slice(&text));
    str_release(&text);
}

static void put_remarks(struct page *page, const struct diag *diag)
{
    for (size_t i = 0; i < diag->related.count; i++)
        if (!diag->related.at[i].span.source)
            put_remark(page, INK_STRONG, SLICE("note"), diag->related.at[i].label);
    for (size_t i = 0; i < diag->notes.count; i++)
        put_remark(page, INK_STRONG, SLICE("note"), diag->notes.at[i]);
    for (size_t i = 0; i < diag->helps.count; i++)
        put_remark(page, INK_HELP, SLICE("help"), diag->helps.at[i]);
}

static void put_diag(struct page *page, unsigned width, const struct diags *diags,
                     const struct diag *diag)
{
    struct arena arena = {0};
    struct marks marks = marks_of(&arena, diag);
    bool has_path = !diag->span.source && diag->path.len;

    page->gutter = gutter_of(diags, &marks);
    page->limit = !width ? WIDE_LINE : width > page->gutter + 3 ? width - page->gutter - 3 : 0;
    put_title(page, diag);
    if (has_path) {
        page_add_arrow(page, SLICE("-->"));
        page_add_visible(page, INK_PLAIN, diag->path);
        page_end_line(page);
    }
    excerpt_draw(page, diags->arena, marks.at, marks.count, has_path ? SLICE("==>") : SLICE("-->"));
    put_undrawn(page, diag, marks.count);
    put_remarks(page, diag);
    page_end_line(page);
    arena_release(&arena);
}

/* How many findings there were of a code and severity. */
struct tally {
    size_t counts[SEVERITY_NOTE + 1];
};

/* Counts the finding, and tells whether it is one that is shown. */
static bool is_shown(struct tally *tallies, const struct diags *diags, const struct diag *diag)
{
    if (diag->severity == SEVERITY_NOTE && diags->error_count)
        return false;
    return tallies[diag->code].counts[diag->severity]++ < SHOWN_MAX;
}

/* "error[SP0117]: 17 more like these; `--all` shows each" */
static void put_rest(struct page *page, const struct tally *tally, enum diag_code code,
                     enum severity severity)
{
    struct str rest = {0};

    if (tally->counts[severity] <= SHOWN_MAX)
        return;
    str_printf(&rest, "%s[%s]", severity_name(severity), diag_kind(code)->name);
    page_add(page, ink_of(severity), str_slice(&rest));
    rest.len = 0;
    str_printf(&rest, ": %zu more like these; `--all` shows each",
               tally->counts[severity] - SHOWN_MAX);
    page_add(page, INK_STRONG, str_slice(&rest));
    page_end_line(page);
    page_end_line(page);
    str_release(&rest);
}

static void put_rests(struct page *page, const struct tally *tallies)
{
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++)
        for (enum severity severity = 0; severity <= SEVERITY_NOTE; severity++)
            put_rest(page, &tallies[code], code, severity);
}

void render_text(struct str *out, const struct diags *diags, const struct render_options *options)
{
    struct page page = {.out = out, .use_color = options->use_color};
    struct tally tallies[DIAG_CODE_COUNT] = {0};

    for (size_t i = 0; i < diags->list.count; i++)
        if (!options->is_grouped || is_shown(tallies, diags, diags->list.at[i]))
            put_diag(&page, options->width, diags, diags->list.at[i]);
    put_rests(&page, tallies);
}

static void put_count(struct str *out, size_t count, const char *noun)
{
    str_printf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void render_summary(struct str *out, const struct diags *diags,
                    const struct render_options *options)
{
    if (!diags->error_count && !diags->warning_count)
        return;
    if (diags->error_count)
        put_count(out, diags->error_count, "error");
    if (diags->error_count && diags->warning_count)
        str_puts(out, ", ");
    if (diags->warning_count)
        put_count(out, diags->warning_count, "warning");
    if (options->spec_count == 1)
        str_puts(out, " in 1 spec");
    else if (options->bad_count)
        str_printf(out, " in %zu of %zu specs", options->bad_count, options->spec_count);
    str_putc(out, '\n');
}
