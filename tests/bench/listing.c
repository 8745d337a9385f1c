/*
 * Writes a listing of S3 to stdout, the same for the same arguments. usage: listing FORM LINES DAYS
 * [SEED]
 *   FORM   ls: as `aws s3 ls --recursive`, in key order; shuffled: the same in another order;
 *          json: as `aws s3api list-objects-v2`; distinct: keys, each of its own partition,
 *          in another order than theirs
 *   DAYS   partitions, from 2021-01-01 on, one a day
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state;

static uint64_t next_random(void)
{
    uint64_t x = state += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    return x ^ x >> 27;
}

/* raw/your-source/your-entity/year=2021/month=01/day=01/part-00000-... */
static void put_key(char *key, size_t room, size_t day, size_t number)
{
    time_t when = (time_t)(18628 + day) * 86400;
    struct tm civil;

    gmtime_r(&when, &civil);
    snprintf(key, room,
             "raw/your-source/your-entity/year=%04d/month=%02d/day=%02d/part-%08zu-%08x.json",
             civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday, number,
             (unsigned)(next_random() & 0xffffffffu));
}

static void put_object(const char *form, size_t i, size_t day, const char *key)
{
    unsigned size = (unsigned)(next_random() % 200000000);

    if (strcmp(form, "json") == 0)
        printf("%s        {\n            \"Key\": \"%s\",\n"
               "            \"LastModified\": \"2026-04-30T12:00:00+00:00\",\n"
               "            \"ETag\": \"\\\"%016llx%016llx\\\"\",\n            \"Size\": %u,\n"
               "            \"StorageClass\": \"STANDARD\"\n        }",
               i ? ",\n" : "", key, (unsigned long long)next_random(),
               (unsigned long long)next_random(), size);
    else
        printf("2026-04-%02zu 12:%02zu:%02zu %10u %s\n", day % 28 + 1, i / 60 % 60, i % 60, size,
               key);
}

/* The numbers below `count` in another order. */
static size_t *shuffle(size_t count)
{
    size_t *order = malloc(count * sizeof *order);

    for (size_t i = 0; order && i < count; i++)
        order[i] = i;
    for (size_t i = count; order && i > 1; i--) {
        size_t other = (size_t)(next_random() % i), held = order[i - 1];

        order[i - 1] = order[other];
        order[other] = held;
    }
    return order;
}

int main(int argc, char **argv)
{
    const char *form = argc > 3 ? argv[1] : "";
    size_t lines = argc > 3 ? strtoull(argv[2], NULL, 10) : 0;
    size_t days = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    size_t *order = NULL;
    char key[256];

    if (!lines || !days) {
        fprintf(stderr, "usage: listing ls|shuffled|json|distinct LINES DAYS [SEED]\n");
        return 2;
    }
    state = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    if ((strcmp(form, "shuffled") == 0 || strcmp(form, "distinct") == 0) &&
        !(order = shuffle(lines)))
        return 2;
    if (strcmp(form, "json") == 0)
        puts("{\n    \"Contents\": [");
    for (size_t i = 0; i < lines; i++) {
        size_t at = order ? order[i] : i, day = at * days / lines;

        if (strcmp(form, "distinct") == 0) {
            printf("t/app=%06zu/day=2026-04-%02zu/part-0.json\n", at / 28, at % 28 + 1);
            continue;
        }
        put_key(key, sizeof key, day, at);
        put_object(form, i, day, key);
    }
    if (strcmp(form, "json") == 0)
        puts("\n    ],\n    \"RequestCharged\": null\n}");
    free(order);
    return fflush(stdout) == 0 ? 0 : 2;
}
