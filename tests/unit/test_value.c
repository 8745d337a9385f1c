/* Values of partitions in one spelling. */
#include "model/same_value.h"
#include "tests/unit/unit.h"

static const struct {
    enum type_kind kind;
    const char *one, *other;
    bool are_one;
} pairs[] = {
    {TYPE_INTEGER, "5", "05", true},
    {TYPE_INTEGER, "-5", "-005", true},
    {TYPE_INTEGER, "0", "00", true},
    {TYPE_INTEGER, "0", "-0", true},
    {TYPE_INTEGER, "5", "50", false},
    {TYPE_INTEGER, "5", "-5", false},
    {TYPE_BIGINT, "100", "10", false},
    {TYPE_DECIMAL, "1.5", "1.50", true},
    {TYPE_DECIMAL, "1.00", "1", true},
    {TYPE_DECIMAL, ".5", "0.5", true},
    {TYPE_DECIMAL, "0.0", "-0", true},
    {TYPE_DECIMAL, "10", "1", false},
    {TYPE_DECIMAL, "1.05", "1.5", false},
    {TYPE_INTEGER, "+4", "4", true},
    {TYPE_DOUBLE, "1e10", "1e1", false},
    {TYPE_DOUBLE, "1e1", "10", true},
    {TYPE_DOUBLE, "0.5", "5e-1", true},
    {TYPE_DOUBLE, ".5", "0.50", true},
    {TYPE_DOUBLE, "-0", "0", true},
    {TYPE_DOUBLE, "0.1", "0.10000000000000001", true},
    {TYPE_DOUBLE, "16777217", "16777216", false},
    {TYPE_REAL, "16777217", "16777216", true},
    {TYPE_REAL, "nan", "NAN", false},
    {TYPE_BOOLEAN, "TRUE", "true", true},
    {TYPE_BOOLEAN, "true", "false", false},
    {TYPE_BOOLEAN, "T", "1", true},
    {TYPE_BOOLEAN, "yes", "n", false},
    {TYPE_CHAR, "a ", "a", true},
    {TYPE_CHAR, "05", "5", false},
    {TYPE_VARCHAR, "05", "5", false},
    {TYPE_VARCHAR, "A", "a", false},
    {TYPE_VARCHAR, "a", "a  ", true},
    {TYPE_VARCHAR, "a", " a", false},
    {TYPE_DATE, "2026-04-30", "2026-04-03", false},
    {TYPE_TIMESTAMP, "2026-04-30", "2026-04-30 00:00:00", true},
    {TYPE_TIMESTAMP, "2026-04-30T13", "2026-04-30 13:00:00.0", true},
    {TYPE_TIMESTAMP, "2026-04-30 13:01", "2026-04-30 13", false},
};

START_TEST(know_one_value)
{
    const struct type type = {.kind = pairs[_i].kind};
    struct str one = {0}, other = {0};

    ck_assert(same_when_read(&type, slice_of(pairs[_i].one), slice_of(pairs[_i].other)) ==
              pairs[_i].are_one);
    type_put_value(&one, &type, slice_of(pairs[_i].one));
    type_put_value(&other, &type, slice_of(pairs[_i].other));
    if (slice_eq(str_slice(&one), str_slice(&other)) != pairs[_i].are_one)
        ck_abort_msg("%s becomes %.*s, and %s %.*s", pairs[_i].one, (int)one.len, one.at,
                     pairs[_i].other, (int)other.len, other.at);
    str_release(&one);
    str_release(&other);
}
END_TEST

Suite *value_suite(void)
{
    Suite *suite = suite_create("value");
    TCase *tests = tcase_create("value");

    tcase_add_loop_test(tests, know_one_value, 0, sizeof pairs / sizeof *pairs);
    suite_add_tcase(suite, tests);
    return suite;
}
