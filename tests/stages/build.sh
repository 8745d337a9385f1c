#!/usr/bin/env bash
# Every variant builds without a warning.
. "$(dirname "$0")/../lib.sh"

jobs=-j$(nproc)
try "gcc dev" make -s "$jobs" CC=gcc V=dev all unit judges benches
if command -v clang >/dev/null; then
    try "clang dev" make -s "$jobs" CC=clang V=dev all unit judges benches
else
    echo "skip clang dev: clang is not installed"
fi
for variant in asan release static; do
    try "gcc $variant" make -s "$jobs" CC=gcc V=$variant all unit judges
done
try "gcc tsan" make -s "$jobs" CC=gcc V=tsan all unit
try "what makes mutants" make -s "$jobs" \
    V=release build/release/tests/mutate/mutate
try "what writes the reference" make -s V=dev build/dev/grammar/reference

is_static() {
    ! ldd build/static/spectrumc
}
try "the static build needs no shared library" is_static

installs() {
    make -s install DESTDIR="$scratch/root" PREFIX=/usr &&
        "$scratch/root/usr/bin/spectrumc" version &&
        make -s uninstall DESTDIR="$scratch/root" PREFIX=/usr &&
        [ -z "$(find "$scratch/root" -type f)" ]
}
try "make install and make uninstall" installs
