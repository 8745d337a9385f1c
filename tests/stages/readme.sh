#!/usr/bin/env bash
# What the README and the guide show is what happens; they stay short, and their links lead somewhere.
#
# A block that opens with ```console is a session: a line `$ COMMAND` is run by bash, with the
# release build on PATH, and the lines below it are what it prints, on either stream. A line `...`
# matches one line or more. A command that continues ends its line with a backslash. A block that
# opens with a language and a name (```yaml hits.yaml) is written to that file first. Other blocks
# are not run. The sessions of a page run in one folder, which has the project's folders as links.
. "$(dirname "$0")/../lib.sh"

PATH=$PWD/build/release:$PATH
unset MAKEFLAGS
root=$PWD

# Each session becomes numbered pairs of files, N.command and N.expected; prints how many.
split_page() { # PAGE FOLDER
    awk -v dir="$2" '
        /^```console$/ {session = 1; file = ""; next}
        /^```[a-z]+ [a-zA-Z0-9._-]+$/ {kept = dir "/tree/" $2; printf "" > kept; next}
        /^```/ {session = 0; more = 0; if (kept) close(kept); kept = ""; next}
        kept {print > kept; next}
        !session {next}
        more {print > command; more = /\\$/; next}
        /^\$ / {
            n++
            command = dir "/" n ".command"
            file = dir "/" n ".expected"
            printf "" > file
            print substr($0, 3) > command
            more = /\\$/
            next
        }
        file != "" {print > file}
        END {print n + 0}' "$1"
}

# True when the text is the expected one, where a line of three dots matches one or more.
matches() { # EXPECTED ACTUAL
    local pattern text
    pattern=$(sed 's/[][()|*?+@!\\]/\\&/g; s/^\.\.\.$/*/' "$1")
    text=$(cat "$2")
    # shellcheck disable=SC2053 # the pattern is one
    [[ $text == $pattern ]]
}

run_command() { # PAGE BASE
    (cd "$scratch/page/tree" && bash "$2.command") >"$2.actual" 2>&1 </dev/null
    matches "$2.expected" "$2.actual" && return
    diff -u --label "$1 says" --label "it prints" "$2.expected" "$2.actual"
    return 1
}

run_page() { # PAGE: prints a line for each command
    local count n
    rm -rf "$scratch/page"
    mkdir -p "$scratch/page/tree"
    ln -s "$root"/{specs,golden,grammar} "$scratch/page/tree/"
    count=$(split_page "$1" "$scratch/page")
    for ((n = 1; n <= count; n++)); do
        try "${1##*/}: $(head -n 1 "$scratch/page/$n.command")" \
            run_command "$1" "$scratch/page/$n"
    done
}

is_short() { # PAGE LINES
    local lines status=0
    lines=$(wc -l <"$1")
    [ "$lines" -le "$2" ] || { echo "$1: $lines lines, over $2"; status=1; }
    ! grep -nE '^.{101}' "$1" || { echo "$1: lines over 100 columns"; status=1; }
    return $status
}

links_lead() { # PAGE: each relative link names a file, and a heading of it where it names one
    local link file anchor status=0
    while IFS= read -r link; do
        file=${link%%#*} anchor=
        [[ $link != *'#'* ]] || anchor=${link#*#}
        file=$(dirname "$1")/${file:-${1##*/}}
        [ -e "$file" ] || { echo "$1: no such file: $link"; status=1; continue; }
        [ -z "$anchor" ] || anchors "$file" | grep -qxF -- "$anchor" ||
            { echo "$1: no such heading: $link"; status=1; }
    done < <(grep -oE '(\]\(|src(set)?=")[^)"]+' "$1" | sed -E 's/^[^("]*[("]//' | grep -v '^https\?:')
    return $status
}

anchors() { # FILE: its headings, as GitHub links to them
    sed -n 's/^##* //p' "$1" | tr '[:upper:] ' '[:lower:]-' | tr -cd 'a-z0-9_\n-'
}

pages=(README.md grammar/guide/*.md)
for page in "${pages[@]}"; do
    limit=150
    [ "$page" != README.md ] || limit=250
    try "$page has at most $limit lines of 100 columns" is_short "$page" $limit
done
for page in "${pages[@]}" {specs,compiler,.github}/*.md; do
    [ ! -e "$page" ] || try "the links of $page lead somewhere" links_lead "$page"
done
picture_is_drawn() {
    make -s picture PICTURE="$scratch/inspect.svg" &&
        diff grammar/guide/inspect.svg "$scratch/inspect.svg"
}
try "the picture is that of its golden: else run \`make picture\`" picture_is_drawn
for page in "${pages[@]}"; do
    run_page "$page"
done
