/* The target redshift, for targets that also write some of its statements. */
#ifndef WRITE_REDSHIFT_H
#define WRITE_REDSHIFT_H

#include "write/target.h"

extern const struct target target_redshift;

#endif
