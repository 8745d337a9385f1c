#!/usr/bin/env bash
# Every header compiles alone, and twice.
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

flags=$(make -s CC=gcc flags) || exit
while read -r header; do
    try "$header compiles alone" compile_header "$header"
done < <(find compiler -name '*.h' -printf '%P\n' | LC_ALL=C sort)
