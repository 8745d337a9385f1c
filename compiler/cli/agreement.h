/* Whether the options of a command line go together. */
#ifndef CLI_AGREEMENT_H
#define CLI_AGREEMENT_H

#include "cli/options.h"

/* False after saying, on stderr, which do not. */
bool options_agree(const struct options *options);

#endif
