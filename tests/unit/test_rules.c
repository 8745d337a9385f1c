/* The table of rules: its order, and that a table out of order would not compile. */
#include "model/table.h"
#include "rules/order.h"
#include "tests/unit/unit.h"

enum rule_id {
#define RULE(name, scope, facets, after) RULE_##name,
#include "grammar/rules.def"
    RULE_COUNT
};

enum scope { TABLE, SCHEMA, MODEL };

#define AFTER(...)                                                                                 \
    {                                                                                              \
        __VA_ARGS__, RULE_COUNT                                                                    \
    }
#define NOTHING                                                                                    \
    {                                                                                              \
        RULE_COUNT                                                                                 \
    }

static const struct {
    enum scope scope;
    enum rule_id after[RULE_PREREQUISITES_MAX + 1];
} rows[] = {
#define RULE(name, scope, facets, after) {scope, after},
#include "grammar/rules.def"
};

#undef AFTER
#undef NOTHING

/* A prerequisite of another scope runs over other documents: it would hold back nothing. */
START_TEST(prerequisites_share_the_scope)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        for (const enum rule_id *id = rows[i].after; *id != RULE_COUNT; id++)
            ck_assert_int_eq(rows[*id].scope, rows[i].scope);
}
END_TEST

/* Each row as RULE(name, prerequisites), in a table with one fault or none. */
#define IN_ORDER(RULE) RULE(a, -1) RULE(b, T_a) RULE(c, T_a, T_b)
#define OUT_OF_ORDER(RULE) RULE(a, -1) RULE(b, T_a, T_c) RULE(c, T_a)
#define AFTER_ITSELF(RULE) RULE(a, -1) RULE(b, T_a, T_b) RULE(c, T_a)
#define TOO_MANY(RULE) RULE(a, -1) RULE(b, 0, 0, 0, 0, 0, 0, 0, 0, T_c) RULE(c, T_a)
#define EIGHTH(RULE) RULE(a, -1) RULE(b, 0, 0, 0, 0, 0, 0, 0, T_c) RULE(c, T_a)

enum { T_a, T_b, T_c };

#define HOLDS(name, ...) &&RULE_IS_AFTER(T_##name, __VA_ARGS__)

_Static_assert(1 IN_ORDER(HOLDS), "usable where the table of rules uses it");

START_TEST(a_table_out_of_order_is_refused)
{
    ck_assert(1 IN_ORDER(HOLDS));
    ck_assert(!(1 OUT_OF_ORDER(HOLDS)));
    ck_assert(!(1 AFTER_ITSELF(HOLDS)));
    ck_assert(!(1 TOO_MANY(HOLDS)));
    ck_assert(!(1 EIGHTH(HOLDS)));
}
END_TEST

Suite *rules_suite(void)
{
    Suite *suite = suite_create("rules");
    TCase *tests = tcase_create("rules");

    tcase_add_test(tests, prerequisites_share_the_scope);
    tcase_add_test(tests, a_table_out_of_order_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
