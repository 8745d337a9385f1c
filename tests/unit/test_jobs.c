/* The pool: every job once, joined in order, whatever the number of threads. */
#include "base/jobs.h"

#include <signal.h>
#include <stdio.h>

#include "tests/unit/unit.h"

enum { JOBS = 500 };

struct squares {
    struct slice texts[JOBS]; /* in the workers' arenas */
    pthread_t thread;
    size_t joined;
    bool is_alone; /* every job ran in `thread` */
};

static void square(void *context, size_t number, struct arena *arena)
{
    struct squares *squares = context;

    squares->texts[number] = arena_printf(arena, "%zu", number * number);
}

static void join(void *context, size_t number)
{
    struct squares *squares = context;

    assert_quick(pthread_equal(pthread_self(), squares->thread));
    assert_quick(squares->joined++ == number);
}

START_TEST(jobs_are_joined_in_order)
{
    static const size_t threads[] = {0, 1, 2, 3, 16, 1000};
    static const size_t counts[] = {0, 1, 2, JOBS};
    struct jobs jobs;

    jobs_init(&jobs, threads[_i]);
    ck_assert_uint_ge(jobs.thread_count, 1);
    ck_assert_uint_le(jobs.thread_count, JOBS_THREADS_MAX);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct squares squares = {.thread = pthread_self()};

        jobs_run(&jobs, &(struct job_list){counts[i], square, join, &squares});
        ck_assert_uint_eq(squares.joined, counts[i]);
        for (size_t n = 0; n < counts[i]; n++) {
            char expected[24];

            snprintf(expected, sizeof expected, "%zu", n * n);
            assert_quick(slice_is(squares.texts[n], expected));
        }
    }
    jobs_release(&jobs);
}
END_TEST

static void note_thread(void *context, size_t number, struct arena *arena)
{
    struct squares *squares = context;

    (void)number;
    (void)arena;
    squares->is_alone = squares->is_alone && pthread_equal(pthread_self(), squares->thread);
}

START_TEST(no_thread_without_need)
{
    static const struct {
        size_t threads, count;
    } cases[] = {{1, JOBS}, {16, 1}};
    struct squares squares = {.thread = pthread_self(), .is_alone = true};
    struct jobs jobs;

    jobs_init(&jobs, cases[_i].threads);
    jobs_run(&jobs, &(struct job_list){cases[_i].count, note_thread, NULL, &squares});
    ck_assert(squares.is_alone);
    jobs_release(&jobs);
}
END_TEST

static void read_mask(void *context)
{
    pthread_sigmask(SIG_SETMASK, NULL, context);
}

START_TEST(signals_stay_with_the_caller)
{
    struct side_thread thread;
    sigset_t before, within, after;

    pthread_sigmask(SIG_SETMASK, NULL, &before);
    ck_assert(side_thread_start(&thread, read_mask, &within));
    side_thread_join(&thread);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    ck_assert_int_eq(sigismember(&within, SIGINT), 1);
    ck_assert_int_eq(sigismember(&within, SIGTERM), 1);
    ck_assert_int_eq(sigismember(&after, SIGINT), sigismember(&before, SIGINT));
}
END_TEST

Suite *jobs_suite(void)
{
    Suite *suite = suite_create("jobs");
    TCase *tcase = tcase_create("pool");

    tcase_add_loop_test(tcase, jobs_are_joined_in_order, 0, 6);
    tcase_add_loop_test(tcase, no_thread_without_need, 0, 2);
    tcase_add_test(tcase, signals_stay_with_the_caller);
    suite_add_tcase(suite, tcase);
    return suite;
}
