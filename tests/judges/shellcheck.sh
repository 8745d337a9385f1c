#!/usr/bin/env bash
# The scripts of the project and those that it writes, read by shellcheck.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

if ! command -v shellcheck >/dev/null; then
    echo "skip shellcheck: it is not installed"
    exit
fi
trust shellcheck each shellcheck -- golden/aws-cli/*.sh
mapfile -t scripts < <(find tests .ci -name '*.sh' -o -path .ci/run | LC_ALL=C sort)
for script in "${scripts[@]}"; do
    try "shellcheck has nothing against $script" shellcheck -x -P SCRIPTDIR:. "$script"
done
# These are read after lib.sh, whose names they use.
for script in tests/judges/*.lib; do
    try "shellcheck has nothing against $script" shellcheck -e SC2154 "$script"
done
