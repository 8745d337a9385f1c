/* Names, descriptions and classifications. */
#include "write/sql/hive.h"

#include "base/ascii.h"
#include "model/reserved.h"

void hive_write_identifier(struct str *out, struct slice name)
{
    if (sql_is_bare(name, ATHENA_DDL | ATHENA_SELECT | TYPE_NAME) && ascii_is_lower(name.at[0]))
        str_add(out, name);
    else
        text_into_sql_name(out, '`', name);
}

/* Control characters at the ends go too: they would be written as blanks, which `import` trims, so
   that a table that was imported and compiled again would differ. */
static struct slice trimmed(struct slice text)
{
    while (text.len && (text.at[0] == ' ' || ascii_is_control(text.at[0]))) {
        text.at++;
        text.len--;
    }
    while (text.len && (text.at[text.len - 1] == ' ' || ascii_is_control(text.at[text.len - 1])))
        text.len--;
    return text;
}

void hive_write_description(struct str *out, struct slice description, bool is_column)
{
    description = trimmed(description);
    for (size_t i = 0; i < description.len; i++) {
        char byte = description.at[i];
        bool stays = !ascii_is_control(byte) || byte == '\t' ||
                     (!is_column && (byte == '\n' || byte == '\r'));

        str_putc(out, stays ? byte : ' ');
    }
}

const char *hive_classification(const struct format *format)
{
    switch (format->id) {
    case FORMAT_JSON: return "json";
    case FORMAT_CSV:
    case FORMAT_TSV:
    case FORMAT_TEXT:
    case FORMAT_DELIMITED_TEXT: return "csv";
    case FORMAT_PARQUET: return "parquet";
    case FORMAT_ORC: return "orc";
    case FORMAT_AVRO: return "avro";
    case FORMAT_REGEX:
    case FORMAT_GROK:
    case FORMAT_ION:
    case FORMAT_SEQUENCEFILE:
    case FORMAT_RCFILE:
    case FORMAT_HUDI:
    case FORMAT_DELTA:
    case FORMAT_COUNT: break;
    }
    return NULL;
}
