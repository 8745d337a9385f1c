"""Reads YAML and JSON by yamllint and check-jsonschema, many files in a process each.

usage: read_yaml.py lint FILE...
       read_yaml.py fits SCHEMA FILE...     each document of the files fits the schema
       read_yaml.py metaschema SCHEMA...    a schema fits the one that it names
       read_yaml.py workflow FILE...        a file fits the schema of GitHub's workflows
Prints `ok FILE` or `not ok FILE`, and why.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from yamllint import config, linter

# One document needs no mark, and a line is as long as what it says.
RULES = config.YamlLintConfig("{extends: default, rules: {document-start: disable, line-length: disable}}")


def say(name, found):
    print("not ok" if found else "ok", name)
    for line in found[:5]:
        print("    " + line.replace("\n", "\n    "))


def lint(paths):
    for path in paths:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        say(path, [f"{problem.line}:{problem.column} {problem.desc}"
                   for problem in linter.run(text, RULES) if problem.level == "error"])


def check_jsonschema(options, paths):
    """What the tool has against each file."""
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", *options, *paths]
    said = subprocess.run(command, capture_output=True, encoding="utf-8").stdout
    report = json.loads(said)
    found = {path: [] for path in paths}
    for error in report.get("errors", []):
        found[error["filename"]].append(f"{error['path']}: {error['message']}")
    for error in report.get("parse_errors", []):
        found[error["filename"]].append(error["message"])
    return found


def fits(schema, paths):
    """The tool reads the first document of a file alone, so each gets a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        parts = {}
        for number, path in enumerate(paths):
            text = pathlib.Path(path).read_text(encoding="utf-8")
            for at, document in enumerate(re.split(r"(?m)^---\n", text)):
                if re.sub(r"(?m)^\s*#.*", "", document).strip():
                    part = pathlib.Path(folder) / f"{number}.{at}.yaml"
                    part.write_text(document, encoding="utf-8")
                    parts[str(part)] = path
        found = check_jsonschema(["--schemafile", schema], list(parts))
        for path in paths:
            say(path, [line for part, whole in parts.items() if whole == path for line in found[part]])


def main():
    what, *rest = sys.argv[1:]
    if what == "lint":
        lint(rest)
    elif what == "fits":
        fits(rest[0], rest[1:])
    else:
        option = {"metaschema": ["--check-metaschema"],
                  "workflow": ["--builtin-schema", "vendor.github-workflows"]}[what]
        for path in rest:  # one bad schema ends the tool's work
            say(path, check_jsonschema(option, [path])[path])


main()
