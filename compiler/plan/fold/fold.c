#include "plan/fold/fold.h"

#include "plan/fold/folding.h"
#include "plan/fold/format.h"

/* False, after a diagnostic, when an entry lacks a value: there is then nothing to fold. */
static bool take_rows(struct folding *folding)
{
    const struct table *table = folding->table;

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];
        struct row *row = vec_push(&folding->rows, folding->arena);
        struct slice *values = arena_zalloc(folding->arena, table->keys.count + 1, sizeof *values);

        for (size_t j = 0; j < entry->values.count; j++)
            values[entry->values.at[j].key] = entry->values.at[j].values.at[0].value;
        row->values = values;
        row->location = entry->location;
        for (size_t key = 0; key < table->keys.count; key++)
            if (!values[key].at)
                return false;
    }
    return true;
}

static void fold_partitions(struct diags *diags, struct table *table)
{
    struct folding folding = {.diags = diags, .arena = diags->arena, .table = table};

    if (!table->entries.count || !table->keys.count || !take_rows(&folding))
        return;
    folding_give_locations(&folding);
    fold_dates(&folding);
    fold_path(&folding);
    folding_mark_odd_rows(&folding);
    fold_rows(&folding);
}

void fold_table(struct diags *diags, struct table *table, bool to_the_letter)
{
    fold_format(diags->arena, table, to_the_letter);
    fold_partitions(diags, table);
}
