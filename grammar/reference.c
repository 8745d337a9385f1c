/*
 * Writes grammar/REFERENCE.md from the tables in this folder: `make reference`.
 * Includes those tables and no other part of the compiler.
 */
#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Prints text as a table cell; a bar is escaped because it would end the cell. */
static void print_cell(const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

static const char *const contexts[] = {
#define CONTEXT(context, example) #context,
#define KEY(context, key, shape, need, facet, doc)
#define END(context)
#include "grammar/keys.def"
};

static const struct {
    const char *context, *name, *shape, *need, *doc;
} keys[] = {
#define CONTEXT(context, example)
#define KEY(context, key, shape, need, facet, doc) {#context, #key, #shape, #need, doc},
#define END(context)
#include "grammar/keys.def"
};

/* Prints a shape such as "LIST(column)" in words. */
static void print_shape(const char *shape)
{
    static const struct {
        const char *shape, *words;
    } words[] = {
        {"TEXT", "text"},
        {"BOOL", "true or false"},
        {"COUNT", "a whole number"},
        {"DATE", "a date: 2026, 2026-04, 2026-04-30, 2026-04-30T13 or 2026-04-30T13:45"},
        {"WORDS", "text, or a list of text"},
        {"MAPPING", "a mapping of names to text"},
        {"FORMAT", "a format (below)"},
        {"PATH", "a path template"},
    };
    const char *bracket = strchr(shape, '(');

    if (bracket) {
        printf(strncmp(shape, "LIST", 4) == 0 ? "a list of `%.*s`" : "a mapping: `%.*s`",
               (int)strcspn(bracket + 1, ")"), bracket + 1);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].shape, shape) == 0)
            printf("%s", words[i].words);
}

static void print_keys(void)
{
    printf(
        "## Keys\n\nKeys in **bold** are required. A key that is not listed here is an error.\n");
    for (size_t i = 0; i < COUNT_OF(contexts); i++) {
        printf("\n### `%s`\n\n| key | value | meaning |\n|---|---|---|\n", contexts[i]);
        for (size_t j = 0; j < COUNT_OF(keys); j++) {
            const char *bold = strcmp(keys[j].need, "REQUIRED") == 0 ? "**" : "";

            if (strcmp(keys[j].context, contexts[i]) != 0)
                continue;
            printf("| %s`%s`%s | ", bold, keys[j].name, bold);
            print_shape(keys[j].shape);
            printf(" | ");
            print_cell(keys[j].doc);
            printf(" |\n");
        }
        if (strcmp(contexts[i], "partition") == 0)
            printf("\nThe name of each partition column is also a key: its value, or a list of "
                   "values.\n");
    }
}

static const struct {
    const char *id, *spelling, *parameters, *as_key;
} types[] = {
#define TYPE(id, spelling, parameters, as_key, ...) {#id, spelling, #parameters, #as_key},
#include "grammar/types.def"
};

static const struct {
    const char *word, *id;
} type_words[] = {
#define TYPE_WORD(word, id) {word, #id},
#include "grammar/types.def"
};

static const struct {
    const char *word, *write;
} type_hints[] = {
#define TYPE_HINT(word, write, fit, remark) {word, write remark},
#include "grammar/types.def"
};

static const struct {
    const char *name;
    long value;
} type_limits[] = {
#define TYPE_LIMIT(name, value) {#name, value},
#include "grammar/types.def"
};

static void print_types(void)
{
    printf("\n## Types\n\n| type | also written | parameters | in a partition column "
           "|\n|---|---|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        const char *separator = "";

        printf("| `%s` | ", types[i].spelling);
        for (size_t j = 0; j < COUNT_OF(type_words); j++) {
            if (strcmp(type_words[j].id, types[i].id) != 0 ||
                strcmp(type_words[j].word, types[i].spelling) == 0)
                continue;
            printf("%s`%s`", separator, type_words[j].word);
            separator = ", ";
        }
        printf(" | %s | %s |\n",
               strcmp(types[i].parameters, "LENGTH") == 0      ? "`(bytes)` or `(max)`"
               : strcmp(types[i].parameters, "PRECISION") == 0 ? "`(precision,scale)`"
               : strcmp(types[i].id, "STRUCT") == 0            ? "`<name:type, ...>`"
               : strcmp(types[i].id, "ARRAY") == 0             ? "`<type>`"
               : strcmp(types[i].id, "MAP") == 0               ? "`<key type, value type>`"
                                                               : "",
               strcmp(types[i].as_key, "MAY_BE_KEY") == 0 ? "yes" : "no");
    }
    printf("\nLimits and defaults:\n\n| name | value |\n|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(type_limits); i++)
        printf("| %s | %ld |\n", type_limits[i].name, type_limits[i].value);
    printf("\nTypes of other engines, and what to write instead:\n\n| instead of | write "
           "|\n|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(type_hints); i++)
        printf("| `%s` | %s |\n", type_hints[i].word, type_hints[i].write);
}

static const struct {
    const char *id, *name;
} classes[] = {
#define CLASS(id, name) {#id, name},
#include "grammar/formats.def"
};

static const struct {
    const char *id, *word, *serde, *stored_as, *input;
} formats[] = {
#define FORMAT(id, word, serde, stored_as, input, ...) {#id, word, #serde, stored_as, #input},
#include "grammar/formats.def"
};

static const struct {
    const char *format, *key, *goes_to, *property, *kind, *need;
} options[] = {
#define OPTION(format, key, goes_to, property, kind, need)                                         \
    {#format, key, #goes_to, property, #kind, #need},
#include "grammar/formats.def"
};

static const char *class_name(const char *id)
{
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (strcmp(classes[i].id, id) == 0)
            return classes[i].name;
    return "";
}

static const char *format_word(const char *id)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i].id, id) == 0)
            return formats[i].word;
    return "";
}

static void print_formats(void)
{
    printf("\n## Formats\n\n`format` is one of these words; a mapping of a word to its options, "
           "`{csv: {separator: \";\"}}`;\nor a mapping of classes, `{serde, serde_properties, "
           "stored_as}`.\n\n"
           "| word | SerDe | stored as |\n|---|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        printf("| `%s` | `%s` | `%s` |\n", formats[i].word, class_name(formats[i].serde),
               formats[i].stored_as ? formats[i].stored_as : class_name(formats[i].input));
    printf("\nOptions. Every format also takes `serde_properties`, a mapping of names to text.\n\n"
           "| format | option | value | becomes |\n|---|---|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        const char *bold = strcmp(options[i].need, "REQUIRED") == 0 ? "**" : "";

        printf("| `%s` | %s`%s`%s | %s | ", format_word(options[i].format), bold, options[i].key,
               bold,
               strcmp(options[i].kind, "ONE_CHARACTER") == 0 ? "one character"
               : strcmp(options[i].kind, "COUNT") == 0       ? "a whole number"
               : strcmp(options[i].kind, "BOOLEAN") == 0     ? "true or false"
                                                             : "text");
        if (*options[i].property)
            printf("%s `%s` |\n",
                   strcmp(options[i].goes_to, "SERDE_PROPERTY") == 0 ? "the SerDe property"
                                                                     : "the table property",
                   options[i].property);
        else
            printf("`%s TERMINATED BY` |\n", options[i].goes_to);
    }
}

static const struct {
    const char *name, *kind, *values, *doc;
} properties[] = {
#define PROPERTY(name, kind, values, doc) {name, #kind, values, doc},
#include "grammar/properties.def"
};

static void print_properties(void)
{
    printf("\n## Table properties\n\nNames are case-sensitive.\n\n| property | value | meaning "
           "|\n|---|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(properties); i++) {
        printf("| `%s` | ", properties[i].name);
        if (strcmp(properties[i].kind, "COUNT") == 0)
            printf("a whole number, %.*s to %s", (int)strcspn(properties[i].values, " "),
                   properties[i].values, strchr(properties[i].values, ' ') + 1);
        else if (strcmp(properties[i].kind, "ONE_OF") == 0)
            printf("%s", properties[i].values);
        else
            printf("%s",
                   strcmp(properties[i].kind, "ONE_CHARACTER") == 0 ? "one character" : "text");
        printf(" | ");
        print_cell(properties[i].doc);
        printf(" |\n");
    }
}

static const struct {
    const char *code, *severity, *title;
} findings[] = {
#define DIAG(code, severity, title, ...) {#code, #severity, title},
#include "grammar/diag.def"
};

static void print_findings(void)
{
    printf(
        "\n## Findings\n\n`spectrumc explain CODE` says what happens on Redshift, why, and what to "
        "write instead.\nWarnings and notes can be silenced: `allow: {CODE: \"the reason\"}`.\n\n"
        "| code | severity | finding |\n|---|---|---|\n");
    for (size_t i = 0; i < COUNT_OF(findings); i++) {
        printf("| %s | %s | ", findings[i].code,
               strcmp(findings[i].severity, "ERROR") == 0     ? "error"
               : strcmp(findings[i].severity, "WARNING") == 0 ? "warning"
                                                              : "note");
        print_cell(findings[i].title);
        printf(" |\n");
    }
}

static const struct {
    const char *name, *arguments, *summary;
} commands[] = {
#define COMMAND(name, arguments, summary) {#name, arguments, summary},
#include "grammar/commands.def"
};

enum command_id {
#define COMMAND(name, arguments, summary) COMMAND_##name,
#include "grammar/commands.def"
};

enum { ALL_COMMANDS = -1 }; /* --help, which the table of each command leaves out */

#define ON(command) 1 << COMMAND_##command

static const struct {
    const char *name;
    char letter;
    const char *argument;
    int commands; /* bits */
    const char *help;
} flags[] = {
#define FLAG(id, long, short, argument, commands, help)                                            \
    {long, short, argument, (int)(commands), help},
#include "grammar/commands.def"
};

static void print_flags(size_t command)
{
    int is_first = 1;

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (flags[i].commands == ALL_COMMANDS || !(flags[i].commands >> command & 1))
            continue;
        if (is_first)
            printf("\n| option | meaning |\n|---|---|\n");
        is_first = 0;
        printf("| ");
        if (flags[i].letter)
            printf("`-%c`, ", flags[i].letter);
        printf("`--%s%s%s` | ", flags[i].name, flags[i].argument ? " " : "",
               flags[i].argument ? flags[i].argument : "");
        print_cell(flags[i].help);
        printf(" |\n");
    }
}

static void print_commands(void)
{
    printf("\n## Commands\n\nExit status: 0, success; 1, findings (errors in specs, or output out "
           "of date); "
           "2, the command could not run.\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("\n### `spectrumc %s%s%s`\n\n%s\n", commands[i].name,
               *commands[i].arguments ? " " : "", commands[i].arguments, commands[i].summary);
        print_flags(i);
    }
}

static const char report_format[] =
    "\n## The report of `check --format json`\n\n"
    "One object on standard output. Lines and columns count from 1, columns in code points; "
    "`start` and\n"
    "`end` are bytes from 0, half-open. Existing keys stay; new ones may be added. A change that "
    "removes\n"
    "something raises `version`.\n\n"
    "| key | value |\n|---|---|\n"
    "| `version` | 1 |\n"
    "| `diagnostics` | a list, ordered by position |\n"
    "| `diagnostics[].code`, `.severity` | `SP0304`; `error`, `warning` or `note` |\n"
    "| `diagnostics[].message`, `.label` | what was found; the text under the caret, or null |\n"
    "| `diagnostics[].path` | the file as the command line named it, or null |\n"
    "| `diagnostics[].span` | `line`, `column`, `end_line`, `end_column`, `start`, `end`; or null "
    "|\n"
    "| `diagnostics[].related` | a list of `path`, `span` and `label` |\n"
    "| `diagnostics[].notes`, `.help` | lists of text |\n"
    "| `diagnostics[].fix` | the edits that fix it, or null |\n"
    "| `summary` | the numbers of `errors`, `warnings` and `specs` |\n";

static void print_limits(void)
{
    printf("\n## Limits\n\nAn input beyond one of these is refused with the finding named.\n\n"
           "| at most | | finding |\n|---|---|---|\n");
#define LIMIT(name, value, code, doc)                                                              \
    printf("| %ld | %s | %s |\n", (long)(value), doc,                                              \
           *(code) ? code : "none: the search ends there");
#include "grammar/limits.def"
#undef LIMIT
}

int main(void)
{
    printf("# Reference\n\nGenerated from the tables in this folder by `make reference`: edit "
           "them, not "
           "this file.\n\n");
    print_keys();
    print_types();
    print_formats();
    print_properties();
    print_commands();
    print_limits();
    fputs(report_format, stdout);
    print_findings();
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}
