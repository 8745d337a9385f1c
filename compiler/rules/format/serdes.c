/* SerDes, the classes that store files, and the properties of SerDes (facts: SerDes;
   STORED AS). */
#include "rules/format/serdes.h"
#include "base/nearest.h"
#include "rules/rule.h"

enum { MISSPELT_EDITS = 3 };

enum slot { SLOT_SERDE, SLOT_INPUT, SLOT_OUTPUT };

static const char *const slot_names[] = {"SerDe", "input format", "output format"};
static const char *const articles[] = {"a", "an", "an"};

static enum class_id class_in(enum format_id format, enum slot slot)
{
    return slot == SLOT_SERDE   ? formats[format].serde
           : slot == SLOT_INPUT ? formats[format].input
                                : formats[format].output;
}

static bool has_slot(enum class_id class, enum slot slot)
{
    for (enum format_id format = 0; format < FORMAT_COUNT; format++)
        if (class_in(format, slot) == class)
            return true;
    return false;
}

/* "JsonSerDe" of "org.openx.data.jsonserde.JsonSerDe". */
static struct slice simple_name(struct slice class)
{
    size_t from = class.len;

    while (from && class.at[from - 1] != '.')
        from--;
    return slice_from(class, from);
}

/* The documented class for the slot whose simple name is that of `name`, or CLASS_NONE. */
static enum class_id class_like(struct slice name, enum slot slot)
{
    for (enum class_id class = CLASS_NONE + 1; class < CLASS_COUNT; class ++)
        if (has_slot(class, slot) &&
            slice_eq_folded(simple_name(class_name(class)), simple_name(name)))
            return class;
    return CLASS_NONE;
}

/* The class that `name` probably means: a few edits away, or without its package. */
static struct slice misspelt(struct slice name, enum slot slot)
{
    struct nearest nearest = nearest_to(name);
    enum class_id like = class_like(name, slot);

    if (like != CLASS_NONE && slice_find(name, '.') == name.len)
        return class_name(like);
    for (enum class_id class = CLASS_NONE + 1; class < CLASS_COUNT; class ++)
        if (has_slot(class, slot))
            nearest_offer(&nearest, class_name(class));
    if (nearest_found(&nearest) && nearest.distance <= MISSPELT_EDITS)
        return nearest.best;
    return (struct slice){0};
}

static void unknown_class(struct rule_run *run, struct text class, enum slot slot)
{
    struct slice meant = misspelt(class.value, slot);
    enum class_id like = class_like(class.value, slot);
    struct diag *diag;

    if (meant.at) {
        diag = diag_add(run->diags, SP0509, class.span, "there is no %s `%.*s`", slot_names[slot],
                        SLICE_ARG(class.value));
        diag_label(run->diags, diag, "misspelled");
        diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(meant));
        text_fix_all(run->diags, diag, class, meant, true);
        return;
    }
    diag = diag_add(run->diags, SP0510, class.span, "Redshift documents no %s `%.*s`",
                    slot_names[slot], SLICE_ARG(class.value));
    if (like != CLASS_NONE)
        diag_help(run->diags, diag, "write `%.*s`, which is documented",
                  SLICE_ARG(class_name(like)));
    else
        diag_help(run->diags, diag,
                  "write a format word such as json, csv, regex or parquet, or say under `allow` "
                  "that you have tested it");
}

static void vet_class(struct rule_run *run, struct text class, enum slot slot)
{
    enum class_id id = class_named(class.value);

    if (!text_is_given(class))
        return;
    if (id == CLASS_NONE) {
        unknown_class(run, class, slot);
        return;
    }
    for (enum slot other = SLOT_SERDE; other <= SLOT_OUTPUT && !has_slot(id, slot); other++) {
        if (!has_slot(id, other))
            continue;
        diag_help(run->diags,
                  diag_add(run->diags, SP0511, class.span, "`%.*s` is %s %s, not %s %s",
                           SLICE_ARG(simple_name(class.value)), articles[other], slot_names[other],
                           articles[slot], slot_names[slot]),
                  "write the class of the %s here, or a format word instead of the classes",
                  slot_names[slot]);
        return;
    }
}

void rule_classes(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;

    if (format->id != FORMAT_CUSTOM)
        return;
    vet_class(run, format->serde, SLOT_SERDE);
    vet_class(run, format->input, SLOT_INPUT);
    vet_class(run, format->output, SLOT_OUTPUT);
}

static bool is_pair(enum class_id serde, enum class_id input)
{
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        if (formats[id].serde == serde && formats[id].input == input)
            return true;
    return false;
}

/* Files that can hold records of any SerDe, and lists of other files. */
static bool takes_any_serde(enum class_id input)
{
    return input == CLASS_TEXT_INPUT || input == CLASS_SEQUENCE_INPUT ||
           input == CLASS_SYMLINK_INPUT;
}

static struct slice word_of_serde(enum class_id serde)
{
    enum format_id id = 0;

    while (formats[id].serde != serde)
        id++;
    return formats[id].word;
}

void rule_class_pairs(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    enum class_id serde = class_named(format->serde.value);
    enum class_id input = format->stored_as != FORMAT_CUSTOM ? formats[format->stored_as].input
                                                             : class_named(format->input.value);
    struct diag *diag;

    if (format->id != FORMAT_CUSTOM || serde == CLASS_NONE || input == CLASS_NONE ||
        is_pair(serde, input))
        return;
    if (takes_any_serde(input) &&
        (is_pair(serde, CLASS_TEXT_INPUT) || input == CLASS_SYMLINK_INPUT))
        return;
    diag = diag_add(run->diags, SP0511, format->serde.span, "%.*s cannot read files stored as %.*s",
                    SLICE_ARG(simple_name(format->serde.value)),
                    SLICE_ARG(format->stored_as != FORMAT_CUSTOM
                                  ? formats[format->stored_as].word
                                  : simple_name(format->input.value)));
    if (text_is_given(format->input))
        diag_related(run->diags, diag, format->input.span, "this reads the files");
    diag_help(run->diags, diag, "write `format: %.*s`, which stands for the SerDe and its storage",
              SLICE_ARG(word_of_serde(serde)));
}

/* Whether `key` of the grammar covers the property `name`. */
static bool is_key(struct slice key, struct slice name)
{
    return slice_ends(key, SLICE(".")) ? slice_starts(name, key) : slice_eq(key, name);
}

static const struct format_option *option_of(enum class_id serde, struct slice name)
{
    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].goes_to == SERDE_PROPERTY &&
            (serde == CLASS_NONE || formats[format_options[i].format].serde == serde) &&
            slice_eq(format_options[i].property, name))
            return &format_options[i];
    return NULL;
}

/* The SerDe (for CLASS_NONE, any SerDe) that has the property; CLASS_NONE if none has. */
static enum class_id taker_of(enum class_id serde, struct slice name)
{
    const struct format_option *option = option_of(serde, name);

    if (option)
        return formats[option->format].serde;
    for (size_t i = 0; i < serde_key_count; i++)
        if ((serde == CLASS_NONE || serde_keys[i].serde == serde) &&
            is_key(serde_keys[i].name, name))
            return serde_keys[i].serde;
    return CLASS_NONE;
}

static struct slice nearest_property(enum class_id serde, struct slice name)
{
    struct nearest nearest = nearest_to(name);

    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].goes_to == SERDE_PROPERTY &&
            formats[format_options[i].format].serde == serde)
            nearest_offer(&nearest, format_options[i].property);
    for (size_t i = 0; i < serde_key_count; i++)
        if (serde_keys[i].serde == serde)
            nearest_offer(&nearest, serde_keys[i].name);
    return nearest_found(&nearest) ? nearest.best : (struct slice){0};
}

static void misplaced_table_property(struct rule_run *run, const struct property *property)
{
    struct diag *diag = diag_add(run->diags, SP0512, property->key.span,
                                 "`%.*s` is a table property, not a SerDe property",
                                 SLICE_ARG(property->key.value));

    diag_help(run->diags, diag, "move it to the table's `properties`");
}

static void vet_serde_value(struct rule_run *run, const struct property *property,
                            const struct format_option *option)
{
    struct diag *diag;

    if (value_is_of(option->kind, "", property->value.value))
        return;
    diag = diag_add(run->diags, SP0506, property->value.span, "`%.*s` does not accept `%.*s`",
                    SLICE_ARG(property->key.value), SLICE_ARG(property->value.value));
    diag_help(run->diags, diag, "write %s",
              option->kind == BOOLEAN ? "`true` or `false`" : "one character");
}

static void property_of_another(struct rule_run *run, enum class_id serde, enum class_id other,
                                const struct property *property)
{
    struct diag *diag = diag_add(
        run->diags, SP0513, property->key.span, "`%.*s` is a property of %.*s, not of %.*s",
        SLICE_ARG(property->key.value), SLICE_ARG(simple_name(class_name(other))),
        SLICE_ARG(simple_name(class_name(serde))));

    diag_help(run->diags, diag, "remove it, or write the format that it belongs to");
}

/* A property of no known SerDe is accepted, unless it resembles one of this SerDe's. */
static void unknown_property(struct rule_run *run, enum class_id serde,
                             const struct property_list *list, const struct property *property)
{
    struct slice near = nearest_property(serde, property->key.value);
    struct diag *diag;

    if (!near.at)
        return;
    diag = diag_add(run->diags, SP0513, property->key.span, "%.*s has no property `%.*s`",
                    SLICE_ARG(simple_name(class_name(serde))), SLICE_ARG(property->key.value));
    diag_help(run->diags, diag, "did you mean `%.*s`? Names are case-sensitive", SLICE_ARG(near));
    if (!property_of(list, near))
        text_fix_all(run->diags, diag, property->key, near, true);
}

static void vet_serde_property(struct rule_run *run, enum class_id serde,
                               const struct property_list *list, const struct property *property)
{
    struct slice name = property->key.value;
    const struct format_option *option = option_of(serde, name);
    enum class_id other = taker_of(CLASS_NONE, name);

    if (option)
        vet_serde_value(run, property, option);
    else if (taker_of(serde, name) != CLASS_NONE)
        return;
    else if (property_named(name) && !slice_is(name, "serialization.null.format"))
        misplaced_table_property(run, property);
    else if (other != CLASS_NONE)
        property_of_another(run, serde, other, property);
    else
        unknown_property(run, serde, list, property);
}

void rule_serde_properties(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    enum class_id serde = class_named(format->serde.value);

    if (serde == CLASS_NONE)
        return;
    for (size_t i = 0; i < format->serde_properties.list.count; i++) {
        const struct property *property = &format->serde_properties.list.at[i];

        if (text_is_given(property->key))
            vet_serde_property(run, serde, &format->serde_properties, property);
    }
}

/* Whether a property is set that is `name` or was meant to be. */
static bool has_property_like(const struct format *format, enum class_id serde, struct slice name)
{
    for (size_t i = 0; i < format->serde_properties.list.count; i++) {
        struct slice key = format->serde_properties.list.at[i].key.value;

        if (slice_eq(key, name) || (taker_of(CLASS_NONE, key) == CLASS_NONE &&
                                    slice_eq(nearest_property(serde, key), name)))
            return true;
    }
    return false;
}

/* A SerDe named by its class, or whose properties are set by hand, requires the same properties
   as the format word. */
void rule_serde_complete(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    enum class_id serde = class_named(format->serde.value);
    bool is_by_hand = format->id == FORMAT_CUSTOM || format->serde_properties.span.source;

    for (size_t i = 0; i < format_option_count && serde != CLASS_NONE && is_by_hand; i++) {
        const struct format_option *option = &format_options[i];
        bool is_wanted = option->is_required && option->goes_to == SERDE_PROPERTY &&
                         formats[option->format].serde == serde;

        if (is_wanted && !has_property_like(format, serde, option->property))
            diag_help(
                run->diags,
                diag_add(run->diags, SP0508, format->serde.span, "%.*s needs its property `%.*s`",
                         SLICE_ARG(simple_name(class_name(serde))), SLICE_ARG(option->property)),
                "write `format: {%.*s: {%.*s: '...'}}`", SLICE_ARG(formats[option->format].word),
                SLICE_ARG(option->key));
    }
}

/* What to write for a SerDe property that is among the table's. */
static void help_to_move(struct rule_run *run, struct diag *diag, struct slice name)
{
    const struct format_option *option = option_of(CLASS_NONE, name);

    if (option)
        diag_help(run->diags, diag, "move it to the format: `format: {%.*s: {%.*s: ...}}`",
                  SLICE_ARG(formats[option->format].word), SLICE_ARG(option->key));
    else if (slice_starts(name, SLICE("mapping.")))
        diag_help(run->diags, diag, "write the key as the column's `source`");
    else
        diag_help(run->diags, diag, "move it to the format's `serde_properties`");
}

bool report_serde_property(struct rule_run *run, const struct property *property)
{
    struct slice name = property->key.value;
    enum class_id taker = taker_of(CLASS_NONE, name);
    struct diag *diag;

    if (taker == CLASS_NONE)
        return false;
    diag = diag_add(run->diags, SP0512, property->key.span,
                    "`%.*s` is a SerDe property, not a table property", SLICE_ARG(name));
    help_to_move(run, diag, name);
    return true;
}
