/* Properties that act only together with another, or on columns that the table does not have
   (facts: Handling properties; TABLE PROPERTIES). */
#include "rules/rule.h"

static const struct property *set_property(const struct table *table, struct slice name)
{
    const struct property *property = property_of(&table->properties, name);

    return property && !slice_is(property->value.value, "DISABLED") ? property : NULL;
}

static bool property_is(const struct table *table, struct slice name, const char *value)
{
    const struct property *property = property_of(&table->properties, name);

    return property && slice_is(property->value.value, value);
}

enum { SWITCHED = 5 }; /* the first of the partners need the master switch */

/* Properties that need another one, set to a value; to any value if that is NULL. */
static const struct {
    struct slice name;
    const char *only; /* the value of `name` that needs the other; NULL: any */
    struct slice other;
    const char *value;
} partners[] = {
    {SLICE("column_count_mismatch_handling"), NULL, SLICE("data_cleansing_enabled"), "true"},
    {SLICE("invalid_char_handling"), NULL, SLICE("data_cleansing_enabled"), "true"},
    {SLICE("numeric_overflow_handling"), NULL, SLICE("data_cleansing_enabled"), "true"},
    {SLICE("surplus_char_handling"), NULL, SLICE("data_cleansing_enabled"), "true"},
    {SLICE("surplus_bytes_handling"), NULL, SLICE("data_cleansing_enabled"), "true"},
    {SLICE("invalid_char_handling"), "REPLACE", SLICE("replacement_char"), NULL},
    {SLICE("replacement_char"), NULL, SLICE("invalid_char_handling"), "REPLACE"},
};

static struct diag *report_partner(struct rule_run *run, const struct property *property,
                                   struct slice name, const char *value,
                                   const struct property *other)
{
    struct diag *diag = diag_add(
        run->diags, SP0527, property->key.span, "`%.*s` has no effect without `%.*s%s%s`",
        SLICE_ARG(property->key.value), SLICE_ARG(name), value ? ": " : "", value ? value : "");

    if (other)
        diag_related(run->diags, diag, other->value.span, "set to another value here");
    return diag_help(run->diags, diag, "write `%.*s: %s` among the properties, or remove this one",
                     SLICE_ARG(name), value ? value : "\"?\"");
}

/* One finding for the switch, at the first property that needs it. */
void rule_properties_paired(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *of_switch = NULL;

    for (size_t i = 0; i < sizeof partners / sizeof *partners; i++) {
        const struct property *property = set_property(table, partners[i].name);
        const struct property *other = property_of(&table->properties, partners[i].other);
        const char *value = partners[i].value;
        bool is_switch = i < SWITCHED;

        if (!property || (of_switch && !is_switch) ||
            (partners[i].only && !slice_is(property->value.value, partners[i].only)) ||
            (value ? property_is(table, partners[i].other, value) : other != NULL))
            continue;
        if (of_switch)
            diag_related(run->diags, of_switch, property->key.span, "nor has this one");
        else if (is_switch)
            of_switch = report_partner(run, property, partners[i].other, value, other);
        else
            report_partner(run, property, partners[i].other, value, other);
    }
}

static bool type_has(const struct type *type, bool (*is_of)(enum type_kind kind))
{
    if (!type)
        return true; /* it could not be read */
    if (is_of(type->kind) || (type->key && type_has(type->key, is_of)) ||
        (type->element && type_has(type->element, is_of)))
        return true;
    for (size_t i = 0; i < type->fields.count; i++)
        if (type_has(type->fields.at[i].type, is_of))
            return true;
    return false;
}

static bool is_string(enum type_kind kind)
{
    return kind == TYPE_CHAR || kind == TYPE_VARCHAR;
}

static bool is_binary(enum type_kind kind)
{
    return kind == TYPE_VARBYTE;
}

static bool is_number(enum type_kind kind)
{
    return type_is_integer(kind) || kind == TYPE_DECIMAL || kind == TYPE_REAL ||
           kind == TYPE_DOUBLE;
}

/* Properties that act on columns of some types only. */
static const struct {
    struct slice name;
    bool (*acts_on)(enum type_kind kind);
    const char *what;
} typed[] = {
    {SLICE("invalid_char_handling"), is_string, "char or varchar"},
    {SLICE("surplus_char_handling"), is_string, "char or varchar"},
    {SLICE("surplus_bytes_handling"), is_binary, "varbyte"},
    {SLICE("numeric_overflow_handling"), is_number, "number"},
};

void rule_properties_typed(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        const struct property *property = set_property(table, typed[i].name);
        bool is_used = !property;
        struct diag *diag;

        for (size_t j = 0; !is_used && j < table->columns.count; j++)
            is_used = type_has(table->columns.at[j].type, typed[i].acts_on);
        if (is_used)
            continue;
        diag = diag_add(run->diags, SP0528, property->key.span,
                        "`%.*s` has nothing to act on: there is no %s column",
                        SLICE_ARG(typed[i].name), typed[i].what);
        diag_help(run->diags, diag, "remove it");
    }
}
