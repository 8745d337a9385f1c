#!/usr/bin/env bash
# The scripts of the project itself, read by shellcheck.
. "$(dirname "$0")/../lib.sh"

if ! command -v shellcheck >/dev/null; then
    echo "skip shellcheck: it is not installed"
    exit
fi
mapfile -t scripts < <(find tests -name '*.sh' -o -name '*.lib' | LC_ALL=C sort)
scripts+=(.ci/run)
for script in "${scripts[@]}"; do
    [ ! -e "$script" ] || try "shellcheck has nothing against $script" \
        shellcheck -x -P SCRIPTDIR:. "$script"
done
