/* targets: lists the targets, and what each can write. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"

static void print_features(struct str *out, const struct target *target)
{
    for (enum target_feature feature = 0; feature < FEATURE_COUNT; feature++)
        if (target->features & 1u << feature)
            str_printf(out, " %s", target_feature_word(feature));
}

static void print_formats(struct str *out, const struct target *target)
{
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        if (target->formats & 1u << id)
            str_printf(out, " %.*s", SLICE_ARG(formats[id].word));
    if (target->formats & 1u << FORMAT_CUSTOM)
        str_puts(out, " (by classes)");
}

static void print_parts(struct str *out, const struct target *target)
{
    for (size_t i = 0; part_words[i].word; i++)
        if (target->parts & part_words[i].part)
            str_printf(out, " %s", part_words[i].word);
}

static void print_options(struct str *out, const struct target *target)
{
    for (size_t i = 0; option_words[i].word; i++)
        if (target->option_bits & option_words[i].bit)
            str_printf(out, " %s", option_words[i].word);
}

/* A line of words after a heading; nothing if there are none. */
static void print_line(struct str *out, const char *heading, const struct target *target,
                       void (*print)(struct str *out, const struct target *target))
{
    size_t start = out->len, words;

    str_printf(out, "    %-9s", heading);
    words = out->len;
    print(out, target);
    if (out->len == words)
        out->len = start;
    else
        str_putc(out, '\n');
}

enum exit_status command_targets(const struct options *options)
{
    struct str out = {0};
    bool done;

    (void)options;
    for (size_t i = 0; target_at(i); i++) {
        const struct target *target = target_at(i);

        str_printf(&out, "%s%-10s  %s\n", i ? "\n" : "", target->name, target->title);
        print_line(&out, "carries", target, print_features);
        print_line(&out, "formats", target, print_formats);
        print_line(&out, "--emit", target, print_parts);
        print_line(&out, "options", target, print_options);
    }
    done = output_stream(STDOUT_FILENO, str_slice(&out));
    str_release(&out);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}
