#!/usr/bin/env bash
# `make test`: builds, then runs the golden cases that CASE names and the unit suite UNIT, and shows
# what differs. CASE may be patterns, UNIT is a suite of tests/unit/suites.def.
. "$(dirname "$0")/lib.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL

build=build/dev
if [ -z "${CASE:-}${UNIT:-}" ]; then
    echo "usage: make test CASE='check/SP0116*' | UNIT=path" >&2
    exit 2
fi
make -s -j"$(nproc)" V=dev all unit || exit 2

run() { # COMMAND...: exit status 2 when there is nothing of that name, else what it printed
    local status
    "$@" >"$scratch/said"
    status=$?
    [ $status != 2 ] || exit 2
    cat "$scratch/said" >>"$scratch/all"
    cat "$scratch/said"
}

if [ -n "${CASE:-}" ]; then
    read -ra cases <<<"$CASE"
    run tests/golden.sh $build "${cases[@]}"
fi
[ -z "${UNIT:-}" ] || run $build/tests/unit/main "$UNIT"
! grep -q '^not ok' "$scratch/all"
