#!/usr/bin/env bash
# Text goes to a place by the place's writer in compiler/text/ and by nothing else: no file outside
# of it opens a comment that it does not also end, quotes with a format, or prints an argument raw.
. "$(dirname "$0")/../lib.sh"

# The calls that append or print, of C files, a call a line.
calls() { # FILE...
    local file
    for file; do
        tr '\n' ' ' <"$file" |
            grep -oE '\b(str_puts|str_printf|v?f?printf|fputs|fwrite|perror|output_stream)\((\\.|"(\\.|[^"\\])*"|'"'(\\\\.|[^'])'"'|[^;"])*;' |
            sed -E "s|^|$file: |; s/ +/ /g; s/\" \"//g"
    done
}

# A comment of our own ends in the literal that opens it, and has no conversion; all else is for
# text_into_comment().
opened_comments() { # FILE...
    calls "$@" | grep -E 'str_(puts|printf)\(.*("|\\n)(--|#|//) ([^"\\%]|\\")*("|%)'
}

# '%s' and "%s" in what is generated: text_into_sql_literal() and its kin know what to escape.
quoted_formats() { # FILE...
    calls "$@" | grep -E "str_printf\([^\"]*\"[^\"]*('|\\\\\")%[-.*0-9]*s"
}

# What is printed at once, and is not a text of our own, passes complain().
raw_prints() { # FILE...
    calls "$@" | grep -E ': (fwrite|perror|vf?printf)\(|: (f?printf|fputs)\(.*(argv|argument\b|path|SLICE_ARG|->value|->text)'
}

# The files outside of text/, but for those that are named.
files() { # EXCEPTION...
    local except=(':!compiler/text') file
    for file; do except+=(":!$file"); done
    git ls-files -- 'compiler/*.c' "${except[@]}"
}

none() { # SEARCH [EXCEPTION...]
    local of
    mapfile -t of < <(files "${@:2}")
    ! "$1" "${of[@]}" | grep .
}

# Each search finds what it is for, and nothing in what is right.
judge_sees() {
    cat >"$scratch/bad.c" <<'C'
    str_puts(out, "-- From ");
    str_printf(out, "# %s\n", path);
    str_puts(out, "# the file "
                  "called ");
    str_printf(out, "LOCATION '%.*s'\n", SLICE_ARG(location));
    str_printf(out, "name: \"%s\"", name);
    fprintf(stderr, "%s: %s\n", path, why);
    fwrite(text.at, 1, text.len, stderr);
C
    cat >"$scratch/good.c" <<'C'
    str_puts(out, "-- No changes.\n");
    str_puts(out, "-- Two\n-- lines.\n");
    text_into_comment(out, "-- ", text);
    fprintf(stderr, "formatted %zu specs\n", count);
C
    [ "$(opened_comments "$scratch/bad.c" | wc -l)" = 3 ] &&
        [ "$(quoted_formats "$scratch/bad.c" | wc -l)" = 2 ] &&
        [ "$(raw_prints "$scratch/bad.c" | wc -l)" = 2 ] &&
        ! { opened_comments "$scratch/good.c"; quoted_formats "$scratch/good.c"
            raw_prints "$scratch/good.c"; } | grep .
}

try "the judge of places sees text that went past its writer" judge_sees
try "comments are written in text/ only" none opened_comments
# completion.c quotes names of our own options and words.
try "text is quoted in text/ only" none quoted_formats compiler/cli/completion.c
try "nothing is printed raw" none raw_prints compiler/cli/complain.c
