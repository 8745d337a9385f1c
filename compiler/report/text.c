/* The inspection as text for a terminal: keys, proposal, calendar, gaps, sizes. */
#include "report/calendar.h"
#include "report/inspection.h"
#include "text/terminal.h"
#include "text/yaml.h"

enum { GAPS_SHOWN = 12 };

static const char *const marks[] = {
    [CELL_MISSING] = "·", [CELL_EMPTY] = "□", [CELL_PARTIAL] = "▪", [CELL_FULL] = "■"};
static const char *const colors[] = {
    [CELL_MISSING] = "31", [CELL_EMPTY] = "33", [CELL_PARTIAL] = "33", [CELL_FULL] = "32"};

struct calendar {
    struct str *out;
    bool use_color;
    enum date_unit unit;
    int row; /* year * 12 + month of the row being written; -1: none */
    int column;
};

static int column_of(const struct calendar *calendar, struct civil when)
{
    switch (calendar->unit) {
    case UNIT_YEAR: return when.year % 10;
    case UNIT_MONTH: return when.month - 1;
    case UNIT_DAY:
    case UNIT_HOUR:
    case UNIT_MINUTE: break;
    }
    return when.day - 1;
}

static void open_row(struct calendar *calendar, struct civil when)
{
    static const int months[] = {
        [UNIT_YEAR] = 120, [UNIT_MONTH] = 12, [UNIT_DAY] = 1, [UNIT_HOUR] = 1, [UNIT_MINUTE] = 1};
    int row = (when.year * 12 + when.month - 1) / months[calendar->unit];

    if (row == calendar->row)
        return;
    if (calendar->row >= 0)
        str_putc(calendar->out, '\n');
    calendar->row = row;
    calendar->column = 0;
    if (calendar->unit >= UNIT_DAY)
        str_printf(calendar->out, "  %04d-%02d  ", when.year, when.month);
    else
        str_printf(calendar->out, "  %04d     ",
                   calendar->unit == UNIT_YEAR ? when.year / 10 * 10 : when.year);
}

static void show_day(void *context, const struct calendar_day *day)
{
    struct calendar *calendar = context;
    int column = column_of(calendar, day->when);

    open_row(calendar, day->when);
    for (; calendar->column < column; calendar->column++)
        str_putc(calendar->out, ' ');
    if (calendar->use_color)
        str_printf(calendar->out, "\033[%sm%s\033[0m", colors[day->state], marks[day->state]);
    else
        str_puts(calendar->out, marks[day->state]);
    calendar->column++;
}

static void put_calendar(struct str *out, const struct inspection *inspection)
{
    struct calendar calendar = {.out = out,
                                .use_color = inspection->use_color,
                                .unit = inspection->coverage.unit,
                                .row = -1};

    calendar_walk(&inspection->coverage, show_day, &calendar);
    str_puts(out, "\n  ■ complete  ▪ partial  □ no data files  · missing\n");
}

/* "1 day", "2 days" */
static void put_number(struct str *out, uint64_t count, const char *noun)
{
    str_put_count(out, count);
    str_printf(out, " %s%s", noun, count == 1 ? "" : "s");
}

static void put_date(struct str *out, struct civil when, enum date_unit unit)
{
    char buf[20];

    str_add(out, date_format(buf, when, unit));
}

static void put_gaps(struct str *out, const struct coverage *coverage)
{
    for (size_t i = 0; i < coverage->gaps.count && i < GAPS_SHOWN; i++) {
        const struct gap *gap = &coverage->gaps.at[i];

        str_puts(out, "  missing ");
        put_date(out, gap->from, coverage->unit);
        if (gap->count > 1) {
            str_puts(out, " to ");
            put_date(out, gap->to, coverage->unit);
            str_puts(out, ", ");
            put_number(out, gap->count, date_unit_name(coverage->unit));
        }
        str_putc(out, '\n');
    }
    if (coverage->gaps.count > GAPS_SHOWN) {
        str_puts(out, "  and ");
        put_number(out, coverage->gaps.count - GAPS_SHOWN, "more gap");
        str_puts(out, "; --format json lists all\n");
    }
}

static void put_coverage(struct str *out, const struct inspection *inspection)
{
    const struct coverage *coverage = &inspection->coverage;

    if (!coverage->has_dates)
        return;
    str_puts(out, "\nCoverage: ");
    put_number(out, coverage->full + coverage->partial, date_unit_name(coverage->unit));
    str_puts(out, " of ");
    str_put_count(out, coverage->cell_count);
    str_puts(out, " from ");
    put_date(out, coverage->from, coverage->unit);
    str_puts(out, " to ");
    put_date(out, coverage->to, coverage->unit);
    if (coverage->partial) {
        str_puts(out, ", ");
        str_put_count(out, coverage->partial);
        str_printf(out, " partial (of %u partitions each)", coverage->expected);
    }
    if (coverage->empty) {
        str_puts(out, ", ");
        str_put_count(out, coverage->empty);
        str_puts(out, " without data files");
    }
    str_puts(out, "\n\n");
    put_calendar(out, inspection);
    put_gaps(out, coverage);
}

static void put_bytes(struct str *out, uint64_t bytes)
{
    static const char *const units[] = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    double size = (double)bytes;
    size_t unit = 0;

    for (; size >= 999.5 && unit + 1 < sizeof units / sizeof *units; unit++)
        size /= 1000;
    str_printf(out, unit && size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

static void put_price(struct str *out, double dollars)
{
    str_printf(out, dollars >= 0.01 || dollars == 0 ? "%.2f USD" : "%.6f USD", dollars);
}

static void put_files(struct str *out, const struct inspection *inspection)
{
    const struct coverage *coverage = &inspection->coverage;
    bool is_whole = format_traits(&inspection->document->table.format) & JSON_KEYS;

    str_puts(out, "  a partition  ");
    put_bytes(out, coverage->median);
    str_puts(out, " (median), ");
    put_bytes(out, coverage->least);
    str_puts(out, " to ");
    put_bytes(out, coverage->most);
    str_puts(out, "\n  small files  ");
    str_put_count(out, coverage->small);
    str_puts(out, " of ");
    str_put_count(out, coverage->files);
    str_puts(out, " are under 64 MiB: each costs a request; aim for 64 MB to 1 GB\n");
    if (is_whole && coverage->large) {
        str_puts(out, "  large files  ");
        str_put_count(out, coverage->large);
        str_puts(out,
                 " are over 128 MiB; files of this format are not split: one slice reads each\n");
    }
}

static void put_unsized(struct str *out, const struct survey *survey)
{
    str_puts(out, "  the listing has no size");
    if (survey->unsized == survey->matched) {
        str_putc(out, 's');
    } else {
        str_puts(out, " for ");
        put_number(out, survey->unsized, "file");
    }
    str_puts(out, "; `aws s3 ls --recursive` lists files with their sizes\n");
}

static void put_sizes(struct str *out, const struct inspection *inspection)
{
    const struct coverage *coverage = &inspection->coverage;
    bool is_columnar = format_traits(&inspection->document->table.format) & COLUMNAR;
    double all = (double)coverage->bytes / 1e12 * inspection->price;

    if (!coverage->partitions)
        return;
    str_puts(out, "\nSizes: ");
    if (inspection->survey->unsized)
        str_puts(out, "unknown,");
    else
        put_bytes(out, coverage->bytes);
    str_puts(out, " in ");
    put_number(out, coverage->files, "file");
    str_puts(out, " of ");
    put_number(out, coverage->partitions, "partition");
    str_putc(out, '\n');
    if (inspection->survey->unsized) {
        put_unsized(out, inspection->survey);
        return;
    }
    put_files(out, inspection);
    str_puts(out, "  a query      ");
    put_price(out, all);
    str_puts(out, " over all partitions, ");
    put_price(out, (double)coverage->median / 1e12 * inspection->price);
    str_printf(out, " over one partition%s, at %.2f USD per TB\n",
               is_columnar ? " (less if it reads few columns)" : "", inspection->price);
}

static void put_keys(struct str *out, const struct survey *survey)
{
    const struct {
        uint64_t count;
        const char *what;
    } lines[] = {
        {survey->matched, "in partitions"},
        {survey->hidden, "hidden files, which Redshift does not read"},
        {survey->markers, "folder markers"},
        {survey->outside, "outside the location"},
        {survey->missed, "in the location, but not matching the path"},
    };

    str_puts(out, "\nKeys: ");
    str_put_count(out, survey->keys);
    str_putc(out, '\n');
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct str count = {0};

        if (!lines[i].count)
            continue;
        str_put_count(&count, lines[i].count);
        str_fill(out, ' ', count.len < 13 ? 13 - count.len : 1);
        str_add(out, str_slice(&count));
        str_printf(out, "  %s\n", lines[i].what);
        str_release(&count);
    }
}

static void put_line(struct str *out, const char *before, struct slice text)
{
    str_puts(out, before);
    text_into_terminal(out, text);
    str_putc(out, '\n');
}

/* A line of a spec. */
static void put_pair(struct str *out, const char *key, struct slice value)
{
    str_printf(out, "  %s: ", key);
    text_into_spec(out, value, YAML_BLOCK);
    str_putc(out, '\n');
}

static void put_proposal(struct str *out, const struct inspection *inspection)
{
    const struct table *table = &inspection->document->table;
    const struct proposal *proposal = &inspection->proposal;

    if (inspection->nearest.len)
        put_line(out, "\nThe folder nearest to the location is ", inspection->nearest);
    if (!inspection->has_proposal)
        return;
    str_puts(out, "\nThese lines would match ");
    put_number(out, proposal->count, "key");
    str_puts(out, ", where the spec matches ");
    str_put_count(out, inspection->survey->matched);
    str_puts(out, ":\n");
    if (proposal->is_new_location)
        put_pair(out, "location", proposal->location);
    if (proposal->is_new_path)
        put_pair(out, "path", proposal->path);
    else if (proposal->is_new_location && text_is_given(table->path.text))
        put_pair(out, "path", table->path.text.value);
}

void inspect_text(struct str *out, const struct inspection *inspection)
{
    const struct table *table = &inspection->document->table;

    text_into_terminal(out, table->schema.value);
    str_putc(out, '.');
    text_into_terminal(out, table->name.value);
    put_line(out, " in ", table->location.value);
    put_keys(out, inspection->survey);
    put_proposal(out, inspection);
    put_coverage(out, inspection);
    put_sizes(out, inspection);
}
