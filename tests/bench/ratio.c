/*
 * Runs two commands in turn and prints the medians of what they took, so that whatever else the
 * machine does falls on both.
 *
 * usage: ratio RUNS TIMES OURS... -- REFERENCE...
 *
 * A run starts the command TIMES times, stdout going to /dev/null. For ours, then
 * for the reference: wall-clock milliseconds and user plus system milliseconds, both of one start,
 * and the largest resident set in KiB.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct sample {
    double wall, cpu; /* milliseconds of all starts of a run */
    long rss;         /* KiB */
};

extern char **environ;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void start(char **command, struct sample *sample)
{
    static posix_spawn_file_actions_t quiet;
    static int ready;
    if (!ready++) {
        posix_spawn_file_actions_init(&quiet);
        posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    }
    pid_t pid;
    int status;
    struct rusage usage;
    if (posix_spawnp(&pid, command[0], &quiet, NULL, command, environ) ||
        wait4(pid, &status, 0, &usage) != pid || status != 0) {
        fprintf(stderr, "ratio: %s failed\n", command[0]);
        exit(2);
    }
    sample->cpu += milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    if (usage.ru_maxrss > sample->rss)
        sample->rss = usage.ru_maxrss;
}

static struct sample run(char **command, int times)
{
    struct sample sample = {0, 0, 0};
    double began = now();
    for (int i = 0; i < times; i++)
        start(command, &sample);
    sample.wall = (now() - began) / times;
    sample.cpu /= times;
    return sample;
}

static int by_wall(const void *a, const void *b)
{
    double x = ((const struct sample *)a)->wall, y = ((const struct sample *)b)->wall;
    return (x > y) - (x < y);
}

static int by_cpu(const void *a, const void *b)
{
    double x = ((const struct sample *)a)->cpu, y = ((const struct sample *)b)->cpu;
    return (x > y) - (x < y);
}

static void print_medians(struct sample *samples, int runs, char end)
{
    long rss = 0;
    for (int i = 0; i < runs; i++)
        rss = samples[i].rss > rss ? samples[i].rss : rss;
    qsort(samples, (size_t)runs, sizeof *samples, by_wall);
    double wall = samples[runs / 2].wall;
    qsort(samples, (size_t)runs, sizeof *samples, by_cpu);
    printf("%.3f %.3f %ld%c", wall, samples[runs / 2].cpu, rss, end);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[1]) : 0, times = argc > 2 ? atoi(argv[2]) : 0;
    int split = 3;
    while (split < argc && strcmp(argv[split], "--") != 0)
        split++;
    if (runs < 1 || times < 1 || split == 3 || split + 1 >= argc) {
        fprintf(stderr, "usage: ratio RUNS TIMES OURS... -- REFERENCE...\n");
        return 2;
    }
    argv[split] = NULL;
    char **ours = argv + 3, **reference = argv + split + 1;
    struct sample *samples = calloc((size_t)runs * 2, sizeof *samples);
    if (!samples)
        return 2;
    run(ours, 1);
    run(reference, 1);
    for (int i = 0; i < runs; i++) {
        samples[i] = run(ours, times);
        samples[runs + i] = run(reference, times);
    }
    print_medians(samples, runs, ' ');
    print_medians(samples + runs, runs, '\n');
    free(samples);
    return 0;
}
