/* The block `native`: the native table that is loaded from the files (facts:
   COPY into a native table), from the developer guide's pages on CREATE TABLE and COPY. */
#include "base/nearest.h"
#include "rules/location/location.h"

enum { COMPOUND_MAX = 400, INTERLEAVED_MAX = 8 };

static void unknown_column(struct rule_run *run, const struct table *table, struct text name,
                           const char *what)
{
    struct nearest nearest = nearest_to(name.value);
    struct diag *diag = diag_add(run->diags, SP0222, name.span, "the %s `%.*s` is not a column",
                                 what, SLICE_ARG(name.value));

    for (size_t i = 0; i < table->columns.count; i++)
        nearest_offer(&nearest, table->columns.at[i].name.value);
    for (size_t i = 0; i < table->keys.count; i++)
        nearest_offer(&nearest, table->keys.at[i].column.name.value);
    if (!nearest_found(&nearest)) {
        diag_help(run->diags, diag, "write the name of a column or of a partition column");
        return;
    }
    diag_help(run->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    if (nearest_is_sure(&nearest))
        text_fix_all(run->diags, diag, name, nearest.best, false);
}

/* The column that a key names; NULL after reporting a finding. */
static const struct column *vet_key(struct rule_run *run, const struct table *table,
                                    struct text name, const char *what)
{
    const struct column *column = table_column_named(table, name.value);
    struct diag *diag;

    if (!column) {
        unknown_column(run, table, name, what);
        return NULL;
    }
    if (!type_is_nested(column->type->kind) && column->type->kind != TYPE_VARBYTE)
        return column;
    diag = diag_add(run->diags, SP0223, name.span, "a %s column cannot be the %s",
                    type_is_nested(column->type->kind) ? "SUPER" : "VARBYTE", what);
    diag_related(run->diags, diag, column->type_text.span,
                 type_is_nested(column->type->kind) ? "nested columns become SUPER" : "its type");
    diag_help(run->diags, diag, "choose a column of numbers, strings, dates or booleans");
    return NULL;
}

static void vet_sortkeys(struct rule_run *run, const struct table *table)
{
    const struct native *native = &table->native;

    for (size_t i = 0; i < native->sortkey.count && i < COMPOUND_MAX; i++) {
        struct text name = native->sortkey.at[i];
        size_t first = 0;

        if (!vet_key(run, table, name, "sortkey"))
            continue;
        while (!slice_eq_folded(native->sortkey.at[first].value, name.value))
            first++;
        if (first < i)
            diag_help(run->diags,
                      diag_related(run->diags,
                                   diag_add(run->diags, SP0226, name.span,
                                            "the sortkey repeats `%.*s`", SLICE_ARG(name.value)),
                                   native->sortkey.at[first].span, "first listed here"),
                      "remove one of the two");
    }
}

void rule_native_keys(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    if (text_is_given(table->native.distkey))
        vet_key(run, table, table->native.distkey, "distkey");
    vet_sortkeys(run, table);
}

static void vet_dist_style(struct rule_run *run, const struct native *native)
{
    bool has_key = text_is_given(native->distkey);
    struct diag *diag;

    if (native->dist_style == DIST_UNSAID || (native->dist_style == DIST_KEY) == has_key)
        return;
    diag = diag_add(run->diags, SP0225, native->dist_text.span, "the diststyle is %.*s, %s",
                    SLICE_ARG(native->dist_text.value),
                    has_key ? "but there is a distkey" : "but there is no distkey");
    if (has_key)
        diag_related(run->diags, diag, native->distkey.span, "here");
    diag_help(run->diags, diag,
              has_key ? "remove one of the two: a distkey implies the style key"
                      : "add `distkey: ` and a column, or remove the style");
}

static void vet_sort_style(struct rule_run *run, const struct native *native)
{
    bool has_key = native->sortkey.count > 0;
    struct diag *diag;

    if (native->sort_style == SORT_UNSAID || (native->sort_style != SORT_AUTO) == has_key)
        return;
    diag = diag_add(run->diags, SP0225, native->sort_text.span, "the sortstyle is %.*s, %s",
                    SLICE_ARG(native->sort_text.value),
                    has_key ? "but there is a sortkey" : "but there is no sortkey");
    if (has_key)
        diag_related(run->diags, diag, native->sortkey.at[0].span, "here");
    diag_help(run->diags, diag,
              has_key ? "remove one of the two: under auto, Redshift chooses the sortkey"
                      : "add `sortkey: ` and one or more columns, or remove the style");
}

void rule_native_styles(struct rule_run *run, const struct document *document)
{
    const struct native *native = &document->table.native;
    bool is_interleaved = native->sort_style == SORT_INTERLEAVED;
    size_t most = is_interleaved ? INTERLEAVED_MAX : COMPOUND_MAX;

    vet_dist_style(run, native);
    vet_sort_style(run, native);
    if (native->sortkey.count > most)
        diag_help(run->diags,
                  diag_add(run->diags, SP0226, native->sortkey.at[most].span,
                           "%zu columns in %s sortkey; Redshift allows %zu", native->sortkey.count,
                           is_interleaved ? "an interleaved" : "a compound", most),
                  "keep the columns that most queries filter on");
}

/* COPY decompresses text and JSON; files that are compressed internally are read as they are. */
static void vet_compression(struct rule_run *run, const struct table *table, enum format_id format)
{
    const struct property *property = property_of(&table->properties, SLICE("compression_type"));
    const struct native *native = &table->native;
    struct diag *diag;

    if (native->compression == COMPRESSION_UNSET || format == FORMAT_CUSTOM)
        return;
    if (formats[format].traits & COLUMNAR || format == FORMAT_AVRO) {
        diag = diag_add(run->diags, SP0523, native->compression_text.span,
                        "COPY takes no compression option for %.*s files",
                        SLICE_ARG(formats[format].word));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag, "remove it: such files record their own compression");
    } else if (property && !slice_eq(property->value.value, native->compression_text.value)) {
        diag = diag_add(run->diags, SP0523, native->compression_text.span,
                        "the files are compressed with %.*s here, and with %.*s for Spectrum",
                        SLICE_ARG(native->compression_text.value),
                        SLICE_ARG(property->value.value));
        diag_related(run->diags, diag, property->value.span, "here");
        diag_help(run->diags, diag, "remove one of the two: `compression_type` is for both");
    }
}

static void vet_jsonpaths(struct rule_run *run, const struct table *table, enum format_id format)
{
    struct text address = table->native.jsonpaths;
    struct diag *diag;

    if (!text_is_given(address))
        return;
    if (format != FORMAT_JSON && format != FORMAT_CUSTOM) {
        diag = diag_add(run->diags, SP0523, address.span, "a JSONPaths file has no effect on %.*s",
                        SLICE_ARG(formats[format].word));
        diag_related(run->diags, diag, table->format.span, "the format is set here");
        diag_help(run->diags, diag, "remove it: it maps JSON keys to columns");
        return;
    }
    if (!vet_scheme(run, address))
        return;
    vet_bucket(run, address);
    if (location_bucket_end(address.value) + 1 >= address.value.len ||
        slice_ends(address.value, SLICE("/"))) {
        diag_help(run->diags,
                  diag_add(run->diags, SP0414, address.span,
                           "the address of the JSONPaths file is a folder: expected an object"),
                  "add a name: `s3://bucket/folder/%.*s.jsonpaths`", SLICE_ARG(table->name.value));
    } else if (slice_starts(address.value, table->location.value)) {
        diag = diag_add(run->diags, SP0414, address.span,
                        "the JSONPaths file would be among the data");
        diag_related(run->diags, diag, table->location.span, "the data is here");
        diag_help(run->diags, diag,
                  "put it into another folder: COPY and Spectrum would read it as rows");
    }
}

void rule_native_files(struct rule_run *run, const struct document *document)
{
    enum format_id format = format_in_force(&document->table.format);

    vet_compression(run, &document->table, format);
    vet_jsonpaths(run, &document->table, format);
}

static bool has_native(const struct document *document)
{
    return document->table.native.span.source != NULL;
}

/* The same external table twice, which SP0701 reports. */
static bool is_same_table(const struct table *a, const struct table *b)
{
    return slice_eq_folded(a->schema.value, b->schema.value) &&
           slice_eq_folded(a->name.value, b->name.value);
}

/* Whether the schema holds an external table or is declared by a spec. */
static const struct text *external_schema_named(const struct model *model, struct slice name)
{
    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i];
        const struct text *schema = document->kind == DOCUMENT_TABLE ? &document->table.schema
                                                                     : &document->schema.name;

        if (text_is_given(*schema) && slice_eq_folded(schema->value, name))
            return schema;
    }
    return NULL;
}

static void vet_schema(struct rule_run *run, const struct native *native)
{
    const struct text *external = text_is_given(native->schema)
                                      ? external_schema_named(run->model, native->schema.value)
                                      : NULL;
    struct diag *diag;

    if (!external)
        return;
    diag = diag_add(run->diags, SP0224, native->schema.span,
                    "the schema `%.*s` is external: it cannot hold a native table",
                    SLICE_ARG(native->schema.value));
    diag_related(run->diags, diag, external->span, "it is named here");
    diag_help(run->diags, diag, "write one of Redshift's own schemas, or remove it to use public");
}

/* Where a table names its native table: in its block, or by its own name. */
static struct span naming_span(const struct table *table)
{
    return table->native.span.source ? table->native.span : table->name.span;
}

static void report_shared(struct rule_run *run, const struct table *table,
                          const struct table *first)
{
    struct slice title = native_title(table, run->arena);
    struct diag *diag = diag_add(run->diags, SP0706, naming_span(table),
                                 "two tables are loaded into `%.*s`", SLICE_ARG(title));

    diag_related(run->diags, diag, naming_span(first), "the other is here");
    diag_help(run->diags, diag, "give one of the two another `name` or `schema` under `native`");
}

/* Tables without a block count too, because the target copy loads them as well. But if neither
   of two tables has one, nothing says that they are meant for it. */
void rule_native_tables(struct rule_run *run, const struct document *none)
{
    struct map seen;

    (void)none;
    map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < run->model->documents.count; i++) {
        struct document *document = run->model->documents.at[i], *first;

        if (document->kind != DOCUMENT_TABLE || document->broken & (FACET_NATIVE | FACET_NAMES))
            continue;
        if (has_native(document))
            vet_schema(run, &document->table.native);
        first = map_add(&seen, native_title(&document->table, run->arena), document);
        if (first && (has_native(document) || has_native(first)) &&
            !is_same_table(&document->table, &first->table))
            report_shared(run, &document->table, &first->table);
    }
}
