"""Applies each fix of each golden spec, and looks for helps that are in words alone.

usage: help.py SPECTRUMC FORMS [FOLDER...]

Each YAML file below the folders is checked alone. A finding with a fix must be gone once the fix is
made, and no finding of another code may have come. A finding whose help is in words alone must have
its code in FORMS: a line `CODE REASON`; and a line of FORMS that no finding has is reported too.
"""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile


def findings(spectrumc, folder, name):
    run = subprocess.run([spectrumc, "check", "--format", "json", name], cwd=folder,
                         capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    return json.loads(run.stdout)["diagnostics"] if run.returncode < 2 and run.stdout else []


def applied(text, edits):
    edits = [(e["span"]["start"], e["span"]["end"], e["text"].encode()) for e in edits]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def key(finding):
    return finding["code"], finding["message"]


def judge(spectrumc, folder, name, finding, before):
    """What is wrong with the fix; None: it holds."""
    path = os.path.join(folder, name)
    with open(path, "rb") as file:
        text = file.read()
    edits = finding["fix"]["edits"]
    if any(e["path"] != name for e in edits):
        return "edits another file"
    with open(path, "wb") as file:
        file.write(applied(text, edits))
    after = findings(spectrumc, folder, name)
    with open(path, "wb") as file:
        file.write(text)
    had, has = collections.Counter(map(key, before)), collections.Counter(map(key, after))
    if has[key(finding)] >= had[key(finding)]:
        return "the finding is still there"
    codes = {f["code"] for f in before}
    new = sorted({f["code"] for f in after} - codes)
    return "new: " + ", ".join(f"{f['code']} {f['message']}" for f in after if f["code"] in new) if new else None


def main():
    spectrumc, forms = os.path.realpath(sys.argv[1]), {}
    with open(sys.argv[2]) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                forms[line.split(None, 1)[0]] = line.split(None, 1)[1].strip()
    tried, held, prose, seen = 0, 0, collections.Counter(), set()
    scratch = tempfile.mkdtemp()
    for root in sys.argv[3:]:
        for path in sorted(glob.glob(os.path.join(root, "*", "*.yaml"))):
            folder = os.path.join(scratch, "case")
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(os.path.dirname(path), folder)
            name = os.path.basename(path)
            before = findings(spectrumc, folder, name)
            for finding in before:
                if finding["fix"]:
                    tried += 1
                    wrong = judge(spectrumc, folder, name, finding, before)
                    label = f"{finding['code']}-fix"
                    if wrong and label in forms:
                        seen.add(label)
                        prose[label] += 1
                    elif wrong:
                        print(f"not ok {path}: the fix of {finding['code']} does not hold")
                        print(f"    {finding['message']}\n    {finding['help']}\n    {wrong}")
                    else:
                        held += 1
                elif finding["help"]:
                    prose[finding["code"]] += 1
                    seen.add(finding["code"])
                    if finding["code"] not in forms:
                        print(f"not ok {path}: a help in words alone, of a code without a reason")
                        print(f"    {finding['code']}: {finding['message']}\n    {finding['help']}")
    shutil.rmtree(scratch)
    for code in sorted(set(forms) - seen):
        print(f"not ok {sys.argv[2]}: no finding has a help in words of {code}")
    print(f"ok fixes of helps: {held} held of {tried} tried; {sum(prose.values())} in words, of "
          f"{len(prose)} kinds, each with its reason")


main()
