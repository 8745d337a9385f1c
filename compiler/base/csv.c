#include "base/csv.h"

bool csv_take_quoted(struct slice *rest, struct slice *field, struct str *text)
{
    size_t from = 1, start = text->len;

    for (;;) {
        size_t quote = from + slice_find(slice_from(*rest, from), '"');

        if (quote == rest->len)
            return false;
        if (quote + 1 == rest->len || rest->at[quote + 1] != '"') {
            *field = slice_cut(*rest, from, quote);
            if (from > 1) {
                str_add(text, *field);
                *field = slice_from(str_slice(text), start);
            }
            *rest = slice_from(*rest, quote + 1);
            return true;
        }
        str_add(text, slice_cut(*rest, from, quote + 1));
        from = quote + 2;
    }
}

static struct slice skip_blanks(struct slice rest)
{
    size_t count = 0;

    while (count < rest.len && (rest.at[count] == ' ' || rest.at[count] == '\t'))
        count++;
    return slice_from(rest, count);
}

/* Takes a field. *rest is then empty, or begins with whatever follows the field. */
static bool take_field(struct slice *rest, struct slice *field, struct str *text)
{
    struct slice quoted = skip_blanks(*rest);
    size_t comma;

    if (quoted.len && quoted.at[0] == '"') {
        if (!csv_take_quoted(&quoted, field, text))
            return false;
        *rest = skip_blanks(quoted);
        return true;
    }
    comma = slice_find(*rest, ',');
    *field = slice_cut(*rest, 0, comma);
    *rest = slice_from(*rest, comma);
    return true;
}

/* Like take_field, for the usual field of a long file: quoted, without quotes inside, and followed
   by a comma or the end of the line. Any other field is left untaken, and the result is false. */
static inline bool take_usual_field(struct slice *rest, struct slice *field)
{
    const char *end = rest->at + rest->len, *stop;

    if (!rest->len || rest->at[0] != '"')
        return false;
    stop = memchr(rest->at + 1, '"', rest->len - 1);
    if (!stop || (stop + 1 < end && stop[1] != ','))
        return false;
    *field = (struct slice){rest->at + 1, (size_t)(stop - rest->at) - 1};
    *rest = (struct slice){stop + 1, (size_t)(end - stop) - 1};
    return true;
}

bool csv_split(struct csv_record *record, struct slice line)
{
    line.len -= line.len && line.at[line.len - 1] == '\r';
    record->count = 0;
    record->text.len = 0;
    if (record->text.room <= line.len)
        str_reserve(&record->text, line.len + 1);
    for (; record->count < CSV_FIELDS_MAX; line = slice_from(line, 1)) {
        struct slice *field = &record->fields[record->count++];

        if (!take_usual_field(&line, field) && !take_field(&line, field, &record->text))
            return false;
        if (!line.len)
            return true;
        if (line.at[0] != ',')
            return false;
    }
    return false;
}

void csv_release(struct csv_record *record)
{
    str_release(&record->text);
}
