"""Compares the roles that a stand-in for AWS was given (tests/aws_server.py) with the documents of
the target iam: the same policies, as JSON.

usage: aws_roles.py STATE IAM_JSON POLICY_NAME     IAM_JSON: `compile --target iam`, on stdout
"""
import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        state = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        wanted = {item["name"]: item["document"] for item in json.load(file)}
    given = {}
    for name, role in state["roles"].items():
        given["trust-policy-" + name] = json.loads(role["trust"])
        for policy, text in role["policies"].items():
            if policy == sys.argv[3]:
                given["permissions-policy-" + name] = json.loads(text)
    if given != wanted:
        sys.exit("given:  %s\nwanted: %s" % tuple(
            json.dumps(policies, indent=1, sort_keys=True) for policies in (given, wanted)))


main()
