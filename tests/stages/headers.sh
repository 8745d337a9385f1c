#!/usr/bin/env bash
# Every header compiles alone, and twice; and all of them in one unit, in either order.
. "$(dirname "$0")/../lib.sh"

compilers=gcc
if command -v clang >/dev/null; then
    compilers="gcc clang"
else
    echo "skip headers by clang: clang is not installed"
fi

compile_header() {
    local header=$1 compiler
    for compiler in $compilers; do
        # shellcheck disable=SC2086 # flags are words
        printf '#include "%s"\n' "$header" "$header" |
            $compiler $flags -fsyntax-only -x c - || return
    done
}

# A name means one thing in the whole tree: then no two headers clash.
compile_together() { # HEADER...
    local compiler
    for compiler in $compilers; do
        # shellcheck disable=SC2086 # flags are words
        printf '#include "%s"\n' "$@" | $compiler $flags -fsyntax-only -x c - || return
    done
}

flags=$(make -s CC=gcc flags) || exit
mapfile -t headers < <(find compiler -name '*.h' -printf '%P\n' | LC_ALL=C sort)
for header in "${headers[@]}"; do
    try "$header compiles alone" compile_header "$header"
done
try "all headers compile together" compile_together "${headers[@]}"
mapfile -t headers < <(printf '%s\n' "${headers[@]}" | tac)
try "all headers compile together, in reverse" compile_together "${headers[@]}"
