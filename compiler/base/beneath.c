#define _GNU_SOURCE /* O_PATH */
#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef O_PATH
enum { AS_PLACE = O_PATH | O_DIRECTORY | O_CLOEXEC };
#else
enum { AS_PLACE = O_RDONLY | O_DIRECTORY | O_CLOEXEC };
#endif

struct slice beneath_name(struct slice path)
{
    size_t lo = path.len;

    while (lo && path.at[lo - 1] != '/')
        lo--;
    return slice_from(path, lo);
}

struct slice beneath_parent(struct slice path)
{
    size_t len = path.len - beneath_name(path).len;

    while (len > 1 && path.at[len - 1] == '/')
        len--;
    return slice_cut(path, 0, len);
}

static int stopped(struct beneath_stop *stop, int error, const char *why)
{
    stop->error = error;
    stop->why = error ? strerror(error) : why;
    return -1;
}

/* The component as the system takes it. */
static bool take_name(char name[NAME_MAX + 1], struct slice component, struct beneath_stop *stop)
{
    bool is_long = component.len > NAME_MAX;

    if (is_long || slice_is(component, "..")) {
        stopped(stop, is_long ? ENAMETOOLONG : 0, "`..` leads out of the folder");
        return false;
    }
    memcpy(name, component.at, component.len);
    name[component.len] = '\0';
    return true;
}

static bool is_link(int folder, const char *name)
{
    struct stat info;

    return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode);
}

/* Opens a folder within an open one, and closes that one. */
static int enter(int folder, struct slice component, bool makes, struct beneath_stop *stop)
{
    char name[NAME_MAX + 1];
    int inner = -1;

    if (take_name(name, component, stop)) {
        inner = openat(folder, name, AS_PLACE | O_NOFOLLOW);
        if (inner < 0 && errno == ENOENT && makes &&
            (mkdirat(folder, name, 0777) == 0 || errno == EEXIST))
            inner = openat(folder, name, AS_PLACE | O_NOFOLLOW);
        if (inner < 0)
            stopped(stop, errno, NULL);
        if (inner < 0 && is_link(folder, name))
            stopped(stop, 0, "a link, which is not followed");
    }
    close(folder);
    return inner;
}

int beneath_root(const char *path)
{
    return open(path, AS_PLACE);
}

int beneath_folder(int root, struct slice path, bool makes, struct beneath_stop *stop)
{
    int folder = fcntl(root, F_DUPFD_CLOEXEC, 0);

    if (folder < 0)
        return stopped(stop, errno, NULL);
    for (size_t lo = 0, end; folder >= 0 && lo < path.len; lo = end + 1) {
        end = lo + slice_find(slice_from(path, lo), '/');
        stop->len = end;
        if (end > lo)
            folder = enter(folder, slice_cut(path, lo, end), makes, stop);
    }
    return folder;
}

/* Asked before it is opened: to open a named pipe or a device has effects. */
static int open_regular(int folder, const char *name, struct beneath_stop *stop)
{
    struct stat info;
    int file;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return stopped(stop, errno, NULL);
    if (S_ISLNK(info.st_mode))
        return stopped(stop, 0, "a link, which is not followed");
    if (S_ISDIR(info.st_mode))
        return stopped(stop, EISDIR, NULL);
    if (!S_ISREG(info.st_mode))
        return stopped(stop, 0, "not a regular file");
    file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return file < 0 ? stopped(stop, errno, NULL) : file;
}

int beneath_file(int root, struct slice path, struct beneath_stop *stop)
{
    int folder = beneath_folder(root, beneath_parent(path), false, stop), file = -1;
    char name[NAME_MAX + 1];

    if (folder < 0)
        return -1;
    stop->len = path.len;
    if (take_name(name, beneath_name(path), stop))
        file = open_regular(folder, name, stop);
    close(folder);
    return file;
}
