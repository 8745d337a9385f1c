#!/usr/bin/env bash
# `make check`: installs what is missing, runs every stage, and ends in one line that counts.
# usage: tests/run.sh [STAGE ...]     only these, after the build
#
# A stage is a command that prints one line for each thing it tested, with any details below it:
#     ok NAME
#     not ok NAME
#     skip NAME: WHY
# A stage that fails without a `not ok`, or that reports nothing, counts as one failure. What each
# stage said is kept in build/check/STAGE.log. The build comes first; then as many stages run at a
# time as there are processors.
set -u
cd "$(dirname "$0")/.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL V CC B CFLAGS CPPFLAGS LDFLAGS
export LC_ALL=C.UTF-8

stages=(
    "build          tests/stages/build.sh"
    "headers        tests/stages/headers.sh"
    "floors         tests/stages/floors.sh"
    "format         tests/stages/format.sh"
    "facts          tests/stages/facts.sh"
    "unit           tests/stages/unit.sh"
    "tsan           tests/stages/tsan.sh"
    "fuzz           tests/fuzz/run.sh 12"
    "specs          tests/stages/specs.sh"
    "mutate         tests/stages/mutate.sh"
    "awsdocs        tests/stages/awsdocs.sh"
    "golden         tests/golden.sh build/release"
    "golden-asan    tests/golden.sh build/asan"
    "psql           tests/stages/psql.sh"
    "coverage       tests/coverage.sh"
    "determinism    tests/stages/determinism.sh"
    "reference      tests/stages/reference.sh"
    "readme         tests/stages/readme.sh"
)
for judge in tests/judges/*.sh; do
    stages+=("$(basename "$judge" .sh) $judge")
done

log=build/check
mkdir -p $log

counts() { # LOG -> "passed failed skipped"
    awk '/^ok /{p++} /^not ok /{f++} /^skip /{s++} END {print p+0, f+0, s+0}' "$1"
}

details() { # KIND LOG: the lines of that kind, each with what stands below it
    awk -v kind="$1" '/^(ok|not ok|skip) /{show = index($0, kind " ") == 1} show' "$2"
}

run_stage() { # NAME COMMAND...
    local name=$1 status took=$SECONDS
    shift
    "$@" >"$log/$name.log" 2>&1 </dev/null
    status=$?
    read -r passed failed skipped < <(counts "$log/$name.log")
    if [ "$failed" = 0 ] && [ $status != 0 ]; then
        echo "not ok $name: exit status $status, see $log/$name.log" >>"$log/$name.log"
        failed=1
    elif [ $((passed + failed + skipped)) = 0 ]; then
        echo "not ok $name: it tested nothing" >>"$log/$name.log"
        failed=1
    fi
    printf '%-15s %5d passed%s%s (%d s)\n' "$name" "$passed" \
        "$([ "$failed" = 0 ] || echo ", $failed FAILED")" \
        "$([ "$skipped" = 0 ] || echo ", $skipped skipped")" $((SECONDS - took))
}

for name; do
    if [[ " ${stages[*]%% *} " != *" $name "* ]]; then
        echo "no such stage: $name; the stages are ${stages[*]%% *}" >&2
        exit 2
    fi
done
tests/deps.sh build check >&2 || exit 1

ran=()
at_a_time=1 # until it is built
for stage in "${stages[@]}"; do
    read -ra words <<<"$stage"
    [ $# = 0 ] || [[ " build $* " = *" ${words[0]} "* ]] || continue
    [ "$(jobs -rp | wc -l)" -lt "$at_a_time" ] || wait -n
    run_stage "${words[@]}" &
    ran+=("${words[0]}")
    if [ "${words[0]}" = build ]; then
        wait
        at_a_time=$(nproc)
    fi
done
wait
for kind in skip 'not ok'; do
    for name in "${ran[@]}"; do
        details "$kind" "$log/$name.log" | head -n 200
    done
done
read -r passed failed skipped < <(counts <(cd $log && cat "${ran[@]/%/.log}"))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
