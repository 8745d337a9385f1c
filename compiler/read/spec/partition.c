/* The keys `partitioned_by` and `partitions`. */
#include "base/nearest.h"
#include "read/spec/decode.h"

#define COLUMN_KEY(key)                                                                            \
    void read_partition_column_##key(struct decoder *decoder, const struct node *node, void *into) \
    {                                                                                              \
        read_column_##key(decoder, node, &((struct key_column *)into)->column);                    \
    }

COLUMN_KEY(name)
COLUMN_KEY(type)
COLUMN_KEY(description)

/* Claims the column's one domain. False, with a diagnostic, if it already has one. */
static bool claim_domain(struct decoder *decoder, struct domain *domain, enum domain_kind kind,
                         struct span span)
{
    struct diag *diag;

    if (domain->kind == DOMAIN_NONE) {
        domain->kind = kind;
        domain->span = span;
        return true;
    }
    diag = diag_add(decoder->diags, SP0311, span, "the partition column has two domains");
    diag_related(decoder->diags, diag, domain->span, "the other is here");
    diag_help(decoder->diags, diag, "keep one of `date`, `values` and `range`");
    return false;
}

void read_partition_column_date(struct decoder *decoder, const struct node *node, void *into)
{
    struct domain *domain = &((struct key_column *)into)->domain;
    struct text text;

    if (claim_domain(decoder, domain, DOMAIN_DATE, node->span) && read_text(decoder, node, &text))
        domain->date = date_pattern_parse(decoder->diags, text);
    if (domain->kind == DOMAIN_DATE && !domain->date)
        domain->kind = DOMAIN_NONE;
}

static void take_value(struct decoder *decoder, struct text word, void *into)
{
    struct domain *domain = into;

    *vec_push(&domain->values, decoder->arena) = word;
}

void read_partition_column_values(struct decoder *decoder, const struct node *node, void *into)
{
    struct domain *domain = &((struct key_column *)into)->domain;

    if (claim_domain(decoder, domain, DOMAIN_VALUES, node->span))
        read_words(decoder, node, domain, take_value);
}

void read_partition_column_range(struct decoder *decoder, const struct node *node, void *into)
{
    struct domain *domain = &((struct key_column *)into)->domain;

    if (claim_domain(decoder, domain, DOMAIN_RANGE, node->span))
        read_mapping(decoder, node, CONTEXT_range, node->span, domain);
}

void read_range_from(struct decoder *decoder, const struct node *node, void *into)
{
    read_number(decoder, node, &((struct domain *)into)->from, NULL);
}

void read_range_to(struct decoder *decoder, const struct node *node, void *into)
{
    read_number(decoder, node, &((struct domain *)into)->to, NULL);
}

void read_range_width(struct decoder *decoder, const struct node *node, void *into)
{
    struct domain *domain = into;

    if (read_number(decoder, node, &domain->width, NULL) &&
        (domain->width < 1 || domain->width > 18)) {
        diag_add(decoder->diags, SP0116, node->span,
                 "expected a width from 1 to 18 digits, found `%lld`", domain->width);
        domain->width = 0;
    }
}

void read_external_table_partitioned_by(struct decoder *decoder, const struct node *node,
                                        void *into)
{
    struct table *table = into;

    table->keys_span = node->span;
    if (!is_list(decoder, node, CONTEXT_partition_column))
        return;
    if (!table_may_have_keys(decoder->diags, node->span, node->items.count)) {
        decoder->document->broken |= FACET_KEYS | FACET_PATH;
        return;
    }
    vec_reserve(&table->keys, decoder->arena, node->items.count);
    for (size_t i = 0; i < node->items.count; i++) {
        struct node *item = node->items.at[i];
        struct key_column *key = vec_push(&table->keys, decoder->arena);

        key->column.span = item->span;
        read_mapping(decoder, item, CONTEXT_partition_column, item->span, key);
        key_imply_domain(key);
    }
}

/* Reads a number of up to `most` digits off the front. */
static bool take_number(struct slice *text, size_t most, int *number)
{
    size_t len = 0;

    for (*number = 0;
         len < text->len && len < most && text->at[len] >= '0' && text->at[len] <= '9';)
        *number = *number * 10 + text->at[len++] - '0';
    *text = slice_from(*text, len);
    return len != 0;
}

/* A date in another spelling: 20260401, 2026/4/1, or a day that its month does not have. */
static bool offer_date(struct decoder *decoder, struct diag *diag, struct text text)
{
    struct slice rest = text.value;
    struct civil when = {0};
    char buf[32];
    int *const parts[] = {&when.year, &when.month, &when.day};
    int days;

    for (size_t i = 0; i < 3; i++) {
        if (i && rest.len && strchr("-/._", rest.at[0]))
            rest = slice_from(rest, 1);
        if (!take_number(&rest, i ? 2 : 4, parts[i]))
            return false;
    }
    if (rest.len || when.year < 1000 || when.month < 1 || when.month > 12 || when.day < 1 ||
        when.day > 31)
        return false;
    days = date_month_days(when.year, when.month);
    if (when.day > days) {
        diag_note(decoder->diags, diag, "%04d-%02d has %d days", when.year, when.month, days);
        when.day = days;
    }
    rest = date_format(buf, when, UNIT_DAY);
    diag_help(decoder->diags, diag, "write %.*s", SLICE_ARG(rest));
    text_fix_all(decoder->diags, diag, text, rest, diag->notes.count == 0);
    return true;
}

/* Words for a date that depends on the clock. */
static bool is_clock(struct slice word)
{
    static const struct slice words[] = {SLICE("today"),        SLICE("now"),    SLICE("yesterday"),
                                         SLICE("current_date"), SLICE("latest"), SLICE("current")};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_eq_folded(word, words[i]))
            return true;
    return false;
}

static void read_bound(struct decoder *decoder, const struct node *node, struct bound *bound)
{
    struct diag *diag;

    if (!read_text(decoder, node, &bound->text))
        return;
    if (date_parse(bound->text.value, &bound->when, &bound->unit))
        return;
    diag = diag_add(decoder->diags, SP0321, bound->text.span, "`%.*s` is not a date",
                    SLICE_ARG(bound->text.value));
    if (is_clock(bound->text.value))
        diag_help(decoder->diags, diag,
                  "remove `to`, and give --until DATE on the command line: what a spec compiles to "
                  "never depends on the clock");
    else if (!offer_date(decoder, diag, bound->text))
        diag_help(decoder->diags, diag,
                  "write a real date such as 2026-04-30, as coarse as 2026-04 or as fine as "
                  "2026-04-30T13");
}

void read_partition_from(struct decoder *decoder, const struct node *node, void *into)
{
    struct entry *entry = into;

    entry->is_range = true;
    read_bound(decoder, node, &entry->from);
}

void read_partition_to(struct decoder *decoder, const struct node *node, void *into)
{
    struct entry *entry = into;

    entry->is_range = true;
    read_bound(decoder, node, &entry->to);
}

void read_partition_every(struct decoder *decoder, const struct node *node, void *into)
{
    struct entry *entry = into;
    struct diag *diag;

    if (!read_text(decoder, node, &entry->every_text))
        return;
    entry->has_every = true;
    for (entry->every = UNIT_YEAR; entry->every <= UNIT_MINUTE; entry->every++)
        if (slice_is(entry->every_text.value, date_unit_name(entry->every)))
            return;
    diag = diag_add(decoder->diags, SP0116, node->span, "`%.*s` is not a date step",
                    SLICE_ARG(entry->every_text.value));
    diag_help(decoder->diags, diag, "write year, month, day, hour or minute");
    entry->has_every = false;
}

void read_partition_location(struct decoder *decoder, const struct node *node, void *into)
{
    read_text(decoder, node, &((struct entry *)into)->location);
}

static void take_entry_value(struct decoder *decoder, struct text word, void *into)
{
    struct entry_value *value = into;

    *vec_push(&value->values, decoder->arena) = word;
}

static bool path_names(const struct path *path, struct slice name)
{
    for (size_t i = 0; i < path->pieces.count; i++)
        if (!path->pieces.at[i].is_literal && slice_eq(path->pieces.at[i].name, name))
            return true;
    return false;
}

/* The column, or the key of an entry, that is nearest to an unknown key. */
static struct nearest nearest_in_entry(const struct table *table, struct slice key)
{
    struct nearest nearest = nearest_to(key);

    for (size_t i = 0; i < table->keys.count; i++)
        nearest_offer(&nearest, table->keys.at[i].column.name.value);
    for (enum key_id id = FIRST_partition; id < END_partition; id++)
        nearest_offer(&nearest, keys[id].name);
    if (key_alias(CONTEXT_partition, key) != END_partition) {
        nearest.best = keys[key_alias(CONTEXT_partition, key)].name;
        nearest.distance = 0;
        nearest.is_tied = false;
    }
    return nearest;
}

/* Corrects a misspelled key of `entry`, if the entry does not have the intended key already. */
static void mend_key(struct decoder *decoder, struct diag *diag, const struct node *entry,
                     const struct node *key, const struct nearest *nearest)
{
    for (size_t i = 0; i < entry->pairs.count; i++)
        if (slice_eq_folded(entry->pairs.at[i].key->value, nearest->best))
            return;
    if (nearest_found(nearest))
        text_fix_all(decoder->diags, diag, node_text(key), nearest->best, nearest_is_sure(nearest));
}

static void list_columns(struct decoder *decoder, struct diag *diag, const struct table *table)
{
    struct str list = {0};

    for (size_t i = 0; i < table->keys.count; i++)
        str_printf(&list, "%.*s, ", SLICE_ARG(table->keys.at[i].column.name.value));
    diag_help(decoder->diags, diag, "use one of the keys %.*sfrom, to, every and location",
              SLICE_ARG(str_slice(&list)));
    str_release(&list);
}

/* One finding per name, however many entries use it. */
static void unknown_column(struct decoder *decoder, const struct table *table,
                           const struct node *entry, const struct node *key)
{
    struct nearest nearest = nearest_in_entry(table, key->value);
    struct diag *diag = map_get(&decoder->unknown_columns, key->value);

    if (path_names(&table->path, key->value)) { /* rule_path_names reports it for the path */
        decoder->document->broken |= FACET_PARTITIONS;
        return;
    }
    if (diag) {
        diag_related(decoder->diags, diag, key->span, "used here too");
        mend_key(decoder, diag, entry, key, &nearest);
        return;
    }
    diag = diag_add(decoder->diags, SP0111, key->span, "`%.*s` is not a partition column",
                    SLICE_ARG(key->value));
    map_add(&decoder->unknown_columns, key->value, diag);
    if (table->keys.count)
        diag_related(decoder->diags, diag, table->keys_span,
                     "the partition columns are defined here");
    if (nearest_found(&nearest))
        diag_help(decoder->diags, diag,
                  nearest_is_sure(&nearest) ? "write `%.*s`" : "did you mean `%.*s`?",
                  SLICE_ARG(nearest.best));
    else
        list_columns(decoder, diag, table);
    mend_key(decoder, diag, entry, key, &nearest);
}

/* Reads the value of a partition column in an entry. */
static bool take_column(struct decoder *decoder, const struct node *mapping,
                        const struct node_pair *pair, void *into)
{
    struct entry *entry = into;
    const struct table *table = &decoder->document->table;
    size_t key = table_key_named(table, pair->key->value);
    struct entry_value value = {.name = node_text(pair->key), .key = key};
    struct diag *diag;

    if (key == table->keys.count) {
        if (!(decoder->document->broken &
              FACET_KEYS)) /* otherwise it may be a column that could not be read */
            unknown_column(decoder, table, mapping, pair->key);
        return true;
    }
    for (size_t i = 0; i < entry->values.count; i++) {
        if (entry->values.at[i].key != key)
            continue;
        if (!pair->is_merged) {
            diag = diag_add(decoder->diags, SP0113, pair->key->span, "the key `%.*s` is repeated",
                            SLICE_ARG(pair->key->value));
            diag_related(decoder->diags, diag, entry->values.at[i].name.span, "first used here");
        }
        return true;
    }
    read_words(decoder, pair->value, &value, take_entry_value);
    *vec_push(&entry->values, decoder->arena) = value;
    return true;
}

/* A date in place of the list of partitions. */
static bool is_lone_date(struct decoder *decoder, const struct node *node)
{
    struct slice written;
    struct civil when;
    enum date_unit unit;
    struct diag *diag;

    if (node->kind != NODE_SCALAR || !date_parse(node->value, &when, &unit))
        return false;
    written = arena_printf(decoder->arena, "[{from: %.*s, to: %.*s}]", SLICE_ARG(node->value),
                           SLICE_ARG(node->value));
    diag = wrong_shape(decoder, node, "a list");
    diag_help(decoder->diags, diag, "write `partitions: %.*s`", SLICE_ARG(written));
    diag_fix(decoder->diags, diag, node->span, written, false);
    return true;
}

void read_external_table_partitions(struct decoder *decoder, const struct node *node, void *into)
{
    struct table *table = into;

    table->partitions_span = node->span;
    if (node->kind == NODE_SCALAR && slice_is(node->value, "all")) {
        table->takes_all = true;
        return;
    }
    if (is_lone_date(decoder, node) || !is_list(decoder, node, CONTEXT_partition))
        return;
    map_init(&decoder->unknown_columns, decoder->arena);
    vec_reserve(&table->entries, decoder->arena, node->items.count);
    for (size_t i = 0; i < node->items.count; i++) {
        struct node *item = node->items.at[i];
        struct entry *entry = vec_push(&table->entries, decoder->arena);

        entry->span = item->span;
        read_open_mapping(decoder, item, CONTEXT_partition, item->span, entry, take_column);
    }
}
