#!/usr/bin/env bash
# The Check suites, under the sanitizers and under valgrind.
. "$(dirname "$0")/../lib.sh"

export CK_TIMEOUT_MULTIPLIER=10

# Check's TAP lines, without its numbers; a suite that ends early is a failure.
suites() { # NAME COMMAND...
    local name=$1 status
    shift
    "$@" >"$scratch/tap" 2>"$scratch/errors"
    status=$?
    sed -n "s/^\(not \)\{0,1\}ok [0-9]* - \(.*\)/\1ok $name: \2/p" "$scratch/tap"
    grep -q '^ok' "$scratch/tap" || echo "not ok $name: no test ran"
    [ $status = 0 ] && return
    grep -q '^not ok' "$scratch/tap" || echo "not ok $name: exit status $status"
    tail -n 60 "$scratch/errors" | indented
}

suites asan build/asan/tests/unit/main
if command -v valgrind >/dev/null; then
    # A fiftieth of the random rounds: they are what takes the time, and ASan has run them all.
    CK_FORK=no TEST_PERCENT=2 suites valgrind valgrind -q --error-exitcode=99 --leak-check=full \
        --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect \
        build/dev/tests/unit/main
    try "valgrind: compile specs/" valgrind -q --error-exitcode=99 --leak-check=full \
        build/dev/spectrumc compile specs/
else
    echo "skip valgrind: it is not installed"
fi
