/* The version that `spectrumc version` prints. Compiled output does not depend on it. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

#define SPECTRUMC_VERSION "0.1.0"

#endif
