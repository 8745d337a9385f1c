/* Findings as GitHub workflow commands, which annotate the lines of a pull request. */
#include "diag/render.h"
#include "text/github.h"

static void put_property(struct str *out, const char *name, struct slice value)
{
    str_printf(out, "%s=", name);
    text_into_github_property(out, value);
}

/* GitHub accepts columns only when start and end are on the same line. */
static void put_place(struct str *out, const struct diags *diags, struct span span)
{
    struct place start = source_place(span.source, diags->arena, span.lo);
    struct place end = source_place(span.source, diags->arena, span.hi);

    put_property(out, "file", slice_of(span.source->path));
    str_printf(out, ",line=%u", start.line);
    if (start.line == end.line)
        str_printf(out, ",col=%u,endLine=%u,endColumn=%u,", start.column, end.line, end.column);
    else
        str_printf(out, ",endLine=%u,", end.line);
}

static void put_line(struct str *out, const char *before, struct slice text)
{
    str_printf(out, "%%0A%s", before);
    text_into_github_message(out, text);
}

static void put_related(struct str *out, const struct diags *diags, struct span span,
                        struct slice label)
{
    struct place place;

    if (!span.source) {
        put_line(out, "note: ", label);
        return;
    }
    place = source_place(span.source, diags->arena, span.lo);
    put_line(out, "", slice_of(span.source->path));
    str_printf(out, ":%u:%u: ", place.line, place.column);
    text_into_github_message(out, label);
}

static void put_command(struct str *out, const struct diags *diags, const struct diag *diag)
{
    static const char *const commands[] = {
        [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_NOTE] = "notice"};

    str_printf(out, "::%s ", commands[diag->severity]);
    if (diag->span.source) {
        put_place(out, diags, diag->span);
    } else if (diag->path.len) {
        put_property(out, "file", diag->path);
        str_putc(out, ',');
    }
    str_printf(out, "title=%s::", diag_kind(diag->code)->name);
    text_into_github_message(out, diag->message);
    if (diag->label.len)
        put_line(out, "", diag->label);
    for (size_t i = 0; i < diag->related.count; i++)
        put_related(out, diags, diag->related.at[i].span, diag->related.at[i].label);
    for (size_t i = 0; i < diag->notes.count; i++)
        put_line(out, "note: ", diag->notes.at[i]);
    for (size_t i = 0; i < diag->helps.count; i++)
        put_line(out, "help: ", diag->helps.at[i]);
    str_putc(out, '\n');
}

void render_github(struct str *out, const struct diags *diags, const struct render_options *options)
{
    (void)options;
    for (size_t i = 0; i < diags->list.count; i++)
        put_command(out, diags, diags->list.at[i]);
}
