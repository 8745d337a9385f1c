"""Compares what PostgreSQL says of the nasty table with what went in.

usage: postgres.py ANSWER.json
"""

import json
import re
import sys

import spec as nasty


def literal(bound):
    """The value of `FOR VALUES IN ('...')`, as the server prints it."""
    inside = re.fullmatch(r"FOR VALUES IN \((E?)'(.*)'\)", bound, re.DOTALL)
    value = inside[2].replace("''", "'")
    return value.replace("\\\\", "\\") if inside[1] else value


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        answer = json.load(file)
    fold = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})
    count = len(nasty.TEXTS)
    wrong = []
    if [text or "" for text in answer["comments"][:count]] != [t.strip() for t in nasty.TEXTS]:
        wrong.append("comments")
    if answer["names"][count:-1] != [text.translate(fold) for text in nasty.NAMES]:
        wrong.append("names")
    if sorted(map(literal, answer["bounds"])) != sorted(nasty.VALUES):
        wrong.append("partition values")
    print(*wrong, answer if wrong else "", sep="\n")
    sys.exit(bool(wrong))


main()
