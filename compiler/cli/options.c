#include "cli/options.h"

static struct slice text_or_none(const char *text)
{
    return text ? slice_of(text) : (struct slice){0};
}

struct plan_options options_plan(const struct options *options)
{
    return (struct plan_options){
        .until = options->until,
        .projects = options->option_bits & OPTION_PROJECTION,
        .common =
            {
                .schema = text_or_none(options->schema),
                .engine = options->engine,
                .root = text_or_none(options->root),
            },
    };
}
