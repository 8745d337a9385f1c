/* Maps the domain of each partition column to a projection type, and reports what has none. */
#include "write/sql/projection.h"

#include "base/ascii.h"
#include "path/encode.h"

enum projected { PROJECTED_DATE, PROJECTED_INTEGER, PROJECTED_ENUM, PROJECTED_INJECTED };

static bool is_text_type(enum type_kind kind)
{
    return kind == TYPE_CHAR || kind == TYPE_VARCHAR;
}

/* The field of a pattern that consists of one field alone, or NULL. */
static const struct date_item *only_field(const struct date_pattern *pattern)
{
    if (pattern->items.count != 1 || pattern->items.at[0].is_literal)
        return NULL;
    return &pattern->items.at[0];
}

/* A column of whole dates is projected as dates. A column of one date field is projected as a
   number, as is a year in an integer column. */
static enum projected projection_kind(const struct key_column *key)
{
    switch (key->domain.kind) {
    case DOMAIN_NONE: return PROJECTED_INJECTED;
    case DOMAIN_VALUES: return PROJECTED_ENUM;
    case DOMAIN_RANGE: return PROJECTED_INTEGER;
    case DOMAIN_DATE: break;
    }
    if (!(key->domain.date->fields & 1u << FIELD_YEAR) || type_is_integer(key->column.type->kind))
        return PROJECTED_INTEGER;
    return PROJECTED_DATE;
}

static void refuse(struct diags *diags, struct span span, const char *why, const char *label)
{
    struct diag *diag = diag_add(diags, SP1007, span, "%s", why);

    diag_label(diags, diag, "%s", label);
    diag_help(diags, diag, "remove --projection, and register the partitions instead");
}

static void review_values(struct diags *diags, const struct key_column *key)
{
    for (size_t i = 0; i < key->domain.values.count; i++) {
        struct text value = key->domain.values.at[i];

        if (slice_find(value.value, ',') < value.value.len)
            refuse(diags, value.span, "a value with a comma cannot be projected",
                   "the property separates its values with commas");
        else if (path_needs_encoding(value.value))
            refuse(diags, value.span,
                   "a value that is encoded in its folder's name cannot be projected",
                   "Athena puts it into the path without encoding it");
    }
}

/* An open range has no last number, which a year in an integer column needs. */
static void review_number(struct diags *diags, const struct statement *statement,
                          const struct key_column *key)
{
    const struct date_pattern *date = key_date(key);
    struct diag *diag;

    if (!date)
        return;
    if (!only_field(date)) {
        refuse(diags, key->domain.span, "a number made of several date fields cannot be projected",
               "Athena counts through all whole numbers, or through dates in a text column");
    } else if (date->fields & 1u << FIELD_YEAR && statement->projection->is_open) {
        diag = diag_add(diags, SP1007, key->domain.span, "the years have no last value");
        diag_help(diags, diag, "add --until DATE, or make the column text: char(4)");
    }
}

static void review_dates(struct diags *diags, const struct key_column *key)
{
    enum date_unit finest;
    enum date_field missing;

    if (!date_fields_determine(key->domain.date->fields, &finest, &missing))
        refuse(diags, key->domain.span, "a date pattern that skips a field cannot be projected",
               "Athena counts through whole dates");
    else if (slice_find(key->domain.date->text.value, ',') < key->domain.date->text.value.len)
        refuse(diags, key->domain.span, "a date written with a comma cannot be projected",
               "the property separates its bounds with a comma");
}

static void review_key(struct diags *diags, const struct statement *statement,
                       const struct key_column *key)
{
    switch (projection_kind(key)) {
    case PROJECTED_INJECTED:
        if (!is_text_type(key->column.type->kind))
            refuse(diags, key->column.span, "a column of this type needs a domain to be projected",
                   "Athena takes only text from the query: add `values` or `range`");
        return;
    case PROJECTED_ENUM: review_values(diags, key); return;
    case PROJECTED_INTEGER: review_number(diags, statement, key); break;
    case PROJECTED_DATE: review_dates(diags, key); break;
    }
    if (key_date(key) && !statement->projection->has_dates)
        refuse(diags, key->domain.span, "no entry of `partitions` gives a first date",
               "Athena needs a date to count from");
}

static void review_path(struct diags *diags, const struct table *table)
{
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct date_pattern *date;

        if (piece->is_literal)
            continue;
        date = key_date(&table->keys.at[table_key_named(table, piece->name)]);
        if (piece->date && date && !slice_eq(piece->date->text.value, date->text.value))
            refuse(diags, piece->span,
                   "a folder that writes the date in another pattern cannot be projected",
                   "Athena puts the column's own value into the path");
    }
    if (slice_find_slice(table->location.value, SLICE("${")) < table->location.value.len)
        refuse(diags, table->location.span, "a location with `${` cannot be projected",
               "Athena would take it for a column");
}

void projection_review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    size_t before = diags->error_count;
    struct diag *diag;

    for (size_t i = 0; i < table->keys.count; i++)
        review_key(diags, statement, &table->keys.at[i]);
    for (size_t i = 0; i < table->entries.count; i++)
        if (text_is_given(table->entries.at[i].location))
            refuse(diags, table->entries.at[i].location.span,
                   "a partition with its own `location` cannot be projected",
                   "Athena computes every location from the path");
    review_path(diags, table);
    if (diags->error_count != before)
        return;
    diag = diag_add(diags, SP1006, table->keys_span, "Redshift Spectrum ignores projection");
    diag_label(diags, diag, "it reads only registered partitions");
    diag_help(diags, diag,
              "if Redshift reads this table too, register its partitions: "
              "`spectrumc compile --emit partitions`");
}

/* The letters of Java's DateTimeFormatter. */
static void write_java_pattern(struct str *out, const struct date_pattern *pattern)
{
    static const char *const padded[] = {"yyyy", "MM", "dd", "HH", "mm", "DDD"};
    static const char *const bare[] = {"yyyy", "M", "d", "H", "m", "D"};

    for (size_t i = 0; i < pattern->items.count; i++) {
        const struct date_item *item = &pattern->items.at[i];

        if (!item->is_literal) {
            str_puts(out, item->is_padded ? padded[item->field] : bare[item->field]);
            continue;
        }
        for (size_t k = 0; k < item->literal.len; k++) {
            char byte = item->literal.at[k];

            if (ascii_is_alpha(byte) || strchr("[]{}#", byte))
                str_printf(out, "'%c'", byte);
            else if (byte == '\'')
                str_puts(out, "''");
            else
                str_putc(out, byte);
        }
    }
}

static void write_number_range(struct str *out, const struct projection *projection,
                               const struct key_column *key)
{
    static const int least[] = {0, 1, 1, 0, 0, 1}, most[] = {0, 12, 31, 23, 59, 366};
    const struct date_pattern *date = key_date(key);
    enum date_field field;

    if (!date) {
        str_printf(out, "%lld,%lld", key->domain.from, key->domain.to);
        return;
    }
    field = only_field(date)->field;
    if (field == FIELD_YEAR)
        str_printf(out, "%d,%d", projection->from.year, projection->to.year);
    else
        str_printf(out, "%d,%d", least[field], most[field]);
}

static void write_date_range(struct str *out, const struct projection *projection,
                             const struct date_pattern *pattern)
{
    date_pattern_print(out, pattern, projection->from);
    str_putc(out, ',');
    if (projection->is_open)
        str_puts(out, "NOW");
    else
        date_pattern_print(out, pattern, projection->to);
}

/* The number of digits to pad to; 0: no padding. */
static long long digits_of(const struct key_column *key)
{
    const struct date_pattern *date = key_date(key);
    int least, most;

    if (!date)
        return key->domain.width;
    date_item_digits(only_field(date), &least, &most);
    return least == most ? most : 0;
}

static void write_values(struct str *out, const struct domain *domain)
{
    for (size_t i = 0; i < domain->values.count; i++) {
        if (i)
            str_putc(out, ',');
        str_add(out, domain->values.at[i].value);
    }
}

static const char *unit_word(const struct date_pattern *pattern)
{
    static const char *const words[] = {"YEARS", "MONTHS", "DAYS", "HOURS", "MINUTES"};
    enum date_unit finest;
    enum date_field missing;

    date_fields_determine(pattern->fields, &finest, &missing);
    return words[finest];
}

enum slot {
    SLOT_TYPE,
    SLOT_RANGE,
    SLOT_VALUES,
    SLOT_DIGITS,
    SLOT_FORMAT,
    SLOT_INTERVAL,
    SLOT_UNIT,
    SLOT_COUNT
};

/* Appends the value of a column's property and returns what follows "projection.column." in its
   key; NULL if the column does not have that property. */
static const char *column_property(const struct projection *projection,
                                   const struct key_column *key, enum slot slot, struct str *value)
{
    static const char *const types[] = {"date", "integer", "enum", "injected"};
    enum projected as = projection_kind(key);

    switch (slot) {
    case SLOT_TYPE: str_puts(value, types[as]); return "type";
    case SLOT_RANGE:
        if (as == PROJECTED_DATE)
            write_date_range(value, projection, key->domain.date);
        else if (as == PROJECTED_INTEGER)
            write_number_range(value, projection, key);
        return value->len ? "range" : NULL;
    case SLOT_VALUES:
        write_values(value, &key->domain);
        return as == PROJECTED_ENUM ? "values" : NULL;
    case SLOT_DIGITS:
        if (as != PROJECTED_INTEGER || !digits_of(key))
            return NULL;
        str_printf(value, "%lld", digits_of(key));
        return "digits";
    case SLOT_FORMAT:
        if (as == PROJECTED_DATE)
            write_java_pattern(value, key->domain.date);
        return value->len ? "format" : NULL;
    case SLOT_INTERVAL: str_puts(value, "1"); return as == PROJECTED_DATE ? "interval" : NULL;
    case SLOT_UNIT:
        if (as != PROJECTED_DATE)
            return NULL;
        str_puts(value, unit_word(key->domain.date));
        return "interval.unit";
    case SLOT_COUNT: break;
    }
    return NULL;
}

static void write_template(struct str *out, const struct table *table)
{
    str_add(out, table->location.value);
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];

        if (piece->is_literal)
            str_add(out, piece->literal);
        else
            str_printf(out, "${%.*s}", SLICE_ARG(piece->name));
    }
}

bool projection_property(const struct statement *statement, size_t index, struct str *key,
                         struct str *value)
{
    const struct table *table = &statement->document->table;
    size_t column = index ? (index - 1) / SLOT_COUNT : 0;
    const char *name;

    if (!index) {
        str_puts(key, "projection.enabled");
        str_puts(value, "true");
    } else if (column < table->keys.count) {
        struct slice of = table->keys.at[column].column.name.value;

        name = column_property(statement->projection, &table->keys.at[column],
                               (enum slot)((index - 1) % SLOT_COUNT), value);
        if (name)
            str_printf(key, "projection.%.*s.%s", SLICE_ARG(of), name);
    } else if (index == 1 + table->keys.count * SLOT_COUNT) {
        str_puts(key, "storage.location.template");
        write_template(value, table);
    } else {
        return false;
    }
    return true;
}
