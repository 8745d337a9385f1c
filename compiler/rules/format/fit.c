/* What does not fit the format: properties that have no effect on it, compression, a Delta
   table's location, JSON keys that several columns read (facts: TABLE PROPERTIES; STORED AS;
   Query-time behaviour). */
#include "model/location.h"
#include "rules/rule.h"

static bool has_lines(enum format_id format)
{
    return formats[format].traits & TEXT_LINES;
}

static bool is_not_columnar(enum format_id format)
{
    return !(formats[format].traits & COLUMNAR) && format != FORMAT_AVRO && format != FORMAT_ION;
}

static bool is_orc(enum format_id format)
{
    return format == FORMAT_ORC;
}

/* Whether the value has the same effect as leaving the property out. */
static bool is_idle(struct slice value)
{
    return slice_is(value, "0") || slice_is(value, "DISABLED");
}

/* Properties that apply only to some formats. */
static const struct {
    struct slice name;
    bool (*is_used)(enum format_id format);
    const char *of; /* the formats that it applies to */
} partial[] = {
    {SLICE("skip.header.line.count"), has_lines, "text: csv, tsv, delimited, regex and similar"},
    {SLICE("column_count_mismatch_handling"), has_lines,
     "text: csv, tsv, delimited, regex and similar"},
    {SLICE("orc.schema.resolution"), is_orc, "orc"},
    {SLICE("numeric_overflow_handling"), is_orc, "orc"},
    {SLICE("serialization.null.format"), is_not_columnar, "files of text"},
};

/* Rows are counted while text is read, which a packed file does not allow. */
static void vet_packed(struct rule_run *run, const struct table *table)
{
    const struct property *counts = property_of(&table->properties,
                                                SLICE("column_count_mismatch_handling"));
    const struct property *packing = property_of(&table->properties, SLICE("compression_type"));
    struct diag *diag;

    if (!counts || is_idle(counts->value.value) || !packing ||
        slice_is(packing->value.value, "none") || !(format_traits(&table->format) & TEXT_LINES))
        return;
    diag = diag_add(run->diags, SP0519, counts->key.span,
                    "`column_count_mismatch_handling` has no effect on compressed files");
    diag_related(run->diags, diag, packing->value.span, "the compression is set here");
    diag_help(run->diags, diag, "remove it: it is for uncompressed text");
}

void rule_properties_used(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    enum format_id format = format_in_force(&table->format);

    for (size_t i = 0; i < sizeof partial / sizeof *partial && format != FORMAT_CUSTOM; i++) {
        const struct property *property = property_of(&table->properties, partial[i].name);
        struct diag *diag;

        if (!property || partial[i].is_used(format) || is_idle(property->value.value))
            continue;
        diag = diag_add(run->diags, SP0519, property->key.span,
                        "`%.*s` has no effect on %.*s files", SLICE_ARG(partial[i].name),
                        SLICE_ARG(formats[format].word));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag, "remove it: it is for %s", partial[i].of);
    }
    vet_packed(run, table);
}

void rule_compression(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct property *property = property_of(&table->properties, SLICE("compression_type"));
    enum format_id format = format_in_force(&table->format);
    struct diag *diag;

    if (!property || format == FORMAT_CUSTOM || slice_is(property->value.value, "none"))
        return;
    if (!(formats[format].traits & COLUMNAR) && format != FORMAT_AVRO)
        return;
    diag = diag_add(run->diags, SP0521, property->value.span, "%.*s files are not %s as a whole",
                    SLICE_ARG(formats[format].word),
                    slice_is(property->value.value, "snappy") ? "compressed with snappy"
                    : slice_is(property->value.value, "gzip") ? "gzipped"
                                                              : "compressed with bzip2");
    diag_related(run->diags, diag, table->format.span, "the format is set here");
    diag_note(run->diags, diag, "such a file compresses its parts internally, and records how");
    diag_help(run->diags, diag, "remove `compression_type`");
}

/* Whether the location has a folder named `name`. */
static bool has_folder(struct slice location, struct slice name)
{
    while (location.len) {
        size_t end = slice_find(location, '/');

        if (slice_eq(slice_cut(location, 0, end), name))
            return true;
        location = slice_from(location, end < location.len ? end + 1 : end);
    }
    return false;
}

static void offer_manifests(struct rule_run *run, struct diag *diag, struct text location)
{
    bool is_closed = slice_ends(location.value, SLICE("/"));
    struct slice added = arena_printf(run->arena, "%s%.*s/", is_closed ? "" : "/",
                                      SLICE_ARG(DELTA_MANIFESTS));

    diag_help(run->diags, diag, "write `%.*s%.*s`", SLICE_ARG(location.value), SLICE_ARG(added));
    text_fix(run->diags, diag, location, location.value.len, location.value.len, added, false);
}

void rule_delta_location(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    bool is_in_manifests = has_folder(table->location.value, DELTA_MANIFESTS);
    enum format_id format = format_in_force(&table->format);
    struct diag *diag;

    if (!text_is_given(table->location) || format == FORMAT_CUSTOM)
        return;
    if (table->format.id == FORMAT_DELTA && !is_in_manifests) {
        diag =
            diag_add(run->diags, SP0520, table->location.span,
                     "a Delta table is read through its manifests, but this is not their folder");
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        offer_manifests(run, diag, table->location);
    } else if (format != FORMAT_DELTA && is_in_manifests) {
        diag = diag_add(run->diags, SP0520, table->location.span,
                        "this folder holds the manifests of a Delta table, not %.*s files",
                        SLICE_ARG(formats[format].word));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag, "write `format: delta`, or the folder of the files themselves");
    }
}

/* The key in the files that a column reads. */
static struct text key_of(const struct column *column)
{
    return text_is_given(column->source) ? column->source : column->name;
}

static void shared_key(struct rule_run *run, const struct column *column,
                       const struct column *first)
{
    struct text key = key_of(column), other = key_of(first);
    bool is_same = slice_eq(key.value, other.value);
    struct diag *diag = diag_add(run->diags, SP0522, key.span,
                                 is_same
                                     ? "two columns read the key `%.*s`"
                                     : "the key `%.*s` differs from another only in letter case",
                                 SLICE_ARG(key.value));

    diag_related(run->diags, diag, other.span, "the other is here");
    if (!is_same)
        diag_note(run->diags, diag, "the SerDe ignores the case of keys, so the two are the same");
    diag_help(
        run->diags, diag,
        is_same
            ? "remove one of the columns"
            : "set the SerDe property `case.insensitive` to false, or remove one of the columns");
}

static bool minds_case(const struct format *format)
{
    const struct property *property = property_of(&format->serde_properties,
                                                  SLICE("case.insensitive"));

    return property && slice_eq_folded(property->value.value, SLICE("false"));
}

void rule_keys_shared(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct map seen;

    if (!(format_traits(&table->format) & MAPS_KEYS))
        return;
    if (minds_case(&table->format))
        map_init(&seen, run->arena);
    else
        map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < table->columns.count; i++) {
        struct column *column = &table->columns.at[i], *first;
        struct text key = key_of(column);

        if (!text_is_given(key) || !key.value.len)
            continue;
        first = map_add(&seen, key.value, column);
        if (first && (text_is_given(column->source) || text_is_given(first->source)))
            shared_key(run, column, first);
    }
}
