/*
 * A result set, in whatever output format a tool printed it, as rows of named columns: psql's csv,
 * unaligned, aligned, wrapped and expanded formats with any separator, border and line style; the
 * boxes of DuckDB, beeline and Trino; Athena's and the Data API's JSON, page after page; JSON
 * arrays and JSON lines of objects or of arrays. What a tool prints around the rows (settings,
 * timing, counts) is passed over. Columns are found by name, in any order, and others are passed
 * over; where there is no header, they are in the order asked for.
 *
 * Rows are read one at a time, in memory that does not grow with their number, except for the pages
 * of AWS, which are JSON objects of a whole page each.
 */
#ifndef READ_ROWS_ROWS_H
#define READ_ROWS_ROWS_H

#include "read/rows/result.h"

/* Reads `stream`, which is at its start. It and the columns must outlive the rows. */
void rows_open(struct rows *rows, struct stream *stream, const struct rows_column *columns,
               size_t count);
void rows_close(struct rows *rows);

/* The next row. A field of an optional column that is not there is null. ROWS_BAD is final. An empty
   input has no rows, and is complete. */
enum rows_result rows_next(struct rows *rows);

#endif
