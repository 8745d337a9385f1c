#include "base/ahead.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/file.h"
#include "base/jobs.h"

struct ahead {
    struct side_thread thread;
    pthread_mutex_t lock; /* guards the fields below */
    pthread_cond_t is_read, is_free;
    uint64_t read, taken, released; /* blocks so far */
    size_t len[AHEAD_BLOCKS];
    int error;
    bool is_stopped;
    int file; /* from here on used by the thread only */
    char *blocks[AHEAD_BLOCKS];
    size_t size;
};

/* Fills the block, since a pipe or a file system may return less at a time. */
static size_t read_block(int file, char *block, size_t size, int *error)
{
    size_t len = 0;
    ssize_t got = 1;

    while (len < size && got > 0) {
        got = file_read(file, block + len, size - len);
        if (got > 0)
            len += (size_t)got;
    }
    *error = got < 0 ? errno : 0;
    return len;
}

/* Waits for a block that may be overwritten. False when the thread must stop. */
static bool wait_for_room(struct ahead *ahead)
{
    bool goes_on;

    pthread_mutex_lock(&ahead->lock);
    if (ahead->read - ahead->released == AHEAD_BLOCKS)
        while (!ahead->is_stopped && ahead->read - ahead->released > AHEAD_BLOCKS / 2)
            pthread_cond_wait(&ahead->is_free, &ahead->lock);
    goes_on = !ahead->is_stopped;
    pthread_mutex_unlock(&ahead->lock);
    return goes_on;
}

static void run(void *context)
{
    struct ahead *ahead = context;
    size_t len = 1;
    int error = 0;

    while (len && wait_for_room(ahead)) {
        size_t turn = ahead->read % AHEAD_BLOCKS;

        len = error ? 0 : read_block(ahead->file, ahead->blocks[turn], ahead->size, &error);
        pthread_mutex_lock(&ahead->lock);
        ahead->len[turn] = len;
        ahead->error = len ? 0 : error;
        ahead->read++;
        pthread_cond_signal(&ahead->is_read);
        pthread_mutex_unlock(&ahead->lock);
    }
}

struct ahead *ahead_start(int file, char *const blocks[AHEAD_BLOCKS], size_t size)
{
    struct ahead *ahead = must_alloc(sizeof *ahead);

    *ahead = (struct ahead){
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .is_read = PTHREAD_COND_INITIALIZER,
        .is_free = PTHREAD_COND_INITIALIZER,
        .read = 1,
        .taken = 1,
        .file = file,
        .size = size,
    };
    memcpy(ahead->blocks, blocks, sizeof ahead->blocks);
    if (side_thread_start(&ahead->thread, run, ahead))
        return ahead;
    free(ahead);
    return NULL;
}

size_t ahead_wait(struct ahead *ahead, char **block, int *error)
{
    size_t turn = ahead->taken % AHEAD_BLOCKS, len;

    pthread_mutex_lock(&ahead->lock);
    while (ahead->read == ahead->taken)
        pthread_cond_wait(&ahead->is_read, &ahead->lock);
    ahead->taken++;
    len = ahead->len[turn];
    *error = ahead->error;
    pthread_mutex_unlock(&ahead->lock);
    *block = ahead->blocks[turn];
    return len;
}

void ahead_release(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->released = ahead->taken - 1;
    if (ahead->read - ahead->released == AHEAD_BLOCKS / 2)
        pthread_cond_signal(&ahead->is_free);
    pthread_mutex_unlock(&ahead->lock);
}

void ahead_stop(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->is_stopped = true;
    pthread_cond_signal(&ahead->is_free);
    pthread_mutex_unlock(&ahead->lock);
    side_thread_join(&ahead->thread);
    free(ahead);
}
