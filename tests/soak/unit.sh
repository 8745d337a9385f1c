#!/usr/bin/env bash
# The unit suites with new dice, again and again, under the sanitizers.
# usage: [SEED=N] tests/soak/unit.sh SECONDS
. "$(dirname "$0")/../lib.sh"

suites() { # SEED
    TEST_SEED=$1 CK_TIMEOUT_MULTIPLIER=100 build/asan/tests/unit/main
}
repeat unit "${1:?usage: tests/soak/unit.sh SECONDS}" suites
