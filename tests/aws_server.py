"""A stand-in for AWS: of STS, IAM, Redshift and Redshift Serverless what the scripts of the target
aws-cli call, in the protocols that the AWS CLI speaks. The state is a JSON file, which
is read before each call and written after each change.

usage: aws_server.py STATE PORT_FILE

STATE holds "account", "roles", "clusters" and "namespaces", and how AWS is to behave:
    slow    how often a change is not known elsewhere, or is still under way, when it is asked for
    stuck   roles are never attached in the end
    deny    operations that are refused
"calls" is what was asked for. Refused is what AWS documents that it refuses: unknown and malformed
parameters, a trusted role that is not there, policies that are too long or hold other characters.
"""
import http.server
import json
import re
import sys
import urllib.parse
from xml.sax.saxutils import escape

SERVICES = {"2011-06-15": "sts", "2010-05-08": "iam", "2012-12-01": "redshift"}
NAME = r"[\w+=,.@-]+"
DOCUMENT = r"[\t\n\r\x20-\xff]{1,131072}"
INLINE_MAX = 10240

# Of each operation the parameters: a pattern each; those with ? may be missing.
PARAMETERS = {
    "GetCallerIdentity": {},
    "GetRole": {"RoleName": NAME},
    "CreateRole": {"RoleName": NAME, "Path?": r"/|/[!-\x7e]+/", "AssumeRolePolicyDocument": DOCUMENT},
    "UpdateAssumeRolePolicy": {"RoleName": NAME, "PolicyDocument": DOCUMENT},
    "PutRolePolicy": {"RoleName": NAME, "PolicyName": NAME, "PolicyDocument": DOCUMENT},
    "DescribeClusters": {"ClusterIdentifier": r"[a-z0-9-]+"},
    "ModifyClusterIamRoles": {"ClusterIdentifier": r"[a-z0-9-]+", "AddIamRoles.IamRoleArn.1": r"arn:.*"},
    "GetNamespace": {"namespaceName": r"[a-z0-9-]{3,64}"},
    "UpdateNamespace": {"namespaceName": r"[a-z0-9-]{3,64}", "iamRoles": None, "defaultIamRoleArn?": r"arn:.*"},
}


class Refused(Exception):
    """An error of AWS: its code, its message."""


def xml(tag, content):
    if isinstance(content, dict):
        content = "".join(xml(key, value) for key, value in content.items())
    elif isinstance(content, list):
        content = "".join(content)
    else:
        content = escape(str(content))
    return f"<{tag}>{content}</{tag}>"


def without_space(text):
    return re.sub(r"\s", "", text)


class Account:
    """What is in the account, and the operations on it."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            self.state = json.load(file)
        self.roles = self.state["roles"]

    def save(self):
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.state, file, indent=1, ensure_ascii=False)

    def slow(self, thing, word):
        """True as often as changes take to be known."""
        left = thing.get(word, self.state.get("slow", 0))
        thing[word] = max(left - 1, 0)
        return left > 0

    def arn(self, name):
        return f"arn:aws:iam::{self.state['account']}:role{self.roles[name]['path']}{name}"

    def role_at(self, arn):
        return next((role for name, role in self.roles.items() if self.arn(name) == arn), None)

    def run(self, operation, given):
        self.state["calls"].append(operation)
        self.save()
        if operation in self.state.get("deny", []):
            raise Refused("AccessDenied", f"not authorized to perform {operation}")
        if operation not in PARAMETERS:
            raise Refused("InvalidAction", f"no operation is called {operation}")
        wanted = {name.rstrip("?"): pattern for name, pattern in PARAMETERS[operation].items()}
        for name in wanted:
            if name not in given and name + "?" not in PARAMETERS[operation]:
                raise Refused("MissingParameter", name)
        for name, value in given.items():
            if name not in wanted or wanted[name] and not re.fullmatch(wanted[name], value, re.S | re.A):
                raise Refused("ValidationError", f"{name} = {value!r}")
        try:
            return getattr(self, operation)(**{name.split(".")[0]: value for name, value in given.items()})
        finally:
            self.save()

    # STS and IAM

    def GetCallerIdentity(self):
        account = self.state["account"]
        return {"Arn": f"arn:aws:iam::{account}:user/deploy", "UserId": "AIDAX", "Account": account}

    def role(self, name):
        if name not in self.roles:
            raise Refused("NoSuchEntity", f"The role with name {name} cannot be found.")
        return self.roles[name]

    def shown(self, name):
        # IAM keeps no layout and no order of a policy that it is asked for.
        policy = json.loads(self.roles[name]["trust"], object_hook=lambda pairs: {
            key: value[::-1] if isinstance(value, list) else value
            for key, value in sorted(pairs.items(), reverse=True)})
        return {"Role": {"Path": self.roles[name]["path"], "RoleName": name, "RoleId": "AROAX",
                         "Arn": self.arn(name), "CreateDate": "2026-04-30T00:00:00Z",
                         "AssumeRolePolicyDocument": urllib.parse.quote(json.dumps(policy))}}

    def policy(self, text):
        try:
            policy = json.loads(text)
        except ValueError as error:
            raise Refused("MalformedPolicyDocument", str(error)) from error
        if policy.get("Version") != "2012-10-17" or not policy.get("Statement"):
            raise Refused("MalformedPolicyDocument", "no statement")
        sids = [statement["Sid"] for statement in policy["Statement"] if "Sid" in statement]
        if len(sids) != len(set(sids)):
            raise Refused("MalformedPolicyDocument", "Statement IDs (SID) in a single policy must be unique.")
        for statement in policy["Statement"]:
            if statement.get("Effect") not in ("Allow", "Deny"):
                raise Refused("MalformedPolicyDocument", "Syntax errors in policy.")
            self.each(statement, "Action", r"\*|[\w-]+:[\w*?]+", "Actions/Conditions must be prefaced by a vendor")
            self.each(statement, "Resource", r"\*|arn:.*", "Resource must be in ARN format or \"*\".")
        return policy

    @staticmethod
    def each(statement, key, pattern, message):
        given = statement.get(key, [])
        for word in [given] if isinstance(given, str) else given:
            if not re.fullmatch(pattern, word, re.S):
                raise Refused("MalformedPolicyDocument", message)

    def trust(self, text):
        if len(without_space(text)) > 2048:
            raise Refused("LimitExceeded", "ACLSizePerRole: 2048")
        for statement in self.policy(text)["Statement"]:
            for arn in statement["Principal"].get("AWS", []):
                is_own = arn.split(":")[4] == self.state["account"]
                role = self.role_at(arn)
                if is_own and (not role or self.slow(role, "unknown_to_iam")):
                    raise Refused("MalformedPolicyDocument", f'Invalid principal in policy: "AWS":"{arn}"')

    def GetRole(self, RoleName):
        self.role(RoleName)
        return self.shown(RoleName)

    def CreateRole(self, RoleName, AssumeRolePolicyDocument, Path="/"):
        if RoleName in self.roles:
            raise Refused("EntityAlreadyExists", f"Role with name {RoleName} already exists.")
        self.trust(AssumeRolePolicyDocument)
        self.roles[RoleName] = {"path": Path, "trust": AssumeRolePolicyDocument, "policies": {}}
        return self.shown(RoleName)

    def UpdateAssumeRolePolicy(self, RoleName, PolicyDocument):
        self.trust(PolicyDocument)
        self.role(RoleName)["trust"] = PolicyDocument

    def PutRolePolicy(self, RoleName, PolicyName, PolicyDocument):
        role = self.role(RoleName)
        self.policy(PolicyDocument)
        if self.slow(role, "unknown_to_policies"):
            raise Refused("NoSuchEntity", f"The role with name {RoleName} cannot be found.")
        policies = {**role["policies"], PolicyName: PolicyDocument}
        if sum(len(without_space(text)) for text in policies.values()) > INLINE_MAX:
            raise Refused("LimitExceeded", f"Maximum policy size of {INLINE_MAX} bytes exceeded")
        role["policies"] = policies

    # Redshift and Redshift Serverless

    def assumable(self, arn, code):
        role = self.role_at(arn)
        if not role or "redshift" not in role["trust"] or self.slow(role, "unknown_to_redshift"):
            raise Refused(code, f"The IAM role {arn} is not valid. The IAM role must delegate access to "
                                "an Amazon Redshift account.")

    def settle(self, place):
        """Attached and detached roles become so after a while."""
        is_settled = place["status"] == "available" and set(place["roles"].values()) <= {"in-sync"}
        if is_settled or self.state.get("stuck") or self.slow(place, "at_work"):
            return
        place.pop("at_work", None)
        place["status"] = "available"
        place["roles"] = {arn: "in-sync" for arn, status in place["roles"].items() if status != "removing"}

    def cluster(self, name):
        if name not in self.state["clusters"]:
            raise Refused("ClusterNotFound", f"Cluster {name} not found.")
        return self.state["clusters"][name]

    def DescribeClusters(self, ClusterIdentifier):
        cluster = self.cluster(ClusterIdentifier)
        shown = {"ClusterIdentifier": ClusterIdentifier, "ClusterStatus": cluster["status"], "IamRoles": [
            xml("ClusterIamRole", {"IamRoleArn": arn, "ApplyStatus": status})
            for arn, status in cluster["roles"].items()]}
        self.settle(cluster)
        return {"Clusters": [xml("Cluster", shown)]}

    def ModifyClusterIamRoles(self, ClusterIdentifier, AddIamRoles):
        cluster = self.cluster(ClusterIdentifier)
        if cluster["status"] != "available":
            raise Refused("InvalidClusterState", "The Cluster is being modified by a concurrent operation.")
        self.assumable(AddIamRoles, "InvalidParameterValue")
        cluster["roles"].setdefault(AddIamRoles, "adding")
        cluster["status"] = "modifying"
        return {"Cluster": {"ClusterIdentifier": ClusterIdentifier}}

    def namespace(self, name):
        if name not in self.state["namespaces"]:
            raise Refused("ResourceNotFoundException", f"Namespace {name} was not found.")
        return self.state["namespaces"][name]

    def GetNamespace(self, namespaceName):
        space = self.namespace(namespaceName)
        forms = ("IamRole(applyStatus={1}, iamRoleArn={0})", "IamRole(iamRoleArn={0}, applyStatus={1})")
        roles = [forms[i % 2].format(*item) for i, item in enumerate(space["roles"].items())]
        shown = {"namespaceName": namespaceName, "status": space["status"].upper(), "iamRoles": roles}
        if space.get("default"):
            shown["defaultIamRoleArn"] = space["default"]
        self.settle(space)
        return {"namespace": shown}

    def UpdateNamespace(self, namespaceName, iamRoles, defaultIamRoleArn=None):
        space = self.namespace(namespaceName)
        if space["status"] != "available":
            raise Refused("ConflictException", "There is an operation running on the namespace.")
        if space.get("default") and not defaultIamRoleArn:
            raise Refused("ValidationException", "iamRoles must be updated together with defaultIamRoleArn")
        for arn in iamRoles:
            if arn not in space["roles"]:
                self.assumable(arn, "ValidationException")
        gone = {arn: "removing" for arn in space["roles"] if arn not in iamRoles}
        space["roles"] = {**{arn: space["roles"].get(arn, "adding") for arn in iamRoles}, **gone}
        space["default"] = defaultIamRoleArn
        space["status"] = "modifying"
        return {"namespace": {"namespaceName": namespaceName}}


class Handler(http.server.BaseHTTPRequestHandler):
    """One request, in either protocol."""

    def log_message(self, format, *args):
        pass

    def reply(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve_json(self, operation, body, account):
        try:
            self.reply(200, "application/x-amz-json-1.1", json.dumps(account.run(operation, json.loads(body))))
        except Refused as refused:
            code, message = refused.args
            self.reply(400, "application/x-amz-json-1.1", json.dumps({"__type": code, "message": message}))

    def serve_query(self, body, account):
        given = dict(urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True))
        operation, version = given.pop("Action"), given.pop("Version")
        # Redshift's numbered lists are called by either of two names.
        given = {re.sub(r"^(AddIamRoles)\.(member|IamRoleArn)\.", r"\1.IamRoleArn.", name): value
                 for name, value in given.items()}
        try:
            if f"/{SERVICES[version]}/aws4_request" not in self.headers["Authorization"]:
                raise Refused("SignatureDoesNotMatch", "signed for another service")
            result = xml(operation + "Result", account.run(operation, given) or {})
            self.reply(200, "text/xml", xml(operation + "Response", [result]))
        except Refused as refused:
            code, message = refused.args
            error = xml("Error", {"Type": "Sender", "Code": code, "Message": message})
            self.reply(400, "text/xml", xml("ErrorResponse", [error, xml("RequestId", "1")]))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        account = Account(sys.argv[1])
        service, _, operation = self.headers.get("X-Amz-Target", "").partition(".")
        if service == "RedshiftServerless":
            self.serve_json(operation, body, account)
        else:
            self.serve_query(body, account)


def main():
    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        with open(sys.argv[2], "w", encoding="ascii") as file:
            file.write("%d\n" % server.server_port)
        server.serve_forever()


if __name__ == "__main__":
    main()
