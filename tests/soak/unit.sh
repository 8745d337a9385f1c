#!/usr/bin/env bash
# The unit suites with new dice, again and again, under the sanitizers: a fifth of the rounds a seed,
# so that a seed is soon done.
# usage: [SEED=N] tests/soak/unit.sh SECONDS
. "$(dirname "$0")/../lib.sh"

suites() { # SEED
    TEST_SEED=$1 TEST_PERCENT=20 CK_TIMEOUT_MULTIPLIER=100 build/asan/tests/unit/main
}
repeat unit "${1:?usage: tests/soak/unit.sh SECONDS}" suites
