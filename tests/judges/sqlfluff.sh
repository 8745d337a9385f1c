#!/usr/bin/env bash
# sqlfluff's Redshift parser must read every golden statement that it knows.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib
. tests/judges/trust.lib
. tests/judges/sql.lib

need_python sqlfluff
trust sqlfluff "$python" tests/judges/parse_sqlfluff.py -- "${redshift_sql[@]}"
