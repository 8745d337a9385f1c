/*
 * The one place that starts threads. Numbered jobs run side by side, each in any worker and any
 * order; then they are joined in the order of their numbers, by the caller's thread alone, so that
 * what comes out is the same for any number of threads. Jobs share const data only, and print
 * nothing. Signals stay with the caller's thread.
 */
#ifndef BASE_JOBS_H
#define BASE_JOBS_H

#include <pthread.h>

#include "base/arena.h"

enum { JOBS_THREADS_MAX = 64 };

/* Owns an arena for each worker, which lasts from one run to the next: what a job puts into its
   arena is there until jobs_release. */
struct jobs {
    size_t thread_count; /* at most that many at a time, the caller's among them */
    struct arena *arenas[JOBS_THREADS_MAX];
};

struct job_list {
    size_t count;
    void (*run)(void *context, size_t number, struct arena *arena);
    void (*join)(void *context, size_t number); /* or NULL */
    void *context;
};

/* A count of 0 is one thread for each processor. No thread is started yet. */
void jobs_init(struct jobs *jobs, size_t thread_count);
void jobs_release(struct jobs *jobs);

/* Runs and joins all jobs of the list. One job, or one thread, starts no thread; where the system
   gives fewer threads than asked for, those do the work. */
void jobs_run(struct jobs *jobs, const struct job_list *list);

/* A single thread beside the caller's, for work that goes on until it is told to stop. */
struct side_thread {
    pthread_t id;
    void (*run)(void *context);
    void *context;
};

/* False where the system gives no thread. Else it must be joined, and must not move before. */
bool side_thread_start(struct side_thread *thread, void (*run)(void *context), void *context);
void side_thread_join(struct side_thread *thread);

#endif
