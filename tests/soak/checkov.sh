#!/usr/bin/env bash
# checkov has nothing against the policies of the target iam: no wildcards that let a role write, read
# all data, or change its own rights.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib
. tests/judges/trust.lib

need_python checkov checkov
mapfile -t policies < <(ls golden/iam/*/*.json)
trust checkov "$python" -P tests/soak/checkov_policies.py "$scratch" -- "${policies[@]}"
