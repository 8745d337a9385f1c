#!/usr/bin/env bash
# A real PostgreSQL, with standard_conforming_strings off as Redshift reads literals, is asked
# through psql what thousands of random literals and identifiers mean.
# SEED=n repeats a run.
. "$(dirname "$0")/../lib.sh"

seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
literals=20000
identifiers=10000

bin=$(dirname "$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)")
if ! [ -x "$bin/postgres" ]; then
    echo "skip postgres: it is not installed"
    exit
fi

# The server refuses to run as root.
as_server=()
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
    chown "$user" "$scratch"
    as_server=(runuser -u "$user" --)
fi

start_server() {
    "${as_server[@]}" "$bin/initdb" -D "$scratch/data" -U judge -A trust -E UTF8 --locale=C \
        --no-sync --no-instructions || return
    cat >>"$scratch/data/postgresql.conf" <<CONF || return
listen_addresses = ''
unix_socket_directories = '$scratch'
shared_memory_type = mmap
dynamic_shared_memory_type = mmap
fsync = off
standard_conforming_strings = off
escape_string_warning = off
CONF
    "${as_server[@]}" "$bin/pg_ctl" -D "$scratch/data" -l "$scratch/server.log" -w start
}

stop_server() {
    "${as_server[@]}" "$bin/pg_ctl" -D "$scratch/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$scratch"
}

# A variable called `name` would show where psql replaces :name inside our text.
ask() {
    "$bin/psql" -X -q -At -h "$scratch" -U judge -d postgres -v name=replaced "$@"
}

backslashes_escape() {
    local query="SELECT 'a\\\\b' = 'a' || chr(92) || 'b', 'a\\b' = 'a' || chr(92) || 'b'"
    [ "$(ask -c "$query")" = "t|f" ]
}

# Every statement must have answered `number|t`, in order, and nothing else.
all_true() {
    ask -c 'SELECT word FROM pg_get_keywords()' |
        build/release/tests/judges/literals "$seed" $literals $identifiers >"$scratch/ask.sql" ||
        return
    ask -f "$scratch/ask.sql" >"$scratch/answers" 2>&1
    asked=$(wc -l <"$scratch/ask.sql")
    seq "$asked" | sed 's/$/|t/' | cmp -s - "$scratch/answers" && return
    echo "SEED=$seed; statements with a wrong answer, then what the server said:"
    seq "$asked" | sed 's/$/|t/' | comm -23 <(sort -) <(sort "$scratch/answers") | sort -n |
        cut -d'|' -f1 | head -n 10 | while read -r number; do
            grep -a "^SELECT $number," "$scratch/ask.sql"
        done
    grep -avE '^[0-9]+\|t$' "$scratch/answers" | head -n 20
    return 1
}

if ! start_server >"$scratch/start.log" 2>&1; then
    echo "not ok postgres: the throw-away server does not start"
    cat "$scratch/start.log" "$scratch/server.log" 2>/dev/null | indented
    exit 1
fi
trap stop_server EXIT
try "backslashes escape in the judge's literals" backslashes_escape
try "$literals literals and $identifiers identifiers, and the keywords (SEED=$seed)" all_true
