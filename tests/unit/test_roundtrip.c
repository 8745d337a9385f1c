/*
 * What a spec compiles to, read back, is the spec: thousands of generated tables are compiled, their
 * DDL imported, and what that gives is compiled again, to the same bytes.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "plan/compile.h"
#include "plan/diff/diff.h"
#include "plan/fold/fold.h"
#include "read/ddl/ddl.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "text/yaml.h"
#include "write/changes.h"
#include "write/spec/spec.h"
#include "write/targets.h"

enum { TABLES = 3000 };

static struct arena arena;
static struct dice dice;

static void set_up(void)
{
    arena_init(&arena);
}

static void tear_down(void)
{
    arena_release(&arena);
}

/* ---- A spec by chance ---- */

static bool chance(size_t one_in)
{
    return dice_between(&dice, 0, one_in) == 0;
}

#define PICK(array) ((array)[dice_between(&dice, 0, sizeof(array) / sizeof *(array))])

/* Text with what quoting must get right. */
static struct slice odd_text(struct str *scratch)
{
    static const char *const parts[] = {"a",   "B7", " ",  "'",  "\"", "\\",   "\\d", "é", "中",
                                        "${",  "{",  "}",  ":",  ": ", "#",    " #",  ",", "[",
                                        "-- ", "$$", ";",  "%",  "~",  "null", "|",   ">", "x",
                                        "\\n", "''", "--", "/*", "*/", "&",    "*",   "!", "@"};
    size_t count = dice_between(&dice, 1, 7);

    scratch->len = 0;
    for (size_t i = 0; i < count; i++)
        str_puts(scratch, PICK(parts));
    return str_slice(scratch);
}

static void put_value(struct str *spec, struct slice value)
{
    text_into_spec(spec, value, YAML_FLOW);
}

static void put_odd_value(struct str *spec)
{
    static const char *const controls[] = {"\t", "\x01", "\n", "\x7f", "\xc2\x85", "\xe2\x80\xa8"};
    struct str text = {0};

    odd_text(&text);
    if (chance(6))
        str_puts(&text, PICK(controls));
    put_value(spec, str_slice(&text));
    str_release(&text);
}

static void put_description(struct str *spec)
{
    struct str text = {0}, line = {0};

    odd_text(&text);
    for (size_t i = dice_between(&dice, 0, 3); i > 0; i--) {
        str_puts(&text, chance(4) ? "\n\n" : "\n");
        str_add(&text, odd_text(&line));
    }
    put_value(spec, str_slice(&text));
    str_release(&line);
    str_release(&text);
}

static void put_name(struct str *spec, const char *head, size_t serial)
{
    static const char *const tails[] = {"",   "_id", " x",  "'s", "\"", "é",
                                        "-1", ".b",  ", c", "\\", "$"};
    struct str name = {0};

    str_printf(&name, "%s%zu%s", head, serial, chance(3) ? PICK(tails) : "");
    if (chance(20)) {
        name.len = 0;
        str_puts(&name, serial ? "select" : "timestamp");
    }
    put_value(spec, str_slice(&name));
    str_release(&name);
}

static void put_columns(struct str *spec, bool is_nested)
{
    static const char *const types[] = {
        "int",     "bigint",  "smallint",     "real",         "double precision",
        "boolean", "date",    "timestamp",    "varchar(255)", "varchar(max)",
        "char(3)", "varchar", "decimal(8,2)", "numeric",      "float8"};
    static const char *const nested[] = {"struct<a:int,b:varchar(5)>", "array<double precision>",
                                         "map<varchar(20),array<int>>",
                                         "struct<\"select\":int,\"x y\":array<struct<q:date>>>"};
    size_t count = dice_between(&dice, 1, 6);

    str_puts(spec, "  columns:\n");
    for (size_t i = 0; i < count; i++) {
        str_puts(spec, "    - {name: ");
        put_name(spec, "c", i);
        str_puts(spec, ", type: ");
        put_value(spec, slice_of(is_nested && chance(3) ? PICK(nested) : PICK(types)));
        str_puts(spec, "}\n");
    }
}

static bool put_format(struct str *spec)
{
    static const char *const words[] = {"json", "csv",  "tsv",          "parquet", "orc",  "avro",
                                        "ion",  "text", "sequencefile", "rcfile",  "hudi", "delta"};
    static const char *const separators[] = {";", "|", "'", "\\", "\t", ",", "#"};
    size_t kind = dice_between(&dice, 0, 9);

    str_puts(spec, "  format: ");
    if (kind < 3) {
        const char *word = PICK(words);

        str_printf(spec, "%s\n", word);
        return strcmp(word, "json") == 0 || strcmp(word, "parquet") == 0;
    }
    if (kind == 3) {
        str_puts(spec, "{csv: {separator: ");
        put_value(spec, slice_of(PICK(separators)));
        str_puts(spec, chance(2) ? ", skip_header: 1" : "");
        str_puts(spec, chance(2) ? ", quote: \"'\"}}\n" : "}}\n");
    } else if (kind == 4) {
        str_puts(spec, "{delimited: {fields_terminated_by: ");
        put_value(spec, slice_of(PICK(separators)));
        str_puts(spec, chance(2) ? ", skip_header: 2}}\n" : ", lines_terminated_by: \"\\x02\"}}\n");
    } else if (kind == 5) {
        str_puts(spec, chance(2) ? "{regex: {pattern: " : "{grok: {custom_patterns: X, pattern: ");
        put_odd_value(spec);
        str_puts(spec, "}}\n");
    } else if (kind == 6) {
        str_puts(spec,
                 "{json: {strip_outer_array: true, serde_properties: {case.insensitive: 'FALSE', "
                 "mapping.x: Y, odd: ");
        put_odd_value(spec);
        str_puts(spec, chance(2) ? "}, dots_in_keys: true}}\n" : "}}}\n");
    } else if (kind == 7) {
        str_puts(spec, "{serde: com.acme.Serde, serde_properties: {a: ");
        put_odd_value(spec);
        str_puts(spec, "}, stored_as: {input_format: com.acme.In, output_format: com.acme.Out}}\n");
    } else {
        str_puts(spec,
                 "{serde: org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe, serde_properties: "
                 "{field.delim: \"\\t\"}, stored_as: textfile}\n");
    }
    return false;
}

struct key_choice {
    const char *name, *type, *domain;
    char kind; /* 'd' a date, 'v' values in the domain, 'n' none */
};

static const struct key_choice date_sets[][4] = {
    {{"dt", "date", "", 'd'}},
    {{"day", "varchar(10)", ", date: \"%Y-%m-%d\"", 'd'}},
    {{"ymd", "int", ", date: \"%Y%m%d\"", 'd'}},
    {{"year", "int", ", date: \"%Y\"", 'd'}, {"month", "char(2)", ", date: \"%m\"", 'd'}},
    {{"year", "int", ", date: \"%Y\"", 'd'},
     {"month", "int", ", date: \"%-m\"", 'd'},
     {"day", "int", ", date: \"%-d\"", 'd'}},
    {{"y", "char(4)", ", date: \"%Y\"", 'd'},
     {"m", "char(2)", ", date: \"%m\"", 'd'},
     {"d", "char(2)", ", date: \"%d\"", 'd'},
     {"hour", "char(2)", ", date: \"%H\"", 'd'}},
    {{"dt", "date", "", 'd'}, {"hh", "varchar(2)", ", date: \"%H\"", 'd'}},
    {{"month", "varchar(7)", ", date: \"%Y-%m\"", 'd'}},
    {{"stamp", "varchar(13)", ", date: \"%Y-%m-%d-%H\"", 'd'}},
    {{"when", "varchar(20)", ", date: \"%d.%m.%Y\"", 'd'}},
};

static const struct key_choice others[] = {
    {"env", "varchar(9)", ", values: [dev, prod, \"it's\"]", 'v'},
    {"shard", "int", ", range: {from: 0, to: 3}", 'v'},
    {"bucket", "char(3)", ", range: {from: 8, to: 11, width: 3}", 'v'},
    {"country", "varchar(20)", "", 'n'},
    {"n", "int", "", 'n'},
};

/* The keys of the table being made. */
struct choice {
    struct key_choice keys[6];
    size_t count, date_count;
};

static void choose_keys(struct choice *choice)
{
    size_t set = dice_between(&dice, 0, sizeof date_sets / sizeof *date_sets + 3);
    size_t first = dice_between(&dice, 0, sizeof others / sizeof *others);

    *choice = (struct choice){0};
    if (chance(3))
        choice->keys[choice->count++] = others[first];
    if (set < sizeof date_sets / sizeof *date_sets)
        for (size_t i = 0; i < 4 && date_sets[set][i].name; i++)
            choice->keys[choice->count++] = date_sets[set][i];
    choice->date_count = choice->count - (choice->count && choice->keys[0].kind != 'd');
    if (chance(3))
        choice->keys[choice->count++] = others[(first + 1) % (sizeof others / sizeof *others)];
}

static void put_keys(struct str *spec, const struct choice *choice)
{
    if (choice->count)
        str_puts(spec, "  partitioned_by:\n");
    for (size_t i = 0; i < choice->count; i++)
        str_printf(spec, "    - {name: %s, type: %s%s}\n", choice->keys[i].name,
                   choice->keys[i].type, choice->keys[i].domain);
}

static void put_path(struct str *spec, const struct choice *choice)
{
    if (!choice->count || chance(2))
        return;
    str_puts(spec, "  path: \"");
    for (size_t i = 0; i < choice->count; i++) {
        bool is_one_date = choice->date_count == 1 && choice->keys[i].kind == 'd';

        if (chance(3))
            str_puts(spec, "part/");
        if (chance(2))
            str_printf(spec, "%s-", choice->keys[i].name);
        if (is_one_date && strcmp(choice->keys[i].name, "dt") == 0 && chance(2))
            str_puts(spec, "{dt:%Y/%m/%d}/");
        else
            str_printf(spec, "{%s}/", choice->keys[i].name);
    }
    str_puts(spec, "\"\n");
}

static void put_free_values(struct str *spec, const struct choice *choice)
{
    static const char *const values[] = {"FR", "BE", "Côte d'Ivoire", "a/b", "x=y", "10", "100%"};

    for (size_t i = 0; i < choice->count; i++) {
        bool is_number = strcmp(choice->keys[i].name, "n") == 0;

        if (choice->keys[i].kind != 'n')
            continue;
        str_printf(spec, ", %s: [", choice->keys[i].name);
        for (size_t j = 0, count = dice_between(&dice, 1, 4); j < count; j++) {
            str_puts(spec, j ? ", " : "");
            if (is_number)
                str_printf(spec, "%zu", dice_between(&dice, 0, 40));
            else
                put_value(spec, slice_of(PICK(values)));
        }
        str_putc(spec, ']');
    }
}

static void put_partitions(struct str *spec, const struct choice *choice)
{
    size_t count = dice_between(&dice, 1, 4);

    if (!choice->count || chance(10))
        return;
    str_puts(spec, "  partitions:\n");
    for (size_t i = 0; i < count; i++) {
        size_t year = dice_between(&dice, 2019, 2022), month = dice_between(&dice, 1, 13);
        size_t day = dice_between(&dice, 1, 29), length = dice_between(&dice, 0, 5);

        str_puts(spec, "    - {every: day");
        if (choice->date_count)
            str_printf(spec, ", from: %zu-%02zu-%02zu, to: %zu-%02zu-%02zu", year, month, day, year,
                       month, day + length > 28 ? 28 : day + length);
        put_free_values(spec, choice);
        str_puts(spec, "}\n");
    }
}

/* A step of a day where there are days; else the finest that there is. */
static void mend_steps(struct str *spec, const struct choice *choice)
{
    static const char word[] = "{every: day, ", none[] = "{            ";
    bool has_days = false;

    for (size_t i = 0; i < choice->count; i++)
        has_days = has_days ||
                   (choice->keys[i].kind == 'd' && strcmp(choice->keys[i].name, "month") != 0 &&
                    strcmp(choice->keys[i].name, "year") != 0);
    for (size_t i = 0; i + sizeof word < spec->len; i++)
        if ((!has_days || chance(2)) && memcmp(spec->at + i, word, sizeof word - 1) == 0)
            memcpy(spec->at + i, none, sizeof none - 1);
}

static void put_table(struct str *spec)
{
    struct choice choice;
    struct str format = {0};
    bool is_nested = put_format(&format);

    choose_keys(&choice);
    str_puts(spec, "external_table:\n  schema: lake\n  name: ");
    put_name(spec, "t", dice_between(&dice, 0, 100000));
    if (chance(2)) {
        str_puts(spec, "\n  description: ");
        put_description(spec);
    }
    str_putc(spec, '\n');
    put_columns(spec, is_nested);
    put_keys(spec, &choice);
    str_add(spec, str_slice(&format));
    str_puts(spec, "  location: s3://acme-lake/some/where/\n");
    put_path(spec, &choice);
    put_partitions(spec, &choice);
    if (chance(2)) {
        str_puts(spec, "  properties: {numRows: 17, serialization.null.format: ");
        put_odd_value(spec);
        str_puts(spec, "}\n");
    }
    mend_steps(spec, &choice);
    str_release(&format);
}

/* ---- The way and back ---- */

static struct slice written(struct str *text)
{
    struct slice copy = arena_copy(&arena, str_slice(text));

    str_release(text);
    return copy;
}

/* The statements of the model; nothing after an error. */
static struct slice compiled(struct diags *diags, struct model *model)
{
    struct plan_options plan = {.parts = PARTS_DEFAULT};
    struct statement_list statements = {0};
    struct write_options options = {0};
    struct artifacts artifacts = {.arena = &arena};

    if (!diags->error_count)
        plan_compile(diags, model, &plan, &statements);
    if (diags->error_count)
        return (struct slice){0};
    target_render(&artifacts, target_at(0), &statements, &options);
    return written(&artifacts.list.at[0].text);
}

static struct slice compiled_spec(struct diags *diags, struct slice spec)
{
    struct variables none;
    struct model model = {0};

    diags_init(diags, &arena);
    variables_init(&none, &arena);
    spec_read(diags, source_new(&arena, "spec.yaml", spec), &none, &model);
    rules_run(diags, &model);
    return compiled(diags, &model);
}

/* The spec of DDL. */
static struct slice imported(struct slice ddl, bool to_the_letter)
{
    struct diags diags;
    struct model model = {0};
    struct str out = {0};

    diags_init(&diags, &arena);
    ddl_read(&diags, source_new(&arena, "spec.yaml", ddl), SLICE(""), &model);
    if (diags.error_count)
        ck_abort_msg("%.*s\ncannot be read back:\n%.*s", SLICE_ARG(diags.list.at[0]->message),
                     SLICE_ARG(ddl));
    for (size_t i = 0; i < model.documents.count; i++)
        if (model.documents.at[i]->kind == DOCUMENT_TABLE)
            fold_table(&diags, &model.documents.at[i]->table, to_the_letter);
    spec_write(&out, &model);
    return written(&out);
}

static void require_same(const char *what, struct slice spec, struct slice want,
                         struct slice between, struct slice got, const struct diags *diags)
{
    if (slice_eq(want, got))
        return;
    fprintf(stderr, "of the spec\n%.*s\nwith the DDL\n%.*s\nimported as\n%.*s\ncame\n%.*s\n",
            SLICE_ARG(spec), SLICE_ARG(want), SLICE_ARG(between), SLICE_ARG(got));
    for (size_t i = 0; i < diags->list.count; i++)
        fprintf(stderr, "%.*s\n", SLICE_ARG(diags->list.at[i]->message));
    ck_abort_msg("another table came back, %s", what);
}

static void tables_come_back(void)
{
    size_t good = 0, count = rounds_of(TABLES);

    dice = dice_of("roundtrip");
    for (size_t i = 0; i < count; i++) {
        struct slice spec, first, between, again;
        struct str text = {0};
        struct diags diags;

        put_table(&text);
        spec = written(&text);
        first = compiled_spec(&diags, spec);
        if (!diags.error_count) {
            good++;
            between = imported(first, true);
            again = compiled_spec(&diags, between);
            require_same("byte for byte", spec, first, between, again, &diags);
            first = compiled_spec(&diags, imported(first, false));
            between = imported(first, false);
            again = compiled_spec(&diags, between);
            require_same("shortened", spec, first, between, again, &diags);
        }
        tear_down();
        set_up();
    }
    ck_assert_uint_ge(good, count * 2 / 3);
}

/* ---- Changes ---- */

/* A line of the spec as it might become. */
static void put_changed_line(struct str *out, struct slice line, size_t serial)
{
    static const char *const types[] = {"bigint", "date", "varchar(7)"};
    bool is_column = slice_find_slice(line, SLICE("- {name: c")) < line.len;
    size_t digits = slice_find_slice(line, SLICE("numRows: 17"));

    if (is_column && chance(6))
        return;
    if (is_column && chance(6)) {
        str_printf(out, "    - {name: c%zu, type: %s}\n", serial, PICK(types));
        return;
    }
    if (slice_find_slice(line, SLICE("location: ")) < line.len && chance(4)) {
        str_puts(out, "  location: s3://acme-lake/elsewhere/\n");
        return;
    }
    if (slice_find_slice(line, SLICE("    - {every")) < line.len && chance(4))
        return;
    if (slice_find_slice(line, SLICE("  properties: ")) < line.len && chance(6))
        return;
    if (digits < line.len && chance(3))
        ((char *)line.at)[digits + 10] = '9';
    str_add(out, line);
    if (slice_find_slice(line, SLICE("  format: ")) == line.len && is_column && chance(8))
        str_printf(out, "    - {name: added%zu, type: %s}\n", serial, PICK(types));
}

static struct slice changed_spec(struct slice spec)
{
    struct slice rest = arena_copy(&arena, spec);
    struct str out = {0};
    size_t serial = 50;

    while (rest.len) {
        size_t end = slice_find(rest, '\n') + 1;

        put_changed_line(&out, slice_cut(rest, 0, end), serial++);
        rest = slice_from(rest, end);
    }
    return written(&out);
}

static void read_spec_of(struct diags *diags, struct slice spec, struct model *model)
{
    struct variables none;

    variables_init(&none, &arena);
    spec_read(diags, source_new(&arena, "spec.yaml", spec), &none, model);
    rules_run(diags, model);
}

/* The script of the changes between two models. */
static struct slice change_script(struct diags *diags, const struct model *before,
                                  const struct model *after, size_t *count)
{
    struct diff_options options = {0};
    struct write_options write = {0};
    struct changes changes = {0};
    struct str out = {0};

    plan_diff(diags, before, after, &options, &changes);
    changes_write_sql(&out, &changes, target_at(0), &write);
    *count = changes.list.count;
    return written(&out);
}

/* Whether the old table's DDL and then the script make the new table. */
static void require_made(struct slice old_spec, struct slice new_spec, const struct model *before,
                         struct model *after, struct diags *diags)
{
    struct model made = {0};
    struct str all = {0};
    struct slice script, left;
    size_t count;

    script = change_script(diags, before, after, &count);
    str_add(&all, compiled_spec(diags, old_spec));
    str_putc(&all, '\n');
    str_add(&all, script);
    ddl_read(diags, source_new(&arena, "made.sql", written(&all)), SLICE(""), &made);
    diff_as_deployed(&made);
    left = change_script(diags, &made, after, &count);
    if (!count && !diags->error_count)
        return;
    fprintf(stderr, "from the spec\n%.*s\nto\n%.*s\nby\n%.*s\nthere is left\n%.*s\n",
            SLICE_ARG(old_spec), SLICE_ARG(new_spec), SLICE_ARG(script), SLICE_ARG(left));
    for (size_t i = 0; i < diags->list.count; i++)
        fprintf(stderr, "%.*s\n", SLICE_ARG(diags->list.at[i]->message));
    ck_abort_msg("the changes do not make the new table");
}

/* What DDL cannot say is written as it was read. */
START_TEST(native_block_comes_back)
{
    static const char spec[] = "external_table:\n"
                               "  schema: spectrum\n"
                               "  name: events\n"
                               "  columns:\n"
                               "    - {name: id, type: bigint}\n"
                               "  format: json\n"
                               "  location: s3://lake/events/\n"
                               "  native:\n"
                               "    schema: web\n"
                               "    name: events_hot\n"
                               "    diststyle: key\n"
                               "    distkey: id\n"
                               "    sortkey: [id]\n"
                               "    sortstyle: interleaved\n"
                               "    load: copy\n"
                               "    iam_role:\n"
                               "      - arn:aws:iam::123456789012:role/Cluster\n"
                               "      - arn:aws:iam::444455556666:role/Partner\n"
                               "    compression: gzip\n"
                               "    jsonpaths: s3://lake/jsonpaths/events.jsonpaths\n";
    struct variables none;
    struct model model = {0};
    struct str out = {0};
    struct diags diags;

    diags_init(&diags, &arena);
    variables_init(&none, &arena);
    spec_read(&diags, source_new(&arena, "spec.yaml", slice_of(spec)), &none, &model);
    spec_write(&out, &model);
    ck_assert_uint_eq(diags.error_count, 0);
    assert_slices(__FILE__, __LINE__, written(&out), slice_of(spec));
}
END_TEST

START_TEST(changes_make_the_new_table)
{
    size_t good = 0, count = rounds_of(TABLES);

    dice = dice_of("changes");
    for (size_t i = 0; i < count; i++) {
        struct model before = {0}, after = {0};
        struct str text = {0};
        struct slice old_spec, new_spec;
        struct diags diags;

        diags_init(&diags, &arena);
        put_table(&text);
        old_spec = written(&text);
        new_spec = changed_spec(old_spec);
        read_spec_of(&diags, old_spec, &before);
        read_spec_of(&diags, new_spec, &after);
        if (!diags.error_count) {
            good++;
            require_made(old_spec, new_spec, &before, &after, &diags);
        }
        tear_down();
        set_up();
    }
    ck_assert_uint_ge(good, count / 2);
}
END_TEST

START_TEST(generated_tables_come_back)
{
    tables_come_back();
}
END_TEST

Suite *roundtrip_suite(void)
{
    Suite *suite = suite_create("roundtrip");
    TCase *tables = tcase_create("tables");

    tcase_add_checked_fixture(tables, set_up, tear_down);
    tcase_add_test(tables, generated_tables_come_back);
    tcase_add_test(tables, native_block_comes_back);
    tcase_add_test(tables, changes_make_the_new_table);
    tcase_set_timeout(tables, 60);
    suite_add_tcase(suite, tables);
    return suite;
}
