"""Breaks files, each in one place, so that a judge can show what it refuses.

usage: faults.py FOLDER FILE...     from the root of the project

Writes FOLDER/FAULT/NAME for each fault that fits the kind of the files: the first file that it can
break, broken. trust.lib says what is done with it.
"""

import pathlib
import re
import sys

# A kind of file, the name of a fault, and what it makes of the first match.
FAULTS = [
    ("sql", "a lost quote", r"('[^'\n]+)'(?=[\n,);])", r"\1"),
    ("sql", "a quote that is not doubled", r"(?<=\w)''(?=\w)", r"'"),
    ("sql", "a lost slash", r"(?<=\w)/'", r"'"),
    ("sql", "an unknown type", r"(?m)^(    \S+ )(varchar\(\d+\)|bigint|date|int)", r"\1varchr(9)"),
    ("sql", "another type", r"(?m)^(    \S+ )(varchar\(\d+\)|bigint|date)", r"\1boolean"),
    ("sql", "a comma too many", r"(?m)(\w.*[^,(])\n\)", r"\1,\n)"),
    ("sql", "a lost comma", r"(?<=[\w)]),\n(?=    +\S)", r"\n"),
    ("sql", "an open parenthesis", r"\n\)(?=[\n;])", r"\n"),
    ("sql", "a misspelt keyword", r"(?m)^( *)(LOCATION|PARTITION|SELECT|FROM|PARTITIONED|COMMENT)\b",
     r"\1\2X"),
    ("sql", "a reserved word without its quotes", r"(?m)^(    )[\"`](timestamp|order|user|table)[\"`] ",
     r"\1\2 "),
    ("sql", "a column twice", r"(?m)^(    [a-z_]+ (?:varchar\(\d+\)|bigint),\n)", r"\1\1"),
    ("sql", "a clause twice", r"(?m)^(LOCATION .*\n|PARTITION BY.*\n|FORMAT AS .*\n)", r"\1\1"),
    ("sql", "a partition twice", r"(?m)^(    PARTITION \(.*')(;?)$|^(CREATE TABLE.* PARTITION OF.*\n)",
     lambda match: match[0] * 2 if match[3] else f"{match[1]}\n{match[0]}"),
    ("sql", "another partition value", r"(?<=[(]'20|='20)\d\d(?=['-])", r"99"),
    ("json", "a lost quote", r"\": (\"[^\"\n]+)\"", r'": \1'),
    ("json", "a lost bracket", r"\}(\s*)\Z", r"\1"),
    ("json", "a comma too many", r"(\"|\}|\])(\n\s*[\]}])", r"\1,\2"),
    ("json", "a lost slash", r"(?<=\w)/\"", r'"'),
    ("json", "a key of another name", r"(?m)^(  +\"[A-Za-z]+)\": (?=[\[{])", r'\1s": '),
    ("json", "a number for a text", r"(\"[A-Z]\w+\": )\"[^\"]*\"", r"\g<1>1"),
    ("json", "a partition twice", r'(?s)("PartitionInputList": \[\n)( +)(\{.*?\n\2\})',
     r"\1\2\3,\n\2\3"),
    ("json", "an unknown type", r'("type": ")(string|object)"', r'\1\2s"'),
    ("json", "an unknown action", r'(\"(?:s3|glue|sts):[A-Z]\w+)\"', r'\1x"'),
    ("json", "a folder more", r'(arn:aws:s3:::[^/"]+/)[^"]+"', r'\1*"'),
    ("json", "a bucket for its files", r'(arn:aws:s3:::[^/"]+)/[^"]+"', r'\1"'),
    ("json", "an action more", r'(?m)^( +)("s3:GetObject"),', r'\1\2,\n\1"s3:PutObject",'),
    ("json", "every action", r'(?s)("Action": )(\[[^\]]*\]|"[^"]*")', r'\1["*"]'),
    ("json", "a statement id twice", r'(?s)("Sid": )("\w+")(.*?"Sid": )"\w+"', r"\1\2\3\2"),
    ("json", "every object", r'(?s)("s3:GetObject".*?"Resource": )\[[^\]]*\]', r'\1["*"]'),
    ("json", "every action on everything",
     r'(?s)"Action": \[[^\]]*\],\s*"Resource": \[[^\]]*\]', r'"Action": ["*"], "Resource": ["*"]'),
    ("json", "an action more on everything",
     r'(?s)("Action": \[[^\]]*)\],\s*"Resource": \[[^\]]*\]',
     r'\1, "s3:PutObject", "iam:PassRole"], "Resource": ["*"]'),
    ("json", "everybody's trust", r'(?s)("Principal": )\{.*?\}', r'\1{"AWS": "*"}'),
    ("json", "every resource", r'(?s)("Resource": )(\[[^\]]*\]|"[^"]*")', r'\1["*"]'),
    ("yaml", "a lost quote", r"(: \"[^\"\n]*)\"", r"\1"),
    ("yaml", "a lost colon", r"(?m)^( +\w+):(?= \S)", r"\1"),
    ("yaml", "a tab", r"(?m)^  (?= *\w)", r"\t"),
    ("yaml", "a lost blank", r"(?m)^( +)(?=\w+: )", lambda match: match[1][1:]),
    ("yaml", "a key twice", r"(?m)^( +\w+: [^\n|>&]+\n)", r"\1\1"),
    ("yaml", "a key of another name", r"(?m)^( +\w+)(?=: \S)", r"\1s"),
    ("yaml", "another type of value", r"(?m)^( +(?:- )?\w+: )[^\s{\[][^\n]*", r"\1[]"),
    ("yaml", "a blank at the end of a line", r"(?<=\S)\n", r" \n"),
    ("yaml", "an action that is not pinned", r"@[0-9a-f]{40}", r"@v4"),
    ("yaml", "a token that may write", r"permissions: \{contents: read\}", r"permissions: write-all"),
    ("yaml", "an expression in a script", r"\"\$GITHUB_WORKSPACE\"", r"${{ github.head_ref }}"),
    ("sh", "a lost quote", r'"(?=\n)', r""),
    ("sh", "a lost bracket", r"\n\}\n", r"\n\n"),
    ("sh", "a lost word", r"\n *(done|fi)\n", r"\n"),
    ("sh", "a variable without its quotes", r'(?<= )"(\$\w+)"', r"\1"),
    ("sh", "a misspelt variable", r"\$\{?\w+(?=[\"} ])", r"\g<0>x"),
    ("sh", "a misspelt command", r"\baws (?=\w+ \w+-\w+)", r"awz "),
]
KINDS = {".yml": "yaml", ".sarif": "json"}


def kind_of(path):
    return KINDS.get(path.suffix, path.suffix[1:])


def main():
    folder, *paths = map(pathlib.Path, sys.argv[1:])
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    for kind, name, pattern, instead in FAULTS:
        for path, text in texts.items():
            broken = re.sub(pattern, instead, text, count=1) if kind == kind_of(path) else text
            if broken != text:
                (folder / name).mkdir(parents=True)
                (folder / name / path.name).write_text(broken, encoding="utf-8")
                break


main()
