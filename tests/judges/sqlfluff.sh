#!/usr/bin/env bash
# sqlfluff's Redshift parser must read every golden statement that it knows.
. "$(dirname "$0")/../lib.sh"

python=$(sed -n '1s/^#!//p' "$(command -v sqlfluff)" 2>/dev/null)
if [ -z "$python" ]; then
    echo "skip sqlfluff: it is not installed"
    exit
fi
$python tests/judges/parse_redshift.py golden/redshift golden/copy golden/parquet
