#!/usr/bin/env bash
# Each finding is explained, and has a golden case and a twin that passes.
# usage: tests/coverage.sh [BUILD]     by default build/release
#
# For each code of `spectrumc explain --list`:
#     `explain CODE` has text, an example before and after, and a source;
#     golden/cases/COMMAND/CODE-*/ says on stderr exactly one finding, and it is of the code;
#     its `cmd` first takes, under --strict, the closest input without a finding: good.yaml, or
#     good.sql, good.txt and so on where the finding is about another file than the spec;
#     or the folder has a file `no-twin` that says why there is none.
. "$(dirname "$0")/lib.sh"

spectrumc=${1:-build/release}/spectrumc
PATH=$(realpath "${1:-build/release}"):$PATH
cases=golden/cases

# The findings that a case's stderr names, a code a line.
findings() {
    sed -nE 's/^(error|warning|note)\[(SP[0-9]{4})\]:.*/\2/p' "$1"
}

explained() { # CODE
    local page
    page=$("$spectrumc" explain "$1") || return
    awk -v RS='' 'NR == 2 && !/^(Before|After|Source):/ {text = 1}
        /^Before:$/ {before = NR} /^After:$/ {after = NR} /^Source:$/ {source = NR}
        END {
            if (!text) print "no explanation"
            if (!before || after < before + 2) print "no example before"
            if (!after || source < after + 2) print "no example after"
            if (!source || NR < source + 1) print "no source"
        }' <<<"$page" | grep . && return 1
    return 0
}

# What `cmd` does before its first `&&` must be strict with the twin, and say nothing against it.
has_twin() { # CASE
    if [ -s "$1/no-twin" ]; then
        return 0
    fi
    local twins=("$1"/good.*) twin first
    twin=$(basename "${twins[0]}")
    if [ ${#twins[@]} != 1 ] || ! [ -s "$1/$twin" ]; then
        echo "$1 has neither one good.yaml (good.sql, good.txt, ...) nor no-twin"
        return 1
    fi
    first=$(sed -n '1s/ && .*//p' "$1/cmd")
    if ! [[ " $first " =~ " --strict "(.*" ")?"$twin " ]]; then
        echo "$1/cmd does not begin with a strict look at $twin, and then &&"
        return 1
    fi
    if ! (cd "$1" && bash -c "$first") >/dev/null 2>"$scratch/twin" </dev/null ||
        [ "$(findings "$scratch/twin")" ]; then
        echo "$twin has a finding"
        return 1
    fi
}

has_case() { # CODE
    local case found bad=0
    for case in "$cases"/*/"$1"-*/; do
        case=${case%/}
        if ! [ -s "$case/cmd" ]; then
            echo "there is no folder $cases/COMMAND/$1-NAME/"
            return 1
        fi
        found=$(findings "$case/stderr" | tr '\n' ' ')
        if [ "$found" != "$1 " ]; then
            echo "$case/stderr names ${found:-nothing}, not $1 once"
            bad=1
        fi
        has_twin "$case" || bad=1
    done
    return $bad
}

is_covered() { # CODE
    local bad=0
    explained "$1" || bad=1
    has_case "$1" || bad=1
    return $bad
}

mapfile -t codes < <("$spectrumc" explain --list | cut -d' ' -f1)
for code in "${codes[@]}"; do
    try "$code is explained, and has a case and a twin" is_covered "$code"
done
for case in "$cases"/*/SP*/; do
    name=$(basename "$case")
    if [[ " ${codes[*]} " != *" ${name%%-*} "* ]]; then
        echo "not ok $case: no finding has the code ${name%%-*}"
    fi
done
