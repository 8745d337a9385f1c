/*
 * Hostile texts in a good spec: each line of the input is the text of one place (a name, a description,
 * a value, a property), so that nearly every input passes the rules and reaches every target's writer.
 * A NUL of the input is a line end of the text.
 */
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/size.h"
#include "tests/fuzz/write_all.h"

/* The spec, up to each of its places; what stands there where the input has no line for it, and what is
   around it between the quotes. */
static const struct place_of_text {
    const char *before, *text, *head, *tail;
} places[] = {
    {"external_schema:\n  name: lake\n  description: ", "about", "", ""},
    {"\n  database: ", "db", "", ""},
    {"\n  iam_role: ", "Role", "arn:aws:iam::123456789012:role/", ""},
    {"\n  grant_usage: [{group: ", "analysts", "", ""},
    {"}, {user: ", "ann", "", ""},
    {"}]\n---\nexternal_table:\n  schema: lake\n  name: ", "events", "", ""},
    {"\n  description: ", "rows", "", ""},
    {"\n  columns:\n    - {name: v, type: varchar(40)}\n    - {name: ", "id", "", ""},
    {", type: bigint, description: ", "key", "", ""},
    {"}\n  partitioned_by: [{name: ", "app", "", ""},
    {", type: varchar(99), values: [", "web", "", ""},
    {", ", "ios", "", ""},
    {"]}]\n  format: {serde: org.openx.data.jsonserde.JsonSerDe, stored_as: text, "
     "serde_properties: {mapping.v: ",
     "w", "", ""},
    {"}}\n  partitions: all\n  location: ", "raw", "s3://lake/", "/"},
    {"\n  properties: {", "p", "", ""},
    {": ", "q", "", ""},
};

/* Between double quotes of YAML, with `${` kept from being a variable. */
static void put_bytes(struct str *spec, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];

        if (byte == '$')
            str_putc(spec, '$');
        if (!byte)
            str_puts(spec, "\\n");
        else if (byte < ' ' || byte == 127 || byte == '"' || byte == '\\')
            str_printf(spec, "\\x%02x", byte);
        else
            str_putc(spec, (char)byte);
    }
}

static struct slice spec_of(struct arena *arena, struct slice input)
{
    struct str spec = {0};
    struct slice whole;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t end = slice_find(input, '\n');
        struct slice line = slice_cut(input, 0, end);

        input = slice_from(input, end < input.len ? end + 1 : end);
        str_printf(&spec, "%s\"%s", places[i].before, places[i].head);
        put_bytes(&spec, line.len ? line : slice_of(places[i].text));
        str_printf(&spec, "%s\"", places[i].tail);
    }
    str_puts(&spec, "}\n");
    whole = arena_copy(arena, str_slice(&spec));
    str_release(&spec);
    return whole;
}

static void compile(struct arena *arena, struct slice input)
{
    struct diags diags;
    struct variables none;
    struct model model = {0};
    struct statement_list statements = {0};
    struct plan_options plan = {.parts = ~0u};

    diags_init(&diags, arena);
    variables_init(&none, arena);
    spec_read(&diags, source_new(arena, "fuzz.yaml", spec_of(arena, input)), &none, &model);
    rules_run(&diags, &model);
    if (!diags.error_count)
        plan_compile(&diags, &model, &plan, &statements);
    if (!diags.error_count)
        fuzz_write_all(&diags, &statements);
    diags_sort(&diags);
    fuzz_require_reports(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;

    arena_init(&arena);
    compile(&arena, (struct slice){(const char *)data, size});
    arena_release(&arena);
    return 0;
}
