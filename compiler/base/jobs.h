/*
 * The only place that starts threads. Numbered jobs run in parallel, in any worker and any order;
 * then the caller's thread alone joins them in the order of their numbers, so that the output is
 * the same for any number of threads. Jobs share only const data and print nothing. Signals are
 * delivered to the caller's thread.
 */
#ifndef BASE_JOBS_H
#define BASE_JOBS_H

#include <pthread.h>

#include "base/arena.h"

enum { JOBS_THREADS_MAX = 64 };

/* Owns an arena for each worker, which persists across runs: what a job puts into its arena lasts
   until jobs_release. */
struct jobs {
    size_t thread_count; /* how many may run at a time, the caller's included */
    struct arena *arenas[JOBS_THREADS_MAX];
};

struct job_list {
    size_t count;
    void (*run)(void *context, size_t number, struct arena *arena);
    void (*join)(void *context, size_t number); /* or NULL */
    void *context;
};

/* A count of 0 means one thread for each processor. Starts no thread. */
void jobs_init(struct jobs *jobs, size_t thread_count);
void jobs_release(struct jobs *jobs);

/* Runs and joins all jobs of the list. For one job, or with one thread, no thread is started; if
   the system grants fewer threads than requested, those do the work. */
void jobs_run(struct jobs *jobs, const struct job_list *list);

/* A single thread in addition to the caller's, for work that continues until it is told to stop. */
struct side_thread {
    pthread_t id;
    void (*run)(void *context);
    void *context;
};

/* False when the system grants no thread. Otherwise the thread must be joined, and *thread must not
   move before that. */
bool side_thread_start(struct side_thread *thread, void (*run)(void *context), void *context);
void side_thread_join(struct side_thread *thread);

#endif
