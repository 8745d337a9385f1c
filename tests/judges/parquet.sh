#!/usr/bin/env bash
# DuckDB converts the rows of every example in place of Redshift and Athena, and dt-sql-parser reads
# Athena's statements.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

modules=$PWD/build/npm/node_modules
if ! [ -d "$modules/@duckdb/node-api" ] || ! command -v node >/dev/null; then
    echo "skip parquet: @duckdb/node-api (npm) is not installed"
    exit
fi

# All examples, the nasty one, one with keys of every type, and one with nested columns and batches.
mkdir "$scratch/specs" "$scratch/work"
cp specs/*.yaml "$scratch/specs/"
python3 tests/judges/nasty/spec.py >"$scratch/specs/nasty.yaml"
cp golden/cases/compile/parquet-odd-keys/spec.yaml "$scratch/specs/odd_keys.yaml"
cp golden/cases/compile/parquet-athena/spec.yaml "$scratch/specs/batches.yaml"
prepare() { # ENGINE
    build/release/spectrumc compile "$scratch/specs" --target all --engine "$1" \
        --out-dir "$scratch/work/$1"
}
for engine in redshift athena; do
    try "the specs are compiled for $engine" prepare "$engine"
done
echo "reads parquet: \`golden/parquet\`, and \`--engine athena\`"
node tests/judges/parquet.mjs "$modules" "$scratch/work" || exit

if ! [ -d "$modules/dt-sql-parser" ]; then
    echo "skip parquet, Athena's grammar: dt-sql-parser (npm) is not installed"
    exit
fi
NODE_PATH=$modules "$modules/.bin/esbuild" tests/judges/parquet_athena.mjs --bundle \
    --platform=node --log-level=warning --outfile="$scratch/athena.cjs" || exit
FROM="\`parquet --engine athena\`" trust "parquet (Hive's and Trino's grammars)" \
    node "$scratch/athena.cjs" -- "$scratch"/work/athena/parquet/*.sql
