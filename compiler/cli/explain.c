/* explain: what a finding means, why, and what to write. Plain text for a terminal of 80 columns. */
#include <unistd.h>

#include "base/str.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/output.h"
#include "diag/diag.h"

enum { PAGE_WIDTH = 80, INDENT = 4 };

static size_t width_of(struct slice text)
{
    const char *at = text.at, *end = at + text.len;
    size_t width = 0;

    while (at < end)
        width += (size_t)utf8_width(utf8_next(&at, end));
    return width;
}

/* Appends one paragraph, wrapped into lines. */
static void put_paragraph(struct str *out, struct slice text, size_t indent)
{
    size_t column = 0;

    while (text.len) {
        size_t end = slice_find(text, ' ');
        struct slice word = slice_cut(text, 0, end);
        size_t width = width_of(word);

        if (column && column + 1 + width > PAGE_WIDTH) {
            str_putc(out, '\n');
            column = 0;
        }
        str_fill(out, ' ', column ? 1 : indent);
        column += column ? 1 : indent;
        str_add(out, word);
        column += width;
        text = slice_from(text, end < text.len ? end + 1 : end);
    }
    str_putc(out, '\n');
}

static void put_paragraphs(struct str *out, struct slice text)
{
    while (text.len) {
        size_t end = slice_find_slice(text, SLICE("\n\n"));

        str_putc(out, '\n');
        put_paragraph(out, slice_cut(text, 0, end), 0);
        text = slice_from(text, end < text.len ? end + 2 : end);
    }
}

/* Appends an example under its title. Long lines are not wrapped, so that they can be copied. */
static void put_example(struct str *out, const char *title, struct slice text)
{
    if (!text.len)
        return;
    str_printf(out, "\n%s\n\n", title);
    while (text.len) {
        size_t end = slice_find(text, '\n');

        if (end)
            str_fill(out, ' ', INDENT);
        str_add(out, slice_cut(text, 0, end));
        str_putc(out, '\n');
        text = slice_from(text, end < text.len ? end + 1 : end);
    }
}

static void put_source(struct str *out, struct slice text)
{
    if (!text.len)
        return;
    str_puts(out, "\nSource:\n\n");
    put_paragraph(out, text, INDENT);
}

static void put_page(struct str *out, const struct diag_kind *kind)
{
    str_printf(out, "%s (%s): %s\n", kind->name, severity_name(kind->severity), kind->title);
    put_paragraphs(out, slice_of(kind->explanation));
    put_example(out, "Before:", slice_of(kind->before));
    put_example(out, "After:", slice_of(kind->after));
    put_source(out, slice_of(kind->source));
}

static void put_list(struct str *out)
{
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++) {
        const struct diag_kind *kind = diag_kind(code);

        str_printf(out, "%s  %-7s  %s\n", kind->name, severity_name(kind->severity), kind->title);
    }
}

/* The code given as the argument, or DIAG_CODE_COUNT after a message. */
static enum diag_code asked_code(const struct options *options)
{
    enum diag_code code;

    if (options->arguments.count != 1) {
        complain("explain requires one code, such as SP0304, or --list");
        return DIAG_CODE_COUNT;
    }
    code = diag_code_named(slice_of(options->arguments.at[0]));
    if (code == DIAG_CODE_COUNT)
        complain("no finding has the code `%s`; `spectrumc explain --list` lists them",
                 options->arguments.at[0]);
    return code;
}

enum exit_status command_explain(const struct options *options)
{
    enum diag_code code = DIAG_CODE_COUNT;
    struct str out = {0};
    bool done;

    if (!options->lists) {
        code = asked_code(options);
        if (code == DIAG_CODE_COUNT)
            return EXIT_TROUBLE;
    }
    if (code == DIAG_CODE_COUNT)
        put_list(&out);
    else
        put_page(&out, diag_kind(code));
    done = output_stream(STDOUT_FILENO, str_slice(&out));
    str_release(&out);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}
