#include "driver/import.h"

#include "plan/fold/fold.h"
#include "read/ddl/ddl.h"
#include "text/comment.h"
#include "write/spec/spec.h"

static void fold(struct session *session, struct source *source)
{
    bool is_generated = ddl_is_generated(source->text);

    for (size_t i = 0; i < session->model.documents.count; i++) {
        struct document *document = session->model.documents.at[i];

        if (document->kind == DOCUMENT_TABLE)
            fold_table(&session->diags, &document->table, is_generated);
    }
}

bool import_read(struct session *session, struct source *source)
{
    if (!session_read(session, source, &session->model))
        return false;
    session_find_errors(session, &session->model);
    fold(session, source);
    return true;
}

/* Whether a finding is about something that the spec cannot express. */
static bool is_about_loss(enum diag_code code)
{
    return code == SP1102 || code == SP1104 || code == SP1106 || code == SP1107 || code == SP1112;
}

/* Writes a comment line for each thing that the spec cannot express. */
static void write_losses(struct str *out, struct session *session)
{
    size_t before = out->len;
    struct str line = {0};

    for (size_t i = 0; i < session->diags.list.count; i++) {
        const struct diag *diag = session->diags.list.at[i];

        if (!is_about_loss(diag->code) || !diag->span.source)
            continue;
        line.len = 0;
        str_printf(&line, "Not carried over from line %u: %.*s",
                   source_place(diag->span.source, &session->arena, diag->span.lo).line,
                   SLICE_ARG(diag->message));
        text_into_comment(out, "# ", str_slice(&line));
    }
    if (out->len > before)
        str_putc(out, '\n');
    str_release(&line);
}

void import_write(struct str *out, struct session *session)
{
    write_losses(out, session);
    spec_write(out, &session->model);
}
