#!/usr/bin/env bash
# Fuzzes each tests/fuzz/fuzz_NAME.c with libFuzzer, under ASan and UBSan. They share SECONDS out, and
# JOBS of them run at a time (1 by default).
# usage: [JOBS=N] [SEED=N] tests/fuzz/run.sh SECONDS
#
# Seeds: tests/fuzz/corpus/NAME/ and, for those that read what the commands read, specs/ and
# golden/cases/; words: the keys and quoted words of
# grammar/. What it learns stays in build/fuzz/corpus/NAME/, what fails in build/fuzz/found/.
# The same SEED starts as an earlier run did.
. "$(dirname "$0")/../lib.sh"

targets=(tests/fuzz/fuzz_*.c)
readers=' ddl fix fmt listing registered spec '
at_a_time=${JOBS:-1}
seconds=$((${1:?usage: tests/fuzz/run.sh SECONDS} * at_a_time / ${#targets[@]} + 1))
seed=${SEED:-1}

if ! echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
    clang -fsanitize=fuzzer,address -x c -o "$scratch/probe" - 2>/dev/null; then
    echo "skip fuzz: clang with libFuzzer is not installed"
    exit
fi

fuzz() { # NAME
    local learnt=build/fuzz/corpus/$1 seeds=()
    [ ! -d "tests/fuzz/corpus/$1" ] || seeds+=("tests/fuzz/corpus/$1")
    [[ $readers != *" $1 "* ]] || seeds+=(specs golden/cases)
    mkdir -p "$learnt" build/fuzz/found
    "build/fuzz/tests/fuzz/fuzz_$1" -seed="$seed" -max_total_time="$seconds" -timeout=30 \
        -rss_limit_mb=1024 -max_len=16384 -verbosity=0 -print_final_stats=1 \
        -dict="$scratch/words" -artifact_prefix=build/fuzz/found/ "$learnt" "${seeds[@]}"
}

# The keys of the language, and every quoted word of its tables.
{
    sed -nE 's/^KEY\([a-z_]+, ([a-z_]+),.*/"\1: "/p' grammar/keys.def
    grep -ohE '"[^" \\]{1,40}"' grammar/*.def
} | sort -u >"$scratch/words"
try "the fuzzers build" make -s -j"$(nproc)" V=fuzz fuzzers
names=("${targets[@]##*/fuzz_}")
for name in "${names[@]%.c}"; do
    [ "$(jobs -rp | wc -l)" -lt "$at_a_time" ] || wait -n
    try "$name, $seconds s (SEED=$seed)" fuzz "$name" >"$scratch/$name.said" &
done
wait
for name in "${names[@]%.c}"; do
    cat "$scratch/$name.said"
done
