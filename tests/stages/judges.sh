#!/usr/bin/env bash
# The table of tests/judges/README.md holds what the judges of this run refused and are blind to, and
# each of them refused something. LOGS/judges.md gets the table with what each took.
# usage: [BLESS=yes] tests/stages/judges.sh LOGS STAGE...     BLESS writes the table anew
. "$(dirname "$0")/../lib.sh"

page=tests/judges/README.md
logs=$1
shift

# A row for each judge of a stage, from these lines of its log. trust.lib prints them, and a judge with
# tests of its own may:
#     reads JUDGE: WHAT
#     ok JUDGE refuses FAULT          ok self-test: FAULT is rejected
#     blind JUDGE: FAULT              ok blind spot: it does not notice FAULT
# A JUDGE is called as its stage, with more in brackets where a stage has several.
rows_of() { # STAGE
    awk -v stage="$1" '
        function note(list, judge, what) {
            if (!((judge, list, what) in seen)) {
                seen[judge, list, what] = 1
                all[judge, list] = all[judge, list] (all[judge, list] ? ", " : "") what
            }
            judges[judge] = 1
        }
        /^ok self-test: .* is (rejected|refused|found)$/ {
            sub(/^ok self-test: /, "")
            sub(/ is [a-z]+$/, "")
            note("refuses", stage, $0)
            next
        }
        sub(/^ok blind spot: it does not notice /, "") {
            note("blind", stage, $0)
        }
        index($0, "reads " stage) == 1 && match($0, /: /) {
            note("reads", substr($0, 7, RSTART - 7), substr($0, RSTART + 2))
        }
        index($0, "blind " stage) == 1 && match($0, /: /) {
            note("blind", substr($0, 7, RSTART - 7), substr($0, RSTART + 2))
        }
        index($0, "ok " stage) == 1 && match($0, / refuses /) {
            note("refuses", substr($0, 4, RSTART - 4), substr($0, RSTART + 9))
        }
        END {
            for (judge in judges)
                printf "| %s | %s | %s | %s |\n", judge, all[judge, "reads"], all[judge, "refuses"],
                    all[judge, "blind"]
        }' "$logs/$1.log" | sort
}

written_rows_of() { # STAGE
    grep -E "^\| $1( \([^)]*\))? \|" "$page"
}

ran() { # STAGE: it is a judge, and there was something to judge with
    { grep -q "^reads $1" "$logs/$1.log" || [ -x "tests/judges/$1.sh" ]; } && ! grep -qE "^skip $1: .* not installed" "$logs/$1.log"
}

# Each row of a stage has refused something, and no other is written down.
as_written() { # STAGE
    local rows
    rows=$(rows_of "$1")
    if [ -z "$rows" ] || grep -E '^\|([^|]*\|){2} *\|' <<<"$rows"; then
        echo "$1 refused nothing: a judge is trusted after it has refused something"
        return 1
    fi
    diff <(written_rows_of "$1") - <<<"$rows" && return
    echo "to write it down: make check STAGES=$1 && BLESS=yes tests/stages/judges.sh $logs $1"
    return 1
}

bless() { # STAGE...
    local stage
    for stage; do
        ran "$stage" || continue
        { grep -vE "^\| $stage( \([^)]*\))? \|" "$page" && rows_of "$stage"; } >"$scratch/page"
        {
            sed -n '1,/^|---/p' "$scratch/page"
            sed '1,/^|---/d' "$scratch/page" | grep '^| ' | sort
            sed '1,/^|---/d' "$scratch/page" | grep -v '^| '
        } >"$page"
    done
}

with_seconds() { # STAGE...
    local stage
    echo '| judge | reads | refuses | blind to | outputs | seconds of its stage |'
    echo '|---|---|---|---|---|---|'
    for stage; do
        ! ran "$stage" || rows_of "$stage" |
            sed "s/\$/ $(grep -c '^ok ' "$logs/$stage.log") | $(cat "$logs/$stage.seconds") |/"
    done
}

[ "${BLESS:-}" = "" ] || bless "$@"
for stage; do
    if ran "$stage"; then
        try "$stage refuses what $page says" as_written "$stage"
    elif [ -x "tests/judges/$stage.sh" ]; then
        echo "skip $stage: it did not run"
    fi
done
with_seconds "$@" >"$logs/judges.md"

no_others() {
    local judge
    sed '1,/^|---/d' "$page" | sed -n 's/^| \([^ ]*\).*/\1/p' | sort -u | while read -r judge; do
        [ -x "tests/judges/$judge.sh" ] || [ -x "tests/soak/$judge.sh" ] || echo "no judge $judge"
    done | { ! grep .; }
}
try "$page names no other judge" no_others
