/*
 * Any bytes as a spec for `check --fix`. Each safe fix, made alone, takes its finding away and leaves
 * YAML; all of them together come to an end.
 */
#include "diag/fix.h"
#include "driver/fix.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/fuzz.h"

enum { FIXES_A_RUN = 8 }; /* made alone, so that a run takes milliseconds */

static bool is_about_yaml(enum diag_code code)
{
    return code >= SP0101 && code <= SP0109;
}

static size_t count_of(const struct diags *diags, const struct diag *like)
{
    size_t count = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        count += diags->list.at[i]->code == like->code &&
                 slice_eq(diags->list.at[i]->message, like->message);
    return count;
}

static void check(struct session *session, const struct request *request, struct slice text)
{
    session_init(session, request);
    *vec_push(&session->sources, &session->arena) = source_new(&session->arena, "fuzz.yaml", text);
    session_check(session);
    diags_sort(&session->diags);
}

static void require_yaml(const struct diags *diags, struct slice text)
{
    for (size_t i = 0; i < diags->list.count; i++)
        if (is_about_yaml(diags->list.at[i]->code))
            fuzz_stop("a fix made this, which is not YAML", text);
}

/* Makes one finding's fix in the text that was checked. False where it has none that is safe. */
static bool fix_alone(const struct session *checked, struct diag *diag)
{
    struct diags only = {.arena = checked->diags.arena, .list = {.at = &diag, .count = 1}};
    struct session session;
    struct str text = {0};
    bool is_made = fix_apply(&text, &only, checked->sources.at[0]);

    if (is_made) {
        check(&session, checked->request, str_slice(&text));
        require_yaml(&session.diags, str_slice(&text));
        if (count_of(&session.diags, diag) >= count_of(&checked->diags, diag)) {
            fprintf(stderr, "fuzz: %s: %.*s\n", diag_kind(diag->code)->name,
                    SLICE_ARG(diag->message));
            fuzz_stop("its fix left the finding in this", str_slice(&text));
        }
        session_release(&session);
    }
    str_release(&text);
    return is_made;
}

static void fix_all(struct session *session)
{
    struct str text = {0};
    struct source *fixed;

    fix_specs(session);
    fixed = session->sources.at[0];
    if (fix_apply(&text, &session->diags, fixed))
        fuzz_stop("the fixes do not end", fixed->text);
    require_yaml(&session->diags, fixed->text);
    diags_sort(&session->diags);
    fuzz_require_reports(&session->diags);
    str_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct request request = {0};
    struct session session;
    bool is_yaml = true;
    int made = 0;

    check(&session, &request, (struct slice){(const char *)data, size});
    for (size_t i = 0; i < session.diags.list.count; i++)
        is_yaml = is_yaml && !is_about_yaml(session.diags.list.at[i]->code);
    for (size_t i = 0; is_yaml && i < session.diags.list.count && made < FIXES_A_RUN; i++)
        made += fix_alone(&session, session.diags.list.at[i]);
    if (is_yaml)
        fix_all(&session);
    session_release(&session);
    return 0;
}
