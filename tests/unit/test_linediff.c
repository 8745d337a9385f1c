/* Unified diffs of texts, compared with those of GNU diff. */
#include <stdio.h>
#include <stdlib.h>

#include "base/linediff.h"
#include "tests/unit/unit.h"

/* What GNU diff -u prints for the same texts, without its first two lines. */
static const struct {
    const char *name;
    const char *old_text, *new_text;
    const char *hunks;
} cases[] = {
    {"the same", "a\nb\n", "a\nb\n", ""},
    {"nothing", "", "", ""},
    {"a line in the middle", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
     "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
    {"from nothing", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
    {"to nothing", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"},
    {"from nothing to no line end", "", "a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"},
    {"neither line ends", "a", "b",
     "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"},
    {"the line end is new", "a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
    {"the line end is gone", "a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"},
    {"context without a line end", "a\nb", "c\nb",
     "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"},
    {"six lines between are context", "x\n1\n2\n3\n4\n5\n6\ny\n", "X\n1\n2\n3\n4\n5\n6\nY\n",
     "@@ -1,8 +1,8 @@\n-x\n+X\n 1\n 2\n 3\n 4\n 5\n 6\n-y\n+Y\n"},
    {"seven lines between part hunks", "x\n1\n2\n3\n4\n5\n6\n7\ny\n", "X\n1\n2\n3\n4\n5\n6\n7\nY\n",
     "@@ -1,4 +1,4 @@\n-x\n+X\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-y\n+Y\n"},
    {"the last of equal lines is new", "a\nb\nb\nc\n", "a\nb\nb\nb\nc\n",
     "@@ -1,4 +1,5 @@\n a\n b\n b\n+b\n c\n"},
    {"the last of equal lines is gone", "a\nb\nb\nb\nc\n", "a\nb\nb\nc\n",
     "@@ -1,5 +1,4 @@\n a\n b\n b\n-b\n c\n"},
    {"a block slides down", "f {\n  x\n}\n\ng {\n  y\n}\n",
     "f {\n  x\n}\n\nh {\n  z\n}\n\ng {\n  y\n}\n",
     "@@ -2,6 +2,10 @@\n   x\n }\n \n+h {\n+  z\n+}\n+\n g {\n   y\n }\n"},
    {"behind the end", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n",
     "@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"},
    {"before the start", "1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n",
     "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n"},
    {"a CR counts", "a\r\nb\n", "a\nb\n", "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n"},
    {"empty lines", "\n\n", "\n\n\n", "@@ -1,2 +1,3 @@\n \n \n+\n"},
    {"three lines become two", "p\na\nb\nc\nq\n", "p\nx\ny\nq\n",
     "@@ -1,5 +1,4 @@\n p\n-a\n-b\n-c\n+x\n+y\n q\n"},
    {"the first of equal lines changes", "b\nb\n", "x\nb\n", "@@ -1,2 +1,2 @@\n-b\n+x\n b\n"},
    {"a line leaves where others come", "b\nb\n", "x\nb\nx\nx\n",
     "@@ -1,2 +1,4 @@\n+x\n b\n-b\n+x\n+x\n"},
    {"a change beside its copy", "a\nx\nb\n", "a\ny\nx\nb\n", "@@ -1,3 +1,4 @@\n a\n+y\n x\n b\n"},
};

START_TEST(linediff_prints_as_diff_does)
{
    struct str out = {0}, want = {0};

    if (cases[_i].hunks[0])
        str_printf(&want, "--- old/x.sql\n+++ new/x.sql\n%s", cases[_i].hunks);
    linediff_unified(&out, str_add, "old/x.sql", slice_of(cases[_i].old_text), "new/x.sql",
                     slice_of(cases[_i].new_text));
    ck_assert_msg(slice_eq(str_slice(&out), str_slice(&want)), "%s:\n%.*s", cases[_i].name,
                  SLICE_ARG(str_slice(&out)));
    str_release(&out);
    str_release(&want);
}
END_TEST

/* ---- Applying a diff again ---- */

struct patch {
    struct slice old_rest; /* of the old text, behind what is copied or left out */
    struct slice diff_rest;
    struct str text;           /* the new text so far */
    size_t old_line, new_line; /* from 1, of what comes next */
};

static struct slice take_line(struct slice *text)
{
    size_t end = slice_find(*text, '\n');
    struct slice line = slice_cut(*text, 0, end < text->len ? end + 1 : end);

    *text = slice_from(*text, line.len);
    return line;
}

static size_t take_number(struct slice *text)
{
    size_t number = 0;

    assert_quick(text->len && text->at[0] >= '0' && text->at[0] <= '9');
    while (text->len && text->at[0] >= '0' && text->at[0] <= '9') {
        number = number * 10 + (size_t)(text->at[0] - '0');
        *text = slice_from(*text, 1);
    }
    return number;
}

static void take_text(struct slice *text, const char *expected)
{
    assert_quick(slice_starts(*text, slice_of(expected)));
    *text = slice_from(*text, strlen(expected));
}

/* "12,3" or "12", and the first line that it means. */
static size_t take_range(struct slice *text, size_t *count)
{
    size_t first = take_number(text);

    *count = 1;
    if (slice_starts(*text, SLICE(","))) {
        take_text(text, ",");
        *count = take_number(text);
        assert_quick(*count != 1);
    }
    return first + (*count == 0);
}

static void copy_old_line(struct patch *patch)
{
    str_add(&patch->text, take_line(&patch->old_rest));
    patch->old_line++;
    patch->new_line++;
}

/* The next line of the hunk without its sign and, where it says so, without its line end. */
static struct slice take_body(struct patch *patch, char *sign)
{
    struct slice line = take_line(&patch->diff_rest);

    assert_quick(line.len > 0);
    *sign = line.at[0];
    line = slice_from(line, 1);
    if (slice_starts(patch->diff_rest, SLICE("\\"))) {
        take_text(&patch->diff_rest, "\\ No newline at end of file\n");
        line.len--;
    }
    return line;
}

static void apply_hunk(struct patch *patch)
{
    size_t old_count, new_count, old_first, new_first;
    struct slice header = take_line(&patch->diff_rest);

    take_text(&header, "@@ -");
    old_first = take_range(&header, &old_count);
    take_text(&header, " +");
    new_first = take_range(&header, &new_count);
    take_text(&header, " @@\n");
    while (patch->old_line < old_first)
        copy_old_line(patch);
    assert_quick(patch->new_line == new_first);
    while (old_count || new_count) {
        char sign;
        struct slice line = take_body(patch, &sign);

        if (sign != '+') {
            assert_quick(slice_eq(take_line(&patch->old_rest), line));
            patch->old_line++;
            old_count--;
        }
        if (sign != '-') {
            str_add(&patch->text, line);
            patch->new_line++;
            new_count--;
        }
        assert_quick(sign == '+' || sign == '-' || sign == ' ');
    }
}

/* The text that `diff` makes of `old_text`; the caller releases it. */
static struct str apply(struct slice diff, struct slice old_text)
{
    struct patch patch = {.old_rest = old_text, .old_line = 1, .new_line = 1};

    patch.diff_rest = diff;
    if (diff.len) {
        take_text(&patch.diff_rest, "--- a\n");
        take_text(&patch.diff_rest, "+++ b\n");
    }
    while (patch.diff_rest.len)
        apply_hunk(&patch);
    while (patch.old_rest.len)
        copy_old_line(&patch);
    return patch.text;
}

static void assert_diff_applies(struct slice old_text, struct slice new_text)
{
    struct str diff = {0}, text;

    linediff_unified(&diff, str_add, "a", old_text, "b", new_text);
    assert_quick((diff.len == 0) == slice_eq(old_text, new_text));
    text = apply(str_slice(&diff), old_text);
    assert_quick(slice_eq(str_slice(&text), new_text));
    str_release(&diff);
    str_release(&text);
}

/* ---- Random texts ---- */

enum { LINES_MAX = 40 };

struct text {
    char lines[LINES_MAX]; /* each a letter */
    size_t count;
    bool is_open; /* the last line has no line end */
};

static struct text text_roll(struct dice *dice, size_t letters)
{
    struct text text = {.count = dice_between(dice, 0, LINES_MAX)};

    for (size_t i = 0; i < text.count; i++)
        text.lines[i] = (char)dice_between(dice, 'a', 'a' + letters);
    text.is_open = dice_between(dice, 0, 4) == 0;
    return text;
}

/* `text` with a few lines put in, taken out or changed. */
static struct text text_edit(struct dice *dice, struct text text)
{
    for (size_t edits = dice_between(dice, 1, 6); edits; edits--) {
        size_t at = dice_between(dice, 0, text.count + 1);

        if (dice_between(dice, 0, 2) && text.count < LINES_MAX) {
            memmove(text.lines + at + 1, text.lines + at, text.count - at);
            text.count++;
        } else if (text.count && at < text.count) {
            memmove(text.lines + at, text.lines + at + 1, text.count - at - 1);
            text.count--;
        }
        if (at < text.count)
            text.lines[at] = (char)dice_between(dice, 'a', 'e');
    }
    return text;
}

static struct str text_write(const struct text *text)
{
    struct str out = {0};

    for (size_t i = 0; i < text->count; i++)
        str_printf(&out, "%c%s", text->lines[i], text->is_open && i + 1 == text->count ? "" : "\n");
    return out;
}

START_TEST(linediff_can_be_applied)
{
    struct dice dice = dice_of("linediff_can_be_applied");

    for (size_t round = rounds_of(3000); round > 0; round--) {
        size_t letters = dice_between(&dice, 2, 20);
        struct text old = text_roll(&dice, letters);
        struct text new = round % 2 ? text_roll(&dice, letters) : text_edit(&dice, old);
        struct str old_text = text_write(&old), new_text = text_write(&new);

        assert_diff_applies(str_slice(&old_text), str_slice(&new_text));
        str_release(&old_text);
        str_release(&new_text);
    }
}
END_TEST

/* Lines of a longest common subsequence, by the table of all prefixes. */
static size_t common_lines(const struct text *old, const struct text *new)
{
    size_t table[LINES_MAX + 1][LINES_MAX + 1] = {{0}};

    for (size_t i = 1; i <= old->count; i++)
        for (size_t j = 1; j <= new->count; j++) {
            size_t longer = table[i - 1][j] > table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];

            table[i][j] = old->lines[i - 1] == new->lines[j - 1] ? table[i - 1][j - 1] + 1 : longer;
        }
    return table[old->count][new->count];
}

static size_t changed_lines(struct slice diff)
{
    size_t count = 0;

    take_line(&diff);
    take_line(&diff);
    while (diff.len) {
        char sign = take_line(&diff).at[0];

        count += sign == '+' || sign == '-';
    }
    return count;
}

START_TEST(linediff_is_shortest)
{
    struct dice dice = dice_of("linediff_is_shortest");

    for (size_t round = rounds_of(2000); round > 0; round--) {
        size_t letters = dice_between(&dice, 2, 12);
        struct text old = text_roll(&dice, letters);
        struct text new = round % 2 ? text_roll(&dice, letters) : text_edit(&dice, old);
        struct str old_text, new_text, diff = {0};

        old.is_open = new.is_open = false;
        old_text = text_write(&old);
        new_text = text_write(&new);
        linediff_unified(&diff, str_add, "a", str_slice(&old_text), "b", str_slice(&new_text));
        ck_assert_uint_eq(changed_lines(str_slice(&diff)),
                          old.count + new.count - 2 * common_lines(&old, &new));
        str_release(&old_text);
        str_release(&new_text);
        str_release(&diff);
    }
}
END_TEST

/* Texts of the same few lines in another order: the search gives up, and soon. */
START_TEST(linediff_ends_on_large_texts)
{
    struct dice dice = dice_of("linediff_ends_on_large_texts");
    struct str texts[2] = {{0}, {0}};

    for (int side = 0; side < 2; side++)
        for (size_t i = rounds_of(30000); i > 0; i--)
            str_printf(&texts[side], "%c\n", (char)dice_between(&dice, 'a', 'z'));
    assert_diff_applies(str_slice(&texts[0]), str_slice(&texts[1]));
    str_release(&texts[0]);
    str_release(&texts[1]);
}
END_TEST

/* Every second line of a long file changes, as when a table's location moves. */
START_TEST(linediff_pairs_lines_between_changes)
{
    enum { PARTITIONS = 20000 };
    struct str texts[2] = {{0}, {0}}, diff = {0};

    for (int side = 0; side < 2; side++)
        for (int i = 0; i < PARTITIONS; i++)
            str_printf(&texts[side], "    PARTITION (n='%d')\n    LOCATION 's3://%s/n=%d/'\n", i,
                       side ? "new" : "old", i);
    linediff_unified(&diff, str_add, "a", str_slice(&texts[0]), "b", str_slice(&texts[1]));
    ck_assert_uint_eq(changed_lines(str_slice(&diff)), 2 * PARTITIONS);
    str_release(&texts[0]);
    str_release(&texts[1]);
    str_release(&diff);
}
END_TEST

Suite *linediff_suite(void)
{
    Suite *suite = suite_create("linediff");
    TCase *tests = tcase_create("linediff");

    tcase_add_loop_test(tests, linediff_prints_as_diff_does, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, linediff_can_be_applied);
    tcase_add_test(tests, linediff_is_shortest);
    tcase_add_test(tests, linediff_ends_on_large_texts);
    tcase_add_test(tests, linediff_pairs_lines_between_changes);
    tcase_set_timeout(tests, 30);
    suite_add_tcase(suite, tests);
    return suite;
}
