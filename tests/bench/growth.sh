#!/usr/bin/env bash
# `make bench`: time must grow with the input, not with its square. Each row doubles an input that
# growth.awk writes, takes the least processor time of RUNS (2) runs for both, and prints the growth. What
# is over 2.5 is measured again with more runs, since others use the machine too; exit status 1 if it
# is still over. ONLY=kind runs one row.
. "$(dirname "$0")/../lib.sh"

runs=${RUNS:-2}
limit=2.5
spectrumc=build/release/spectrumc
over=0

# KIND COUNT COMMAND: IN is the input, SPEC a table of one partition, KEYS a listing.
rows='
alter-one           20000 import IN
alter-many          20000 import IN
alter-drop          10000 import IN
alter-properties     2000 import IN
create-many          4000 import IN
create-columns      20000 import IN
glue-tables          4000 import IN
glue-answers        10000 import IN
glue-owners          4000 import IN
glue-escaped        10000 import IN
variable-uses      500000 check IN
variables            5000 check IN
variable-unset       5000 check IN
keys                25000 check IN
placeholders       100000 check IN
columns             25000 check IN
bad-columns         10000 check IN
column-again        10000 check IN
properties          10000 check IN
allowances          10000 check IN
allowing             4000 check IN
struct              50000 check IN
struct-escaped      50000 check IN
entries             25000 check IN
entries-located     25000 check IN
entry-unknown       25000 check IN
values-registered   25000 check IN
values-outside       2000 check IN
documents            5000 check IN
one-table            5000 check IN
one-location         5000 check IN
disjoint-tables      2500 check IN
schemas-undeclared   2500 check IN
bad-documents       25000 check IN
bad-documents       10000 check --all IN
bad-documents        5000 check --format json IN
bad-one-line        10000 check --all IN
merges              10000 check IN
aliases             10000 fmt IN
entries             10000 diff SPEC IN
entries-located     10000 diff IN SPEC
columns               400 diff SPEC IN
keys-listing        25000 partitions SPEC --listing IN
json-pages          25000 partitions SPEC --listing IN
odd-folders         50000 inspect SPEC --listing IN
registered          25000 partitions SPEC --listing KEYS --registered IN
'

input() { # KIND COUNT
    awk -v kind="$1" -v count="$2" -f tests/bench/growth.awk
}

# The least seconds of user and system time of the command, whose findings do not matter; a crash or
# trouble does.
least() { # RUNS COMMAND...
    local TIMEFORMAT='%U %S' runs=$1 i
    shift
    for ((i = 0; i < runs; i++)); do
        { time "$@" >"$scratch/out" 2>"$scratch/err" || [ $? -eq 1 ] ||
            { cat "$scratch/err" >&2; exit 2; }; } 2>&1
    done | awk '{print $1 + $2}' | sort -n | head -n 1
}

seconds() { # RUNS KIND COUNT COMMAND...
    local runs=$1 kind=$2 words=() word
    input "$kind" "$3" >"$scratch/in" || exit 2
    shift 3
    for word; do
        case $word in
        IN) words+=("$scratch/in") ;;
        SPEC) words+=("$scratch/spec.yaml") ;;
        KEYS) words+=("$scratch/keys") ;;
        *) words+=("$word") ;;
        esac
    done
    least "$runs" $spectrumc "${words[@]}"
}

# Sets $one, $two and their $growth. A hundredth of a second is added to both: the clock is coarse.
grow() { # RUNS KIND COUNT COMMAND...
    local runs=$1 kind=$2 count=$3
    shift 3
    one=$(seconds "$runs" "$kind" "$count" "$@") || exit 2
    two=$(seconds "$runs" "$kind" $((count * 2)) "$@") || exit 2
    growth=$(awk "BEGIN {printf \"%.2f\", ($two + 0.01) / ($one + 0.01)}")
    awk "BEGIN {exit !($growth <= $limit)}"
}

input entries 1 >"$scratch/spec.yaml"
input keys-listing 1000 >"$scratch/keys"
printf '%-48s %10s %10s %7s %7s\n' "growth of time when the input doubles" "one" "twice" growth limit
while read -r kind count words; do
    if [ -z "$kind" ] || [[ ${ONLY:-$kind} != "$kind" ]]; then
        continue
    fi
    read -ra command <<<"$words"
    verdict=ok
    grow "$runs" "$kind" "$count" "${command[@]}" ||
        grow $((runs * 4)) "$kind" "$count" "${command[@]}" || verdict=over over=1
    printf '%-48s %10s %10s %7s %7s  %s\n' "$count $kind, ${words%% *}" "$one s" "$two s" "$growth" \
        "$limit" "$verdict"
done <<<"$rows"
exit $over
