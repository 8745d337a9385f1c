#include "diag/view.h"

#include "text/terminal.h"

enum {
    TAB_WIDTH = 4,
    DOTS = 3,
    MARGIN = DOTS + 1, /* columns kept free on each side of what must be seen */
    BYTES_A_COLUMN = 4 /* considered at most; zero-width characters may use them up */
};

static size_t clamp(size_t value, size_t lo, size_t hi)
{
    return value < lo ? lo : value > hi ? hi : value;
}

static unsigned next_column(struct str *out, const char **at, const char *end)
{
    if (**at != '\t')
        return text_next_into_terminal(out, at, end);
    ++*at;
    if (out)
        str_fill(out, ' ', TAB_WIDTH);
    return TAB_WIDTH;
}

/* Columns of the bytes [lo, hi) of a line. */
static size_t columns(struct slice line, size_t lo, size_t hi)
{
    const char *at = line.at + lo, *end = line.at + hi;
    size_t count = 0;

    while (at < end)
        count += next_column(NULL, &at, end);
    return count;
}

/* The start of the character that `offset` is within. */
static size_t character_start(struct slice line, size_t offset)
{
    for (size_t back = 0; back < 4 && back <= offset; back++)
        if (((unsigned char)line.at[offset - back] & 0xc0) != 0x80)
            return offset - back;
    return offset;
}

bool view_can_show(struct slice line, size_t lo, size_t hi, size_t limit)
{
    size_t most = limit * BYTES_A_COLUMN;

    if (line.len <= most && columns(line, 0, line.len) <= limit)
        return true;
    return hi - lo <= most && columns(line, lo, hi) + 2 * MARGIN <= limit;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Chooses the columns to show, of the `total` that were considered. `before` of them precede what
   must be seen, which takes `wanted` with its label: at most limit - 2 * MARGIN. */
static void choose_window(struct view *view, size_t before, size_t wanted, size_t total,
                          size_t limit)
{
    size_t end = larger(total, before + wanted); /* a label may extend past the line */
    size_t room = limit;

    view->hi = total;
    if (view->from == 0 && view->to == view->line.len && total <= limit)
        return;
    view->is_cut_left = view->from > 0 || before + wanted + DOTS > limit;
    if (view->is_cut_left) {
        room -= DOTS;
        view->lo = before - clamp((room - DOTS - wanted) / 2, 0, before);
    }
    view->is_cut_right = view->to < view->line.len || view->lo + room < end;
    if (view->is_cut_right)
        view->hi = clamp(view->lo + room - DOTS, view->lo, total);
    else
        view->lo = end > room ? end - room : 0;
}

struct view view_of(struct slice line, size_t lo, size_t hi, size_t label, size_t limit)
{
    size_t reach = limit * BYTES_A_COLUMN;
    struct view view = {.line = line, .to = line.len};
    size_t before, wanted;

    if (lo > reach)
        view.from = character_start(line, lo - reach);
    if (line.len - lo > 2 * reach)
        view.to = character_start(line, lo + 2 * reach);
    before = columns(line, view.from, lo);
    wanted = larger(columns(line, lo, hi < view.to ? hi : view.to), 1);
    if (label)
        wanted += 1 + clamp(label, 0, limit / 3);
    choose_window(&view, before, clamp(wanted, 0, limit - 2 * MARGIN),
                  before + columns(line, lo, view.to), limit);
    return view;
}

unsigned view_column(const struct view *view, size_t offset)
{
    size_t column = columns(view->line, view->from, clamp(offset, view->from, view->to));

    column = clamp(column, view->lo, view->hi) - view->lo;
    return (unsigned)(view->is_cut_left ? column + DOTS : column);
}

void view_put(struct str *out, const struct view *view)
{
    const char *at = view->line.at + view->from, *end = view->line.at + view->to;
    size_t lo = view->lo, hi = view->hi, column = 0;

    str_fill(out, '.', view->is_cut_left ? DOTS : 0);
    while (at < end && column <= hi) {
        size_t len = out->len, width = next_column(out, &at, end);
        bool is_shown = column >= lo && column + width <= hi;

        if (width == 0 && column == lo && view->is_cut_left)
            is_shown = false; /* it would combine with the dots */
        if (!is_shown) {
            out->len = len;
            str_fill(out, ' ', clamp(column + width, lo, hi) - clamp(column, lo, hi));
        }
        column += width;
    }
    str_fill(out, '.', view->is_cut_right ? DOTS : 0);
}
