#!/usr/bin/env bash
# A real PostgreSQL runs every golden file of its target, twice, then says what it made of them.
. "$(dirname "$0")/../lib.sh"
. tests/judges/postgres.lib
. tests/judges/trust.lib

database=postgres
ask() {
    "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$scratch" -U judge -d $database "$@"
}

spectrumc() {
    build/release/spectrumc compile --target postgres "$@"
}

# The grantees of the specs, and the schemas that only some of them declare.
prepare() {
    sed -n 's/^GRANT .* TO \([^;]*\);/\1/p' golden/postgres/*.sql | sort -u | grep -v PUBLIC |
        sed 's/.*/CREATE ROLE &;/' | ask -f - && spectrumc specs --emit schema | ask -f -
}

# Without a word but notices of what is there already.
runs_file() {
    ask -f "$1" 2>&1 | { ! grep -v 'NOTICE'; }
}

# A broken one in a database of its own.
runs_alone() {
    case $1 in
        golden/*) runs_file "$1" ;;
        *)
            ask -c "DROP DATABASE IF EXISTS alone" -c "CREATE DATABASE alone TEMPLATE prepared" &&
                database=alone runs_file "$1"
            ;;
    esac
}

runs() {
    spectrumc "$@" >"$scratch/run.sql" && runs_file "$scratch/run.sql"
}

counts() {
    spectrumc specs --emit sanity >"$scratch/run.sql" && ask -f "$scratch/run.sql"
}

# Rows go where their values say.
routes() {
    local leaf
    leaf=$(ask -c "INSERT INTO spectrum.raw_events (year, month, day) VALUES (2026, 4, 29)
                   RETURNING tableoid::regclass") && [ "$leaf" = spectrum.raw_events_2026_04_29 ] &&
        leaf=$(ask -c "INSERT INTO spectrum.page_views (dt, hour) VALUES ('2026-04-30', '07')
                       RETURNING tableoid::regclass") &&
        [ "$leaf" = spectrum.page_views_2026_04_30_07 ] &&
        ! ask -c "INSERT INTO spectrum.raw_events (year, month, day) VALUES (2027, 1, 1)"
}

partitions_are_all_there() {
    local wanted made
    wanted=$(spectrumc specs --target redshift | grep -c '^    PARTITION ')
    made=$(ask -c "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'
                   AND NOT relnamespace = 'nasty'::regnamespace")
    echo "$wanted partitions, $made tables"
    [ "$wanted" = "$made" ]
}

nasty() {
    python3 tests/judges/nasty/spec.py >"$scratch/nasty.yaml" &&
        runs "$scratch/nasty.yaml" --psql &&
        ask -f tests/judges/nasty/postgres.sql >"$scratch/nasty.json" &&
        python3 tests/judges/nasty/postgres.py "$scratch/nasty.json"
}

need_server postgres_target on
try "roles and schemas" prepare
try "a copy for what is broken" ask -c "CREATE DATABASE prepared TEMPLATE postgres"
trust postgres_target each runs_alone -- golden/postgres/*.sql
try "all of them again" runs specs --psql
try "their sanity queries" counts
try "rows find their partitions" routes
try "nasty names, descriptions and partition values are read back" nasty
try "every partition has its table" partitions_are_all_there
