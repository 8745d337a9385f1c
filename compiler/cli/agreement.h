/* Whether the options of a command line can be combined. */
#ifndef CLI_AGREEMENT_H
#define CLI_AGREEMENT_H

#include "cli/options.h"

/* False after reporting the first conflict on stderr. */
bool options_agree(const struct options *options);

#endif
