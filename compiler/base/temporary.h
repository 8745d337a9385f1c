/*
 * Temporary files that a run must not leave behind. What is announced here before it is made is
 * removed when a signal ends the run (INT, TERM, HUP, QUIT, XCPU) and when memory runs out; a
 * closed pipe and a limit on a file's size are errors of write(), not signals. Only the main thread
 * announces. A run that is killed leaves its files: whoever writes there next sweeps them away.
 */
#ifndef BASE_TEMPORARY_H
#define BASE_TEMPORARY_H

enum { TEMPORARY_NAME_MAX = 64 }; /* bytes of a name, with its NUL */

struct temporary {
    const char *path;
    struct temporary *next; /* the one announced before */
};

/* Takes charge of the signals. One that was ignored before stays ignored, as under nohup. */
void temporaries_guard(void);

/* The name of the next one: hidden, and like no other of this run. */
void temporary_name(char name[TEMPORARY_NAME_MAX]);

/* Announces a path, before it is made. *temporary and the path must last until temporaries_clear. */
void temporary_announce(struct temporary *temporary, const char *path);

/* Ends all announcements, once each file was renamed or removed. */
void temporaries_clear(void);

/* Removes what is announced and still there. Calls only what a handler of signals may. */
void temporaries_remove(void);

/* Puts the signals off, so that of several files all are renamed or none; and lets them through. */
void temporaries_hold_signals(void);
void temporaries_release_signals(void);

/* Removes from an open folder what runs left that are no more: by the number in their names. */
void temporaries_sweep(int folder);

#endif
