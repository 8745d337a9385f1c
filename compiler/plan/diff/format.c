/* Changes to partition columns, formats and properties. */
#include "model/layout.h"
#include "plan/diff/model_diff.h"

void diff_compare_keys(struct model_diff *diff, struct table_pair *pair)
{
    const struct table *a = pair->old_table, *b = pair->new_table;

    if (a->keys.count != b->keys.count) {
        diff_add_reason(
            diff, pair,
            SLICE("the partition columns change: they are fixed when the table is created"));
        return;
    }
    for (size_t i = 0; i < a->keys.count; i++) {
        const struct column *x = &a->keys.at[i].column, *y = &b->keys.at[i].column;

        if (!slice_eq_folded(x->name.value, y->name.value) || !type_eq(x->type, y->type))
            diff_add_reason(
                diff, pair,
                arena_printf(
                    diff->arena,
                    "the partition column `%.*s` %.*s becomes `%.*s` %.*s: they "
                    "are fixed when the table is created",
                    SLICE_ARG(x->name.value), SLICE_ARG(diff_type_text(diff->arena, x->type)),
                    SLICE_ARG(y->name.value), SLICE_ARG(diff_type_text(diff->arena, y->type))));
    }
}

/* Whether SET FILE FORMAT can set the format: it takes a keyword, not a SerDe, and does not accept
   ORC. */
static bool can_set_format(const struct layout *from, const struct layout *to,
                           const struct format *format)
{
    return format->id != FORMAT_CUSTOM && formats[format->id].stored_as &&
           format->id != FORMAT_ORC && !(formats[format->id].traits & SERDE_SHOWN) &&
           !from->serde_properties.list.count && !to->serde_properties.list.count;
}

/* Why a changed format cannot be set; empty if it can, or has not changed. */
static struct slice format_reason(const struct layout *from, const struct layout *to,
                                  const struct format *format, bool *is_changed)
{
    bool is_stored_so = slice_eq(from->input, to->input) && slice_eq(from->output, to->output);

    *is_changed = !is_stored_so || !slice_eq(from->serde, to->serde);
    if (*is_changed && can_set_format(from, to, format))
        return (struct slice){0};
    if (*is_changed && format->id == FORMAT_ORC)
        return SLICE("the format becomes ORC, which SET FILE FORMAT does not accept");
    if (*is_changed)
        return SLICE("the SerDe changes: no statement alters it");
    if (!properties_eq(&from->serde_properties, &to->serde_properties))
        return SLICE("the SerDe's properties change: no statement alters them");
    return (struct slice){0};
}

bool diff_compare_format(struct model_diff *diff, struct table_pair *pair)
{
    struct layout from = layout_of(diff->arena, pair->old_table);
    struct layout to = layout_of(diff->arena, pair->new_table);
    bool is_changed;
    struct slice reason = format_reason(&from, &to, &pair->new_table->format, &is_changed);

    if (reason.len)
        diff_add_reason(diff, pair, reason);
    return is_changed && !reason.len;
}

/* Adds a reason for each documented property that is removed: none can be unset. */
void diff_compare_lost_properties(struct model_diff *diff, struct table_pair *pair)
{
    struct property_list from = all_properties(diff->arena, pair->old_table);
    struct property_list to = all_properties(diff->arena, pair->new_table);

    for (size_t i = 0; i < from.list.count; i++) {
        struct slice key = from.list.at[i].key.value;

        if (property_named(key) && !property_of(&to, key))
            diff_add_reason(diff, pair,
                            arena_printf(diff->arena,
                                         "the property `%.*s` goes: no statement unsets one",
                                         SLICE_ARG(key)));
    }
}

void diff_set_properties(struct model_diff *diff, const struct table_pair *pair)
{
    struct property_list from = all_properties(diff->arena, pair->old_table);
    struct property_list to = all_properties(diff->arena, pair->new_table), set = {0};
    struct str text = {0};
    bool is_estimate = true; /* only numRows: it informs the planner and changes no result */

    for (size_t i = 0; i < to.list.count; i++) {
        const struct property *property = &to.list.at[i];
        const struct property *was = property_of(&from, property->key.value);

        if (was && slice_eq(was->value.value, property->value.value))
            continue;
        str_printf(&text, "%s`%.*s` is set to `%.*s`", set.list.count ? ", " : "",
                   SLICE_ARG(property->key.value), SLICE_ARG(property->value.value));
        *vec_push(&set.list, diff->arena) = *property;
        is_estimate = is_estimate && slice_is(property->key.value, "numRows");
    }
    if (set.list.count) {
        diff_add_change(diff, CHANGE_SET_PROPERTIES, is_estimate ? CHANGE_SAFE : CHANGE_RESULTS,
                        pair->title, arena_copy(diff->arena, str_slice(&text)));
        diff_add_statement(diff, pair->new_document, STATEMENT_SET_PROPERTIES)->properties = set;
    }
    str_release(&text);
}
