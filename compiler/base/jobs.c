#include "base/jobs.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/die.h"

enum { ARENA_ROOM = 128 }; /* an arena and what keeps it apart from the next */

_Static_assert(sizeof(struct arena) <= ARENA_ROOM, "an arena has room");

/* One run: each worker takes the next number until none is left. */
struct jobs_run {
    const struct job_list *list;
    atomic_size_t next;
};

struct worker {
    struct side_thread thread;
    struct jobs_run *run;
    struct arena *arena;
};

static void *enter_thread(void *thread)
{
    const struct side_thread *self = thread;

    self->run(self->context);
    return NULL;
}

bool side_thread_start(struct side_thread *thread, void (*run)(void *context), void *context)
{
    static const int faults[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV}; /* not masked */
    sigset_t masked, before;
    int error;

    thread->run = run;
    thread->context = context;
    sigfillset(&masked);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&masked, faults[i]);
    pthread_sigmask(SIG_SETMASK, &masked, &before); /* the new thread inherits the mask */
    error = pthread_create(&thread->id, NULL, enter_thread, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error == 0;
}

void side_thread_join(struct side_thread *thread)
{
    pthread_join(thread->id, NULL);
}

static size_t count_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > 0 ? (size_t)count : 1;
}

void jobs_init(struct jobs *jobs, size_t thread_count)
{
    if (!thread_count)
        thread_count = count_processors();
    *jobs = (struct jobs){.thread_count = thread_count < JOBS_THREADS_MAX ? thread_count
                                                                          : JOBS_THREADS_MAX};
}

void jobs_release(struct jobs *jobs)
{
    for (size_t i = 0; i < JOBS_THREADS_MAX; i++) {
        if (jobs->arenas[i])
            arena_release(jobs->arenas[i]);
        free(jobs->arenas[i]);
    }
    *jobs = (struct jobs){0};
}

/* Each in its own block, so that no two workers write to the same cache line. */
static struct arena *arena_of(struct jobs *jobs, size_t worker)
{
    if (!jobs->arenas[worker]) {
        jobs->arenas[worker] = must_alloc(ARENA_ROOM);
        arena_init(jobs->arenas[worker]);
    }
    return jobs->arenas[worker];
}

static void work(void *context)
{
    struct worker *worker = context;
    const struct job_list *list = worker->run->list;
    size_t number;

    /* Relaxed: jobs share no data that the counter would have to order. */
    while ((number = atomic_fetch_add_explicit(&worker->run->next, 1, memory_order_relaxed)) <
           list->count)
        list->run(list->context, number, worker->arena);
}

void jobs_run(struct jobs *jobs, const struct job_list *list)
{
    size_t wanted = jobs->thread_count < list->count ? jobs->thread_count : list->count;
    size_t started = 1;
    struct jobs_run run = {.list = list};
    struct worker workers[JOBS_THREADS_MAX];

    workers[0] = (struct worker){.run = &run, .arena = arena_of(jobs, 0)};
    for (; started < wanted; started++) {
        struct worker *worker = &workers[started];

        *worker = (struct worker){.run = &run, .arena = arena_of(jobs, started)};
        if (!side_thread_start(&worker->thread, work, worker))
            break;
    }
    work(&workers[0]);
    while (started > 1)
        side_thread_join(&workers[--started].thread);
    for (size_t i = 0; list->join && i < list->count; i++)
        list->join(list->context, i);
}
