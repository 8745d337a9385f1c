#!/usr/bin/env bash
# What runs in CI is read by zizmor, which looks for what a stranger could use, and held against the
# schema of GitHub's workflows.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib
. tests/judges/trust.lib

need_python workflows
no_findings() {
    "${python%/*}/zizmor" --offline --no-progress "$1"
}
trust "workflows (zizmor)" each no_findings -- .github/workflows/*.yml
trust "workflows (check-jsonschema)" "$python" tests/judges/read_yaml.py workflow -- .github/workflows/*.yml
