/* Types: limits, nesting, and what formats and partition columns allow (facts: Limits
   of types; Nested types; Scalar types). */
#include "rules/rule.h"

static void over_limit(struct rule_run *run, const struct type *type, const char *what,
                       long long found, long long least, long long most)
{
    struct diag *diag = diag_add(run->diags, SP0203, type->span,
                                 "the %s of %s is %lld to %lld, but this is %lld", what,
                                 type_word(type->kind), least, most, found);

    if (type->kind == TYPE_DECIMAL)
        diag_help(run->diags, diag, "write a %s from %lld to %lld, such as `decimal(%lld,%lld)`",
                  what, least, most,
                  type->precision > MAX_DECIMAL_PRECISION || type->precision < 1
                      ? MAX_DECIMAL_PRECISION
                      : type->precision,
                  type->scale < 0 || type->scale > MAX_DECIMAL_SCALE ? 2
                  : type->scale > type->precision                    ? type->precision
                                                                     : type->scale);
    else
        diag_help(run->diags, diag, "write a length from %lld to %lld: `%s(%lld)`", least, most,
                  type_word(type->kind), found < least ? least : most);
}

static void vet_length(struct rule_run *run, const struct type *type)
{
    long long most = type->kind == TYPE_CHAR      ? MAX_CHAR_LENGTH
                     : type->kind == TYPE_VARCHAR ? MAX_VARCHAR_LENGTH
                                                  : MAX_VARBYTE_LENGTH;

    if (type->length < 1 || type->length > most)
        over_limit(run, type, "length in bytes", type->length, 1, most);
}

static void vet_decimal(struct rule_run *run, const struct type *type)
{
    long long most = type->precision < MAX_DECIMAL_SCALE ? type->precision : MAX_DECIMAL_SCALE;

    if (type->precision < 1 || type->precision > MAX_DECIMAL_PRECISION)
        over_limit(run, type, "precision", type->precision, 1, MAX_DECIMAL_PRECISION);
    else if (type->scale < 0 || type->scale > most)
        over_limit(run, type, "scale", type->scale, 0, most);
}

static void vet_limits(struct rule_run *run, const struct type *type)
{
    switch (type->kind) {
    case TYPE_CHAR:
    case TYPE_VARCHAR:
    case TYPE_VARBYTE: vet_length(run, type); break;
    case TYPE_DECIMAL: vet_decimal(run, type); break;
    case TYPE_STRUCT:
        for (size_t i = 0; i < type->fields.count; i++)
            vet_limits(run, type->fields.at[i].type);
        break;
    case TYPE_MAP:
        vet_limits(run, type->key);
        vet_limits(run, type->element);
        break;
    case TYPE_ARRAY: vet_limits(run, type->element); break;
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_BOOLEAN:
    case TYPE_DATE:
    case TYPE_TIMESTAMP:
    case TYPE_KIND_COUNT: break;
    }
}

/* Calls `visit` for the type of each column and each partition column that was read. */
static void each_type(struct rule_run *run, const struct table *table,
                      void (*visit)(struct rule_run *run, const struct type *type))
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.at[i].type)
            visit(run, table->columns.at[i].type);
    for (size_t i = 0; i < table->keys.count; i++)
        if (table->keys.at[i].column.type)
            visit(run, table->keys.at[i].column.type);
}

void rule_type_limits(struct rule_run *run, const struct document *document)
{
    each_type(run, &document->table, vet_limits);
}

static void vet_fields(struct rule_run *run, const struct type *type);

static void report_element(struct rule_run *run, const struct type *element)
{
    struct diag *diag = diag_add(run->diags, SP0206, element->span, "an array of %s cannot be read",
                                 element->kind == TYPE_ARRAY ? "arrays" : "maps");

    diag_note(run->diags, diag, "only preview clusters, in some regions, read it");
    diag_help(run->diags, diag, "wrap it in a struct: `array<struct<items:%s<...>>>`",
              type_word(element->kind));
}

static void vet_nesting(struct rule_run *run, const struct type *type)
{
    if (type->kind == TYPE_ARRAY &&
        (type->element->kind == TYPE_ARRAY || type->element->kind == TYPE_MAP))
        report_element(run, type->element);
    if (type->kind == TYPE_MAP && type_is_nested(type->key->kind))
        diag_help(run->diags,
                  diag_add(run->diags, SP0206, type->key->span, "%s %s cannot be a map key",
                           type->key->kind == TYPE_ARRAY ? "an" : "a", type_word(type->key->kind)),
                  "write a scalar type: `map<varchar(n), ...>`");
    if (type->kind == TYPE_MAP)
        vet_nesting(run, type->key);
    if (type->kind == TYPE_MAP || type->kind == TYPE_ARRAY)
        vet_nesting(run, type->element);
    if (type->kind == TYPE_STRUCT)
        vet_fields(run, type);
}

static void report_field(struct rule_run *run, const struct field *field, const struct field *first)
{
    struct diag *diag = diag_add(run->diags, SP0211, field->span,
                                 "the field `%.*s` is defined twice", SLICE_ARG(field->name));

    diag_related(run->diags, diag, first->span, "first defined here");
    if (!slice_eq(field->name, first->name))
        diag_note(run->diags, diag,
                  "engines fold names to lower case: `%.*s` and `%.*s` are the same",
                  SLICE_ARG(field->name), SLICE_ARG(first->name));
    diag_help(run->diags, diag, "rename one of the two");
}

static void report_lost(struct rule_run *run, const struct field *field)
{
    diag_help(run->diags,
              diag_add(run->diags, SP0227, field->span,
                       "the catalog cannot hold the field name `%.*s`", SLICE_ARG(field->name)),
              "rename it, without any of `: , < >` and blanks");
}

static void vet_fields(struct rule_run *run, const struct type *type)
{
    struct map seen;

    map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < type->fields.count; i++) {
        struct field *field = &type->fields.at[i], *first;

        first = map_add(&seen, field->name, field);
        if (first)
            report_field(run, field, first);
        if (field_is_lost(field))
            report_lost(run, field);
        vet_nesting(run, field->type);
    }
}

void rule_type_nesting(struct rule_run *run, const struct document *document)
{
    const struct format *format = &document->table.format;
    unsigned traits = format_traits(format);
    bool is_known = !(document->broken & FACET_FORMAT) && (format->id != FORMAT_CUSTOM || traits);

    if (is_known && !(traits & NESTED_TYPES))
        return; /* no nested type is valid here: rule_type_formats reports it */
    each_type(run, &document->table, vet_nesting);
}

void rule_key_types(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct type *type = table->keys.at[i].column.type;

        if (type && !type_may_be_key(type->kind))
            diag_help(run->diags,
                      diag_add(run->diags, SP0205, type->span, "a partition column cannot be %s",
                               type_word(type->kind)),
                      "write a scalar type such as int, date or varchar(n)");
    }
}

static const char *trait_formats(enum format_trait trait, struct str *list)
{
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        if (formats[id].traits & (unsigned)trait)
            str_printf(list, "%s%.*s", list->len ? ", " : "", SLICE_ARG(formats[id].word));
    str_putc(list, '\0');
    return list->at;
}

static void not_in_format(struct rule_run *run, const struct table *table, const struct type *type,
                          enum format_trait trait)
{
    struct str list = {0};
    struct diag *diag =
        diag_add(run->diags, SP0207, type->span, "%.*s files cannot hold %s columns",
                 SLICE_ARG(formats[format_in_force(&table->format)].word), type_word(type->kind));

    diag_related(run->diags, diag, table->format.span, "the format is set here");
    diag_help(run->diags, diag, "use one of the formats that can: %s", trait_formats(trait, &list));
    str_release(&list);
}

static void vet_map_keys(struct rule_run *run, const struct type *type)
{
    if (type->kind == TYPE_MAP && type->key->kind != TYPE_VARCHAR && type->key->kind != TYPE_CHAR)
        diag_help(run->diags,
                  diag_add(run->diags, SP0207, type->key->span,
                           "in JSON and Ion, map keys must be strings, not %s",
                           type_word(type->key->kind)),
                  "write `map<varchar(n), ...>`");
}

void rule_type_formats(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    unsigned traits = format_traits(&table->format);

    if (table->format.id == FORMAT_CUSTOM && !traits)
        return; /* an unknown SerDe */
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct type *type = table->columns.at[i].type;

        if (type && type_is_nested(type->kind) && !(traits & NESTED_TYPES))
            not_in_format(run, table, type, NESTED_TYPES);
        if (type && type->kind == TYPE_VARBYTE && !(traits & BINARY_COLUMNS))
            not_in_format(run, table, type, BINARY_COLUMNS);
        if (type && traits & JSON_KEYS)
            vet_map_keys(run, type);
    }
}

/* The newest guide allows varbyte in tables without partitions only. */
void rule_binary_partitioned(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; table->keys.count && i < table->columns.count; i++) {
        const struct type *type = table->columns.at[i].type;
        struct diag *diag;

        if (!type || type->kind != TYPE_VARBYTE)
            continue;
        diag = diag_add(run->diags, SP0228, type->span,
                        "a varbyte column in a table with partition columns");
        diag_related(run->diags, diag, table->keys.at[0].column.name.span,
                     "the partition columns start here");
        diag_help(run->diags, diag,
                  "remove the column, or say under `allow` that you have tested it");
        return;
    }
}
