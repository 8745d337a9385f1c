/* Leading zeros in the values of integer partition columns (facts: A bare 04). */
#include "rules/rule.h"

static bool is_padded(struct slice value)
{
    return value.len > 1 && value.at[0] == '0';
}

/* Where the column's values are padded, and an example; the span is empty if they are not. */
static struct span padded_domain(struct rule_run *run, const struct domain *domain,
                                 struct slice *example)
{
    const struct civil early = {2026, 4, 4, 4, 4};
    struct span nowhere = {0};
    struct str text = {0};

    switch (domain->kind) {
    case DOMAIN_DATE:
        date_pattern_print(&text, domain->date, early);
        *example = arena_copy(run->arena, str_slice(&text));
        str_release(&text);
        return is_padded(*example) ? domain->span : nowhere;
    case DOMAIN_RANGE:
        *example = arena_printf(run->arena, "%0*lld", (int)domain->width, domain->from);
        return is_padded(*example) ? domain->span : nowhere;
    case DOMAIN_VALUES:
        for (size_t i = 0; i < domain->values.count; i++) {
            *example = domain->values.at[i].value;
            if (is_padded(*example))
                return domain->values.at[i].span;
        }
        return nowhere;
    case DOMAIN_NONE: return nowhere;
    }
    return nowhere;
}

/* The same for the values that entries give a column without a domain. */
static struct span padded_entry(const struct table *table, size_t key, struct slice *example)
{
    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        for (size_t j = 0; j < entry->values.count; j++)
            for (size_t k = 0; k < entry->values.at[j].values.count; k++) {
                *example = entry->values.at[j].values.at[k].value;
                if (entry->values.at[j].key == key && is_padded(*example))
                    return entry->values.at[j].values.at[k].span;
            }
    }
    return (struct span){0};
}

static struct diag *report_padding(struct rule_run *run, const struct key_column *key,
                                   struct span span, struct slice example)
{
    struct slice name = key->column.name.value;
    struct diag *diag = diag_add(run->diags, SP0336, span,
                                 "`%.*s` is an integer, but its values have leading zeros",
                                 SLICE_ARG(name));

    diag_label(run->diags, diag, "written `%.*s`", SLICE_ARG(example));
    diag_related(run->diags, diag, key->column.type_text.span, "the type is set here");
    diag_note(run->diags, diag,
              "to the catalog, `%.*s` and the number without zeros are two partitions: if both are "
              "registered, rows count twice",
              SLICE_ARG(example));
    diag_help(run->diags, diag, "write `type: char(%zu)`, which keeps the zeros", example.len);
    if (key->domain.kind == DOMAIN_DATE && key->domain.date->items.count == 1)
        diag_help(run->diags, diag,
                  "or, for numbers over the same folders, `date: \"%%-%c\"` here and "
                  "`{%.*s:%.*s}` in the path",
                  key->domain.date->text.value.at[1], SLICE_ARG(name),
                  SLICE_ARG(key->domain.date->text.value));
    return diag;
}

/* One finding per table, at the first such column. */
void rule_padding(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag = NULL;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];
        struct slice example = {0};
        struct span span;

        if (!type_is_integer(key->column.type->kind))
            continue;
        span = padded_domain(run, &key->domain, &example);
        if (!span.source && key->domain.kind == DOMAIN_NONE)
            span = padded_entry(table, i, &example);
        if (!span.source)
            continue;
        if (diag)
            diag_related(run->diags, diag, span, "`%.*s` too", SLICE_ARG(key->column.name.value));
        else
            diag = report_padding(run, key, span, example);
    }
}
