#!/usr/bin/env bash
# grammar/REFERENCE.md says what the tables of grammar/ say.
. "$(dirname "$0")/../lib.sh"

make -s build/dev/grammar/reference || exit 2
build/dev/grammar/reference >"$scratch/reference.md" || exit 2
if diff -u grammar/REFERENCE.md "$scratch/reference.md"; then
    echo "ok the reference is up to date"
else
    echo "not ok the reference is out of date: run \`make reference\`"
fi
