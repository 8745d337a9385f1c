"""checkov reads policies, as CloudFormation's roles that hold them, since it reads none alone.

usage: checkov_policies.py FOLDER FILE...     prints `ok FILE`, or `not ok FILE` and what it found
"""

import json
import pathlib
import subprocess
import sys

TRUST = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": ["redshift.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}


def role_of(path):
    """A role that has the policy, or is trusted by it."""
    document = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    properties = {"AssumeRolePolicyDocument": TRUST}
    if "trust-policy" in path:
        properties["AssumeRolePolicyDocument"] = document
    else:
        properties["Policies"] = [{"PolicyName": "spectrumc", "PolicyDocument": document}]
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def checkov(template):
    """Findings and the number of checks that passed, by the name of a role."""
    command = pathlib.Path(sys.executable).parent / "checkov"
    said = subprocess.run([
        sys.executable, str(command), "--file", str(template), "--framework", "cloudformation",
        "--output", "json", "--quiet", "--compact", "--skip-download"],
        capture_output=True, text=True, check=False)
    report = json.loads(said.stdout)
    found = {}
    for check in report["results"]["failed_checks"]:
        name = check["resource"].rpartition(".")[2]
        found.setdefault(name, []).append(f"{check['check_id']}: {check['check_name']}")
    return found, report["summary"]["passed"]


def main():
    template = pathlib.Path(sys.argv[1]) / "template.json"
    roles, broken = {}, {}
    for number, path in enumerate(sys.argv[2:]):
        try:
            roles[f"Role{number}"] = role_of(path)
        except ValueError as error:
            broken[number] = [str(error)]
    template.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": roles}),
                        encoding="utf-8")
    found, passed = checkov(template)
    assert passed, "it checked nothing"
    for number, path in enumerate(sys.argv[2:]):
        findings = found.get(f"Role{number}", []) + broken.get(number, [])
        print("not ok" if findings else "ok", path)
        for finding in findings:
            print("    " + finding)


main()
