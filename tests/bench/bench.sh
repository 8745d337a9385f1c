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
scan=build/release/tests/bench/scan
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

# The largest resident set while a listing is read.
memory() { # NAME LIMIT-IN-MIB OURS...
    local name=$1 limit=$2 resident
    shift 2
    measure 3 1 "$@" -- /bin/true 2>/dev/null
    resident=$(awk "BEGIN {printf \"%.1f\", $rss / 1024}")
    line "$name" "$resident MiB" - - "$limit MiB" "$(within "$resident" "$limit")"
}

# What people do instead: the distinct folders of a listing, by grep.
by_grep() { # FILE
    printf 'LC_ALL=C grep -oP "year=\\d+/month=\\d+/day=\\d+/" %s | uniq | sort -u' "$1"
}

listings() { # RUNS
    local runs=$1 lines=5000000 list ours=("$spectrumc" partitions specs/raw_events.yaml --listing)
    list=$scratch/listing
    for form in ls shuffled; do
        build/release/tests/bench/listing $form $lines 1461 "$seed" >"$list.$form" || exit 2
    done
    build/release/tests/bench/listing json 1000000 1461 "$seed" >"$list.json" || exit 2
    build/release/tests/bench/listing distinct 1000000 1 "$seed" >"$list.distinct" || exit 2
    head -n 1000000 "$list.ls" | gzip -1 >"$list.gz"
    against "$lines lines of aws s3 ls, to finding line ends" 2 "$runs" 1 \
        "${ours[@]}" "$list.ls" -- $scan newlines "$list.ls"
    against "the same, to grep | uniq | sort" 0.167 3 1 \
        "${ours[@]}" "$list.ls" -- bash -c "$(by_grep "$list.ls")"
    against "the same shuffled, to PCRE2 JIT on each line" 1 "$runs" 1 \
        "${ours[@]}" "$list.shuffled" -- $scan match "$list.shuffled"
    against "1,000,000 objects of JSON, to jansson's parse" 3 3 1 \
        "${ours[@]}" "$list.json" -- $scan json "$list.json"
    against "1,000,000 lines gzipped, to zlib" 1.5 3 1 \
        "${ours[@]}" "$list.gz" -- $scan gunzip "$list.gz"
    memory "memory for $lines lines" 16 "${ours[@]}" "$list.ls"
    ours=("$spectrumc" partitions "$scratch/distinct.yaml" --listing)
    measure 3 1 "${ours[@]}" "$list.distinct" -- /bin/true 2>/dev/null
    line "1,000,000 distinct partitions, shuffled" "$wall ms" - - "2000 ms" "$(within "$wall" 2000)"
    line "  processor time" "$cpu ms"
    memory "  memory" 400 "${ours[@]}" "$list.distinct"
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

cat >"$scratch/distinct.yaml" <<'SPEC'
external_table:
  schema: lake
  name: by_app
  columns: [{name: id, type: bigint}]
  partitioned_by: [{name: app, type: varchar(9)}, {name: day, type: date}]
  format: json
  location: s3://lake/t/
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
listings 5
exit $over
