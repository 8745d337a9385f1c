/* Places in S3, and registered locations that the system view has cut off. */
#include "model/registered.h"
#include "tests/unit/unit.h"

static const struct {
    const char *url, *bucket, *prefix, *opened, *name;
} places[] = {
    {"s3://lake/a/b/", "lake", "a/b/", "s3://lake/a/b", "b/"},
    {"s3://lake/a/b.csv", "lake", "a/b.csv", "s3://lake/a/b.csv", "b.csv"},
    {"s3://lake/", "lake", "", "s3://lake", "lake/"},
    {"s3://lake", "lake", "", "s3://lake", "lake"},
    {"lake/a/", "lake", "a/", "lake/a", "a/"},
    {"s3://lake//a//", "lake", "/a//", "s3://lake//a/", "a//"},
    {"s3://", "", "", "s3:/", "s3://"},
    {"", "", "", "", ""},
};

START_TEST(takes_apart)
{
    struct slice url = slice_of(places[_i].url);
    struct location location = location_split(url);

    ck_assert(slice_is(location.bucket, places[_i].bucket));
    ck_assert(slice_is(location.prefix, places[_i].prefix));
    ck_assert(slice_is(location_open(url), places[_i].opened));
    ck_assert(slice_is(slice_from(url, location_name_off(url)), places[_i].name));
}
END_TEST

START_TEST(closes_folders_alone)
{
    static const struct {
        const char *url, *closed;
        bool may_be_manifest;
    } cases[] = {
        {"s3://lake/a", "s3://lake/a/", false},
        {"s3://lake/a/", "s3://lake/a/", false},
        {"s3://lake/a/x.manifest", "s3://lake/a/x.manifest", true},
        {"s3://lake/a/x.manifest", "s3://lake/a/x.manifest/", false},
        {"s3://lake/manifests/x", "s3://lake/manifests/x/", true},
        {"", "", false},
    };
    struct arena arena = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = {.value = slice_of(cases[i].url)};

        location_close(&arena, &text, cases[i].may_be_manifest);
        ck_assert(slice_is(text.value, cases[i].closed));
    }
    arena_release(&arena);
}
END_TEST

START_TEST(compares)
{
    ck_assert(location_eq(SLICE("s3://lake/a"), SLICE("s3://lake/a/")));
    ck_assert(!location_eq(SLICE("s3://lake/a/"), SLICE("s3://lake/a//")));
    ck_assert(location_overlaps(SLICE("s3://lake/a/"), SLICE("s3://lake/a/b/")));
    ck_assert(!location_overlaps(SLICE(""), SLICE("s3://lake/a/b/")));
    assert_slice(location_of_delta(SLICE("s3://lake/a/_symlink_format_manifest/")), "s3://lake/a/");
    assert_slice(location_of_delta(SLICE("s3://lake/a/x_symlink_format_manifest/")),
                 "s3://lake/a/x_symlink_format_manifest/");
    assert_slice(location_of_delta(SLICE("s3://lake/a/")), "s3://lake/a/");
}
END_TEST

START_TEST(knows_locations_cut_off)
{
    static const char folder[] = "s3://lake/a-folder-of-a-name-that-is-long/another-one-of-a-name-"
                                 "that-is-longer/and-a-third-one-which-goes-on-and-on-until-it-is-"
                                 "over/";
    struct registered_partition whole = {.location = SLICE("s3://lake/a/dt=1")};
    struct registered_partition cut = {.location = {folder, REGISTERED_LOCATION_MAX}};

    ck_assert(registered_is_at(&whole, SLICE("s3://lake/a/dt=1/")));
    ck_assert(!registered_is_at(&whole, SLICE("s3://lake/a/dt=12/")));
    ck_assert(registered_is_in(&whole, SLICE("s3://lake/a/")));
    ck_assert(registered_is_in(&whole, SLICE("s3://lake/")));
    ck_assert(!registered_is_in(&whole, SLICE("s3://lake/a/d/")));
    ck_assert(registered_is_at(&cut, slice_of(folder)));
    ck_assert(registered_is_in(&cut, slice_of(folder)));
    cut.location.len--;
    ck_assert(!registered_is_at(&cut, slice_of(folder)));
}
END_TEST

Suite *location_suite(void)
{
    Suite *suite = suite_create("location");
    TCase *tests = tcase_create("location");

    tcase_add_loop_test(tests, takes_apart, 0, sizeof places / sizeof *places);
    tcase_add_test(tests, closes_folders_alone);
    tcase_add_test(tests, compares);
    tcase_add_test(tests, knows_locations_cut_off);
    suite_add_tcase(suite, tests);
    return suite;
}
