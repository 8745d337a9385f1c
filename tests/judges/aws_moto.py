"""moto as a stand-in for AWS, and what a judge asks of it, by boto3.

usage: aws_moto.py serve PORT_FILE
       aws_moto.py lake PORT BUCKET KEYS           puts an object for each line of KEYS
       aws_moto.py roles PORT FOLDER SCRIPT...     runs each script of aws-cli, in each account that it
                                                   names: the roles must be those of FOLDER/NAME/, which
                                                   the target iam wrote
       aws_moto.py glue PORT FOLDER SPEC...        deploys each spec, imports what the AWS CLI then prints
                                                   of the catalog, and compiles that again; notices what
                                                   is broken in the last
       aws_moto.py refuses PORT OWN_PORT           what moto and tests/aws_server.py refuse

`aws` and `spectrumc` are those of PATH.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import urllib.request

import boto3
import botocore.exceptions
import botocore.parsers
from botocore.config import Config

OWN_ACCOUNT = "123456789012"
TRUST = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": ["redshift.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}
GRANT = {"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b/*"]}


def policy(*grants):
    return json.dumps({"Version": "2012-10-17", "Statement": list(grants)}, ensure_ascii=False)


def put(**changed):
    return "iam", "put_role_policy", {"RoleName": "A", "PolicyName": "p", "PolicyDocument": policy(
        {**GRANT, **changed})}


def create(name, trust):
    return "iam", "create_role", {"RoleName": name, "AssumeRolePolicyDocument": json.dumps(trust)}


def trusts(arn):
    return {**TRUST, "Statement": [{**TRUST["Statement"][0], "Principal": {"AWS": [arn]}}]}


MALFORMED = "MalformedPolicyDocument"
BY_MODEL = "botocore's model has it"
NO_MOTO = "moto does not have it, botocore's model does"

# What is asked, what moto says, what our stand-in says, and where they differ which is right, and why.
PROBES = [
    ("a role", create("A", TRUST), "accepted", "accepted", ""),
    ("a role that is there", create("A", TRUST), "EntityAlreadyExists", "EntityAlreadyExists", ""),
    ("a policy", put(), "accepted", "accepted", ""),
    ("a policy of no role", ("iam", "put_role_policy", {
        "RoleName": "None", "PolicyName": "p", "PolicyDocument": policy(GRANT)}),
     "NoSuchEntity", "NoSuchEntity", ""),
    ("a policy cut short", ("iam", "put_role_policy", {
        "RoleName": "A", "PolicyName": "p", "PolicyDocument": "{"}), MALFORMED, MALFORMED, ""),
    ("an effect that does not exist", put(Effect="Alow"), MALFORMED, MALFORMED, ""),
    ("an action without its service", put(Action=["GetObject"]), MALFORMED, MALFORMED, ""),
    ("a resource that is not an ARN", put(Resource=["s3://b/*"]), MALFORMED, MALFORMED, ""),
    ("one Sid for two statements", ("iam", "put_role_policy", {
        "RoleName": "A", "PolicyName": "p", "PolicyDocument": policy(GRANT, GRANT)}),
     MALFORMED, MALFORMED, ""),
    ("a policy of other characters", put(Resource=["arn:aws:s3:::b/日本/*"]), "accepted", "ValidationError",
     "the stand-in is right: the model's pattern of a policy ends at U+00FF"),
    ("a policy that is too long", put(Resource=["arn:aws:s3:::b/" + "x" * 10240]), "accepted",
     "LimitExceeded", "the stand-in is right: IAM documents 10,240 characters a role"),
    ("a policy's name with a blank", ("iam", "put_role_policy", {
        "RoleName": "A", "PolicyName": "a b", "PolicyDocument": policy(GRANT)}), "accepted",
     "ValidationError", "the stand-in is right: " + BY_MODEL + " as [\\w+=,.@-]+"),
    ("a trusted role that is not there", create("B", trusts(f"arn:aws:iam::{OWN_ACCOUNT}:role/None")),
     "accepted", MALFORMED, "the stand-in is right: IAM documents it"),
    ("a cluster that is not there", ("redshift", "describe_clusters", {"ClusterIdentifier": "none"}),
     "ClusterNotFound", "ClusterNotFound", ""),
    ("a role for a cluster that is not there", ("redshift", "modify_cluster_iam_roles", {
        "ClusterIdentifier": "none", "AddIamRoles": [f"arn:aws:iam::{OWN_ACCOUNT}:role/A"]}),
     "ResponseParserError", "ClusterNotFound", "the stand-in is right: " + NO_MOTO),
    ("a namespace that is not there", ("redshift-serverless", "get_namespace", {"namespaceName": "none"}),
     "500", "ResourceNotFoundException", "the stand-in is right: " + NO_MOTO),
    ("an action that does not exist", put(Action=["s3:GetObjekt"]), "accepted", "accepted", ""),
    ("a policy for everything", put(Resource=["*"]), "accepted", "accepted", ""),
]

# What neither refuses; tests/judges/aws_policies.py and parliament do.
NOBODY = {"an action that does not exist", "a policy for everything"}


def client(service, port, **keys):
    keys = keys or {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}
    return boto3.client(service, endpoint_url=f"http://127.0.0.1:{port}", region_name="eu-west-1",
                        config=Config(retries={"max_attempts": 1}, inject_host_prefix=False), **keys)


def serve(port_file):
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    with open(port_file, "w", encoding="ascii") as file:
        print(server.get_host_and_port()[1], file=file)
    threading.Event().wait()


def lake(port, bucket, keys):
    s3 = client("s3", port)
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    with open(keys, encoding="utf-8") as file:
        for key in file.read().splitlines():
            s3.put_object(Bucket=bucket, Key=key, Body=b"" if key.endswith("/") else b"{}\n")


def run(*words, env=None):
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, env=env)
    assert done.returncode == 0, f"{words[:4]}: {done.stderr}"
    return done.stdout


def differences(found, wanted, at=""):
    if isinstance(found, dict) and isinstance(wanted, dict):
        for key in sorted(found.keys() | wanted.keys()):
            yield from differences(found.get(key), wanted.get(key), f"{at}.{key}")
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for number, pair in enumerate(zip(found, wanted)):
            yield from differences(*pair, f"{at}[{number}]")
    elif found != wanted:
        yield f"{at} is {found!r}, should be {wanted!r}"


def must_be(name, found, wanted):
    for difference in differences(found, wanted, name):
        raise AssertionError(difference)


def by_values(partitions):
    found = {tuple(part["Values"]): part for part in partitions}
    assert len(found) == len(partitions), "one partition twice"
    return found


def only(value, wanted):
    """Of what the catalog says, what it was given: it adds times and owners."""
    return {key: value.get(key) for key in wanted}


def without_class(table):
    """`import` leaves out what the format says, and the target adds it: the classification."""
    kept = {key: value for key, value in table["Parameters"].items() if key != "classification"}
    return {**table, "Parameters": kept}


class Trip:
    """A spec to a database of the catalog, and back."""

    def __init__(self, port, folder, spec):
        self.glue = client("glue", port)
        self.folder = pathlib.Path(folder)
        self.database = "trip_" + pathlib.Path(spec).stem
        self.requests = self.compiled(spec, "--until", "2026-05-31")
        self.tables = self.tables_of(self.requests)

    def compiled(self, spec, *options):
        text = run("spectrumc", "compile", "--target", "glue", "--database", self.database, *options, spec)
        return [(entry["name"], entry["document"]) for entry in json.loads(text)]

    def create(self):
        self.glue.create_database(DatabaseInput={"Name": self.database})

    def deploy(self):
        for operation, request in self.requests:
            if operation == "create-database":
                continue
            said = getattr(self.glue, operation.replace("-", "_"))(
                **{**request, "DatabaseName": self.database})
            # A batch that is refused in part succeeds all the same.
            assert not said.get("Errors"), said["Errors"]

    def ask(self, operation, *words):
        return run("aws", "glue", operation, "--database-name", self.database, *words)

    def catalog(self, table):
        """What the CLI prints of a table and its partitions."""
        return self.ask("get-table", "--name", table), self.ask("get-partitions", "--table-name", table)

    def imported(self, text):
        path = self.folder / "catalog.json"
        path.write_text(text, encoding="utf-8")
        made = self.folder / "imported.yaml"
        run("spectrumc", "import", str(path), "-o", str(made))
        return self.compiled(str(made))

    @staticmethod
    def tables_of(requests):
        return {request["TableInput"]["Name"]: request["TableInput"]
                for operation, request in requests if operation == "create-table"}

    @staticmethod
    def partitions(requests, table):
        return by_values([part for _, request in requests if request.get("TableName") == table
                          for part in request.get("PartitionInputList", [])])

    def is_kept(self, table, said):
        """The catalog holds what it was given."""
        must_be(table, only(json.loads(said[0])["Table"], self.tables[table]), self.tables[table])
        wanted = self.partitions(self.requests, table)
        found = by_values(json.loads(said[1])["Partitions"])
        must_be("partitions", sorted(found), sorted(wanted))
        for values, part in wanted.items():
            must_be(f"partition {values}", only(found[values], part), part)

    def comes_back(self, table, said):
        made = self.imported("".join(said))
        must_be(table, without_class(self.tables_of(made)[table]), without_class(self.tables[table]))
        must_be("partitions", sorted(self.partitions(made, table).items()),
                sorted(self.partitions(self.requests, table).items()))

    def go(self):
        self.create()
        self.deploy()
        for table in self.tables:
            said = self.catalog(table)
            self.is_kept(table, said)
            self.comes_back(table, said)
        if self.tables:
            made = self.imported(self.ask("get-tables"))
            must_be("get-tables", sorted(self.tables_of(made)), sorted(self.tables))


def say(name, judge):
    """A line for a judge, which asserts or returns nothing."""
    try:
        judge()
        print("ok", name, flush=True)
    except (AssertionError, botocore.exceptions.ClientError) as error:
        print("not ok", name, flush=True)
        print("    " + str(error)[:2000].replace("\n", "\n    "))


# What must not be as it was: a catalog that says the second for the first.
BROKEN = {
    "another type": ("varchar(65535)", "varchar(65534)"),
    "a slash more": ("day=28/", "day=28//"),
    "a quote": ("When the source", "When the source's"),
    "another value of a partition": ('"28"', '"27"'),
}


def notices(trip, old, new):
    [table] = trip.tables
    said = trip.catalog(table)
    changed = [text.replace(old, new, 1) for text in said]
    assert changed != list(said), f"the catalog does not say {old}"
    try:
        trip.comes_back(table, changed)
    except AssertionError:
        return
    raise AssertionError(f"{new} for {old}: not noticed")


def refused(judge, code):
    try:
        judge()
    except (AssertionError, botocore.exceptions.ClientError) as error:
        assert code in str(error), error
        return
    raise AssertionError("not refused")


def twice(trip):
    """Glue answers a batch that holds what is there with success, and says so in the answer."""
    refused(trip.create, "AlreadyExists")
    trip.requests = [entry for entry in trip.requests if entry[0] == "batch-create-partition"]
    refused(trip.deploy, "AlreadyExists")
    trip.glue.delete_database(Name=trip.database)
    trip.create()
    refused(trip.deploy, "EntityNotFound")


def takes(trip, column=None, **partition):
    """moto's Glue takes a table, or a partition of it, though it is wrong."""
    [table] = trip.tables.values()
    columns = table["StorageDescriptor"]["Columns"] + ([column] if column else [])
    name = f"t{len(trip.glue.get_tables(DatabaseName=trip.database)['TableList'])}"
    trip.glue.create_table(DatabaseName=trip.database, TableInput={
        **table, "Name": name, "StorageDescriptor": {**table["StorageDescriptor"], "Columns": columns}})
    given = [{"Values": ["1", "2", "3"], "StorageDescriptor": {"Location": "s3://b/"}, **partition}]
    said = trip.glue.batch_create_partition(
        DatabaseName=trip.database, TableName=name, PartitionInputList=given)
    return not said.get("Errors")


BLIND = {
    "an unknown type": {"column": {"Name": "new", "Type": "varchr(9)"}},
    "a column twice": {"column": {"Name": "id", "Type": "bigint"}},
    "a value too many": {"Values": ["1", "2", "3", "4"]},
    "a value of another type": {"Values": ["x", "y", "z"]},
    "a location without its bucket": {"StorageDescriptor": {"Location": "s3:/b"}},
}


def glue(port, folder, *specs):
    for spec in specs:
        trip = Trip(port, folder, spec)
        say(f"glue: {pathlib.Path(spec).stem} is deployed, and imported again", trip.go)
    for name, change in BROKEN.items():
        say(f"self-test: {name} is rejected", lambda change=change: notices(trip, *change))
    for name, wrong in BLIND.items():
        print("blind moto:" if takes(trip, **wrong) else "not ok moto sees", name)
    say("self-test: a database and a partition that are there, a table that is not is refused",
        lambda: twice(trip))


def keys_of(port, account):
    """Those with which moto answers for an account."""
    if account == OWN_ACCOUNT:
        return {}
    role = f"arn:aws:iam::{account}:role/Deploy"
    given = client("sts", port).assume_role(RoleArn=role, RoleSessionName="judge")["Credentials"]
    return {"aws_access_key_id": given["AccessKeyId"], "aws_secret_access_key": given["SecretAccessKey"],
            "aws_session_token": given["SessionToken"]}


def documents_there(iam):
    """The roles of an account, as the target iam names their documents."""
    for role in iam.list_roles()["Roles"]:
        name = role["RoleName"]
        yield "trust-policy-" + name, role["AssumeRolePolicyDocument"]
        for policy_name in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            held = iam.get_role_policy(RoleName=name, PolicyName=policy_name)
            yield "permissions-policy-" + name, held["PolicyDocument"]


def attach(port, script):
    """The role that a new cluster has is found there."""
    role = re.search("^attach '(.*)'", script.read_text(encoding="utf-8"), re.M)[1]
    client("redshift", port).create_cluster(
        ClusterIdentifier="warehouse", NodeType="ra3.large", MasterUsername="admin",
        MasterUserPassword="Aa345678", IamRoles=[role])
    run("bash", str(script), "--cluster", "warehouse")


def makes_roles(port, folder, script):
    urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/reset", data=b"").close()
    found = {}
    accounts = re.search("^need_account (.*)", script.read_text(encoding="utf-8"), re.M)[1]
    for account in re.findall(r"\d+", accounts):
        keys = keys_of(port, account)
        run("bash", str(script), env={**os.environ, **{key.upper(): keys[key] for key in keys}})
        found |= documents_there(client("iam", port, **keys))
    wanted = {path.stem.partition("-")[2]: json.loads(path.read_text(encoding="utf-8"))
              for path in (folder / script.stem).glob("*.json")}
    must_be(script.stem, found, wanted)


def roles(port, folder, *scripts):
    for script in map(pathlib.Path, scripts):
        say(f"iam: the roles of {script.stem} are those of the target iam",
            lambda script=script: makes_roles(port, pathlib.Path(folder), script))
    say("redshift: a role that is attached is found", lambda: attach(port, pathlib.Path(scripts[-1])))


def answer(port, service, operation, given):
    try:
        getattr(client(service, port), operation)(**given)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    except botocore.parsers.ResponseParserError as error:
        return type(error).__name__
    return "accepted"


def refuses(port, own_port):
    for name, request, *wanted, why in PROBES:
        said = [answer(at, *request) for at in (port, own_port)]
        if name in NOBODY:
            print("blind moto:", name)
        print("ok" if said == wanted else "not ok", f"{name}: " + (
            said[0] if said[0] == said[1] else f"moto {said[0]}, the stand-in {said[1]}: {why}"))
        if said != wanted:
            print(f"    it was {wanted}")


COMMANDS = {"serve": serve, "lake": lake, "roles": roles, "glue": glue,
            "refuses": refuses}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
