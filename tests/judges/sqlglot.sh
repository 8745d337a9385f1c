#!/usr/bin/env bash
# sqlglot must read every golden file of SQL, by the dialects of those who are to read it.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib
. tests/judges/trust.lib
. tests/judges/sql.lib

need_python sqlglot
reads() { # DIALECT FILE...
    trust "sqlglot ($1)" "$python" tests/judges/parse_sqlglot.py "$1" -- "${@:2}"
}
reads redshift "${redshift_sql[@]}"
for dialect in athena hive spark; do
    reads $dialect golden/athena/*.sql
done
reads postgres golden/postgres/*.sql
reads duckdb golden/duckdb/*.sql

# Athena runs DDL by Hive's rules, and the rest by Trino's.
try "what Athena is to convert is written" build/release/spectrumc compile specs --target all \
    --engine athena --out-dir "$scratch/all"
mkdir "$scratch/trino"
for file in "$scratch"/all/parquet/*.sql; do
    awk '/^INSERT /, /;$/' "$file" >"$scratch/trino/${file##*/}"
done
FROM="the INSERTs of \`parquet --engine athena\`" reads trino "$scratch"/trino/*.sql
