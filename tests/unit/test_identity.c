/* Catalogs of schemas, two by two. */
#include "model/identity.h"
#include "read/spec/spec.h"
#include "tests/unit/unit.h"

#define ROLE(account) "iam_role: 'arn:aws:iam::" account ":role/R'"
#define ONE ROLE("111111111111")
#define TWO ROLE("222222222222")

/* The clauses of two schemas over databases of one name, but for its letter case. */
static const struct {
    const char *one, *other;
    enum sameness sameness;
    const char *unknown;
} pairs[] = {
    {ONE, ONE, TABLES_SAME, NULL},
    {ONE, TWO, TABLES_APART, NULL},
    {"iam_role: default", "iam_role: default", TABLES_SAME, NULL},
    {"iam_role: default", "iam_role: SESSION", TABLES_MAY_BE_SAME, "account"},
    {ONE, "iam_role: default", TABLES_MAY_BE_SAME, "account"},
    {ONE ", region: eu-west-1", ONE, TABLES_MAY_BE_SAME, "region"},
    {ONE ", region: eu-west-1", TWO, TABLES_APART, NULL},
    {ONE ", region: eu-west-1", ONE ", region: eu-west-2", TABLES_APART, NULL},
    {ONE ", region: eu-west-1", "iam_role: default, region: eu-west-1", TABLES_MAY_BE_SAME,
     "account"},
    /* the last role of a chain, the role of the catalog, the catalog's ID */
    {"iam_role: ['arn:aws:iam::111111111111:role/A', 'arn:aws:iam::222222222222:role/B']", TWO,
     TABLES_SAME, NULL},
    {ONE ", catalog_role: 'arn:aws:iam::222222222222:role/C'", TWO, TABLES_SAME, NULL},
    {"iam_role: SESSION, catalog_id: '222222222222'", TWO, TABLES_SAME, NULL},
    {"iam_role: SESSION, catalog_id: '222222222222'", ONE, TABLES_APART, NULL},
    /* metastores */
    {"from: hive_metastore, uri: a, " ONE, "from: hive_metastore, uri: A, " TWO, TABLES_SAME, NULL},
    {"from: hive_metastore, uri: a, " ONE, "from: hive_metastore, uri: a, port: 9083, " ONE,
     TABLES_SAME, NULL},
    {"from: hive_metastore, uri: a, " ONE, "from: hive_metastore, uri: a, port: 9084, " ONE,
     TABLES_APART, NULL},
    {"from: hive_metastore, uri: a, " ONE, ONE, TABLES_APART, NULL},
    /* a schema that no spec declares: in the run's database, or unknown */
    {ONE, "", TABLES_MAY_BE_SAME, "account"},
    {"", "", TABLES_SAME, NULL},
};

static void read(struct diags *diags, struct model *model, const char *name, const char *database,
                 const char *clauses)
{
    struct variables none;
    struct slice text;

    if (!*clauses)
        return;
    text = arena_printf(diags->arena, "external_schema: {name: %s, database: %s, %s}\n", name,
                        database, clauses);
    variables_init(&none, diags->arena);
    spec_read(diags, source_new(diags->arena, "t.yaml", text), &none, model);
}

START_TEST(know_one_table)
{
    const char *unknown = NULL, *wanted = pairs[_i].unknown;
    struct arena arena;
    struct diags diags;
    struct model model = {.default_database = SLICE("LAKE")};
    struct catalogs catalogs;
    enum sameness sameness;

    arena_init(&arena);
    diags_init(&diags, &arena);
    read(&diags, &model, "a", "lake", pairs[_i].one);
    read(&diags, &model, "b", "Lake", pairs[_i].other);
    ck_assert_uint_eq(diags.error_count, 0);
    catalogs_init(&catalogs, &arena, &model);
    sameness = tables_compare(&catalogs, SLICE("a"), SLICE("t"), SLICE("B"), SLICE("T"), &unknown);
    ck_assert_int_eq(sameness, pairs[_i].sameness);
    if (sameness == TABLES_MAY_BE_SAME)
        ck_assert_str_eq(unknown, wanted);
    ck_assert_int_eq(
        tables_compare(&catalogs, SLICE("b"), SLICE("t"), SLICE("a"), SLICE("t"), &unknown),
        sameness);
    ck_assert_int_eq(
        tables_compare(&catalogs, SLICE("a"), SLICE("t"), SLICE("b"), SLICE("u"), &unknown),
        TABLES_APART);
    arena_release(&arena);
}
END_TEST

/* Two schemas that nobody declares, and no database that is known. */
START_TEST(know_schemas_apart)
{
    struct arena arena;
    struct model model = {0};
    struct catalogs catalogs;
    const char *unknown;

    arena_init(&arena);
    catalogs_init(&catalogs, &arena, &model);
    ck_assert_int_eq(
        tables_compare(&catalogs, SLICE("a"), SLICE("t"), SLICE("b"), SLICE("t"), &unknown),
        TABLES_APART);
    ck_assert_int_eq(
        tables_compare(&catalogs, SLICE("a"), SLICE("t"), SLICE("A"), SLICE("T"), &unknown),
        TABLES_SAME);
    arena_release(&arena);
}
END_TEST

Suite *identity_suite(void)
{
    Suite *suite = suite_create("identity");
    TCase *tests = tcase_create("identity");

    tcase_add_loop_test(tests, know_one_table, 0, sizeof pairs / sizeof *pairs);
    tcase_add_test(tests, know_schemas_apart);
    suite_add_tcase(suite, tests);
    return suite;
}
