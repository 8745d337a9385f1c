/* The words of `format` and what they expand to, and the documented table properties:
   grammar/formats.def and grammar/properties.def as constant tables. */
#ifndef MODEL_FORMAT_H
#define MODEL_FORMAT_H

#include "base/slice.h"

enum class_id {
    CLASS_NONE,
#define CLASS(id, name) CLASS_##id,
#include "grammar/formats.def"
    CLASS_COUNT
};

enum format_id {
#define FORMAT(id, word, serde, stored_as, input, output, traits) FORMAT_##id,
#include "grammar/formats.def"
    FORMAT_COUNT,
    FORMAT_CUSTOM = FORMAT_COUNT /* no word: the spec names the classes */
};

enum format_trait {
    SERDE_SHOWN = 1 << 0,
    NESTED_TYPES = 1 << 1,
    DELIMITED = 1 << 2,
    TEXT_LINES = 1 << 3,
    MAPS_KEYS = 1 << 4,
    COLUMNAR = 1 << 5,
    BINARY_COLUMNS = 1 << 6,
    TAB_FIELDS = 1 << 7,
    JSON_KEYS = 1 << 8
};

struct format_row {
    struct slice word;
    enum class_id serde;
    const char *stored_as; /* NULL: STORED AS names the classes */
    enum class_id input, output;
    unsigned traits;
};

enum option_target { SERDE_PROPERTY, TABLE_PROPERTY, FIELDS, LINES };
enum value_kind { ONE_CHARACTER, COUNT, BOOLEAN, ANY_TEXT, ONE_OF };

struct format_option {
    enum format_id format;
    struct slice key;
    enum option_target goes_to;
    struct slice property;
    enum value_kind kind;
    bool is_required;
};

/* A SerDe property that no option of the format sets. */
struct serde_key {
    enum class_id serde;
    struct slice name;
};

struct property_row {
    struct slice name;
    enum value_kind kind;
    const char *values; /* ONE_OF: the words; COUNT: least and most; separated by spaces */
    const char *doc;
};

extern const struct format_row formats[FORMAT_COUNT];
extern const struct format_option format_options[];
extern const size_t format_option_count;
extern const struct serde_key serde_keys[];
extern const size_t serde_key_count;
extern const struct property_row property_rows[];
extern const size_t property_row_count;

struct slice class_name(enum class_id id);

/* The class named `name`, or CLASS_NONE. */
enum class_id class_named(struct slice name);

/* The format that `word` names, or FORMAT_COUNT. */
enum format_id format_named(struct slice word);

/* NULL if Redshift documents no such property. Names are case-sensitive. */
const struct property_row *property_named(struct slice name);

/* Whether `value` is valid for the kind; `values` is as in struct property_row. */
bool value_is_of(enum value_kind kind, const char *values, struct slice value);

/* Takes the next word from the front of a space-separated list; false at its end. */
bool words_next(const char **list, struct slice *word);

#endif
