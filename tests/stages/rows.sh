#!/usr/bin/env bash
# What the real psql prints of one table, in each of its formats, is read alike or refused by name.
. "$(dirname "$0")/../lib.sh"
. tests/judges/postgres.lib

PATH=$PWD/build/release:$PATH
need_server rows on

ask() { # OPTION...: psql, with none of this machine's settings
    PSQLRC=/dev/null psql -X -q -h "$scratch" -U judge -d postgres "$@"
}

cat >"$scratch/spec.yaml" <<'SPEC'
external_table:
  schema: spectrum
  name: events
  columns: [{name: id, type: bigint}]
  partitioned_by:
    - {name: dt, type: date}
    - {name: app, type: varchar(64)}
  format: json
  location: s3://lake/raw/events/
  path: dt={dt}/app={app}/
  properties: {numRows: 170000}
SPEC
printf 'raw/events/dt=2026-04-2%d/app=日 é/a\n' 7 8 >"$scratch/keys"

prepare() {
    ask <<'SQL'
CREATE TABLE partitions (size int, location text, note text, "values" text);
INSERT INTO partitions VALUES
    (1, 's3://lake/raw/events/dt=2026-04-27/app=日 é', E'two\nlines', '["2026-04-27","日 é"]'),
    (22, 's3://lake/raw/events/dt=2026-04-26/app=a', NULL, '["2026-04-26","a"]'),
    (NULL, 's3://lake/raw/events/dt=2026-04-25/app=x', '| + │', '["2026-04-25","x"]');
CREATE VIEW shown AS SELECT string_agg(format(
    E'ALTER TABLE spectrum.events ADD IF NOT EXISTS\nPARTITION (dt=%L, app=%L)\nLOCATION %L;',
    "values"::json ->> 0, "values"::json ->> 1, location), E'\n' ORDER BY location DESC) AS ddl
FROM partitions;
SQL
}

reads() { # FILE
    spectrumc partitions "$scratch/spec.yaml" --listing "$scratch/keys" --registered "$1" --drop-missing
}

# The options of psql are words of one argument, to which --pset= belongs.
# shellcheck disable=SC2086
is_read() { # QUERY OPTIONS
    ask $2 -c "$1" >"$scratch/out" && reads "$scratch/out" 2>&1 | diff "$scratch/want" -
}

# shellcheck disable=SC2086
is_refused() { # WHAT OPTIONS
    ask $2 -c "$all" >"$scratch/out" || return
    reads "$scratch/out" >"$scratch/said" 2>&1
    if [ $? != 1 ] || ! grep -q "^error\[SP0921\]: $1" "$scratch/said"; then
        cat "$scratch/said"
        return 1
    fi
}

all='TABLE partitions'
plain='SELECT "values", location FROM partitions'
formats=(
    --csv
    '--csv --pset=csv_fieldsep=;'
    '--pset=border=0'
    '--pset=border=1'
    '--pset=border=2'
    '--pset=border=2 --pset=linestyle=unicode'
    '--pset=linestyle=unicode'
    '--pset=format=wrapped --pset=columns=90'
    '--pset=format=wrapped --pset=columns=60 --pset=border=2'
    '--pset=footer=off'
    '--pset=null=(null)'
    -x
    '-x --pset=border=0'
    '-x --pset=border=2'
    '-x --pset=border=2 --pset=linestyle=unicode'
)
unaligned=(-A -At '-A -F ;' '-At -F ~~' '-At -F ^' -t)

try "the server has partitions" prepare
ask --csv -c "$plain" >"$scratch/out"
try "psql --csv is read" reads "$scratch/out"
reads "$scratch/out" >"$scratch/want" 2>&1
for options in "${formats[@]}"; do
    try "psql $options" is_read "$all" "$options"
    try "psql $options, statements" is_read 'TABLE shown' "$options"
done
for options in "${unaligned[@]}"; do
    try "psql $options" is_read "$plain" "$options"
done
try "psql wraps before a wide character" is_refused 'a wrapped value' '--pset=format=wrapped --pset=columns=60'
try "psql -H is refused" is_refused 'HTML' -H
for format in latex asciidoc troff-ms; do
    try "psql --pset=format=$format is refused" is_refused '' "--pset=format=$format"
done
