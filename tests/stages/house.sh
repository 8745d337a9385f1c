#!/usr/bin/env bash
# compiler/README.md names each floor, and only files and functions that are there.
. "$(dirname "$0")/../lib.sh"

# Prints what a page names in backquotes and is nowhere: paths, from the root or from compiler/, and
# functions, which end in ().
nowhere() { # PAGE
    local name
    # shellcheck disable=SC2016 # the backquotes are Markdown's
    while IFS= read -r name; do
        case $name in
            *'()') grep -rqE --include='*.[ch]' "(^|[ *])${name%??}\(" compiler || echo "$name" ;;
            */* | *.[ch] | *.def) [ -e "$name" ] || [ -e "compiler/$name" ] || echo "$name" ;;
        esac
    done < <(grep -oE '`[^` ]+`' "$1" | tr -d '`' | sort -u)
}

all_there() {
    ! nowhere compiler/README.md | grep .
}

judge_sees() {
    # shellcheck disable=SC2016 # the backquotes are Markdown's
    printf '%s\n' '`plan/compile.c` `plan/no_such.c` `plan_compile()` `no_such()`' >"$scratch/page.md"
    diff <(nowhere "$scratch/page.md") <(printf '%s\n' 'no_such()' plan/no_such.c)
}

# Every folder of compiler/ has its row.
# shellcheck disable=SC2016 # backquotes of Markdown
floors_listed() {
    diff <(cd compiler && printf '`%s`\n' */ | sort) \
        <(grep -oE '^\| `[a-z]+/`' compiler/README.md | sed 's/^| //' | sort)
}

try "the judge of names sees absent ones" judge_sees
try "compiler/README.md names what is there" all_there
try "compiler/README.md lists each floor" floors_listed
