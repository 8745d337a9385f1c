#!/usr/bin/env bash
# `make bench`: the speeds that the project promises, as ratios taken in one run, and their limits.
# RUNS=n sets how many times the commands of a line take turns (11); SEED=n the generated specs.
# Exit status 1 when something is over its limit.
. "$(dirname "$0")/../lib.sh"

runs=${RUNS:-11}
seed=${SEED:-1}
spectrumc=build/release/spectrumc
ratio=build/release/tests/bench/ratio
yaml_events=build/release/tests/bench/yaml_events
rules=build/release/tests/bench/rules
over=0

line() { # NAME OURS REFERENCE RATIO LIMIT ok|over
    printf '%-48s %10s %10s %7s %7s  %s\n' "$@"
    [ "${6:-}" != over ] || over=1
}

# Numbers of tests/bench/ratio.c: wall and CPU milliseconds and KiB, ours and the reference's.
measure() { # RUNS TIMES OURS... -- REFERENCE...
    read -r wall cpu rss their_wall their_cpu _ < <($ratio "$@") || exit 2
}

against() { # NAME LIMIT RUNS TIMES OURS... -- REFERENCE...
    local name=$1 limit=$2
    shift 2
    measure "$@"
    line "$name" "$wall ms" "$their_wall ms" "$(divide "$wall" "$their_wall")" "$limit" \
        "$(within "$(divide "$wall" "$their_wall")" "$limit")"
    line "  processor time" "$cpu ms" "$their_cpu ms" "$(divide "$cpu" "$their_cpu")"
}

# Time from start to exit, and the largest resident set less the SQL itself.
partitions() { # NAME SPEC
    local name=$1 sql extra count
    $spectrumc compile "$2" >"$scratch/partitions.sql" || exit 2
    sql=$(wc -c <"$scratch/partitions.sql")
    count=$(grep -oE 'PARTITION \(' "$scratch/partitions.sql" | wc -l)
    measure "$runs" 1 $spectrumc compile "$2" -- /bin/true
    extra=$(awk "BEGIN {printf \"%.1f\", ($rss * 1024 - $sql) / 1048576}")
    line "$count partitions from $name" "$wall ms" - - "50 ms" "$(within "$wall" 50)"
    line "  processor time" "$cpu ms"
    line "  memory beyond the text" "$extra MiB" - - "64 MiB" "$(within "$extra" 64)"
}

divide() {
    awk "BEGIN {printf \"%.2f\", $1 / $2}"
}

within() {
    awk "BEGIN {print ($1 <= $2 ? \"ok\" : \"over\")}"
}

mkdir "$scratch/specs"
awk -v folder="$scratch/specs" -v count=1000 -v seed="$seed" -f tests/bench/specs.awk

cat >"$scratch/dates.yaml" <<'SPEC'
external_table:
  schema: lake
  name: by_hour
  columns: [{name: id, type: bigint}]
  partitioned_by:
    - {name: year, type: int, date: "%Y"}
    - {name: month, type: char(2), date: "%m"}
    - {name: day, type: char(2), date: "%d"}
    - {name: hour, type: char(2), date: "%H"}
  format: json
  location: s3://lake/by_hour/
  partitions: [{from: 2010-01-01, to: 2021-05-30}]
allow: {SP0339: the many partitions are what is measured}
SPEC
cat >"$scratch/product.yaml" <<'SPEC'
external_table:
  schema: lake
  name: by_shard
  columns: [{name: id, type: bigint}]
  partitioned_by:
    - {name: app, type: varchar(8), values: [a, b, c, d, e, f, g, h, i, j]}
    - {name: day, type: date}
    - {name: shard, type: varchar(2), range: {from: 0, to: 99, width: 2}}
  format: json
  location: s3://lake/by_shard/
  partitions: [{from: 2026-01-01, to: 2026-04-10}]
allow: {SP0339: the many partitions are what is measured}
SPEC

echo "Medians of $runs runs in turn on $(nproc) processors, SEED=$seed"
line "" ours reference ratio limit
against "1,000 specs of 25 columns, to libyaml's events" 1.5 "$runs" 1 \
    $spectrumc compile "$scratch/specs" -- $yaml_events "$scratch/specs"
against "the same with rules, to without" 1.2 "$runs" 1 \
    $rules "$scratch/specs" yes -- $rules "$scratch/specs" no
partitions "a date range" "$scratch/dates.yaml"
partitions "a product" "$scratch/product.yaml"
against "start and specs/raw_events.yaml, to /bin/true" 3 "$runs" 50 \
    $spectrumc compile specs/raw_events.yaml -- /bin/true
exit $over
