#!/usr/bin/env bash
# A real PostgreSQL, with standard_conforming_strings off as Redshift reads literals, is asked
# through psql what thousands of random literals and identifiers mean.
# SEED=n repeats a run.
. "$(dirname "$0")/../lib.sh"

seed=${SEED:-1}
literals=20000
identifiers=10000

. tests/judges/postgres.lib

# A variable called `name` would show where psql replaces :name inside our text.
ask() {
    "$bin/psql" -X -q -At -h "$scratch" -U judge -d postgres -v name=replaced "$@"
}

backslashes_escape() {
    local query="SELECT 'a\\\\b' = 'a' || chr(92) || 'b', 'a\\b' = 'a' || chr(92) || 'b'"
    [ "$(ask -c "$query")" = "t|f" ]
}

write_statements() {
    ask -c 'SELECT word FROM pg_get_keywords()' |
        build/release/tests/judges/literals "$seed" $literals $identifiers >"$scratch/ask.sql"
}

# Every statement must have answered `number|t`, in order, and nothing else.
all_true() {
    ask -f "$scratch/ask.sql" >"$scratch/answers" 2>&1
    asked=$(wc -l <"$scratch/ask.sql")
    seq "$asked" | sed 's/$/|t/' | cmp -s - "$scratch/answers" && return
    echo "SEED=$seed; statements with a wrong answer, then what the server said:"
    seq "$asked" | sed 's/$/|t/' | comm -23 <(sort -) <(sort "$scratch/answers") | sort -n |
        cut -d'|' -f1 | head -n 10 | while read -r number; do
            grep -a "^SELECT $number," "$scratch/ask.sql"
        done
    grep -avE '^[0-9]+\|t$' "$scratch/answers" | head -n 20
    return 1
}

# The first place where a character is no longer doubled must be noticed.
refuses() { # CHARACTER
    local whole=$scratch/whole.sql
    mv "$scratch/ask.sql" "$whole"
    sed "0,/[a-z]$1$1[a-z]/s/\([a-z]\)\($1\)$1\([a-z]\)/\1\2\3/" "$whole" >"$scratch/ask.sql"
    ! cmp -s "$whole" "$scratch/ask.sql" && ! all_true >/dev/null
    local status=$?
    mv "$whole" "$scratch/ask.sql"
    return $status
}

need_server postgres off
echo "reads postgres: literals and names, by the writer's own functions"
try "backslashes escape in the judge's literals" backslashes_escape
try "statements are written" write_statements
try "$literals literals and $identifiers identifiers, and the keywords (SEED=$seed)" all_true
try "self-test: a quote that is not doubled is rejected" refuses "'"
try "self-test: a backslash that is not doubled is rejected" refuses '[\]'
try "self-test: a quote of a name that is not doubled is rejected" refuses '"'
