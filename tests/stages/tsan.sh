#!/usr/bin/env bash
# ThreadSanitizer over all that starts threads: the pool, and a long listing read ahead.
. "$(dirname "$0")/../lib.sh"

export TSAN_OPTIONS=exitcode=99 CK_FORK=no CK_TIMEOUT_MULTIPLIER=10
build=build/tsan

# The judge must see two jobs that write to one number.
judge_sees() {
    cat >"$scratch/race.c" <<'END'
#include "base/jobs.h"

static pthread_barrier_t both_are_here;

static void run(void *context, size_t number, struct arena *arena)
{
    (void)arena;
    pthread_barrier_wait(&both_are_here);
    *(size_t *)context += number;
}

int main(void)
{
    struct jobs jobs;
    size_t sum = 0;

    pthread_barrier_init(&both_are_here, NULL, 2);
    jobs_init(&jobs, 2);
    jobs_run(&jobs, &(struct job_list){2, run, NULL, &sum});
    jobs_release(&jobs);
    return 0;
}
END
    # shellcheck disable=SC2046 # flags are words
    gcc $(make -s V=tsan CC=gcc flags) -fsanitize=thread -o "$scratch/race" "$scratch/race.c" \
        $build/libspectrumc.a && {
        timeout 20 "$scratch/race"
        [ $? = 99 ]
    }
}

listing() { # 15 MB, of which all but the first block is read ahead
    awk 'BEGIN {
        for (i = 0; i < 150000; i++)
            printf "2026-04-30 12:00:00 %10d raw/your-source/your-entity/year=2026/month=04/day=%02d/" \
                   "part-%06d.json.gz\n", i, i % 30 + 1, i
    }'
}

partitions() { # LISTING
    $build/spectrumc partitions specs/raw_events.yaml --listing "$1"
}

reads_file() {
    partitions "$scratch/listing" >"$scratch/from-file"
}

reads_pipe() {
    partitions - < <(cat "$scratch/listing") >"$scratch/from-pipe" &&
        cmp "$scratch/from-file" "$scratch/from-pipe"
}

# A finding ends the reading while the thread is at work.
stops_early() {
    { head -n 60000 "$scratch/listing" && echo "not a line" && cat "$scratch/listing"; } \
        >"$scratch/damaged"
    partitions "$scratch/damaged"
    [ $? = 1 ]
}

try "the judge sees a race" judge_sees
for suite in jobs stream; do
    try "unit: $suite" $build/tests/unit/main $suite
done
listing >"$scratch/listing"
try "a long listing from a file" reads_file
try "a long listing from a pipe" reads_pipe
try "a long listing that is damaged" stops_early
