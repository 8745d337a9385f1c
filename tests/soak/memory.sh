#!/usr/bin/env bash
# Allocations that fail: the n-th one, and the n-th with all after it, for n drawn at random. A run
# must then be what it is with memory enough, or say on stderr that memory ran out, exit by 2, and
# leave neither output nor a changed file.
# usage: [SEED=N] tests/soak/memory.sh SECONDS
. "$(dirname "$0")/../lib.sh"

seconds=${1:?usage: tests/soak/memory.sh SECONDS}
seed=${SEED:-1}
RANDOM=$((seed % 32768))
root=$PWD
PATH=$root/build/release:$PATH
failing=$scratch/failing.so

gcc -std=gnu11 -O2 -Wall -Wextra -Werror -fPIC -shared -o "$failing" tests/soak/failing.c || exit

# Runs a row in a new copy of its folder; what came of it is then in $1: stdout, stderr, status, tree.
run_row() { # RESULT FOLDER [NAME=VALUE...] -- ARGUMENT...
    local result=$1 folder=$2 settings=()
    shift 2
    while [ "$1" != -- ]; do
        settings+=("$1")
        shift
    done
    shift
    rm -rf "$result"
    mkdir -p "$result"
    cp -R "$root/$folder" "$result/tree"
    (cd "$result/tree" && exec timeout 20 env "${settings[@]}" "LD_PRELOAD=$failing" \
        spectrumc "$@" >../stdout 2>../stderr </dev/null)
    echo $? >"$result/status"
}

same() { # WHAT A B
    diff -r "$2/$1" "$3/$1" >/dev/null
}

# What is wrong with a run, or nothing.
verdict() { # RESULT WHOLE FOLDER
    local status
    status=$(cat "$1/status")
    if same status "$1" "$2" && same stdout "$1" "$2" && same stderr "$1" "$2" &&
        same tree "$1" "$2"; then
        return
    fi
    [ "$status" = 2 ] || { echo "exit status $status" && return; }
    grep -q 'out of memory' "$1/stderr" || { echo "stderr does not say it" && return; }
    [ ! -s "$1/stdout" ] || { echo "stdout is written in part" && return; }
    diff -r "$1/tree" "$root/$3" >/dev/null || echo "the folder is changed"
}

# Draws one failure of row $i and prints what is wrong with it.
draw() { # I
    local folder words n on wrong
    read -r folder words <<<"${rows[$1]}"
    read -ra words <<<"$words"
    n=$(((RANDOM * 32768 + RANDOM) % counts[$1] + 1))
    on=$([ $((RANDOM % 2)) = 0 ] && echo yes)
    run_row "$scratch/drawn" "$folder" "FAIL_AT=$n" "FAIL_ON=$on" -- "${words[@]}"
    wrong=$(verdict "$scratch/drawn" "$scratch/whole.$1" "$folder")
    [ -z "$wrong" ] || echo "allocation $n${on:+ and all after it}: $wrong"
}

every_command_has_a_row() {
    local command
    sed -nE 's/^COMMAND\(([a-z]+),.*/\1/p' grammar/commands.def | while read -r command; do
        grep -qE "^[^#]\S+ +$command( |\$)" tests/soak/commands || echo "no row runs $command"
    done | { ! grep .; }
}

try "every command has a row" every_command_has_a_row
mapfile -t rows < <(grep -v '^#' tests/soak/commands)
counts=() runs=() found=() known=()
for i in "${!rows[@]}"; do
    known[i]=$(sed -n 's/.* # //p' <<<"${rows[i]}")
    rows[i]=${rows[i]%% \# *}
    read -r folder words <<<"${rows[i]}"
    read -ra words <<<"$words"
    run_row "$scratch/whole.$i" "$folder" "FAIL_COUNT=$scratch/count" -- "${words[@]}"
    counts[i]=$(cat "$scratch/count")
    runs[i]=0 found[i]=
done
while [ $SECONDS -lt "$seconds" ]; do
    for i in "${!rows[@]}"; do
        wrong=$(draw "$i")
        RANDOM=$(((RANDOM + i) % 32768)) # the subshell drew, not we
        runs[i]=$((runs[i] + 1))
        [ -z "$wrong" ] || found[i]+=$wrong$'\n'
    done
done
for i in "${!rows[@]}"; do
    read -r _ words <<<"${rows[i]}"
    name="$words, ${runs[i]} draws of ${counts[i]} allocations (SEED=$seed)"
    if [ -z "${found[i]}" ]; then
        echo "ok $name"
        continue
    fi
    if [ -n "${known[i]}" ]; then
        echo "skip $name: ${known[i]}"
    else
        echo "not ok $name"
    fi
    sort -u <<<"${found[i]}" | grep . | head -n 20 | indented
done
