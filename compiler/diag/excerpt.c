#include "diag/excerpt.h"

#include "base/ascii.h"
#include "diag/under.h"
#include "diag/view.h"
#include "text/terminal.h"

enum {
    BAR_WIDTH = 2, /* columns taken by the bar of a mark over several lines */
    MANY_LINES = 4 /* of a mark over more lines, only the first and last are shown */
};

/* ---- Where a mark is ---- */

/* A mark clipped to the text of its lines: without line ends and the byte order mark. */
struct spot {
    const struct mark *mark;
    struct source *source;
    uint32_t first, last; /* lines */
    size_t lo, hi;        /* byte offsets in the text of the first and of the last line */
};

static size_t clamp(size_t value, size_t lo, size_t hi)
{
    return value < lo ? lo : value > hi ? hi : value;
}

static uint32_t line_of_last_byte(struct source *source, struct arena *lines, size_t lo, size_t hi)
{
    return source_place(source, lines, (uint32_t)(hi > lo ? hi - 1 : lo)).line;
}

static size_t offset_in_line(struct source *source, struct arena *lines, uint32_t line, size_t at)
{
    uint32_t start;
    struct slice text = source_line(source, lines, line, &start);

    return clamp(at, start, start + text.len) - start;
}

static struct spot spot_of(struct arena *lines, const struct mark *mark)
{
    struct source *source = mark->span.source;
    struct slice text = source->text;
    size_t lo = clamp(mark->span.lo, 0, text.len), hi = clamp(mark->span.hi, lo, text.len);
    struct spot spot = {.mark = mark, .source = source};

    spot.first = source_place(source, lines, (uint32_t)lo).line;
    spot.last = line_of_last_byte(source, lines, lo, hi);
    if (spot.last > spot.first) {
        while (hi > lo && ascii_is_space(text.at[hi - 1]))
            hi--;
        spot.last = line_of_last_byte(source, lines, lo, hi);
    }
    spot.lo = offset_in_line(source, lines, spot.first, lo);
    spot.hi = offset_in_line(source, lines, spot.last, hi);
    return spot;
}

uint32_t excerpt_last_line(struct arena *lines, const struct mark *mark)
{
    return spot_of(lines, mark).last;
}

/* ---- The parts of an excerpt ---- */

/* Marks drawn under one view of one line; or one mark over several lines. */
struct part {
    struct source *source;
    uint32_t first, last; /* lines */
    size_t lo, hi;        /* bytes of the line that all the marks lie in */
    VEC(struct spot) spots;
};

struct excerpt {
    struct page *page;
    struct arena *lines;
    struct arena arena;
    size_t limit;
    VEC(struct part) parts;
};

static struct slice line_of(const struct excerpt *excerpt, struct source *source, uint32_t line)
{
    uint32_t start;

    return source_line(source, excerpt->lines, line, &start);
}

static bool part_takes(const struct excerpt *excerpt, const struct part *part,
                       const struct spot *spot)
{
    size_t lo = part->lo < spot->lo ? part->lo : spot->lo;
    size_t hi = part->hi > spot->hi ? part->hi : spot->hi;

    return part->source == spot->source && part->first == part->last &&
           part->first == spot->first && part->first == spot->last &&
           view_can_show(line_of(excerpt, part->source, part->first), lo, hi, excerpt->limit);
}

static void add_spot(struct excerpt *excerpt, struct spot spot)
{
    struct part *part = NULL;

    for (size_t i = 0; i < excerpt->parts.count && !part; i++)
        if (part_takes(excerpt, &excerpt->parts.at[i], &spot))
            part = &excerpt->parts.at[i];
    if (!part) {
        part = vec_push(&excerpt->parts, &excerpt->arena);
        *part = (struct part){.source = spot.source,
                              .first = spot.first,
                              .last = spot.last,
                              .lo = spot.lo,
                              .hi = spot.hi};
    }
    if (spot.lo < part->lo)
        part->lo = spot.lo;
    if (spot.hi > part->hi)
        part->hi = spot.hi;
    *vec_push(&part->spots, &excerpt->arena) = spot;
}

static size_t widest_label(const struct excerpt *excerpt, const struct part *part)
{
    size_t widest = 0;

    for (size_t i = 0; i < part->spots.count; i++) {
        size_t width = text_terminal_width(part->spots.at[i].mark->label, (unsigned)excerpt->limit);

        widest = width > widest ? width : widest;
    }
    return widest;
}

static void put_line_part(struct excerpt *excerpt, const struct part *part)
{
    struct page *page = excerpt->page;
    struct slice line = line_of(excerpt, part->source, part->first);
    size_t label = widest_label(excerpt, part), count = part->spots.count;
    struct view view = view_of(line, part->lo, part->hi, label, excerpt->limit);
    struct under *unders = arena_zalloc(&excerpt->arena, count, sizeof *unders);

    for (size_t i = 0; i < count; i++) {
        const struct spot *spot = &part->spots.at[i];
        unsigned lo = view_column(&view, spot->lo), hi = view_column(&view, spot->hi);

        unders[i] = (struct under){lo, hi > lo ? hi : lo + 1, spot->mark->label, spot->mark->ink,
                                   spot->mark->sign};
    }
    page_add_gutter(page, part->first);
    str_putc(page->out, ' ');
    view_put(page->out, &view);
    page_end_line(page);
    under_put(page, unders, count);
}

/* ---- A mark over several lines ---- */

/* The gutter, the bar of the mark ('/', '|' or ' ') and a line within the mark. */
static void put_barred(struct excerpt *excerpt, const struct spot *spot, uint32_t line, char bar,
                       const struct view *view)
{
    struct page *page = excerpt->page;

    page_add_gutter(page, line);
    str_putc(page->out, ' ');
    page_add(page, bar == ' ' ? INK_PLAIN : spot->mark->ink, (struct slice){&bar, 1});
    str_putc(page->out, ' ');
    view_put(page->out, view);
    page_end_line(page);
}

/* "  | |_____^": from the bar to the column where the mark begins or ends. */
static void put_corner(struct excerpt *excerpt, const struct spot *spot, char bar, unsigned column)
{
    struct page *page = excerpt->page;
    struct str corner = {0};

    str_fill(&corner, '_', column + 1);
    str_putc(&corner, spot->mark->sign);
    page_add_gutter(page, 0);
    str_putc(page->out, ' ');
    page_add(page, bar == ' ' ? INK_PLAIN : spot->mark->ink, (struct slice){&bar, 1});
    page_add(page, spot->mark->ink, str_slice(&corner));
    str_release(&corner);
}

static void put_first_line(struct excerpt *excerpt, const struct spot *spot)
{
    struct slice line = line_of(excerpt, spot->source, spot->first);
    struct view view = view_of(line, spot->lo, spot->lo, 0, excerpt->limit - BAR_WIDTH);

    if (slice_trim(slice_cut(line, 0, spot->lo)).len == 0 && !view.is_cut_left) {
        put_barred(excerpt, spot, spot->first, '/', &view);
        return;
    }
    put_barred(excerpt, spot, spot->first, ' ', &view);
    put_corner(excerpt, spot, ' ', view_column(&view, spot->lo));
    page_end_line(excerpt->page);
}

static void put_middle_lines(struct excerpt *excerpt, const struct spot *spot)
{
    struct page *page = excerpt->page;

    if (spot->last - spot->first >= MANY_LINES) {
        page_add(page, INK_FRAME, SLICE("..."));
        str_fill(page->out, ' ', page->gutter);
        page_add(page, spot->mark->ink, SLICE("|"));
        page_end_line(page);
        return;
    }
    for (uint32_t line = spot->first + 1; line < spot->last; line++) {
        struct view view = view_of(line_of(excerpt, spot->source, line), 0, 0, 0,
                                   excerpt->limit - BAR_WIDTH);

        put_barred(excerpt, spot, line, '|', &view);
    }
}

static void put_lines_part(struct excerpt *excerpt, const struct part *part)
{
    const struct spot *spot = &part->spots.at[0];
    struct slice line = line_of(excerpt, spot->source, spot->last);
    unsigned label = text_terminal_width(spot->mark->label, (unsigned)excerpt->limit);
    struct view view = view_of(line, spot->hi, spot->hi, label, excerpt->limit - BAR_WIDTH);
    unsigned column = view_column(&view, spot->hi);

    put_first_line(excerpt, spot);
    put_middle_lines(excerpt, spot);
    put_barred(excerpt, spot, spot->last, '|', &view);
    put_corner(excerpt, spot, '|', column ? column - 1 : 0);
    str_putc(excerpt->page->out, ' ');
    page_add_visible(excerpt->page, spot->mark->ink, spot->mark->label);
    page_end_line(excerpt->page);
}

/* ---- The excerpt ---- */

static void put_arrow(struct excerpt *excerpt, const struct part *part, struct slice arrow)
{
    struct page *page = excerpt->page;
    const struct spot *spot = &part->spots.at[0];
    size_t lo = clamp(spot->mark->span.lo, 0, spot->source->text.len);
    struct place place = source_place(spot->source, excerpt->lines, (uint32_t)lo);

    page_add_arrow(page, arrow);
    page_add_visible(page, INK_PLAIN, slice_of(spot->source->path));
    str_printf(page->out, ":%u:%u", place.line, place.column);
    page_end_line(page);
    page_add_gutter(page, 0);
    page_end_line(page);
}

void excerpt_draw(struct page *page, struct arena *lines, const struct mark *marks, size_t count,
                  struct slice arrow)
{
    struct excerpt excerpt = {.page = page, .lines = lines};

    excerpt.limit = clamp(page->limit, VIEW_MIN + BAR_WIDTH, VIEW_MAX);
    for (size_t i = 0; i < count; i++)
        add_spot(&excerpt, spot_of(lines, &marks[i]));
    for (size_t i = 0; i < excerpt.parts.count; i++) {
        const struct part *part = &excerpt.parts.at[i];

        if (i == 0) {
            put_arrow(&excerpt, part, arrow);
        } else if (part->source != part[-1].source) {
            page_add_gutter(page, 0);
            page_end_line(page);
            put_arrow(&excerpt, part, SLICE("==>"));
        }
        if (part->first == part->last)
            put_line_part(&excerpt, part);
        else
            put_lines_part(&excerpt, part);
    }
    arena_release(&excerpt.arena);
}
