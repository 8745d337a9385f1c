#!/usr/bin/env bash
# Reads and writes that are short, interrupted or would block leave a run as it is; a disk that is full
# from the n-th write on, and a signal at any moment, end it with no file half-written or left over.
# usage: [SEED=N] tests/soak/files.sh SECONDS
. "$(dirname "$0")/../lib.sh"

seconds=${1:?usage: tests/soak/files.sh SECONDS}
seed=${SEED:-1}
root=$PWD
PATH=$root/build/release:$PATH
shim=$scratch/interrupted.so
gcc -std=gnu11 -O2 -Wall -Wextra -Werror -fPIC -shared -o "$shim" tests/soak/interrupted.c || exit

# Runs a row of tests/soak/commands in a new copy of its folder; stdout, stderr, status, tree in $1.
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
    (cd "$result/tree" && exec timeout 20 env "${settings[@]}" spectrumc "$@" >../stdout \
        2>../stderr </dev/null)
    echo $? >"$result/status"
}

row() { # NUMBER: sets folder, words
    read -r folder words <<<"${rows[$1 % ${#rows[@]}]}"
    read -ra words <<<"$words"
}

disturbed() { # SEED
    row "$1"
    run_row "$scratch/whole" "$folder" -- "${words[@]}"
    run_row "$scratch/got" "$folder" "LD_PRELOAD=$shim" "SEED=$1" -- "${words[@]}"
    diff -r "$scratch/whole" "$scratch/got" || { echo "not ok ${words[*]}" && return 1; }
}

# Each file of the folder is as before, or as the whole run leaves it.
old_or_new() { # FOLDER
    local file
    while read -r file; do
        cmp -s "$scratch/got/tree/$file" "$scratch/whole/tree/$file" ||
            cmp -s "$scratch/got/tree/$file" "$root/$1/$file" || { echo "not ok $file" && return 1; }
    done < <(cd "$scratch/got/tree" && find . -type f)
}

full() { # SEED
    local at=$(($1 % 40 + 1))
    row "$1"
    run_row "$scratch/whole" "$folder" -- "${words[@]}"
    run_row "$scratch/got" "$folder" "LD_PRELOAD=$shim" "SEED=$1" "FAIL_AT=$at" -- "${words[@]}"
    diff -r "$scratch/whole" "$scratch/got" >/dev/null && return
    if [ "$(cat "$scratch/got/status")" != 2 ] ||
        ! grep -q 'No space left\|could not be written' "$scratch/got/stderr"; then
        echo "not ok ${words[*]}: full at write $at"
        cat "$scratch/got/status" "$scratch/got/stderr"
        return 1
    fi
    old_or_new "$folder"
}

signalled() { # SEED
    local signals=(INT TERM HUP QUIT XCPU PIPE XFSZ) run signal
    signal=${signals[$1 % ${#signals[@]}]}
    RANDOM=$(($1 % 32768))
    rm -rf "$scratch/got"
    mkdir -p "$scratch/got/tree"
    (ulimit -c 0 && cd "$scratch/got/tree" && exec env --default-signal="$signal" \
        spectrumc compile "$root/specs" --target all --out-dir . >/dev/null 2>&1) &
    run=$!
    sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
    kill -s "$signal" $run 2>/dev/null
    wait $run 2>/dev/null
    diff -r "$scratch/all" "$scratch/got/tree" | grep -v "^Only in $scratch/all" | sed 's/^/not ok /' |
        { ! grep .; }
}

mapfile -t rows < <(grep -v '^#' tests/soak/commands | sed 's/ # .*//')
spectrumc compile specs --target all --out-dir "$scratch/all" 2>/dev/null || exit
repeat "reads and writes that are disturbed" $((seconds / 3)) disturbed
repeat "a disk that is full" $((seconds * 2 / 3)) full
repeat "signals at any moment" "$seconds" signalled
