#!/usr/bin/env bash
# `make check` and `make soak`: install what is missing, run every stage, and end in one line that
# counts.
# usage: tests/run.sh check|soak [STAGE ...]     only these, after the build
#
# A stage is a command that prints one line for each thing it tested, with any details below it:
#     ok NAME
#     not ok NAME
#     skip NAME: WHY
# A stage that fails without a `not ok`, or that reports nothing, counts as one failure. What each
# stage said is kept in build/check/STAGE.log or build/soak/STAGE.log. The build comes first.
#
# Of check, as many stages run at a time as there are processors. Those of soak run one after the
# other, each with JOBS processors: they share out BUDGET (90s, 20m, 1h; an hour by default), which
# the build is not part of. SEED=N repeats a soak.
set -u
cd "$(dirname "$0")/.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL V CC B CFLAGS CPPFLAGS LDFLAGS
export LC_ALL=C.UTF-8

# NAME COMMAND
stages=(
    "build          tests/stages/build.sh"
    "headers        tests/stages/headers.sh"
    "floors         tests/stages/floors.sh"
    "format         tests/stages/format.sh"
    "facts          tests/stages/facts.sh"
    "house          tests/stages/house.sh"
    "places         tests/stages/places.sh"
    "unit           tests/stages/unit.sh"
    "tsan           tests/stages/tsan.sh"
    "fuzz           tests/fuzz/run.sh 60"
    "specs          tests/stages/specs.sh"
    "mutate         tests/stages/mutate.sh"
    "awsdocs        tests/stages/awsdocs.sh"
    "golden         tests/golden.sh build/release"
    "golden-asan    tests/golden.sh build/asan"
    "psql           tests/stages/psql.sh"
    "rows           tests/stages/rows.sh"
    "files          tests/stages/files.sh"
    "hostile        tests/stages/hostile.sh"
    "help           tests/stages/help.sh"
    "coverage       tests/coverage.sh"
    "determinism    tests/stages/determinism.sh"
    "reference      tests/stages/reference.sh"
    "readme         tests/stages/readme.sh"
)
for judge in tests/judges/*.sh; do
    stages+=("$(basename "$judge" .sh) $judge")
done


# NAME SHARE COMMAND: the seconds that the share comes to are given to the command as its last word. A
# share of 0 is for what takes the time that it takes.
soaks=(
    "build  0 tests/soak/build.sh"
    "hostile 0 tests/soak/hostile.sh"
    "spark  0 tests/soak/spark.sh"
    "checkov 0 tests/soak/checkov.sh"
    "fuzz   6 tests/fuzz/run.sh"
    "memory 3 tests/soak/memory.sh"
    "files  2 tests/soak/files.sh"
    "mutate 2 tests/soak/mutate.sh"
    "unit   1 tests/soak/unit.sh"
)
heavy=' spark checkov hostile ' # these need what deps.sh installs for soak alone

kind=${1:-}
case $kind in
    check) ;;
    soak) stages=("${soaks[@]}") ;;
    *) echo "usage: tests/run.sh check|soak [STAGE ...]" >&2; exit 2 ;;
esac
shift
log=build/$kind
mkdir -p "$log"
rm -f "$log/count"

counts() { # LOG -> "passed failed skipped"
    awk '/^ok /{p++} /^not ok /{f++} /^skip /{s++} END {print p+0, f+0, s+0}' "$1"
}

details() { # KIND LOG: the lines of that kind, each with the lines below it
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
    echo $((SECONDS - took)) >"$log/$name.seconds"
    printf '%-15s %5d passed%s%s (%d s)\n' "$name" "$passed" \
        "$([ "$failed" = 0 ] || echo ", $failed FAILED")" \
        "$([ "$skipped" = 0 ] || echo ", $skipped skipped")" $((SECONDS - took))
}

# What is to come, so that nobody wonders whether it hangs.
announce() { # WHAT-TO-INSTALL TIME
    if [ -n "$1" ]; then
        echo "$kind: installs what is missing, which takes about 3 minutes: $1"
    else
        echo "$kind: nothing to install"
    fi
    echo "$kind: builds, and runs ${#chosen[@]} stages on $(nproc) processors$2"
}

check_time() {
    [ ${#chosen[@]} != ${#stages[@]} ] ||
        echo ": about $((CHECK_SECONDS / $(nproc) / 60 + 1)) minutes"
}

run_check() {
    local stage words at_a_time=1 # until it is built
    for stage in "${chosen[@]}"; do
        read -ra words <<<"$stage"
        [ "$(jobs -rp | wc -l)" -lt "$at_a_time" ] || wait -n
        run_stage "${words[@]}" &
        if [ "${words[0]}" = build ]; then
            wait
            at_a_time=$(nproc)
        fi
    done
    wait
}

# A stage that takes much more than its share is ended, so that the budget holds.
run_soak() {
    local stage words seconds
    for stage in "${chosen[@]}"; do
        read -ra words <<<"$stage"
        if [ "${words[1]}" = 0 ]; then
            run_stage "${words[0]}" "${words[@]:2}"
        else
            seconds=$((budget * words[1] / shares))
            run_stage "${words[0]}" timeout -k 10 $((seconds * 5 / 4 + 180)) \
                "${words[@]:2}" "$seconds"
        fi
    done
}

seconds_of() { # 90, 90s, 20m or 1h
    [[ $1 =~ ^([1-9][0-9]*)([smh]?)$ ]] || return
    case ${BASH_REMATCH[2]} in
        h) echo $((BASH_REMATCH[1] * 3600)) ;;
        m) echo $((BASH_REMATCH[1] * 60)) ;;
        *) echo "${BASH_REMATCH[1]}" ;;
    esac
}

CHECK_SECONDS=700 # of one processor, from a fresh clone

for name; do
    if [[ " ${stages[*]%% *} " != *" $name "* ]]; then
        echo "no such stage: $name; the stages are ${stages[*]%% *}" >&2
        exit 2
    fi
done
chosen=()
shares=0
for stage in "${stages[@]}"; do
    [ $# = 0 ] || [[ " build $* " = *" ${stage%% *} "* ]] || continue
    chosen+=("$stage")
    read -r _ share _ <<<"$stage"
    [ "$kind" = check ] || shares=$((shares + share))
done
if [ "$kind" = soak ]; then
    budget=$(seconds_of "${BUDGET:-1h}") || {
        echo "BUDGET=$BUDGET: write 90s, 20m or 1h" >&2
        exit 2
    }
    export SEED=${SEED:-$(date +%s)} JOBS
    JOBS=$(nproc)
    time=": ${BUDGET:-1h} after the build (SEED=$SEED)"
else
    time=$(check_time)
fi
needs=(build check)
for stage in "${chosen[@]}"; do
    [[ $heavy != *" ${stage%% *} "* ]] || needs=(build check soak)
done
announce "$(tests/deps.sh --list "${needs[@]}")" "$time" >&2
tests/deps.sh "${needs[@]}" >&2 || exit 1

"run_$kind"
ran=("${chosen[@]%% *}")
for name in "${ran[@]}"; do
    if grep -q '^reads ' "$log/$name.log"; then # what judges are worth is known at the end
        run_stage judges tests/stages/judges.sh "$log" "${ran[@]}"
        ran+=(judges)
        break
    fi
done
for what in skip 'not ok'; do
    for name in "${ran[@]}"; do
        details "$what" "$log/$name.log" | head -n 200
    done
done
read -r passed failed skipped < <(counts <(cd "$log" && cat "${ran[@]/%/.log}"))
echo "$passed passed, $failed failed, $skipped skipped" | tee "$log/count"
[ "$failed" = 0 ]
