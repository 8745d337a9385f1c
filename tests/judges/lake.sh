#!/usr/bin/env bash
# Folders of real rows, in three layouts, read by DuckDB: the partitions that `partitions --listing`
# finds are those that DuckDB's hive partitioning sees, with the same values, and the rows under
# their locations are all the rows there are.
. "$(dirname "$0")/../lib.sh"

. tests/judges/lake.lib

need_lake lake

# A listing as `aws s3 ls --recursive` writes it, of the local folders.
(cd "$scratch/lake" && find . -type f -printf '2026-04-30 12:00:00 %10s %P\n' | sort -k4) \
    >"$scratch/listing.txt"
survey_lake local "$scratch/listing.txt"
echo "reads lake: \`partitions\` and \`inspect\` of a lake, \`--listing\`"
judge_lake
self_test_lake local
