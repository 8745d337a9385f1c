/* The version, as `spectrumc version` prints it. Nothing that is compiled depends on it. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

#define SPECTRUMC_VERSION "0.1.0"

#endif
