#include "diag/under.h"

struct canvas {
    char cells[UNDER_MAX];
    unsigned char inks[UNDER_MAX];
    unsigned len;
};

static void canvas_paint(struct canvas *canvas, unsigned lo, unsigned hi, char sign, enum ink ink)
{
    while (canvas->len < hi) {
        canvas->cells[canvas->len] = ' ';
        canvas->inks[canvas->len++] = INK_PLAIN;
    }
    for (unsigned i = lo; i < hi; i++) {
        canvas->cells[i] = sign;
        canvas->inks[i] = (unsigned char)ink;
    }
}

static void put_canvas(struct page *page, const struct canvas *canvas)
{
    for (unsigned i = 0, end; i < canvas->len; i = end) {
        for (end = i + 1; end < canvas->len && canvas->inks[end] == canvas->inks[i]; end++)
            ;
        page_add(page, canvas->inks[i], (struct slice){canvas->cells + i, end - i});
    }
}

/* From left to right; among those that begin together, the shortest first. */
static void sort_unders(struct under *unders, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct under moved = unders[i];
        size_t j = i;

        for (; j > 0; j--) {
            const struct under *left = &unders[j - 1];

            if (left->lo < moved.lo || (left->lo == moved.lo && left->hi <= moved.hi))
                break;
            unders[j] = *left;
        }
        unders[j] = moved;
    }
}

/* Where marks overlap, the narrower one is drawn whole, and a caret wins over a dash. */
static bool is_painted_over(const struct under *under, const struct under *other)
{
    unsigned width = under->hi - under->lo, other_width = other->hi - other->lo;

    return width == other_width ? other->sign == '^' : other_width < width;
}

static void paint_unders(struct canvas *canvas, const struct under *unders, size_t count)
{
    const struct under *seen[UNDER_MAX] = {NULL};

    for (size_t i = 0; i < count; i++)
        for (unsigned x = unders[i].lo; x < unders[i].hi; x++)
            if (!seen[x] || is_painted_over(seen[x], &unders[i]))
                seen[x] = &unders[i];
    for (unsigned x = 0; x < UNDER_MAX; x++)
        if (seen[x])
            canvas_paint(canvas, x, x + 1, seen[x]->sign, seen[x]->ink);
}

/* The label of the last mark may follow it if no other mark reaches as far. */
static bool is_label_beside(const struct under *unders, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (unders[i].hi > unders[count - 1].hi)
            return false;
    return true;
}

static void put_label(struct page *page, const struct under *under)
{
    page_add_visible(page, under->ink, under->label);
    page_end_line(page);
}

/* A row of bars under the marks before `lo` whose labels are on later rows. */
static void put_hangers(struct page *page, const struct under *unders, size_t count, unsigned lo)
{
    struct canvas canvas = {.len = 0};

    for (size_t i = 0; i < count; i++)
        if (unders[i].label.len && unders[i].lo < lo)
            canvas_paint(&canvas, unders[i].lo, unders[i].lo + 1, '|', unders[i].ink);
    page_add_gutter(page, 0);
    str_putc(page->out, ' ');
    put_canvas(page, &canvas);
    if (lo < UNDER_MAX)
        str_fill(page->out, ' ', lo - canvas.len);
}

static void put_hanging_labels(struct page *page, const struct under *unders, size_t count)
{
    bool is_first = true;

    while (count--) {
        if (!unders[count].label.len)
            continue;
        if (is_first) {
            put_hangers(page, unders, count + 1, UNDER_MAX);
            page_end_line(page);
        }
        is_first = false;
        put_hangers(page, unders, count, unders[count].lo);
        put_label(page, &unders[count]);
    }
}

void under_put(struct page *page, struct under *unders, size_t count)
{
    struct canvas canvas = {.len = 0};

    sort_unders(unders, count);
    paint_unders(&canvas, unders, count);
    page_add_gutter(page, 0);
    str_putc(page->out, ' ');
    put_canvas(page, &canvas);
    if (is_label_beside(unders, count)) {
        str_putc(page->out, ' ');
        put_label(page, &unders[--count]);
    } else {
        page_end_line(page);
    }
    put_hanging_labels(page, unders, count);
}
