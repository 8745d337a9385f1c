/*
 * Writes SQL that asks a server what our literals and identifiers mean: each statement prints its
 * number and `t` when the server reads back the bytes that went in.
 *
 * usage: literals SEED LITERALS IDENTIFIERS     also takes words, one a line, on stdin: each is
 *                                               tried as an identifier in lower and upper case
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/slice.h"
#include "base/str.h"
#include "write/sql/redshift.h"

#define POSTGRES_NAME_MAX 63 /* bytes; the server cuts longer names */

static const char *const PIECES[] = {
    "'",
    "''",
    "'''",
    "\\",
    "\\\\",
    "\\'",
    "'\\",
    "\\\\'",
    "\"",
    "\"\"",
    "\\\"",
    "`",
    "'; drop table x; --",
    "\\'; drop table x; --",
    "\"; drop table x; --",
    "');",
    "--",
    "/*",
    "*/",
    ";",
    "$$",
    "$",
    "$tag$",
    "$1",
    ":name",
    ":'name'",
    ":\"name\"",
    ":{?name}",
    "::text",
    "${x}",
    "{{ x }}",
    "%s",
    "%n",
    "\\n",
    "\\t",
    "\\b",
    "\\0",
    "\\101",
    "\\x41",
    "\\u0041",
    "\\U00000041",
    "E'",
    "U&'",
    "U&\"",
    "X'",
    "N'",
    "\\d+",
    "^(\\S+) \"([^\"]*)\"$",
    "\\gexec",
    "\\set",
    "\\!",
    "0",
    "1",
    "7",
    "00",
    "777",
    "8",
    "9",
    "a",
    "Z",
    "_",
    " ",
    "  ",
    "/",
    "=",
    "s3://bucket/a=b/",
    "select",
    "TIMESTAMP",
    "\xc3\xa9",
    "\xc3\x9f",
    "\xc4\xb0",
    "\xe6\x97\xa5\xe6\x9c\xac",
    "e\xcc\x81",
    "\xf0\x9f\x98\x80",
    "\xc2\xa0",
    "\xe2\x80\x99",
    "\xe2\x80\xae",
    "\xef\xbb\xbf",
    "\xef\xbc\x87",
    "\xca\xbc",
};

static uint64_t state;

static uint64_t below(uint64_t limit)
{
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % limit;
}

static void add_control(struct str *str)
{
    uint64_t byte = 1 + below(32);
    str_putc(str, byte == 32 ? 127 : (char)byte);
}

static void add_code_point(struct str *str)
{
    static const uint32_t tops[] = {0x80, 0x800, 0xd800, 0xfffe, 0x110000};
    uint32_t code = (uint32_t)(0x80 + below(tops[1 + below(4)] - 0x80));
    if (code >= 0xd800 && code < 0xe000)
        code -= 0x800;
    if (code < 0x800) {
        str_putc(str, (char)(0xc0 | code >> 6));
    } else if (code < 0x10000) {
        str_putc(str, (char)(0xe0 | code >> 12));
        str_putc(str, (char)(0x80 | (code >> 6 & 0x3f)));
    } else {
        str_putc(str, (char)(0xf0 | code >> 18));
        str_putc(str, (char)(0x80 | (code >> 12 & 0x3f)));
        str_putc(str, (char)(0x80 | (code >> 6 & 0x3f)));
    }
    str_putc(str, (char)(0x80 | (code & 0x3f)));
}

static void add_piece(struct str *str, bool with_controls)
{
    uint64_t kind = below(8);
    if (kind == 0 && with_controls)
        add_control(str);
    else if (kind == 1)
        add_code_point(str);
    else if (kind == 2)
        str_putc(str, (char)(' ' + below(95)));
    else
        str_puts(str, PIECES[below(sizeof PIECES / sizeof *PIECES)]);
}

/* Cut after a whole code point. */
static void shorten(struct str *str, size_t max)
{
    if (str->len <= max)
        return;
    while (max > 0 && (str->at[max] & 0xc0) == 0x80)
        max--;
    str->len = max;
}

static void print_hex(struct slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        printf("%02x", (unsigned char)bytes.at[i]);
}

static void ask_literal(unsigned long number, struct slice value)
{
    struct str out = {0};
    redshift_write_literal(&out, value);
    printf("SELECT %lu, encode(convert_to(%.*s, 'UTF8'), 'hex') = '", number, (int)out.len, out.at);
    print_hex(value);
    printf("';\n");
    str_release(&out);
}

/* ASCII letters are compared without case: Redshift folds them in quoted names too (facts: Identifiers). */
static void ask_identifier(unsigned long number, struct slice name)
{
    struct str out = {0};
    redshift_write_identifier(&out, name);
    printf("SELECT %lu, encode(convert_to(lower(json_object_keys(row_to_json(the_judges_row)) "
           "COLLATE \"C\"), 'UTF8'), 'hex') = '",
           number);
    for (size_t i = 0; i < name.len; i++)
        printf("%02x", (unsigned char)(name.at[i] & 0x80 ? name.at[i] : tolower(name.at[i])));
    printf("' FROM (VALUES (1)) AS the_judges_row(%.*s);\n", (int)out.len, out.at);
    str_release(&out);
}

static unsigned long ask_words(unsigned long number)
{
    char line[256];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        ask_identifier(++number, slice_of(line));
        for (char *at = line; *at; at++)
            *at = (char)toupper(*at);
        ask_identifier(++number, slice_of(line));
    }
    return number;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: literals SEED LITERALS IDENTIFIERS <WORDS\n");
        return 2;
    }
    state = strtoull(argv[1], NULL, 10);
    unsigned long literals = strtoul(argv[2], NULL, 10);
    unsigned long names = literals + strtoul(argv[3], NULL, 10);
    struct str value = {0};
    unsigned long number = 0;
    while (number < names) {
        bool literal = number < literals;
        value.len = 0;
        for (uint64_t pieces = below(10) + !literal; pieces > 0; pieces--)
            add_piece(&value, literal);
        if (!literal)
            shorten(&value, POSTGRES_NAME_MAX);
        number++;
        if (literal)
            ask_literal(number, str_slice(&value));
        else
            ask_identifier(number, str_slice(&value));
    }
    ask_words(number);
    str_release(&value);
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
