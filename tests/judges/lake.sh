#!/usr/bin/env bash
# Folders of real rows, in three layouts, read by DuckDB: the partitions that `partitions --listing`
# finds are those that DuckDB's hive partitioning sees, with the same values, and the rows under
# their locations are all the rows there are.
. "$(dirname "$0")/../lib.sh"

modules=$PWD/build/npm/node_modules
if ! [ -d "$modules/@duckdb/node-api" ] || ! command -v node >/dev/null; then
    echo "skip lake: its Node package (npm) is not installed"
    exit
fi

spec() { # NAME PATH COLUMNS...
    local name=$1 path=$2
    shift 2
    cat >"$scratch/$name.yaml" <<SPEC
external_table:
  schema: lake
  name: $name
  columns: [{name: id, type: bigint}]
  partitioned_by: [$(IFS=,; echo "$*")]
  format: csv
  location: s3://lake/$name/
  path: '$path'
SPEC
}

# A listing as `aws s3 ls --recursive` writes it, of the local folders.
list() { # NAME
    (cd "$scratch/lake" && find "$1" -type f -printf '2026-04-30 12:00:00 %10s %p\n' | sort -k4)
}

spec hive 'app={app}/day={day}/' '{name: app, type: varchar(20)}' '{name: day, type: date}'
spec ymd 'year={year}/month={month}/day={day}/' '{name: year, type: int, date: "%Y"}' \
    '{name: month, type: char(2), date: "%m"}' '{name: day, type: char(2), date: "%d"}'
spec bare '{app}/{day:%Y/%m/%d}/' '{name: app, type: varchar(20)}' '{name: day, type: date}'
mkdir "$scratch/lake"
MODULES=$modules node tests/judges/lake.mjs make "$scratch/lake" || exit
for name in hive ymd bare; do
    list $name >"$scratch/$name.txt"
    build/release/spectrumc partitions "$scratch/$name.yaml" --listing "$scratch/$name.txt" \
        >"$scratch/$name.sql" 2>"$scratch/$name.err" || cat "$scratch/$name.err"
    build/release/spectrumc inspect "$scratch/$name.yaml" --listing "$scratch/$name.txt" \
        --format json >"$scratch/$name.json" 2>>"$scratch/$name.err" || cat "$scratch/$name.err"
done
MODULES=$modules node tests/judges/lake.mjs judge "$scratch/lake" "$scratch"
