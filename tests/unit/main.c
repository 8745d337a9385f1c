/*
 * Runs the Check suites that suites.def names, or the one that is named, as TAP on stdout.
 * usage: main [SUITE]
 *
 * A suite that does not exist is an error, exit status 2: left to itself, Check would run nothing and
 * report success, for CK_RUN_SUITE too.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/nearest.h"
#include "tests/unit/unit.h"

static const char *const names[] = {
#define SUITE(name) #name,
#include "tests/unit/suites.def"
#undef SUITE
};

static bool is_suite(const char *wanted)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq(slice_of(names[i]), slice_of(wanted)))
            return true;
    return false;
}

static int no_such_suite(const char *wanted)
{
    struct nearest nearest = nearest_to(slice_of(wanted));

    fprintf(stderr, "no such suite: %s", wanted);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        nearest_offer(&nearest, slice_of(names[i]));
    if (nearest_found(&nearest))
        fprintf(stderr, "; did you mean %.*s?", SLICE_ARG(nearest.best));
    fputs("\nthe suites are", stderr);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        fprintf(stderr, " %s", names[i]);
    fputc('\n', stderr);
    return 2;
}

int main(int argc, char **argv)
{
    const char *wanted = argc > 1 ? argv[1] : getenv("CK_RUN_SUITE");

    if (wanted && !is_suite(wanted))
        return no_such_suite(wanted);
    SRunner *runner = srunner_create(NULL);

    json_start();
#define SUITE(name) srunner_add_suite(runner, name##_suite());
#include "tests/unit/suites.def"
#undef SUITE
    srunner_set_tap(runner, "-");
    srunner_run(runner, wanted, NULL, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
