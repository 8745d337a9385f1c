#!/usr/bin/env bash
# Scripts for psql, run by the real psql against a server that stands in for Redshift
# (tests/redshift_server.py): deployed once, twice, changed, broken off and run again.
. "$(dirname "$0")/../lib.sh"

PATH=$PWD/build/release:$PATH
for tool in psql python3; do
    if ! command -v $tool >/dev/null; then
        echo "skip psql scripts: $tool is not installed"
        exit
    fi
done

server=
stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
    server=
}
trap 'stop_server; rm -rf "$scratch"' EXIT

start_server() { # CATALOG [--fail-at N]
    stop_server
    rm -f "$scratch/port"
    python3 tests/redshift_server.py "$1" "$scratch/port" "${@:2}" 2>"$scratch/server.log" &
    server=$!
    for _ in $(seq 100); do
        [ ! -s "$scratch/port" ] || break
        sleep 0.05
    done
}

run_psql() { # ARGUMENT...: as a user runs it, with none of this machine's settings
    PGHOST=127.0.0.1 PGPORT=$(cat "$scratch/port") PGUSER=deploy PGDATABASE=dev PSQLRC=/dev/null \
        psql -X -q "$@"
}

# All that a catalog holds, as text.
dump() {
    python3 -c '
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for table in "schemas", "grants", "tables", "partitions":
    for row in sorted(map(str, db.execute("SELECT * FROM " + table))):
        print(table, row)' "$1"
}

drift() { # SPEC: what the server shows of each table against the spec
    local table tables
    tables=$(spectrumc compile "$1" 2>/dev/null | sed -n 's/^CREATE EXTERNAL TABLE \(.*\) ($/\1/p')
    while read -r table; do
        [ -z "$table" ] || run_psql -At -c "show external table $table partition" || return
    done <<<"$tables" >"$scratch/shown"
    spectrumc diff "$scratch/shown" "$1" --format text --exit-code --allow-destructive >"$scratch/drift" &&
        return
    grep -vE 'schema is new|^$|^[a-z_]+$|No file in S3' "$scratch/drift" | grep . && return 1
    return 0
}

from_nothing() {
    start_server "$scratch/first.db"
    spectrumc compile specs --psql >"$scratch/all.sql" || return
    run_psql -f "$scratch/all.sql" || return
    dump "$scratch/first.db" >"$scratch/first"
    [ "$(grep -c '^partitions' "$scratch/first")" = "$(grep -c '^    PARTITION' "$scratch/all.sql")" ] &&
        [ "$(grep -c '^tables' "$scratch/first")" = "$(grep -c '^CREATE EXTERNAL TABLE' "$scratch/all.sql")" ]
}

again() {
    run_psql -f "$scratch/all.sql" >"$scratch/said" || return
    grep 'raw_events: is there already' "$scratch/said" &&
        dump "$scratch/first.db" | diff "$scratch/first" -
}

no_drift() {
    local spec
    for spec in specs/*.yaml; do
        drift "$spec" || { echo "$spec drifts"; return 1; }
    done
}

# The conversion to Parquet makes its tables once, and registers each partition of the source.
converted() {
    local time
    spectrumc compile specs/raw_events.yaml specs/app_logs.yaml specs/boutique.yaml specs/sales.yaml \
        --target parquet --psql >"$scratch/parquet.sql" || return
    for time in once twice; do
        run_psql -f "$scratch/parquet.sql" >"$scratch/said" || return
        dump "$scratch/first.db" >"$scratch/$time"
    done
    grep 'order_parquet: is there already' "$scratch/said" && diff "$scratch/once" "$scratch/twice" &&
        [ "$(grep -c '^partitions.*_\(parquet\|bronze\)' "$scratch/once")" = \
            "$(grep -c '^    PARTITION (' "$scratch/parquet.sql")" ]
}

changed() {
    sed -e 's/to: 2026-04-30/to: 2026-05-03/; s/170000/180000/' \
        -e 's/- {name: event, /- {name: happening, renamed_from: event, /' \
        -e 's/^    - {name: payload, .*//' specs/raw_events.yaml >"$scratch/raw_events.yaml"
    run_psql -At -c 'show external table spectrum.raw_events partition' >"$scratch/was.sql" || return
    spectrumc diff "$scratch/was.sql" "$scratch/raw_events.yaml" --psql && return 1
    spectrumc diff "$scratch/was.sql" "$scratch/raw_events.yaml" --psql --allow-destructive |
        run_psql -f - && drift "$scratch/raw_events.yaml"
}

made_anew() {
    sed 's/name: id, type: varchar(255)/name: id, type: bigint/' "$scratch/raw_events.yaml" \
        >"$scratch/anew.yaml"
    if drift "$scratch/anew.yaml"; then
        echo "the drift is not seen"
        return 1
    fi
    spectrumc diff "$scratch/raw_events.yaml" "$scratch/anew.yaml" --psql --allow-destructive |
        run_psql -f - && drift "$scratch/anew.yaml"
}

# Broken off at a statement, run again: the same catalog as in one go.
broken_off() { # AT
    rm -f "$scratch/broken.db"
    start_server "$scratch/broken.db" --fail-at "$1"
    run_psql -f "$scratch/all.sql" >"$scratch/said" 2>&1 && return 1
    start_server "$scratch/broken.db"
    run_psql -f "$scratch/all.sql" && dump "$scratch/broken.db" | diff "$scratch/first" -
}

failed_compile() {
    start_server "$scratch/first.db"
    dump "$scratch/first.db" >"$scratch/before"
    sed 's/type: int/type: inteher/' specs/raw_events.yaml >"$scratch/bad.yaml"
    spectrumc compile "$scratch/bad.yaml" --psql | run_psql -f - && return 1
    dump "$scratch/first.db" | diff "$scratch/before" -
}

in_transaction() {
    rm -f "$scratch/one.db"
    start_server "$scratch/one.db"
    run_psql -1 -f "$scratch/all.sql" >"$scratch/said" 2>&1 && return 1
    grep 'cannot run inside a transaction block' "$scratch/said" &&
        ! dump "$scratch/one.db" | grep -E '^(tables|partitions)'
}

# Names and values that psql would run or replace, were they not quoted.
nasty() {
    cat >"$scratch/nasty.yaml" <<'END'
external_schema: {name: ":x", database: "\\! touch ran", iam_role: default, create_database: true}
---
external_table:
  schema: ":x"
  name: "it's \\! touch ran :'y' `touch ran`"
  description: "\\! touch ran"
  columns: [{name: ":y", type: int}, {name: "\\q", type: int}, {name: 'a"b', type: int}]
  partitioned_by: [{name: "\\gset", type: varchar(40), values: [":z", "\\! touch ran", "'; DROP TABLE x; --"]}]
  format: {csv: {separator: "\\", escape: "^"}}
  location: s3://acme-lake/nasty/
  partitions: all
  properties: {serialization.null.format: '\N'}
END
    rm -f "$scratch/nasty.db"
    start_server "$scratch/nasty.db"
    spectrumc compile "$scratch/nasty.yaml" --psql >"$scratch/nasty.sql" 2>/dev/null || return
    (cd "$scratch" && PGHOST=127.0.0.1 PGPORT=$(cat port) PGUSER=deploy PGDATABASE=dev \
        psql -X -q -v x=SET -v y=SET -v z=SET -f nasty.sql) || return
    [ ! -e "$scratch/ran" ] && [ "$(dump "$scratch/nasty.db" | grep -c '^partitions')" = 3 ] &&
        drift "$scratch/nasty.yaml"
}

refuses() { # STATEMENT
    ! run_psql -v ON_ERROR_STOP=1 -c "$1" >"$scratch/said" 2>&1
}

# The judge itself: what Redshift refuses, it refuses.
server_refuses() {
    local many
    rm -f "$scratch/judge.db"
    start_server "$scratch/judge.db"
    run_psql -v ON_ERROR_STOP=1 -c "CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default" \
        -c "CREATE EXTERNAL TABLE s.t (a int) PARTITIONED BY (d date) STORED AS PARQUET LOCATION 's3://b/t/'" ||
        return
    many=$(for ((i = 0; i < 101; i++)); do echo "PARTITION (d='$i') LOCATION 's3://b/t/$i/'"; done)
    refuses "ALTER TABLE s.t ADD IF NOT EXISTS $many" &&
        refuses "CREATE EXTERNAL TABLE s.t (a int) STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "CREATE EXTERNAL TABLE x.t (a int) STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "CREATE EXTERNAL TABLE s.u (timestamp int) STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "CREATE EXTERNAL TABLE s.u (a string) STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "CREATE EXTERNAL TABLE s.u (a int COMMENT 'x') STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "CREATE EXTERNAL TABLE IF NOT EXISTS s.u (a int) STORED AS PARQUET LOCATION 's3://b/t/'" &&
        refuses "ALTER TABLE s.t SET FILE FORMAT ORC" &&
        refuses "MSCK REPAIR TABLE s.t" &&
        refuses "ALTER TABLE s.t ADD PARTITION (d='1') LOCATION 's3://b/'; ALTER TABLE s.t ADD PARTITION (d='1') LOCATION 's3://b/'" &&
        refuses "BEGIN; ALTER TABLE s.t ADD COLUMN b int"
}

try "the server refuses what Redshift does" server_refuses
try "deploy all specs from nothing" from_nothing
try "deploy them again" again
try "what is deployed does not differ from the specs" no_drift
try "convert tables to Parquet, twice" converted
try "change a table" changed
try "recreate a table" made_anew
for at in 1 2 7 40 60; do
    try "broken off at change $at and run again" broken_off $at
done
try "a failed compile changes nothing" failed_compile
try "a transaction is refused" in_transaction
try "names and values reach neither psql nor the shell" nasty
