#!/usr/bin/env bash
# Every fix of every golden holds: made, its finding is gone, and none of another code has come. A help
# that is in words alone is of a code in help_forms, which says why. (help.py)
# usage: tests/stages/help.sh [BUILD]     by default build/release
. "$(dirname "$0")/../lib.sh"

python3 tests/stages/help.py "${1:-build/release}/spectrumc" tests/stages/help_forms \
    golden/cases/{check,partitions,inspect}
