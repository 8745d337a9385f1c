/* completion: scripts with which bash, zsh or fish complete the command line, made from its tables.
 */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "text/shell.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

/* Appends the words that an option takes, each after a space; nothing if its values are not words.
   True if it takes a list of them, separated by commas. */
static bool add_words(struct str *out, enum command_id command, enum flag_id id)
{
    const struct choice *choice = NULL;

    while ((choice = choice_next(id, command, choice)))
        str_printf(out, " %s", choice->word);
    if (id == FLAG_TARGET) {
        for (size_t i = 0; target_at(i); i++)
            str_printf(out, " %s", target_at(i)->name);
        str_puts(out, " all");
    }
    for (size_t i = 0; id == FLAG_EMIT && part_words[i].word; i++)
        str_printf(out, " %s", part_words[i].word);
    return id == FLAG_TARGET || id == FLAG_EMIT;
}

/* Like add_words, for a command's arguments, if these are words. */
static void add_arguments(struct str *out, enum command_id command)
{
    for (enum command_id id = 0; command == COMMAND_help && id < COMMAND_COUNT; id++)
        str_printf(out, " %s", commands[id].name);
    for (size_t i = 0; command == COMMAND_completion && shells[i]; i++)
        str_printf(out, " %s", shells[i]);
}

static bool takes_file(enum flag_id id)
{
    return flags[id].argument && strcmp(flags[id].argument, "FILE") == 0;
}

static bool takes_folder(enum flag_id id)
{
    return flags[id].argument && strcmp(flags[id].argument, "DIR") == 0;
}

/* Appends the bash code that completes one of `words` or, if there are none, file names; empties
   `words`. */
static void bash_line(struct str *out, const char *function, struct str *words)
{
    if (words->len)
        str_printf(out, "%s%.*s ;;\n", function, SLICE_ARG(str_slice(words)));
    else
        str_puts(out, ";;\n");
    words->len = 0;
}

static void bash_flag(struct str *out, enum command_id command, enum flag_id id, struct str *words)
{
    bool is_list = add_words(words, command, id);

    if (!words->len)
        return;
    str_puts(out, "    ");
    if (flags[id].letter)
        str_printf(out, "%s:-%c | ", commands[command].name, flags[id].letter);
    str_printf(out, "%s:--%s) ", commands[command].name, flags[id].name);
    bash_line(out, is_list ? "_spectrumc_list" : "_spectrumc_words", words);
}

static void bash_command(struct str *out, enum command_id command, struct str *words)
{
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (command_takes(command, id) && flags[id].argument)
            bash_flag(out, command, id, words);
    str_printf(out, "    %s:*)\n        case $word in\n        -*) ", commands[command].name);
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (command_takes(command, id))
            str_printf(words, " --%s", flags[id].name);
    bash_line(out, "_spectrumc_words", words);
    add_arguments(words, command);
    if (command == COMMAND_explain)
        str_puts(words, " $(\"$1\" explain --list 2>/dev/null | cut -d ' ' -f 1)");
    str_puts(out, "        *) ");
    bash_line(out, "_spectrumc_words", words);
    str_puts(out, "        esac\n        ;;\n");
}

static void write_bash(struct str *out, struct str *words)
{
    str_puts(out,
             "# shellcheck shell=bash disable=SC2046,SC2207 # what is completed has no spaces\n"
             "# For bash: eval \"$(spectrumc completion bash)\"\n\n"
             "_spectrumc_words() {\n"
             "    COMPREPLY=($(compgen -W \"$*\" -- \"$word\"))\n"
             "}\n\n"
             "_spectrumc_list() { # behind the last comma\n"
             "    local begun=${word%\"${word##*,}\"}\n"
             "    COMPREPLY=($(compgen -P \"$begun\" -W \"$*\" -- \"${word##*,}\"))\n"
             "}\n\n"
             "_spectrumc() {\n"
             "    local word=$2 before=$3\n"
             "    COMPREPLY=()\n"
             "    if [ \"$word\" = = ]; then # bash cuts --format=json at the sign\n"
             "        word=\n"
             "    elif [ \"$before\" = = ]; then\n"
             "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
             "    fi\n"
             "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
             "        _spectrumc_words");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        str_printf(out, " %s", commands[id].name);
    str_puts(out, "\n        return\n    fi\n    case ${COMP_WORDS[1]}:$before in\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        bash_command(out, id, words);
    str_puts(out, "    esac\n}\n\ncomplete -o default -F _spectrumc spectrumc\n");
}

/* Appends the zsh code that completes the value of an option. */
static void zsh_value(struct str *out, enum command_id command, enum flag_id id, struct str *words)
{
    bool is_list = add_words(words, command, id);

    str_printf(out, ":%s:", flags[id].argument);
    if (is_list)
        str_printf(out, "_sequence compadd -%.*s", SLICE_ARG(str_slice(words)));
    else if (words->len)
        str_printf(out, "(%.*s)", SLICE_ARG(slice_from(str_slice(words), 1)));
    else
        str_puts(out, takes_folder(id) ? "_files -/" : takes_file(id) ? "_files" : " ");
    words->len = 0;
}

static void zsh_flag(struct str *out, enum command_id command, enum flag_id id, struct str *words)
{
    const struct flag *flag = &flags[id];
    const char *sign = flag->argument ? "=" : "";
    bool is_repeated = id == FLAG_SET || id == FLAG_VARS || id == FLAG_VALUE;

    str_puts(out, "            ");
    if (!flag->letter)
        str_printf(out, "'%s--%s%s", is_repeated ? "*" : "", flag->name, sign);
    else if (is_repeated)
        str_printf(out, "'*'{-%c+,--%s=}'", flag->letter, flag->name);
    else
        str_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'", flag->letter, flag->name, flag->letter,
                   flag->argument ? "+" : "", flag->name, sign);
    str_putc(out, '[');
    text_into_zsh_quotes(out, "[]:\\", slice_of(flag->help));
    str_putc(out, ']');
    if (flag->argument)
        zsh_value(out, command, id, words);
    str_puts(out, "' \\\n");
}

static void zsh_command(struct str *out, enum command_id command, struct str *words)
{
    str_printf(out, "    %s)\n        _arguments -s \\\n", commands[command].name);
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (command_takes(command, id))
            zsh_flag(out, command, id, words);
    add_arguments(words, command);
    if (command == COMMAND_explain)
        str_puts(out, "            '*:code:($(spectrumc explain --list | cut -d \" \" -f 1))'\n");
    else if (words->len)
        str_printf(out, "            '*:word:(%.*s)'\n",
                   SLICE_ARG(slice_from(str_slice(words), 1)));
    else
        str_puts(out, "            '*:file:_files'\n");
    str_puts(out, "        ;;\n");
    words->len = 0;
}

static void write_zsh(struct str *out, struct str *words)
{
    str_puts(out, "#compdef spectrumc\n"
                  "# For zsh: a file _spectrumc in a folder of $fpath.\n\n"
                  "_spectrumc() {\n"
                  "    local curcontext=$curcontext state line\n"
                  "    local -a commands=(\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
        str_printf(out, "        '%s:", commands[id].name);
        text_into_zsh_quotes(out, "", slice_of(commands[id].summary));
        str_puts(out, "'\n");
    }
    str_puts(out, "    )\n"
                  "    _arguments -C '1: :->command' '*:: :->rest'\n"
                  "    if [[ $state = command ]]; then\n"
                  "        _describe command commands\n"
                  "        return\n"
                  "    fi\n"
                  "    curcontext=${curcontext%:*}-$words[1]:\n"
                  "    case $words[1] in\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        zsh_command(out, id, words);
    str_puts(out, "    esac\n}\n\n"
                  "if [[ $funcstack[1] = _spectrumc ]]; then\n"
                  "    _spectrumc \"$@\"\n"
                  "else\n"
                  "    compdef _spectrumc spectrumc\n"
                  "fi\n");
}

/* Appends the arguments of fish's `complete` for the value of an option, or for its absence. */
static void fish_value(struct str *out, enum command_id command, enum flag_id id, struct str *words)
{
    bool is_list = add_words(words, command, id);

    if (is_list)
        str_printf(out, " -x -a '(__fish_append ,%.*s)'", SLICE_ARG(str_slice(words)));
    else if (words->len)
        str_printf(out, " -x -a '%.*s'", SLICE_ARG(slice_from(str_slice(words), 1)));
    else if (takes_folder(id))
        str_puts(out, " -x -a '(__fish_complete_directories)'");
    else if (flags[id].argument)
        str_puts(out, takes_file(id) ? " -r -F" : " -x");
    words->len = 0;
}

static void fish_head(struct str *out, enum command_id command)
{
    str_printf(out, "complete -c spectrumc -n '__fish_seen_subcommand_from %s'",
               commands[command].name);
}

static void fish_flag(struct str *out, enum command_id command, enum flag_id id, struct str *words)
{
    fish_head(out, command);
    if (flags[id].letter)
        str_printf(out, " -s %c", flags[id].letter);
    str_printf(out, " -l %s", flags[id].name);
    fish_value(out, command, id, words);
    str_puts(out, " -d '");
    text_into_fish_quotes(out, slice_of(flags[id].help));
    str_puts(out, "'\n");
}

static void fish_command(struct str *out, enum command_id command, struct str *words)
{
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (command_takes(command, id))
            fish_flag(out, command, id, words);
    add_arguments(words, command);
    if (command == COMMAND_explain)
        str_puts(words, " (spectrumc explain --list | string split -f 1 \" \")");
    if (!words->len)
        return;
    fish_head(out, command);
    str_printf(out, " -f -a '%.*s'\n", SLICE_ARG(slice_from(str_slice(words), 1)));
    words->len = 0;
}

static void write_fish(struct str *out, struct str *words)
{
    str_puts(out, "# For fish: spectrumc completion fish | source\n\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
        str_printf(out, "complete -c spectrumc -n __fish_use_subcommand -f -a %s -d '",
                   commands[id].name);
        text_into_fish_quotes(out, slice_of(commands[id].summary));
        str_puts(out, "'\n");
    }
    for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
        str_putc(out, '\n');
        fish_command(out, id, words);
    }
}

enum exit_status command_completion(const struct options *options)
{
    static void (*const write[])(struct str * out, struct str * words) = {write_bash, write_zsh,
                                                                          write_fish};
    struct str out = {0}, words = {0};
    size_t shell = 0;
    bool done;

    while (options->arguments.count && shells[shell] &&
           strcmp(options->arguments.at[0], shells[shell]) != 0)
        shell++;
    if (options->arguments.count != 1 || !shells[shell]) {
        complain("completion requires a shell: bash, zsh or fish");
        return EXIT_TROUBLE;
    }
    write[shell](&out, &words);
    done = output_stream(STDOUT_FILENO, str_slice(&out));
    str_release(&out);
    str_release(&words);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}
