/*
 * What stands in brackets behind the word of a type, which its kind tells.
 */
#ifndef MODEL_TYPE_PARAMETERS_H
#define MODEL_TYPE_PARAMETERS_H

#include "model/type.h"

enum type_parameters { NO_PARAMETERS, LENGTH, PRECISION, NESTED };

enum type_parameters type_parameters(enum type_kind kind);

#endif
