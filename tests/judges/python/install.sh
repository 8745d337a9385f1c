#!/bin/sh
# Installs judges from PyPI, by the hashes in NAME.txt, into an environment of their own, that git ignores:
#
#     requirements.txt -> build/python            what `make check` judges with
#     spark.txt        -> build/python-spark      for `make soak`; and Hive's SerDe of JSON, by Maven
#     checkov.txt      -> build/python-checkov    for `make soak`
#
# usage: tests/judges/python/install.sh [--list] NAME...    --list: only print what is missing
#
# To update: `pip install uv`, and for each NAME
#     uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras \
#         --no-annotate --no-header --upgrade NAME.in -o NAME.txt
set -u
cd "$(dirname "$0")/../../.." || exit
lists=tests/judges/python

folder_of() {
    case $1 in
        requirements) echo build/python ;;
        *) echo "build/python-$1" ;;
    esac
}

# The list is copied last, so that an environment that has it is whole.
is_installed() {
    cmp -s "$lists/$1.txt" "$(folder_of "$1")/installed.txt"
}

jar=hive-hcatalog-core-2.3.10.jar
jar_hash=a1bec013edf64a23a2da10df86c7391332c9b150992681faab232e5fef4c9bda
install_jar() {
    mvn -q -B dependency:copy -Dartifact=org.apache.hive.hcatalog:hive-hcatalog-core:2.3.10 \
        -DoutputDirectory="$PWD/$1" &&
        echo "$jar_hash  $1/$jar" | sha256sum --quiet -c
}

# Scripts in an environment name its folder: it is made where it stays.
install_python() { # NAME
    folder=$(folder_of "$1")
    rm -rf "$folder"
    mkdir -p build
    python3 -m venv "$folder" &&
        "$folder/bin/pip" -q --disable-pip-version-check install --require-hashes \
            -r "$lists/$1.txt" &&
        { [ "$1" != spark ] || install_jar "$folder"; } &&
        cp "$lists/$1.txt" "$folder/installed.txt"
}

list=
[ "${1:-}" != --list ] || { list=yes && shift; }
for name; do
    is_installed "$name" && continue
    if [ -n "$list" ]; then
        echo "$lists/$name.txt"
        continue
    fi
    echo "deps: installing the judges of $lists/$name.txt"
    mkdir -p build
    install_python "$name" >"build/python-$name.log" 2>&1 || {
        echo "deps: the judges of $lists/$name.txt cannot be installed:"
        tail -n 5 "build/python-$name.log"
    }
done
