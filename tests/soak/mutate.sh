#!/usr/bin/env bash
# Other mistakes in good specs, with a new seed each round.
# usage: [SEED=N] tests/soak/mutate.sh SECONDS
. "$(dirname "$0")/../lib.sh"

mutants() { # SEED
    build/release/tests/mutate/mutate --rounds 8 --seed "$1" specs/*.yaml tests/awsdocs/*.yaml
}
repeat mutate "${1:?usage: tests/soak/mutate.sh SECONDS}" mutants
