#include "cli/queries.h"

#include "base/ascii.h"
#include "model/location.h"
#include "path/match.h"
#include "write/redshift.h"

void query_registered(struct str *out, const struct table *table, struct slice schema)
{
    str_puts(out, "SELECT \"values\", location\nFROM svv_external_partitions\nWHERE schemaname = ");
    redshift_write_lower(out, schema.len ? schema : table->schema.value);
    str_puts(out, "\n  AND tablename = ");
    redshift_write_lower(out, table->name.value);
    str_puts(out, "\nORDER BY \"values\";\n");
}

/* The inside of Athena's string literal: only the quote is doubled. */
static void put_quoted(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'')
            str_putc(out, '\'');
        str_putc(out, text.at[i]);
    }
}

/* The same of a regular expression that matches just these bytes. */
static void put_pattern(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (!ascii_is_word(byte) && byte != '/' && byte != '=' && byte != '-' &&
            (unsigned char)byte < 0x80 && byte != '\'')
            str_putc(out, '\\');
        put_quoted(out, (struct slice){&byte, 1});
    }
}

void query_inventory(struct str *out, const struct table *table)
{
    struct path_matcher *matcher = path_matcher_new(table);
    struct location location = location_split(table->location.value);

    str_puts(out, "-- The folders of partitions in an S3 Inventory of the bucket ");
    str_add(out, location.bucket);
    str_puts(out,
             ", for Athena.\n"
             "-- Put the inventory's table in place of `inventory`. Where the inventory is in CSV, "
             "write\n-- url_decode(key) for key; where it lists all versions, add to the inner "
             "WHERE:\n-- AND is_latest AND NOT is_delete_marker\n"
             "SELECT folder, count(*) AS files, sum(size) AS bytes\n"
             "FROM (\n"
             "    SELECT regexp_extract(key, '^");
    put_pattern(out, location.prefix);
    str_printf(out, "(?:[^/]+/){%zu}') AS folder, size\n    FROM inventory\n",
               path_matcher_depth(matcher));
    str_puts(out, "    WHERE dt = (SELECT max(dt) FROM inventory)\n"
                  "      AND starts_with(key, '");
    put_quoted(out, location.prefix);
    str_puts(out, "')\n"
                  "      AND NOT regexp_like(key, '(/|/[._#][^/]*|~)$')\n"
                  ")\n"
                  "WHERE folder IS NOT NULL\n"
                  "GROUP BY folder\n"
                  "ORDER BY folder;\n");
    path_matcher_free(matcher);
}
