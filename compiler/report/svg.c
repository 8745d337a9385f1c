/* The calendar as an SVG picture. */
#include "report/calendar.h"
#include "report/inspection.h"
#include "text/xml.h"

/* Pixels: the distance between cells, and where the first one is. */
enum { CELL = 14, LEFT = 64, TOP = 44 };

static const char *const fills[] = {[CELL_MISSING] = "#f4b6b0",
                                    [CELL_EMPTY] = "#f2d9a0",
                                    [CELL_PARTIAL] = "#9ecf9e",
                                    [CELL_FULL] = "#3d8b40"};
static const char *const words[] = {[CELL_MISSING] = "missing",
                                    [CELL_EMPTY] = "no data files",
                                    [CELL_PARTIAL] = "partial",
                                    [CELL_FULL] = "complete"};

struct drawing {
    struct str *out;
    enum date_unit unit;
    int first_row, last_row;
};

static int row_of(const struct drawing *drawing, struct civil when)
{
    if (drawing->unit == UNIT_YEAR)
        return when.year / 10;
    return drawing->unit == UNIT_MONTH ? when.year : when.year * 12 + when.month - 1;
}

static int column_of(const struct drawing *drawing, struct civil when)
{
    if (drawing->unit == UNIT_YEAR)
        return when.year % 10;
    return drawing->unit == UNIT_MONTH ? when.month - 1 : when.day - 1;
}

static void put_label(struct drawing *drawing, struct civil when, int row)
{
    str_printf(drawing->out, "<text x=\"8\" y=\"%d\">%04d", TOP + row * CELL + CELL - 4,
               drawing->unit == UNIT_YEAR ? when.year / 10 * 10 : when.year);
    if (drawing->unit >= UNIT_DAY)
        str_printf(drawing->out, "-%02d", when.month);
    str_puts(drawing->out, "</text>\n");
}

static void draw_day(void *context, const struct calendar_day *day)
{
    struct drawing *drawing = context;
    enum date_unit unit = drawing->unit < UNIT_DAY ? drawing->unit : UNIT_DAY;
    int row = row_of(drawing, day->when) - drawing->first_row;
    char date[20];

    if (row != drawing->last_row)
        put_label(drawing, day->when, row);
    drawing->last_row = row;
    str_printf(drawing->out,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"><title>",
               LEFT + column_of(drawing, day->when) * CELL, TOP + row * CELL, CELL - 2, CELL - 2,
               fills[day->state]);
    str_add(drawing->out, date_format(date, day->when, unit));
    str_printf(drawing->out, ": %s, %u of %u</title></rect>\n", words[day->state], day->present,
               day->expected);
}

static void put_key(struct str *out, int y)
{
    for (enum cell_state state = CELL_MISSING; state <= CELL_FULL; state++) {
        int x = LEFT + (int)(CELL_FULL - state) * 108;

        str_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y,
                   CELL - 2, CELL - 2, fills[state]);
        str_printf(out, "<text x=\"%d\" y=\"%d\">%s</text>\n", x + CELL + 2, y + CELL - 4,
                   words[state]);
    }
}

void inspect_svg(struct str *out, const struct inspection *inspection)
{
    const struct coverage *coverage = &inspection->coverage;
    struct drawing drawing = {.out = out, .unit = coverage->unit, .last_row = -1};
    int rows = 0;

    if (coverage->has_dates) {
        drawing.first_row = row_of(&drawing, coverage->from);
        rows = row_of(&drawing, coverage->to) - drawing.first_row + 1;
    }
    str_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
               "font-family=\"sans-serif\" font-size=\"11\">\n<text x=\"8\" y=\"24\" "
               "font-size=\"15\">",
               LEFT + 31 * CELL + 12, TOP + (rows + 2) * CELL + 8);
    text_into_xml(out, table_title(&inspection->document->table, inspection->survey->arena));
    str_printf(out, ": %zu of %zu</text>\n", coverage->full + coverage->partial,
               coverage->cell_count);
    if (coverage->has_dates)
        calendar_walk(coverage, draw_day, &drawing);
    put_key(out, TOP + rows * CELL + CELL);
    str_puts(out, "</svg>\n");
}
