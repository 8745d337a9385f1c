"""Judges policies: that their actions exist by the AWS CLI's models, that they keep IAM's limits,
and, by a small evaluator, that they allow what the specs need and nothing beside it.

usage: aws_policies.py POLICIES GOLDEN_GLUE [OBJECT]    from the root of the project

OBJECT is an ARN of S3 that the policies must let be read, written and deleted.
"""

import fnmatch
import json
import pathlib
import re
import sys

import awscli  # noqa: F401 - version 2 brings its own botocore, and puts it on the path
from botocore import session as botocore_session

# Permissions that are not called like the operation they are for.
OTHER_ACTIONS = {"s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts"}
INLINE_MAX = 10240  # characters besides white space, of all inline policies of a role


def known_actions():
    session = botocore_session.Session()
    actions = set(OTHER_ACTIONS)
    for service in ("glue", "s3", "sts"):
        actions |= {f"{service}:{name}" for name in session.get_service_model(service).operation_names}
    return actions


def resource_matches(pattern, resource):
    """IAM's wildcards; ${*}, ${?} and ${$} stand for the characters themselves."""
    parts = re.split(r"(\$\{[*?$]\})", pattern)
    glob = "".join(
        f"[{part[2]}]" if part.startswith("${") else part.replace("[", "[[]") for part in parts
    )
    return fnmatch.fnmatchcase(resource, glob)


def allows(policy, action, resource):
    return any(
        action in statement["Action"]
        and any(resource_matches(pattern, resource) for pattern in statement["Resource"])
        for statement in policy["Statement"]
    )


def mistakes(policy, actions):
    if policy.get("Version") != "2012-10-17" or set(policy) != {"Version", "Statement"}:
        yield "not a policy of the version 2012-10-17"
    size = len(re.sub(r"\s", "", json.dumps(policy)))
    if size > INLINE_MAX:
        yield f"{size} characters, at most {INLINE_MAX}"
    sids = [statement["Sid"] for statement in policy["Statement"]]
    if len(sids) != len(set(sids)) or not all(re.fullmatch("[A-Za-z0-9]+", sid) for sid in sids):
        yield f"statement ids: {sids}"
    for statement in policy["Statement"]:
        for action in statement["Action"]:
            if action not in actions:
                yield f"no action is called {action}"
        if not statement["Resource"] or "*" in statement["Resource"]:
            yield f"{statement['Sid']} is for every resource, or none"


def trust_mistakes(policy):
    for statement in policy["Statement"]:
        if statement["Action"] != "sts:AssumeRole" or not statement["Principal"]:
            yield "no trust policy"
        for service in statement["Principal"].get("Service", []):
            if not service.endswith(".amazonaws.com"):
                yield f"no service is called {service}"


def needs(folder):
    """The objects that a spec's Glue requests place, and objects beside them."""
    for path in sorted(folder.glob("*.json")):
        request = json.loads(path.read_text(encoding="utf-8"))
        storages = [part["StorageDescriptor"] for part in request.get("PartitionInputList", [])]
        storages += [request["TableInput"]["StorageDescriptor"]] if "TableInput" in request else []
        for storage in storages:
            folder_arn = storage["Location"].replace("s3://", "arn:aws:s3:::")
            yield folder_arn + "part-0", folder_arn.rstrip("/") + "-other/part-0"


def reach_mistakes(policies, folder):
    for wanted, beside in needs(folder):
        bucket = wanted.split("/")[0]
        if not any(allows(policy, "s3:GetObject", wanted) for policy in policies):
            yield f"{wanted} cannot be read"
        if not any(allows(policy, "s3:ListBucket", bucket) for policy in policies):
            yield f"{bucket} cannot be listed"
        roots = [pattern for policy in policies for part in policy["Statement"]
                 for pattern in part["Resource"] if pattern.startswith("arn:aws:s3") and "/" in pattern]
        if any(resource_matches(root, beside) for root in roots) and not any(
            beside.startswith(root.rstrip("*")) for root in roots
        ):
            yield f"{beside} can be read, though nobody asked"
        if any(allows(policy, "s3:PutObject", wanted) for policy in policies):
            yield "something can be written"


def width_mistakes(policies, folder):
    """Folders that neither the spec names nor a partition of it is in."""
    folders = {wanted.rpartition("/")[0] + "/" for wanted, _ in needs(folder)}
    spec = pathlib.Path("specs", folder.name + ".yaml").read_text(encoding="utf-8")
    # The manifests of a Delta table name files of the folder above.
    spec = spec.replace("/_symlink_format_manifest", "")
    folders |= {"arn:aws:s3:::" + place for place in re.findall(r"s3://([^\s\"',}]+)", spec)}
    for policy in policies:
        for part in policy["Statement"]:
            for pattern in part["Resource"]:
                if pattern.startswith("arn:aws:s3") and pattern.endswith("*") and not any(
                        pattern.startswith(place) for place in folders):
                    yield f"{pattern} holds more than the spec's files"


def widened(policy):
    """The policy, in each way that lets a role do more."""
    for number, part in enumerate(policy["Statement"]):
        if "s3:GetObject" in part["Action"]:
            bucket = part["Resource"][0].partition("/")[0]
            yield "a folder more", number, {**part, "Resource": [bucket + "/*"]}
            yield "an action more", number, {**part, "Action": [*part["Action"], "s3:PutObject"]}
            yield "every action", number, {**part, "Action": ["s3:*"]}
            yield "every resource", number, {**part, "Resource": ["*"]}


def self_test(policy, folder, actions):
    for name, number, part in widened(policy):
        wide = {**policy, "Statement": [*policy["Statement"]]}
        wide["Statement"][number] = part
        found = [*mistakes(wide, actions), *reach_mistakes([wide], folder), *width_mistakes([wide], folder)]
        say(f"self-test: {name} is rejected", [] if found else ["it passed"])


def write_mistakes(policies, written):
    for action in ("s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"):
        resource = written.split("/")[0] if action == "s3:ListBucket" else written
        if not any(allows(policy, action, resource) for policy in policies):
            yield f"{action} is not allowed on {resource}"
    for policy in policies:
        for part in policy["Statement"]:
            if "s3:PutObject" in part["Action"] and not all(
                    resource_matches(pattern, written) for pattern in part["Resource"]):
                yield f"more can be written than {written}: {part['Resource']}"


def say(name, found):
    found = list(found)
    print("not ok" if found else "ok", name)
    for mistake in found[:10]:
        print("    " + mistake)


def main():
    iam, glue = map(pathlib.Path, sys.argv[1:3])
    actions = known_actions()
    good = {"Version": "2012-10-17", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Action": ["glue:BatchCreatePartition"], "Resource": ["arn:x"]}]}
    say("self-test: a good policy passes", mistakes(good, actions))
    plural = json.loads(json.dumps(good).replace("Partition", "Partitions"))
    say("self-test: an unknown action is rejected", [] if list(mistakes(plural, actions)) else ["it passed"])
    for spec in sorted(path for path in iam.iterdir() if path.is_dir()):
        policies = []
        for path in sorted(spec.glob("*.json")):
            policy = json.loads(path.read_text(encoding="utf-8"))
            if "-trust-policy" in path.name:
                say(str(path), trust_mistakes(policy))
            else:
                policies.append(policy)
                say(str(path), mistakes(policy, actions))
        if not sys.argv[3:]:
            say(f"{spec} reaches nothing else", width_mistakes(policies, glue / spec.name))
        say(f"{spec} reaches the files of {glue / spec.name}", reach_mistakes(policies, glue / spec.name))
        if spec.name == "raw_events":
            self_test(policies[0], glue / spec.name, actions)
        for written in sys.argv[3:]:
            say(f"{spec.name} writes to its result", write_mistakes(policies, written))


main()
