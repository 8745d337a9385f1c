#!/usr/bin/env bash
# A real DuckDB counts the rows of a sample lake, laid out by each spec's own path.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

modules=$PWD/build/npm/node_modules
if ! [ -d "$modules/@duckdb/node-api" ] || ! command -v node >/dev/null; then
    echo "skip duckdb: @duckdb/node-api (npm) is not installed"
    exit
fi

# Every example that has a golden file, the nasty one, and one whose folders have no key names.
prepare() { # NAME SPEC...
    local name=$1
    shift
    build/release/spectrumc compile --target duckdb --emit table,sanity --root "$scratch/work/lake" \
        "$@" -o "$scratch/work/$name.sql" &&
        build/release/spectrumc compile --target glue --database lake "$@" -o "$scratch/work/$name.json"
}

mkdir "$scratch/work"
for file in golden/duckdb/*.sql; do
    name=$(basename "$file" .sql)
    try "$name is compiled with --root" prepare "$name" "specs/$name.yaml"
done
python3 tests/judges/nasty/spec.py printable >"$scratch/nasty.yaml"
try "nasty is compiled with --root" prepare nasty "$scratch/nasty.yaml"
try "paths is compiled with --root" prepare paths golden/cases/compile/duckdb-paths/spec.yaml
FROM="\`golden/duckdb\`, with \`--root\`" trust duckdb node tests/judges/duckdb.mjs "$modules" "$scratch/work" -- \
    "$scratch"/work/*.sql
