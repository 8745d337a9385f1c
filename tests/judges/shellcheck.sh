#!/usr/bin/env bash
# The scripts of the project itself, read by shellcheck.
. "$(dirname "$0")/../lib.sh"

if ! command -v shellcheck >/dev/null; then
    echo "skip shellcheck: it is not installed"
    exit
fi
mapfile -t scripts < <(find tests .ci -name '*.sh' -o -path .ci/run | LC_ALL=C sort)
for script in "${scripts[@]}"; do
    try "shellcheck has nothing against $script" shellcheck -x -P SCRIPTDIR:. "$script"
done
# These are read after lib.sh, whose names they use.
for script in tests/judges/*.lib; do
    try "shellcheck has nothing against $script" shellcheck -e SC2154 "$script"
done
