"""parliament reads policies: actions and resources that AWS does not have or that do not go together,
malformed statements, and whatever else it finds.

usage: aws_parliament.py FILE...     prints `ok FILE`, or `not ok FILE` and why
"""

import pathlib
import sys
import warnings

warnings.simplefilter("ignore")  # of packages that it uses
from parliament import analyze_policy_string  # noqa: E402

for path in sys.argv[1:]:
    findings = analyze_policy_string(pathlib.Path(path).read_text(encoding="utf-8")).findings
    print("not ok" if findings else "ok", path)
    for finding in findings:
        print(f"    {finding.issue}: {finding.title}: {finding.detail}")
