/* One section for each form of output. */
#include "write/changes.h"

#include "base/json.h"
#include "diag/page.h"
#include "text/comment.h"
#include "text/markdown.h"

static const char promise[] = "No file in S3 is touched.";

static const struct {
    const char *mark;
    enum ink ink;
} looks[] = {
    [CHANGE_SAFE] = {"+", INK_NOTE},
    [CHANGE_RESULTS] = {"~", INK_WARNING},
    [CHANGE_DESTRUCTIVE] = {"!", INK_ERROR},
};

/* ---- SQL ---- */

static void write_change_head(struct str *out, const struct change *change)
{
    struct str text = {0};

    str_printf(&text, "%.*s: %.*s (%s)", SLICE_ARG(change->subject), SLICE_ARG(change->text),
               change_class_word(change->class));
    text_into_comment(out, "-- ", str_slice(&text));
    for (size_t i = 0; i < change->reasons.count; i++) {
        text.len = 0;
        str_printf(&text, "- %.*s", SLICE_ARG(change->reasons.at[i]));
        text_into_comment(out, "-- ", str_slice(&text));
    }
    str_release(&text);
}

static bool is_one_line(struct slice text)
{
    return slice_find(text, '\n') + 1 == text.len;
}

/* The statements of a change, with a blank line between two of them unless both are one line long.
   */
static void write_statements_of(struct str *out, const struct changes *changes,
                                const struct change *change, const struct target *target,
                                bool for_psql)
{
    struct str text = {0};
    bool was_one_line = true;

    for (size_t i = 0; i < change->count; i++) {
        const struct statement *statement = &changes->statements.list.at[change->first + i];

        text.len = 0;
        if (for_psql && change->kind != CHANGE_RECREATE_TABLE)
            target_psql_statement(&text, target, statement);
        else
            target->write[statement->kind](&text, statement);
        if (i && !(was_one_line && is_one_line(str_slice(&text))))
            str_putc(out, '\n');
        was_one_line = is_one_line(str_slice(&text));
        str_add(out, str_slice(&text));
    }
    str_release(&text);
}

static void write_head_line(struct str *out)
{
    struct str text = {0};

    str_printf(&text, "Changes worked out by spectrumc. %s", promise);
    text_into_comment(out, "-- ", str_slice(&text));
    str_release(&text);
}

void changes_write_sql(struct str *out, const struct changes *changes, const struct target *target,
                       const struct write_options *options)
{
    if (options->for_psql)
        target_psql_head(out, target);
    if (!changes->list.count) {
        str_puts(out, "-- No changes.\n");
        return;
    }
    write_head_line(out);
    for (size_t i = 0; i < changes->list.count; i++) {
        str_putc(out, '\n');
        write_change_head(out, &changes->list.at[i]);
        write_statements_of(out, changes, &changes->list.at[i], target, options->for_psql);
    }
}

/* ---- Text ---- */

static void count_words(struct str *out, const struct changes *changes)
{
    size_t safe = changes_of(changes, CHANGE_SAFE), results = changes_of(changes, CHANGE_RESULTS);
    size_t destructive = changes_of(changes, CHANGE_DESTRUCTIVE);

    str_printf(out, "%zu %s safe, %zu %s query results, %zu %s destructive.", safe,
               safe == 1 ? "is" : "are", results, results == 1 ? "changes" : "change", destructive,
               destructive == 1 ? "is" : "are");
}

static bool starts_subject(const struct changes *changes, size_t i)
{
    return i == 0 || !slice_eq(changes->list.at[i].subject, changes->list.at[i - 1].subject);
}

static void write_text_change(struct page *page, const struct change *change)
{
    page_add(page, INK_PLAIN, SLICE("  "));
    page_add(page, looks[change->class].ink, slice_of(looks[change->class].mark));
    page_add(page, INK_PLAIN, SLICE(" "));
    page_add_visible(page, INK_PLAIN, change->text);
    if (change->class != CHANGE_SAFE) {
        page_add(page, INK_PLAIN, SLICE("  "));
        page_add(page, looks[change->class].ink, slice_of(change_class_word(change->class)));
    }
    page_end_line(page);
    for (size_t i = 0; i < change->reasons.count; i++) {
        page_add(page, INK_PLAIN, SLICE("      "));
        page_add_visible(page, INK_FRAME, change->reasons.at[i]);
        page_end_line(page);
    }
}

void changes_write_text(struct str *out, const struct changes *changes, bool use_color)
{
    struct page page = {.out = out, .use_color = use_color};

    if (!changes->list.count) {
        str_puts(out, "No changes.\n");
        return;
    }
    for (size_t i = 0; i < changes->list.count; i++) {
        if (starts_subject(changes, i)) {
            if (i)
                str_putc(out, '\n');
            page_add_visible(&page, INK_STRONG, changes->list.at[i].subject);
            page_end_line(&page);
        }
        write_text_change(&page, &changes->list.at[i]);
    }
    str_putc(out, '\n');
    count_words(out, changes);
    str_printf(out, " %s\n", promise);
}

/* ---- Markdown ---- */

void changes_write_markdown(struct str *out, const struct changes *changes)
{
    static const char *const labels[] = {[CHANGE_SAFE] = "",
                                         [CHANGE_RESULTS] = " — **changes query results**",
                                         [CHANGE_DESTRUCTIVE] = " — **destructive**"};

    if (!changes->list.count) {
        str_puts(out, "No changes.\n");
        return;
    }
    for (size_t i = 0; i < changes->list.count; i++) {
        const struct change *change = &changes->list.at[i];

        if (starts_subject(changes, i)) {
            str_puts(out, i ? "\n#### " : "#### ");
            text_into_markdown_code(out, change->subject);
            str_puts(out, "\n\n");
        }
        str_puts(out, "- ");
        text_into_markdown(out, change->text);
        str_printf(out, "%s\n", labels[change->class]);
        for (size_t at = 0; at < change->reasons.count; at++) {
            str_puts(out, "  - ");
            text_into_markdown(out, change->reasons.at[at]);
            str_putc(out, '\n');
        }
    }
    str_putc(out, '\n');
    count_words(out, changes);
    str_printf(out, " %s\n", promise);
}

/* ---- JSON ---- */

static json_t *statements_array(const struct changes *changes, const struct change *change,
                                const struct target *target)
{
    json_t *array = json_array();
    struct str text = {0};

    for (size_t i = 0; i < change->count; i++) {
        const struct statement *statement = &changes->statements.list.at[change->first + i];

        text.len = 0;
        target->write[statement->kind](&text, statement);
        json_push(array, json_text(slice_trim(str_slice(&text))));
    }
    str_release(&text);
    return array;
}

static json_t *change_object(const struct changes *changes, const struct change *change,
                             const struct target *target)
{
    static const char *const classes[] = {
        [CHANGE_SAFE] = "safe", [CHANGE_RESULTS] = "results", [CHANGE_DESTRUCTIVE] = "destructive"};
    json_t *object = json_object(), *reasons = json_array();

    json_put(object, "subject", json_text(change->subject));
    json_put(object, "kind", json_word(change_word(change->kind)));
    json_put(object, "class", json_word(classes[change->class]));
    json_put(object, "text", json_text(change->text));
    for (size_t i = 0; i < change->reasons.count; i++)
        json_push(reasons, json_text(change->reasons.at[i]));
    json_put(object, "reasons", reasons);
    json_put(object, "statements", statements_array(changes, change, target));
    return object;
}

void changes_write_json(struct str *out, const struct changes *changes, const struct target *target)
{
    json_t *root = json_object(), *list = json_array(), *summary = json_object();

    json_put(root, "version", json_integer(1));
    for (size_t i = 0; i < changes->list.count; i++)
        json_push(list, change_object(changes, &changes->list.at[i], target));
    json_put(root, "changes", list);
    json_put(summary, "safe", json_integer((json_int_t)changes_of(changes, CHANGE_SAFE)));
    json_put(summary, "results", json_integer((json_int_t)changes_of(changes, CHANGE_RESULTS)));
    json_put(summary, "destructive",
             json_integer((json_int_t)changes_of(changes, CHANGE_DESTRUCTIVE)));
    json_put(root, "summary", summary);
    json_print(out, root, JSON_UTF8);
}
