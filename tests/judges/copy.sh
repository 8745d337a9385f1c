#!/usr/bin/env bash
# A real PostgreSQL runs what the target copy writes, with a stand-in for COPY (native_rows.py): it reads
# literals as Redshift does, and says which rows there are then.
. "$(dirname "$0")/../lib.sh"
. tests/judges/postgres.lib

judge() {
    python3 tests/judges/native_rows.py "$1" build/release \
        "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$scratch" -U judge -d postgres
}

need_server copy off
echo "reads copy: \`golden/copy\`"
judge self || echo "not ok self-test: a good COPY passes"
try "every golden script loads every partition once, and upsert again leaves it so" judge specs
try "keys of JSON find their columns, with a JSONPaths file and without" judge mapping
try "nasty names, comments and partition values are read back" judge nasty
