/*
 * A second opinion on SQL, written apart from the writers: where its literals, names and comments end
 * for psql and the server, and which words begin a statement. Text of the input that breaks out of its
 * quotes shows as a statement that no target writes, or as quotes that are not closed.
 */
#ifndef FUZZ_SCAN_SQL_H
#define FUZZ_SCAN_SQL_H

#include "base/ascii.h"
#include "tests/fuzz/expect.h"

struct scan {
    struct slice text;
    size_t at;
    bool escapes; /* a backslash escapes in every literal; else only in E'...' */
};

static inline bool scan_is_at(const struct scan *scan, struct slice word)
{
    return slice_starts(slice_from(scan->text, scan->at), word);
}

/* To the end of what opens with `quote`. A doubled quote needs no care: it closes and opens. */
static inline bool scan_quoted(struct scan *scan, char quote, bool escapes)
{
    for (scan->at++; scan->at < scan->text.len; scan->at++) {
        if (escapes && scan->text.at[scan->at] == '\\')
            scan->at++;
        else if (scan->text.at[scan->at] == quote)
            return scan->at++, true;
    }
    return false;
}

/* Past one token or blank. False where it does not end. */
static inline bool scan_next(struct scan *scan)
{
    char byte = scan->text.at[scan->at];
    bool is_e = (byte == 'E' || byte == 'e') && scan->at + 1 < scan->text.len &&
                scan->text.at[scan->at + 1] == '\'';

    if (byte == '\'' || byte == '"')
        return scan_quoted(scan, byte, byte == '\'' && scan->escapes);
    if (is_e)
        return scan->at++, scan_quoted(scan, '\'', true);
    if (scan_is_at(scan, SLICE("--"))) {
        scan->at += slice_find(slice_from(scan->text, scan->at), '\n');
        return true;
    }
    if (scan_is_at(scan, SLICE("/*")))
        return false; /* no target writes one */
    scan->at++;
    while (ascii_is_alpha(byte) && scan->at < scan->text.len &&
           (ascii_is_alpha(scan->text.at[scan->at]) || scan->text.at[scan->at] == '_'))
        scan->at++;
    return true;
}

/* A command of psql, to the end of its line. */
static inline bool scan_is_command(const struct scan *scan)
{
    return scan->text.at[scan->at] == '\\' && (!scan->at || scan->text.at[scan->at - 1] == '\n');
}

static inline bool scan_is_known(const struct scan *scan)
{
    static const char *const words[] = {"ALTER",  "BEGIN", "COMMENT",  "COMMIT", "COPY",  "CREATE",
                                        "DELETE", "DROP",  "GRANT",    "INSERT", "RESET", "REVOKE",
                                        "SELECT", "SET",   "TRUNCATE", "UNLOAD", "WITH"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (scan_is_at(scan, slice_of(words[i])))
            return true;
    return false;
}

static inline void fuzz_require_statements(struct slice text, bool escapes)
{
    struct scan scan = {text, 0, escapes};
    bool begins = true;

    while (scan.at < text.len) {
        char byte = text.at[scan.at];

        if (begins && scan_is_command(&scan)) {
            scan.at += slice_find(slice_from(text, scan.at), '\n');
            continue;
        }
        if (begins && ascii_is_alpha(byte)) {
            begins = false;
            if (!scan_is_known(&scan))
                fuzz_stop("a statement that no target writes", text);
        }
        if (byte == ';')
            begins = true;
        if (!scan_next(&scan))
            fuzz_stop("a quote or comment that does not end", text);
    }
}

#endif
