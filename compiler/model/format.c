/* The tables of formats, their options and table properties, and lookups in them. */
#include "model/format.h"

#include "base/utf8.h"

static const struct slice class_names[] = {
    [CLASS_NONE] = {"", 0},
#define CLASS(id, name) [CLASS_##id] = {name, sizeof name - 1},
#include "grammar/formats.def"
};

const struct format_row formats[FORMAT_COUNT] = {
#define FORMAT(id, word, serde, stored_as, input, output, traits)                                  \
    [FORMAT_##id] = {{word, sizeof word - 1}, CLASS_##serde,  stored_as,                           \
                     CLASS_##input,           CLASS_##output, traits},
#include "grammar/formats.def"
};

enum { OPTIONAL, REQUIRED };

const struct format_option format_options[] = {
#define OPTION(format, key, goes_to, property, kind, need)                                         \
    {FORMAT_##format, {key, sizeof key - 1}, goes_to, {property, sizeof property - 1}, kind, need},
#include "grammar/formats.def"
};
const size_t format_option_count = sizeof format_options / sizeof *format_options;

const struct serde_key serde_keys[] = {
#define SERDE_KEY(class, name) {CLASS_##class, {name, sizeof name - 1}},
#include "grammar/formats.def"
};
const size_t serde_key_count = sizeof serde_keys / sizeof *serde_keys;

const struct property_row property_rows[] = {
#define PROPERTY(name, kind, values, doc) {{name, sizeof name - 1}, kind, values, doc},
#include "grammar/properties.def"
};
const size_t property_row_count = sizeof property_rows / sizeof *property_rows;

struct slice class_name(enum class_id id)
{
    return class_names[id];
}

enum class_id class_named(struct slice name)
{
    for (enum class_id id = CLASS_NONE + 1; id < CLASS_COUNT; id++)
        if (slice_eq(class_names[id], name))
            return id;
    return CLASS_NONE;
}

enum format_id format_named(struct slice word)
{
    enum format_id id = 0;

    while (id < FORMAT_COUNT && !slice_eq(formats[id].word, word))
        id++;
    return id;
}

const struct property_row *property_named(struct slice name)
{
    for (size_t i = 0; i < property_row_count; i++)
        if (slice_eq(property_rows[i].name, name))
            return &property_rows[i];
    return NULL;
}

bool words_next(const char **list, struct slice *word)
{
    *list += strspn(*list, " ");
    *word = (struct slice){*list, strcspn(*list, " ")};
    *list += word->len;
    return word->len > 0;
}

static bool is_one_of(const char *values, struct slice value)
{
    struct slice word;

    while (words_next(&values, &word))
        if (slice_eq(word, value))
            return true;
    return false;
}

static bool is_count(const char *values, struct slice value)
{
    struct slice least_word, most_word;
    long long least = 0, most = 0, number;

    if (!slice_to_int(value, &number) || value.at[0] == '+')
        return false;
    if (words_next(&values, &least_word) && words_next(&values, &most_word))
        return slice_to_int(least_word, &least) && slice_to_int(most_word, &most) &&
               number >= least && number <= most;
    return number >= 0;
}

bool value_is_of(enum value_kind kind, const char *values, struct slice value)
{
    switch (kind) {
    case ONE_CHARACTER: return utf8_count(value) == 1;
    case COUNT: return is_count(values, value);
    case BOOLEAN: return slice_is(value, "true") || slice_is(value, "false");
    case ANY_TEXT: return true;
    case ONE_OF: return is_one_of(values, value);
    }
    return false;
}
