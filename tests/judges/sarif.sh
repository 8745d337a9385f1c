#!/usr/bin/env bash
# The SARIF report of every case of `check` must be valid by the published schema of SARIF 2.1.0.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

modules=$PWD/build/npm/node_modules
schema=$modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json
if ! [ -e "$schema" ] || ! command -v node >/dev/null; then
    echo "skip sarif: the schema and its validator (npm) are not installed"
    exit
fi
for spec in golden/cases/check/*/bad*.yaml specs/*.yaml; do
    name=$(basename "$(dirname "$spec")")-$(basename "$spec" .yaml)
    build/release/spectrumc check --format sarif "$spec" >"$scratch/$name.sarif" 2>/dev/null
    [ $? -lt 2 ] || { echo "not ok $spec cannot be checked"; continue; }
done
export MODULES=$modules
FROM="\`check --format sarif\`" trust sarif node tests/judges/sarif.mjs "$schema" -- \
    "$scratch"/SP*.sarif "$scratch"/specs-*.sarif
