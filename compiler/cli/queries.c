#include "cli/queries.h"

#include "model/location.h"
#include "path/match.h"
#include "text/comment.h"
#include "text/regex.h"
#include "write/sql/redshift.h"

void query_registered(struct str *out, const struct table *table, struct slice schema)
{
    str_puts(out, "SELECT \"values\", location\nFROM svv_external_partitions\nWHERE schemaname = ");
    redshift_write_lower(out, schema.len ? schema : table->schema.value);
    str_puts(out, "\n  AND tablename = ");
    redshift_write_lower(out, table->name.value);
    str_puts(out, "\nORDER BY \"values\";\n");
}

void query_inventory(struct str *out, const struct table *table)
{
    struct path_matcher *matcher = path_matcher_new(table);
    struct location location = location_split(table->location.value);
    struct str head = {0}, pattern = {0};

    str_printf(&head,
               "The folders of partitions in an S3 Inventory of the bucket %.*s, for Athena.",
               SLICE_ARG(location.bucket));
    text_into_comment(out, "-- ", str_slice(&head));
    str_release(&head);
    str_puts(out,
             "-- Put the inventory's table in place of `inventory`. Where the inventory is in CSV, "
             "write\n-- url_decode(key) for key; where it lists all versions, add to the inner "
             "WHERE:\n-- AND is_latest AND NOT is_delete_marker\n"
             "SELECT folder, count(*) AS files, sum(size) AS bytes\n"
             "FROM (\n"
             "    SELECT regexp_extract(key, '^");
    text_into_regex(&pattern, "/=-'", location.prefix);
    text_into_sql_quotes(out, LITERALS_TRINO, str_slice(&pattern));
    str_printf(out, "(?:[^/]+/){%zu}') AS folder, size\n    FROM inventory\n",
               path_matcher_depth(matcher));
    str_puts(out, "    WHERE dt = (SELECT max(dt) FROM inventory)\n"
                  "      AND starts_with(key, '");
    text_into_sql_quotes(out, LITERALS_TRINO, location.prefix);
    str_puts(out, "')\n"
                  "      AND NOT regexp_like(key, '(/|/[._#][^/]*|~)$')\n"
                  ")\n"
                  "WHERE folder IS NOT NULL\n"
                  "GROUP BY folder\n"
                  "ORDER BY folder;\n");
    path_matcher_free(matcher);
    str_release(&pattern);
}
