#!/usr/bin/env bash
# The sample files of python/samples.py hold the rows that they say, for who is to be tested with them.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib

need_python samples
read_samples() {
    "$python" tests/judges/python/read_samples.py "$@"
}

refuses() { # FILE SUFFIX-OF-WHAT-IS-SPOILED COMMAND...
    rm -rf "$scratch/spoiled"
    mkdir "$scratch/spoiled"
    cp "$scratch/files/$1" "$scratch/files/$1.json" "$scratch/spoiled/"
    "${@:3}" <"$scratch/files/$1$2" >"$scratch/spoiled/$1$2"
    ! cmp -s "$scratch/files/$1$2" "$scratch/spoiled/$1$2" &&
        read_samples "$scratch/spoiled/$1" | grep '^not ok '
}

mkdir "$scratch/files"
echo "reads samples: Parquet, ORC and Avro of \`python/samples.py\`"
try "samples are written" "$python" tests/judges/python/samples.py "$scratch/files"
read_samples "$scratch"/files/*.{parquet,orc,avro} | sed "s|$scratch/files/||"
try "self-test: another value is rejected" refuses zlib.orc .json sed 's/"small": 32767/"small": 32766/'
try "self-test: a column of another name is rejected" refuses snappy.parquet .json sed 's/"huge"/"hug"/'
try "self-test: a lost row is rejected" refuses many.orc .json sed 's/, {"flag": false.*/]/'
try "self-test: a file that was cut is rejected" refuses none.parquet '' head -c 2000
try "self-test: another byte is rejected" refuses null.avro '' sed 's/abcdefghi/abcdefghj/'
