/* Table properties that other engines read and Redshift ignores (facts: Athena; TABLE PROPERTIES).
 */
#include "rules/format/foreign.h"

#include "rules/rule.h"
#include "text/yaml.h"

struct foreign {
    struct slice name;
    const char *reader;
    struct slice instead;
};

static const struct foreign foreigners[] = {
#define FOREIGN(name, reader, instead) {SLICE(name), reader, SLICE(instead)},
#include "grammar/foreign_properties.def"
};

static const struct slice projections[] = {
#define PROJECTION(head) SLICE(head),
#include "grammar/foreign_properties.def"
};

static const struct foreign *foreign_named(struct slice name)
{
    for (size_t i = 0; i < sizeof foreigners / sizeof *foreigners; i++)
        if (slice_eq(foreigners[i].name, name))
            return &foreigners[i];
    return NULL;
}

static bool is_projection(struct slice name)
{
    for (size_t i = 0; i < sizeof projections / sizeof *projections; i++)
        if (slice_starts(name, projections[i]))
            return true;
    return false;
}

bool is_foreign_property(struct slice name)
{
    return is_projection(name) || foreign_named(name);
}

/* The first partition projection property, or NULL. */
static const struct property *projection_of(const struct table *table)
{
    for (size_t i = 0; i < table->properties.list.count; i++)
        if (is_projection(table->properties.list.at[i].key.value))
            return &table->properties.list.at[i];
    return NULL;
}

static bool has_partitions(const struct table *table)
{
    return table->takes_all || table->entries.count;
}

void rule_projection(struct rule_run *run, const struct document *document)
{
    const struct property *property = projection_of(&document->table);
    struct diag *diag;

    if (!property)
        return;
    if (!document->table.keys.count) {
        diag = diag_add(run->diags, SP0805, property->key.span,
                        "partition projection, but the table has no partition columns");
        diag_help(run->diags, diag, "remove it, or add `partitioned_by`");
        return;
    }
    if (has_partitions(&document->table))
        diag =
            diag_add(run->diags, SP0805, property->key.span,
                     "Redshift ignores partition projection, and reads only registered partitions");
    else
        diag =
            diag_add(run->diags, SP0805, property->key.span,
                     "Redshift ignores partition projection: without partitions, it reads no rows");
    diag_label(run->diags, diag, "only Athena uses this");
    diag_help(run->diags, diag,
              "list what to register under `partitions`; if Athena reads the table too, say so "
              "under `allow`");
}

/* A value that a column of the type accepts, for an example. */
static const char *example_of(const struct type *type)
{
    if (type && type->kind == TYPE_BOOLEAN)
        return "true";
    return type && type_is_integer(type->kind) ? "1" : "a";
}

/* `partitions` as this table takes them: dates by a range, columns without a domain by a value. */
static struct slice example_partitions(struct arena *arena, const struct table *table)
{
    bool has_dates = table_date_fields(table);
    struct str out = {0};
    struct slice example;

    if (has_dates)
        str_puts(&out, "from: 2026-04-28, to: 2026-04-30");
    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];

        if (key->domain.kind != DOMAIN_NONE)
            continue;
        str_puts(&out, out.len ? ", " : "");
        text_into_yaml(&out, key->column.name.value, YAML_FLOW);
        str_puts(&out, ": ");
        str_puts(&out, example_of(key->column.type));
    }
    example = out.len ? arena_printf(arena, "[{%.*s}]", (int)out.len, out.at) : SLICE("all");
    str_release(&out);
    return example;
}

/* A partitioned table has no rows until a partition is registered. If projection was meant to
   replace that, rule_projection reports it. */
void rule_partitions_registered(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag;

    if (!table->keys.count || has_partitions(table) || projection_of(table))
        return;
    diag = diag_add(run->diags, SP0801, table->name.span,
                    "`%.*s` returns no rows: it has partition columns, but no partitions",
                    SLICE_ARG(table->name.value));
    diag_related(run->diags, diag, table->keys.at[0].column.name.span,
                 "its partition columns start here");
    diag_help(
        run->diags, diag,
        "add partitions, such as `partitions: %.*s`; if something else registers them, say so "
        "under `allow`",
        SLICE_ARG(example_partitions(run->arena, table)));
}

static void report_foreign(struct rule_run *run, const struct property *property,
                           const struct foreign *foreign)
{
    struct diag *diag = diag_add(run->diags, SP0806, property->key.span,
                                 "Redshift ignores `%.*s`: it is for %s", SLICE_ARG(foreign->name),
                                 foreign->reader);

    if (foreign->instead.len)
        diag_help(run->diags, diag, "write `%.*s`, which Redshift uses",
                  SLICE_ARG(foreign->instead));
    else
        diag_help(run->diags, diag, "remove it, or say under `allow` who reads it");
}

void rule_foreign_properties(struct rule_run *run, const struct document *document)
{
    const struct property_list *properties = &document->table.properties;

    for (size_t i = 0; i < properties->list.count; i++) {
        const struct property *property = &properties->list.at[i];
        const struct foreign *foreign = foreign_named(property->key.value);

        if (foreign)
            report_foreign(run, property, foreign);
    }
}
