/* The block `parquet`: where the target `parquet` writes its result. */
#include "model/conversion.h"
#include "rules/location/location.h"

void rule_parquet_location(struct rule_run *run, const struct document *document)
{
    struct text location = document->table.parquet.location;

    if (!text_is_given(location) || !vet_scheme(run, location))
        return;
    vet_bucket(run, location);
    vet_slashes(run, location, false);
    vet_characters(run, location, location_bucket_end(location.value));
}

/* The span to report: the key if it is given, else the whole block. */
static struct span decider(struct text own, const struct conversion *parquet)
{
    return text_is_given(own) ? own.span : parquet->span;
}

static void report_collision(struct rule_run *run, const struct document *document,
                             const struct document *other, struct text theirs)
{
    const struct conversion *parquet = &document->table.parquet;
    struct slice title = table_title(&other->table, run->arena);
    struct diag *diag;

    if (other == document)
        diag = diag_add(run->diags, SP0419, decider(parquet->location, parquet),
                        "the result would be among the files that it is made from");
    else
        diag = diag_add(run->diags, SP0419, decider(parquet->location, parquet),
                        "the result would be among the files of the table `%.*s`",
                        SLICE_ARG(title));
    diag_related(run->diags, diag, theirs.span, "those files are here");
    diag_help(run->diags, diag, "write a separate folder, neither inside that one nor around it");
}

/* A second conversion empties the folder first. */
static void vet_folder(struct rule_run *run, const struct table *table)
{
    struct text location = table->parquet.location;
    struct location place = location_split(location.value);
    struct diag *diag;

    if (!location_is_in_s3(location.value) || !slice_ends(location.value, SLICE("/")) ||
        !place.bucket.len || place.prefix.len)
        return;
    diag = diag_add(run->diags, SP0419, location.span, "the result's location is a whole bucket");
    diag_label(run->diags, diag, "everything in it would be deleted");
    diag_help(run->diags, diag, "write a separate folder: `%.*s%.*s_parquet/`",
              SLICE_ARG(location.value), SLICE_ARG(table->name.value));
}

static void report_namesake(struct rule_run *run, const struct document *document,
                            const struct document *other, const char *unknown)
{
    const struct conversion *parquet = &document->table.parquet;
    struct conversion conversion = conversion_of(run->arena, &document->table);
    bool is_shared = !slice_eq_folded(other->table.schema.value, conversion.schema.value);
    struct slice title = arena_printf(run->arena, "%.*s.%.*s", SLICE_ARG(conversion.schema.value),
                                      SLICE_ARG(conversion.name.value));
    struct diag *diag =
        diag_add(run->diags, unknown ? SP0708 : SP0701, decider(parquet->name, parquet),
                 unknown     ? "the result `%.*s` may have the name of another table in the catalog"
                 : is_shared ? "the result `%.*s` has the name of another table in the catalog"
                             : "two tables are named `%.*s`",
                 SLICE_ARG(title));

    diag_related(run->diags, diag, other->table.name.span,
                 slice_eq_folded(other->table.name.value, conversion.name.value)
                     ? "the other is defined here"
                     : "the result of this table has it");
    if (unknown)
        diag_note(run->diags, diag,
                  "both schemas refer to databases of one name, and only one of them tells the %s",
                  unknown);
    diag_help(run->diags, diag, "give the table over the result another name");
}

/* A Parquet table needs its own folder and its own name. */
void rule_parquet_tables(struct rule_run *run, const struct document *none)
{
    const struct model *model = run->model;

    (void)none;
    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i], *other;
        const char *unknown;
        struct text theirs;

        if (document->kind != DOCUMENT_TABLE || !conversion_is_asked(&document->table) ||
            document->broken & (FACET_NAMES | FACET_LOCATION))
            continue;
        other = conversion_collides(run->arena, run->catalogs, document, false, &theirs);
        if (other)
            report_collision(run, document, other, theirs);
        else
            vet_folder(run, &document->table);
        other = conversion_namesake(run->arena, run->catalogs, document, &unknown);
        if (other)
            report_namesake(run, document, other, unknown);
    }
}
