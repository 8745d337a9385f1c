#!/usr/bin/env bash
# Good specs with one mistake each: one finding, at its place. SEED=N draws other mistakes.
. "$(dirname "$0")/../lib.sh"

make -s V=release build/release/tests/mutate/mutate || exit 1
mkdir "$scratch/mutants"
build/release/tests/mutate/mutate --seed "${SEED:-1}" --rounds "${ROUNDS:-8}" \
    --keep "$scratch/mutants" specs/*.yaml tests/awsdocs/*.yaml

# The program itself says the same by its exit status; --strict, for mistakes that are warnings.
exits_by_1() {
    local mutant bad=0
    for mutant in "$scratch"/mutants/*.yaml; do
        build/release/spectrumc check --strict "$mutant" >/dev/null 2>&1
        [ $? = 1 ] || { echo "$mutant: no exit status 1" && cat "$mutant" && bad=1; }
    done
    return $bad
}
try "check exits by 1 for a mutant of each kind" exits_by_1
