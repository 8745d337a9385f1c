/* What each place makes of quotes, line ends, control characters and its own marks, byte by byte. */
#include "tests/unit/unit.h"
#include "text/comment.h"
#include "text/github.h"
#include "text/jinja.h"
#include "text/markdown.h"
#include "text/regex.h"
#include "text/sarif.h"
#include "text/shell.h"
#include "text/sql.h"
#include "text/terminal.h"
#include "text/uri.h"
#include "text/xml.h"
#include "text/yaml.h"

/* ---- Places with a parameter ---- */

static void redshift(struct str *out, struct slice text)
{
    text_into_sql_literal(out, LITERALS_REDSHIFT, text);
}

static void hive(struct str *out, struct slice text)
{
    text_into_sql_literal(out, LITERALS_HIVE, text);
}

static void trino(struct str *out, struct slice text)
{
    text_into_sql_literal(out, LITERALS_TRINO, text);
}

static void postgres(struct str *out, struct slice text)
{
    text_into_sql_literal(out, LITERALS_POSTGRES, text);
}

static void duckdb(struct str *out, struct slice text)
{
    text_into_sql_literal(out, LITERALS_DUCKDB, text);
}

static void backquoted(struct str *out, struct slice text)
{
    text_into_sql_name(out, '`', text);
}

static void quoted(struct str *out, struct slice text)
{
    text_into_sql_name(out, '"', text);
}

static void comment(struct str *out, struct slice text)
{
    text_into_comment(out, "-- ", text);
}

static void comment_lines(struct str *out, struct slice text)
{
    text_into_comment_lines(out, "-- ", text);
}

/* After the sign of a diff. */
static void line(struct str *out, struct slice text)
{
    str_putc(out, ' ');
    text_into_terminal_line(out, text);
}

static void here_document(struct str *out, struct slice text)
{
    text_into_here_document(out, "END", text);
}

static void zsh(struct str *out, struct slice text)
{
    text_into_zsh_quotes(out, "[]:\\", text);
}

static void regex(struct str *out, struct slice text)
{
    text_into_regex(out, "/=", text);
}

static void yaml_block(struct str *out, struct slice text)
{
    text_into_yaml(out, text, YAML_BLOCK);
}

static void yaml_flow(struct str *out, struct slice text)
{
    text_into_yaml(out, text, YAML_FLOW);
}

static void spec(struct str *out, struct slice text)
{
    text_into_spec(out, text, YAML_FLOW);
}

static void spec_lines(struct str *out, struct slice text)
{
    text_into_spec_lines(out, text, 2);
}

static void strict_yaml(struct str *out, struct slice text)
{
    text_into_strict_yaml(out, text, 2);
}

/* ---- The table ---- */

struct row {
    void (*write)(struct str *out, struct slice text);
    struct slice text, want;
    int line;
};

#define BYTES(literal)                                                                             \
    {                                                                                              \
        literal, sizeof literal - 1                                                                \
    }
#define ROW(write, text, want)                                                                     \
    {                                                                                              \
        write, BYTES(text), BYTES(want), __LINE__                                                  \
    }

static const struct row rows[] = {
    ROW(redshift, "", "''"),
    ROW(redshift, "it's a\\b", "'it''s a\\\\b'"),
    ROW(redshift, "a\nb\t\r\x7f", "'a\\012b\\011\\015\\177'"),
    ROW(redshift, "\0001", "'\\0001'"),
    ROW(redshift, "a ##[b] #[c]", "'a \\043#[b] #[c]'"),
    ROW(redshift, "\xc3\xa9 \"`$", "'\xc3\xa9 \"`$'"),

    ROW(hive, "", "''"),
    ROW(hive, "it's", "'it\\'s'"),
    ROW(hive, "a\\b", "'a\\\\b'"),
    ROW(hive, "\\'", "'\\\\\\''"),
    ROW(hive, "\n\r\t", "'\\n\\r\\t'"),
    ROW(hive,
        "\x01"
        "7\x1f\x7f",
        "'\\0017\\037\\177'"),
    ROW(hive, "\\u0041 \\% \\_", "'\\\\u0041 \\\\% \\\\_'"),
    ROW(hive, "\xc3\xa9 \"`$", "'\xc3\xa9 \"`$'"),

    ROW(trino, "it's a\\b\n", "'it''s a\\b\n'"),

    ROW(postgres, "it's", "'it''s'"),
    ROW(postgres, "a\\b", "E'a\\\\b'"),
    ROW(postgres, "\\'; DROP", "E'\\\\''; DROP'"),
    ROW(postgres, "\xe2\x80\xa6", "'\xe2\x80\xa6'"),
    ROW(postgres, "\xe2\x80\xa6\\' \xf0\x9f\x98\x80", "E'\\u2026\\\\'' \\U0001f600'"),
    ROW(duckdb, "a\\b", "'a\\b'"),
    ROW(duckdb, "a\\\n", "E'a\\\\\\n'"),
    ROW(postgres, "a\\\n'", "E'a\\\\\\n'''"),
    ROW(postgres,
        "\x01"
        "7\t\x7f",
        "E'\\0017\\011\\177'"),

    ROW(quoted, "a\"b`c", "\"a\"\"b`c\""),
    ROW(backquoted, "a`b\"c", "`a``b\"c`"),

    ROW(text_into_psql_quotes, "it's\na\\b\x7f", "it''s\\\\na\\\\b\\\\x7f"),

    ROW(comment, "", "-- \n"),
    ROW(comment, " a\nb\r\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\x0c\xff; \n",
        "-- a\\nb\\r\\u0085\\u2028\\u2029\\x0c\\xff;\n"),
    ROW(comment, "::error::", "-- ::error::\n"),
    ROW(comment_lines, "", "-- \n"),
    ROW(comment_lines, " a\r\nb\n\nc\x01; \n", "-- a\n-- b\n-- \n-- c\\x01;\n"),
    ROW(comment_lines, "a\rb\xe2\x80\xa8", "-- a\\rb\\u2028\n"),

    ROW(text_into_shell_argument, "", "''"),
    ROW(text_into_shell_argument, "it's $(a) \\\"", "'it'\\''s $(a) \\\"'"),
    ROW(text_into_shell_argument, "it's \\\n::a\xe2\x80\xae",
        "$'it\\'s \\\\\\n::a\\342\\200\\256'"),
    ROW(text_into_shell_argument, "##[a]\x1b", "$'\\043\\043[a]\\033'"),
    ROW(here_document, "{\n}\n", " <<'END'\n{\n}\nEND\n"),
    ROW(zsh, "it's [a]:\\b", "it'\\''s \\[a\\]\\:\\\\b"),
    ROW(text_into_fish_quotes, "it's [a]:\\b", "it\\'s [a]:\\\\b"),

    ROW(text_into_terminal, "a\nb\t\x1b[31m\r\x7f", "a\\nb\\t\\x1b[31m\\r\\x7f"),
    ROW(text_into_terminal, "", ""),
    ROW(text_into_terminal, "  ::error::x", "  \\x3a:error::x"),
    ROW(text_into_terminal, "a\n::error::x", "a\\n::error::x"),
    ROW(text_into_terminal, "a ##[error]b", "a \\x23#[error]b"),
    ROW(text_into_terminal, "###[x] ##vso[y] ## [z] #[a]", "#\\x23#[x] \\x23#vso[y] ## [z] #[a]"),
    ROW(text_into_terminal, "\xe2\x80\x8b\xe2\x81\xa6\xe2\x80\xa8\xcd\x8f\xe3\x85\xa4",
        "\\u200b\\u2066\\u2028\\u034f\\u3164"),
    ROW(line, "\t::a\tb\r\n", " \t\\x3a:a\tb\\r\n"),
    ROW(line, "a::b", " a::b"),
    ROW(text_into_terminal, "\xe2\x80\xae\xc2\x85\xf3\xa0\x80\x81\xff",
        "\\u202e\\u0085\\U000e0001\\xff"),
    ROW(text_into_terminal, "\xc3\xa9\xe2\x82\xac", "\xc3\xa9\xe2\x82\xac"),

    ROW(text_into_github_message, "100%\r\n::error::, \x1b", "100%25\\r\\n::error::, \\x1b"),
    ROW(text_into_github_property, "a:b,c%\n", "a%3Ab%2Cc%25\\n"),

    ROW(text_into_markdown, "`a` ` <!-- x`", "`a` ` <!-- x`"),
    ROW(text_into_markdown, "`a``b` <!-- ``", "`a` `b` \\<\\!-- \\`\\`"),
    ROW(text_into_markdown, "@org/team\nhttp://e", "`@`org/team\\\\nhttp:\\//e"),
    ROW(text_into_markdown, "`@org/team`", "`@org/team`"),
    ROW(text_into_markdown_code, "a`` <!-- `b", "```a`` <!-- `b```"),
    ROW(text_into_markdown_code, "a`b\xe2\x80\xae", "``a`b\\u202e``"),
    ROW(text_into_markdown, "a_b `c_d` <e>\n#[f]|\\*",
        "a\\_b `c_d` \\<e\\>\\\\n\\#\\[f\\]\\|\\\\\\*"),
    ROW(text_into_markdown_code, "a_b\r\nc", "`a_b\\r\\nc`"),

    ROW(text_into_sarif, "[a](b) \\ c\nd\xe2\x80\xae", "\\[a\\](b) \\\\ c\\\\nd\\\\u202e"),

    ROW(text_into_xml, "<a b=\"c\">&'", "&lt;a b=&quot;c&quot;&gt;&amp;&#39;"),
    ROW(text_into_xml, "\x1b\xff\xe2\x80\xae", "\\x1b\\xff\\u202e"),

    ROW(text_into_uri, "a b/c-._~%.yaml", "a%20b/c-._~%25.yaml"),
    ROW(text_into_uri, "/\xc3\xa9\n", "file:///%C3%A9%0A"),

    ROW(text_into_jinja, "a {b} }}", "a {b} }}"),
    ROW(text_into_jinja, "{{a}} {%b %} {#c", "{{ '{{' }}a}} {{ '{%' }}b %} {{ '{#' }}c"),
    ROW(text_into_jinja, "a\rb\nc\n", "a{{ '\\r' }}b\nc{{ '\\n' }}"),

    ROW(regex, "a.b/c=d-e\\(\xc3\xa9)", "a\\.b/c=d\\-e\\\\\\(\xc3\xa9\\)"),
    ROW(text_into_glob, "a*b?c[d]\\", "a[*]b[?]c[[]d]\\"),

    ROW(yaml_block, "plain words, [a]", "plain words, [a]"),
    ROW(yaml_flow, "plain words, [a]", "\"plain words, [a]\""),
    ROW(yaml_flow, "is it used ?", "\"is it used ?\""),
    ROW(yaml_block, "is it used ?", "is it used ?"),
    ROW(yaml_block, "", "\"\""),
    ROW(yaml_block, "Null", "\"Null\""),
    ROW(yaml_block, "04", "04"),
    ROW(yaml_block, "a: b", "\"a: b\""),
    ROW(yaml_block, "a #b", "\"a #b\""),
    ROW(yaml_block, "- a", "\"- a\""),
    ROW(yaml_block, "a ", "\"a \""),
    ROW(yaml_block, "\"a' \\", "'\"a'' \\'"),
    ROW(yaml_block, "a\n\t\r\x01\"\\", "\"a\\n\\t\\r\\x01\\\"\\\\\""),
    ROW(yaml_block, "\xc2\x85\xe2\x80\xa8", "\"\\x85\\u2028\""),
    ROW(yaml_block, "a \xff\xe2\x80\x8b", "\"a \\uFFFD\\u200B\""),
    ROW(yaml_block, "a##[b]", "\"a\\x23#[b]\""),
    ROW(yaml_block, "${a}", "${a}"),
    ROW(spec_lines, "a\n  ::b", "\"a\\n  ::b\""),
    ROW(spec, "a ${b}", "\"a $${b}\""),
    ROW(spec_lines, "a\n\n ${b}", "|-\n  a\n\n   $${b}"),
    ROW(spec_lines, "a \nb", "\"a \\nb\""),
    ROW(spec_lines, " a\nb", "\" a\\nb\""),

    ROW(strict_yaml, "plain words", "plain words"),
    ROW(strict_yaml, "_id", "_id"),
    ROW(strict_yaml, "", "\"\""),
    ROW(strict_yaml, "Off", "\"Off\""),
    ROW(strict_yaml, "null", "\"null\""),
    ROW(strict_yaml, "04", "\"04\""),
    ROW(strict_yaml, "+1e3", "\"+1e3\""),
    ROW(strict_yaml, "2026-04-30", "\"2026-04-30\""),
    ROW(strict_yaml, "a: b", "\"a: b\""),
    ROW(strict_yaml, "${a}", "\"${a}\""),
    ROW(strict_yaml, "say \"\\\" # it's", "'say \"\\\" # it''s'"),
    ROW(strict_yaml, "a\n\n  b", "|-\n  a\n\n    b"),
    ROW(strict_yaml, "a\n", "\"a\\n\""),
    ROW(strict_yaml, "\xe2\x80\xa8", "\"\\u2028\""),
};

START_TEST(places)
{
    const struct row *row = &rows[_i];
    struct str out = {0};

    row->write(&out, row->text);
    assert_slices(__FILE__, row->line, str_slice(&out), row->want);
    str_release(&out);
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tcase = tcase_create("text");

    tcase_add_loop_test(tcase, places, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(suite, tcase);
    return suite;
}
