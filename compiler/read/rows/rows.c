#include "read/rows/rows.h"

#include <stdlib.h>

#include "base/die.h"
#include "read/rows/forms.h"

/* In the order in which they are tried. */
static const struct rows_form forms[] = {
    {rows_is_json, rows_next_json},
    {rows_is_expanded, rows_next_expanded},
    {rows_is_grid, rows_next_grid},
    {NULL, rows_next_separated},
};

void rows_open(struct rows *rows, struct stream *stream, const struct rows_column *columns,
               size_t count)
{
    *rows = (struct rows){.is_complete = true, .parts = must_alloc(sizeof *rows->parts)};
    *rows->parts = (struct rows_parts){.rows = rows,
                                       .stream = stream,
                                       .columns = columns,
                                       .count = count,
                                       .line = 1,
                                       .is_last = true};
    arena_init(&rows->parts->arena);
}

void rows_close(struct rows *rows)
{
    struct rows_parts *parts = rows->parts;

    if (!parts)
        return;
    rows_json_release(parts->json);
    str_release(&parts->record);
    str_release(&parts->text);
    str_release(&parts->null);
    str_release(&parts->why);
    for (size_t i = 0; i < ROWS_COLUMNS_MAX; i++)
        str_release(&parts->values[i]);
    str_release(&parts->separator);
    str_release(&parts->grid.ruler);
    arena_release(&parts->arena);
    free(parts);
    rows->parts = NULL;
}

/* Passes over what comes before the rows, and takes in enough to know the form by. */
static enum rows_result recognise(struct rows_parts *parts)
{
    struct stream *stream = parts->stream;
    enum rows_result result;
    struct slice line, head;

    if (rows_peek(parts, &line) && slice_starts(line, SLICE("\xef\xbb\xbf"))) {
        stream->at += 3;
        parts->offset += 3;
    }
    result = rows_content(parts, &line);
    while (stream->end - stream->at <= STREAM_KEEP && stream_fill(stream))
        ;
    head = (struct slice){stream->at, (size_t)(stream->end - stream->at)};
    parts->form = forms;
    while (parts->form->is_it && !parts->form->is_it(parts, head))
        parts->form++;
    /* A JSON document may be one line of any length. */
    if (parts->form == forms && !stream->why) {
        parts->rows->why = NULL;
        return ROWS_ROW;
    }
    return result;
}

enum rows_result rows_next(struct rows *rows)
{
    struct rows_parts *parts = rows->parts;
    enum rows_result result = rows->why ? ROWS_BAD : ROWS_ROW;

    if (result == ROWS_ROW && !parts->form)
        result = recognise(parts);
    if (result == ROWS_ROW)
        result = parts->form->next(parts);
    if (result == ROWS_END && (parts->grid.is_open || !parts->is_last))
        rows->is_complete = false;
    return result;
}
