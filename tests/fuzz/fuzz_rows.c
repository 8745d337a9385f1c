/* Any bytes as a result set: with and without columns that tell their values. Fields must be within
   what is valid, rows within the input, and in its order. */
#include "read/rows/rows.h"

#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

static bool is_array(struct slice text)
{
    return slice_starts(text, SLICE("["));
}

static const struct rows_column first = {0};
static const struct rows_column pair[] = {{.name = "values", .fits = is_array},
                                          {.name = "location", .path = "a.location"},
                                          {.name = "tablename", .is_optional = true}};

static void read_all(struct slice bytes, const struct rows_column *columns, size_t count)
{
    struct stream stream = {0};
    struct rows rows;
    uint64_t before = 0;
    unsigned sum = 0;

    stream_open_bytes(&stream, bytes);
    rows_open(&rows, &stream, columns, count);
    while (rows_next(&rows) == ROWS_ROW) {
        if (rows.lo < before || rows.hi < rows.lo)
            abort();
        before = rows.lo;
        for (size_t i = 0; i < count; i++)
            for (size_t at = 0; at < rows.fields[i].text.len; at++)
                sum += (unsigned char)rows.fields[i].text.at[at];
    }
    if (sum == 0x7fffffff && !rows.why)
        abort();
    rows_close(&rows);
    stream_close(&stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = {(const char *)data, size};

    read_all(bytes, pair, 3);
    read_all(bytes, &first, 1);
    return 0;
}
