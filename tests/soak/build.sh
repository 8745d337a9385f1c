#!/usr/bin/env bash
# What the stages of soak run, so that building takes nothing of their time.
. "$(dirname "$0")/../lib.sh"

jobs=-j$(nproc)
try "gcc release" make -s "$jobs" V=release all build/release/tests/mutate/mutate
try "gcc dev" make -s "$jobs" V=dev all unit
try "gcc asan" make -s "$jobs" V=asan all unit
command -v clang >/dev/null && try "fuzzers" make -s "$jobs" V=fuzz fuzzers
exit 0
