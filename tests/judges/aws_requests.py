"""Judges requests in JSON by the AWS CLI's own model of them: unknown and missing keys, types,
lengths and patterns.

usage: aws_requests.py SERVICE FILE... | SERVICE nasty FILE     from the root of the project, by a
Python that has the CLI's packages. A FILE is called by its operation: 002-create-table.json. The
nasty one holds all requests of the nasty spec.
"""

import json
import pathlib
import re
import sys

import awscli  # noqa: F401 - version 2 brings its own botocore, and puts it on the path
from botocore import session as botocore_session
from botocore.validate import ParamValidator

sys.path.insert(0, str(pathlib.Path(__file__).parent / "nasty"))
import spec as nasty  # noqa: E402


def python_pattern(pattern):
    """A Java pattern as Python writes it: surrogates are whole characters here."""
    pattern = pattern.replace("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\U00010000-\U0010ffff")
    return re.compile(pattern)


class Judge:
    def __init__(self, service):
        self.model = botocore_session.Session().get_service_model(service)
        self.names = {self.cli_name(name): name for name in self.model.operation_names}

    @staticmethod
    def cli_name(name):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()

    def mistakes(self, operation, request):
        if operation not in self.names:
            return [f"no operation is called {operation}"]
        shape = self.model.operation_model(self.names[operation]).input_shape
        report = ParamValidator().validate(request, shape)
        if report.has_errors():
            return report.generate_report().splitlines()
        return list(self.limits(request, shape, operation))

    def limits(self, value, shape, at):
        """What the validator lets through: the longest text or list, and patterns."""
        most = shape.metadata.get("max")
        if shape.type_name == "string":
            pattern = shape.metadata.get("pattern")
            if most is not None and len(value) > most:
                yield f"{at}: {len(value)} characters, at most {most}"
            if pattern and not python_pattern(pattern).fullmatch(value):
                yield f"{at}: {value!r} is not of the pattern {pattern}"
        elif shape.type_name == "structure":
            for key, member in value.items():
                if key in shape.members:
                    yield from self.limits(member, shape.members[key], f"{at}.{key}")
        elif shape.type_name == "list":
            if most is not None and len(value) > most:
                yield f"{at}: {len(value)} items, at most {most}"
            for number, member in enumerate(value):
                yield from self.limits(member, shape.member, f"{at}[{number}]")
        elif shape.type_name == "map":
            for key, member in value.items():
                yield from self.limits(key, shape.key, f"{at} key")
                yield from self.limits(member, shape.value, f"{at}.{key}")


def say(name, mistakes):
    print("not ok" if mistakes else "ok", name)
    for mistake in mistakes[:10]:
        print("    " + mistake)


def misread(requests):
    """Where the nasty texts did not come back byte for byte."""
    table = next(entry["document"] for entry in requests if entry["name"] == "create-table")
    table = table["TableInput"]
    columns = table["StorageDescriptor"]["Columns"]
    comments = [column.get("Comment", "") for column in columns[: len(nasty.TEXTS)]]
    if comments != [nasty.comment(text) for text in nasty.TEXTS]:
        yield "comments"
    names = [column["Name"] for column in columns[len(nasty.TEXTS) :]]
    fold = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})
    if names != [text.translate(fold) for text in nasty.NAMES]:
        yield "names"
    parameters = table["StorageDescriptor"]["SerdeInfo"]["Parameters"]
    if [parameters[f"mapping.c{number}"] for number in range(len(nasty.TEXTS))] != nasty.TEXTS:
        yield "properties"
    values = [
        partition["Values"][0]
        for entry in requests
        if entry["name"] == "batch-create-partition"
        for partition in entry["document"]["PartitionInputList"]
    ]
    if sorted(values) != sorted(nasty.VALUES):
        yield "partition values"


def main():
    service, *paths = sys.argv[1:]
    judge = Judge(service)
    if paths[0] == "nasty":
        requests = json.loads(pathlib.Path(paths[1]).read_text(encoding="utf-8"))
        for entry in requests:
            say(f"the nasty {entry['name']}", judge.mistakes(entry["name"], entry["document"]))
        say(f"{len(nasty.TEXTS)} nasty texts come back", list(misread(requests)))
        return
    for path in map(pathlib.Path, paths):
        operation = path.stem.partition("-")[2]
        try:
            found = judge.mistakes(operation, json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            found = [str(error)]
        say(str(path), found)


main()
