#!/usr/bin/env bash
# What a stranger sends, read by the real reader of each place that it goes to: tests/hostile/places.py
# has the texts, tests/hostile/hostile.py the readers. Files, links and git are in the stage `files`.
# Ten of its fourteen readers refuse what 500f9a1 writes; json, dbt, shell and duckdb pass it.
# usage: [EVERY=N] tests/stages/hostile.sh [BUILD]     another build, to see what it would let pass
#
# `make check` draws one case in eight, `make soak` runs all.
. "$(dirname "$0")/../lib.sh"
. tests/judges/postgres.lib

build=$(realpath "${1:-build/release}")
export EVERY=${EVERY:-8}

hostile_python() {
    local python
    for python in build/python/bin/python python3 /usr/bin/python3; do
        "$python" -c 'import yaml, jinja2, markdown_it' 2>/dev/null && echo "$python" && return
    done
}

reads() { # READER
    mkdir "$scratch/$1"
    PYTHONDONTWRITEBYTECODE=1 "$python" tests/hostile/hostile.py "$build/spectrumc" "$scratch/$1" "$1"
}

python=$(hostile_python)
if [ -n "$python" ]; then
    for reader in grants json import dbt names options reports old diff sarif listing shell; do
        try "$reader" reads $reader
    done
else
    echo "skip readers: python3-yaml, python3-jinja2 and markdown-it-py are not all installed"
fi
if [ -n "$python" ] && [ -d build/npm/node_modules/@duckdb/node-api ] && command -v node >/dev/null; then
    try duckdb reads duckdb
else
    echo "skip duckdb: @duckdb/node-api (npm) is not installed"
fi
if [ "$EVERY" != 1 ]; then
    :
elif [ -n "$python" ] && command -v chromium >/dev/null; then
    try browser reads browser
else
    echo "skip browser: chromium is not installed"
fi
if [ -n "$python" ]; then
    need_server "hostile postgres" on
    PSQL=$(printf '"%s", ' "$bin/psql" -h "$scratch" -U judge -d) && export PSQL="[${PSQL}\"postgres\"]"
    "$bin/psql" -X -q -h "$scratch" -U judge -d postgres -c 'CREATE ROLE analysts; CREATE ROLE "Role"'
    try postgres reads postgres
fi
