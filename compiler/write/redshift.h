/* Redshift's own target, for those that write some of its statements too. */
#ifndef WRITE_REDSHIFT_H
#define WRITE_REDSHIFT_H

#include "write/target.h"

extern const struct target target_redshift;

#endif
