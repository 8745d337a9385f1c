#!/usr/bin/env bash
# No false alarm: the table definitions that the AWS documentation prints, as specs, have no error.
# Each page stands alone, as its tables have the names of other pages' tables.
. "$(dirname "$0")/../lib.sh"

for spec in tests/awsdocs/*.yaml; do
    try "$(basename "$spec" .yaml)" build/release/spectrumc compile "$spec"
done
