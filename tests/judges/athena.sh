#!/usr/bin/env bash
# dt-sql-parser's Hive grammar must read every golden file of Athena, and give back the nasty texts.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

modules=$PWD/build/npm/node_modules
if ! [ -d "$modules/dt-sql-parser" ] || ! command -v node >/dev/null; then
    echo "skip athena: dt-sql-parser (npm) is not installed"
    exit
fi
nasty() {
    python3 tests/judges/nasty/spec.py >"$scratch/nasty.yaml" &&
        build/release/spectrumc compile --target athena "$scratch/nasty.yaml" -o "$scratch/nasty.sql"
}
try "the nasty spec compiles" nasty
NODE_PATH=$modules "$modules/.bin/esbuild" tests/judges/athena.mjs --bundle --platform=node \
    --log-level=warning --outfile="$scratch/athena.cjs" || exit
node "$scratch/athena.cjs" nasty "$scratch/nasty.sql" || exit
trust athena node "$scratch/athena.cjs" -- golden/athena/*.sql
