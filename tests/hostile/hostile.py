"""Runs every payload in every place of a stranger's text, and has what was written read by its real reader.

usage: [EVERY=N] [SEED=N] hostile.py SPECTRUMC SCRATCH READER     one of those in READERS

EVERY=N draws one case in N, by SEED; without it all are run. Prints how many held, and those that did not.
"""

import concurrent.futures
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.parsers.expat

import places

SPECTRUMC = os.path.abspath(sys.argv[1])
SCRATCH = os.path.abspath(sys.argv[2])
EVERY = int(os.environ.get("EVERY", "1"))


def drawn(cases):
    """One case in EVERY, the same ones for the same SEED."""
    cases = list(cases)
    return random.Random(os.environ.get("SEED", "1")).sample(cases, -(-len(cases) // EVERY))


class Run:
    """One run, in a folder of its own: its files, its arguments, and what came of it."""

    def __init__(self, arguments, files):
        self.arguments, self.files = arguments, files

    def go(self):
        folder = os.fsencode(os.path.join(SCRATCH, f"run{id(self)}"))
        os.mkdir(folder)
        for name, text in self.files.items():
            with open(os.path.join(folder, os.fsencode(name)), "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        done = subprocess.run([SPECTRUMC, *self.arguments], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60, check=False)
        shutil.rmtree(folder)
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        return self


def compiled(target, text, *options, name="t.yaml"):
    return Run(["compile", "--target", target, *options, name], {name: text}).go()


# Judges: each returns what is wrong, or nothing.

RUNNER_BLANKS = " \t\x0b\x0c\xa0\x85\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b)))


def commands(data, allowed=None):
    """What GitHub's runner would run: it reads lines at CR, LF and CRLF, takes `::` after any blank, and
    `##[` anywhere."""
    for line in re.split("\r\n|\r|\n", data.decode("utf-8", "replace")):
        if allowed and re.match(allowed, line):
            line = line.split("::", 2)[-1]
        elif line.strip(RUNNER_BLANKS).startswith("::"):
            return "the runner takes a command: " + repr(line)
        if "##[" in line:
            return "the runner takes a command: " + repr(line)
    return None


def invisible(data):
    """What a person does not see, or sees elsewhere."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8: " + repr(data)
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            return f"U+{ord(character):04X} is not seen in " + repr(text)
    return None


def strict_json(data):
    def unique(pairs):
        assert len(dict(pairs)) == len(pairs), "a repeated key"
        return dict(pairs)
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=unique, parse_constant=lambda word: 1 / 0), None
    except (ValueError, AssertionError, ZeroDivisionError) as error:
        return None, f"not JSON: {error}: {data!r}"


def markdown(data):
    import markdown_it
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(data.decode("utf-8"))
    flat = [inner for token in tokens for inner in [token, *(token.children or [])]]
    for token in flat:
        if token.type in ("html_block", "html_inline", "image", "link_open", "hr"):
            return f"{token.type} in " + repr(data)
        if token.type == "inline" and token.content.strip() == "evil":
            return "a heading in " + repr(data)
        if token.type == "text" and re.search(r"(^|[^\w`])@[a-z]", token.content):
            return "a mention in " + repr(data)
    return None


def svg(data):
    seen = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        return f"not XML: {error}: {data!r}"
    for name, attributes in seen:
        if name not in ("svg", "text", "rect", "title") or any(key.startswith("on") for key in attributes):
            return f"<{name}> in " + repr(data)
    return None


def documents(data, roots, count=None):
    """YAML by PyYAML, whose documents have these keys at their roots."""
    import yaml
    try:
        found = [document for document in yaml.safe_load_all(data.decode("utf-8"))]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return None, f"not YAML: {error}: {data!r}"
    for document in found:
        if not isinstance(document, dict) or not set(document) <= roots:
            return None, f"another document: {data!r}"
    if count is not None and len(found) != count:
        return None, f"{len(found)} documents: {data!r}"
    return found, None


def texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def rendered(value):
    """dbt renders every text once: nothing of it may be worked out but what the writer put there."""
    import jinja2
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    for text in texts(value):
        try:
            if "49" in environment.from_string(text).render():
                return "Jinja worked out " + repr(text)
        except jinja2.TemplateError as error:
            return f"Jinja: {error}: {text!r}"
    return None


# Readers: each yields (case, what is wrong or None).

def each(fields, payloads, judge):
    """The judge over every field and payload, two at a time."""
    def one(item):
        (name, field), payload = item
        return f"{name}: {payload!r}", judge(field(payload), payload)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        yield from pool.map(one, drawn((field, text) for field in fields.items() for text in payloads))


def report_faults(run, is_report=True, github=False):
    allowed = r"::(error|warning|notice)( [^:]*)?::" if github else None
    return (commands(run.err) or invisible(run.err) or (commands(run.out, allowed) if is_report else None) or
            (invisible(run.out) if is_report else None))


FORMATS = ("text", "github", "json", "sarif")
HIDDEN = places.COMMANDS + places.INVISIBLE


def json_faults(data):
    return strict_json(data)[1]


def check_faults(text, *options, name="t.yaml"):
    for form in FORMATS:
        run = Run(["check", "--format", form, *options, name], {name: text}).go()
        wrong = report_faults(run, github=form == "github") or \
            (json_faults(run.out) if form in ("json", "sarif") and run.out else None)
        if wrong:
            return f"check --format {form}: {wrong}"
    return None


def reports():
    def judge(text, _):
        wrong = check_faults(text)
        if wrong:
            return wrong
        return report_faults(Run(["compile", "t.yaml"], {"t.yaml": text}).go(), is_report=False)
    yield from each(places.FIELDS, HIDDEN, judge)


def old_outputs():
    """compile, fmt and check show lines of files that a stranger wrote, as differences."""
    def judge(text, _):
        for arguments in (["compile", "t.yaml", "-o", "t.sql", "--check"], ["fmt", "--check", "u.yaml"],
                          ["check", "--fix", "--diff", "u.yaml"]):
            run = Run(arguments, {"t.yaml": places.spec(), "t.sql": text, "u.yaml": "a:  1 \n" + text}).go()
            wrong = report_faults(run)
            if wrong:
                return f"{arguments[0]}: {wrong}"
        return None
    yield from each({"old file": lambda text: f"# {text}\n"}, HIDDEN, judge)


def imports():
    roots = {"external_table", "vars", "allow"}  # no input defines a schema

    def judge(text, _):
        name = "t.json" if text.startswith("{") else "t.sql"
        run = Run(["import", "--schema", "lake", name], {name: text}).go()
        wrong = documents(run.out, roots)[1] if run.out else None
        return wrong or report_faults(run, is_report=False)
    yield from each(places.DDL_FIELDS, places.YAML + HIDDEN, judge)
    yield from each(places.GLUE_FIELDS, places.YAML + HIDDEN, judge)


def dbt():
    def judge(text, payload):
        run = compiled("dbt", text)
        if not run.out:
            return None
        found, wrong = documents(run.out, {"version", "sources"}, 1)
        return wrong or (rendered(found) if payload in places.JINJA else None)
    yield from each(places.FIELDS, places.YAML + places.JINJA, judge)


def diffs():
    def judge(text, _):
        for old, new in (("a", "b"), ("b", "a")):
            for form in ("sql", "text", "markdown", "json"):
                run = Run(["diff", "--allow-destructive", "--format", form, old + ".yaml", new + ".yaml"],
                          {"a.yaml": places.spec(), "b.yaml": text}).go()
                wrong = report_faults(run, is_report=form != "sql") or \
                    (json_faults(run.out) if form == "json" and run.out else None) or \
                    (markdown(run.out) if form == "markdown" else None)
                if wrong:
                    return f"diff --format {form}: {wrong}"
        return None
    yield from each(places.FIELDS, places.MARKDOWN + places.COMMANDS[-4:] + places.INVISIBLE, judge)

    def deployed(text, _):
        for form in ("sql", "text", "markdown", "json"):
            run = Run(["diff", "--allow-destructive", "--format", form, "a.sql", "b.yaml"],
                      {"a.sql": text, "b.yaml": places.spec()}).go()
            wrong = report_faults(run, is_report=form != "sql") or (markdown(run.out) if form == "markdown" else None)
            if wrong:
                return f"diff --format {form}: {wrong}"
        return None
    yield from each(places.DDL_FIELDS, HIDDEN + places.MARKDOWN, deployed)


def sarif():
    def judge(text, _):
        run = Run(["check", "--format", "sarif", "t.yaml"], {"t.yaml": text}).go()
        document, wrong = strict_json(run.out) if run.out else (None, None)
        for message in texts(document):
            if re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", message):
                wrong = "a link in " + repr(message)
        return wrong
    yield from each(places.FIELDS, ["[x](http://evil)", "[x](1)", "\\[x](1)", *places.JSON_TEXTS], judge)


def listings():
    def judge(text, _):
        for form in ("text", "json", "svg"):
            run = Run(["inspect", "t.yaml", "--listing", "l.json", "--format", form],
                      {"t.yaml": places.DATED, "l.json": text}).go()
            wrong = report_faults(run) or (json_faults(run.out) if form == "json" and run.out else None) or \
                (svg(run.out) if form == "svg" and run.out else None)
            if wrong:
                return f"inspect --format {form}: {wrong}"
        for arguments in (["partitions", "t.yaml", "--listing", "l.json"], ["check", "t.yaml", "--listing", "l.json"]):
            run = Run(arguments, {"t.yaml": places.DATED, "l.json": text}).go()
            wrong = report_faults(run, is_report=False)
            if wrong:
                return f"{arguments[0]}: {wrong}"
        return None
    keys = [text for text in HIDDEN + places.XML + places.JSON_TEXTS if "\ud7ff" != text]
    yield from each({"S3 key": places.listing, "dated S3 key": places.dated_listing}, keys, judge)


CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def browser():
    """Chromium opens the calendar that inspect draws: nothing in it runs, and all of it is well-formed."""
    path = os.path.join(SCRATCH, "page.svg")
    drawings = {}

    def wrong_with(data):
        with open(path, "wb") as file:
            file.write(data)
        dom = subprocess.run([*CHROMIUM, "--user-data-dir=" + SCRATCH + "/profile", "--dump-dom", "file://" + path],
                             capture_output=True, timeout=60, check=False).stdout
        if b"owned" in dom.split(b">", 1)[0]:
            return f"a script ran: {data!r}"
        return None if b"<svg" in dom and b"parsererror" not in dom else f"not shown as a drawing: {data!r}"

    def inspected(spec, keys):
        return Run(["inspect", "t.yaml", "--listing", "l.json", "--format", "svg"],
                   {"t.yaml": spec, "l.json": keys}).go().out
    if not wrong_with(f'<svg xmlns="http://www.w3.org/2000/svg"><script>{places.MARK}</script></svg>'.encode()):
        yield "the judge sees a script that runs", "it does not"
    for payload in drawn(places.SCRIPTS + places.XML):
        drawings[inspected(places.DATED, places.dated_listing(payload))] = f"S3 key: {payload!r}"
        for name, field in places.FIELDS.items():
            drawings[inspected(field(payload), places.listing("web"))] = f"{name}: {payload!r}"
    yield "inspect draws", None if len(drawings) > 1 else "it does not"
    for drawing, case in drawings.items():
        yield case, wrong_with(drawing) if drawing else None


NAMES = [text for text in HIDDEN + places.YAML + places.SQL + places.PSQL + places.SHELL if "\0" not in text]


def names():
    """The name of a spec's file, in findings and in every kind of output."""
    def judge(payload):
        name = payload.replace("/", ":")[:200] + ".yaml"
        run = compiled("dbt", places.spec(), name="./" + name)
        wrong = documents(run.out, {"version", "sources"}, 1)[1] if run.out else None
        wrong = wrong or check_faults(places.spec((("table", "evil"), "x")), name="./" + name)
        for target in ("redshift", "postgres", "aws-cli", "duckdb", "athena"):
            run = compiled(target, places.spec(), name="./" + name)
            body = run.out.split(b"\n", 2)
            lines = [line for line in body[:2] if b"Generated by" in line]
            wrong = wrong or report_faults(run, is_report=False) or \
                (invisible(lines[0]) if lines else None) or \
                ("a name leaves its comment" if run.out and same_lines(target) != run.out.count(b"\n") else None)
        return wrong
    yield from ((f"file name: {payload!r}", judge(payload)) for payload in drawn(NAMES))
    raw = b"x\xff\xfe\x80::.yaml"
    run = Run(["check", raw], {os.fsdecode(raw): places.spec((("table", "evil"), "x"))}).go()
    yield "file name: not UTF-8", report_faults(run)


LINES = {}


def same_lines(target):
    """How many lines the target writes of a spec with a plain name."""
    if target not in LINES:
        LINES[target] = compiled(target, places.spec()).out.count(b"\n")
    return LINES[target]


def options():
    """What a CI job passes on the command line from a branch's name or a title."""
    spec = places.spec((("table", "description"), "${v}"), (("table", "location"), "s3://lake/${v}/"))
    for payload in drawn(HIDDEN + ["\udcff\udcfe", "a" * 300 + "\n"]):
        if "\0" in payload:
            continue
        for arguments in (["check", "--set", "v=" + payload, "t.yaml"], ["check", "--set", payload + "=1", "t.yaml"],
                          ["compile", "--schema", payload, "t.yaml"], ["compile", payload], ["check", "--vars", payload],
                          ["compile", "--target", "athena", "--database", payload, "t.yaml"], [payload],
                          ["compile", "--target", payload, "t.yaml"], ["check", "--format", payload, "t.yaml"],
                          ["explain", payload], ["partitions", "--value", "app=" + payload, "t.yaml"],
                          ["partitions", "--on", payload, "t.yaml"], ["compile", "--emit", payload, "t.yaml"],
                          ["compile", "--until", payload, "t.yaml"], ["inspect", "--listing", payload, "t.yaml"],
                          ["check", "--" + payload, "t.yaml"], ["diff", "--git", payload, "t.yaml"],
                          ["compile", "-o", "none/" + payload, "t.yaml"], ["completion", payload]):
            run = Run(arguments, {"t.yaml": spec}).go()
            wrong = report_faults(run, is_report=arguments[0] == "check")
            yield f"{arguments}", wrong


def shell():
    """bash runs the script, with an `aws` that answers; nothing else may run."""
    work = os.path.join(SCRATCH, "shell")
    os.makedirs(work + "/bin", exist_ok=True)
    with open(work + "/bin/aws", "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\ncase $1 in sts) echo 123456789012 ;; *) echo '{}' ;; esac\n")
    os.chmod(work + "/bin/aws", 0o755)
    environment = {"PATH": work + "/bin:" + os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def ran(folder, script):
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["bash", "-c", script.decode("utf-8", "replace").replace("\0", ""), "script"], cwd=folder,
                       env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        found = os.listdir(folder)
        shutil.rmtree(folder)
        return found

    def judge(text, _):
        run = compiled("aws-cli", text)
        found = ran(tempfile.mkdtemp(dir=work), run.out) if run.out else []
        return f"bash made {found} by {run.out!r}" if found else None
    if not ran(os.path.join(work, "self"), b"touch ran\n"):
        yield "the judge sees what a script makes", "it does not"
    yield from each(places.FIELDS, places.SHELL, judge)


def postgres():
    """psql runs the script: with backslashes read in both ways, and with three client encodings."""
    folder = os.path.join(SCRATCH, "psql")
    os.makedirs(folder, exist_ok=True)
    ask = [*json.loads(os.environ["PSQL"]), "-X", "-q", "-At"]

    def psql(script, strings, encoding):
        environment = {**os.environ, "PGOPTIONS": "-c standard_conforming_strings=" + strings,
                       "PGCLIENTENCODING": encoding}
        before = "DROP SCHEMA IF EXISTS spectrum CASCADE; DROP TABLE IF EXISTS owned"
        count = "SELECT count(*) FROM pg_class WHERE relname LIKE 'owned%'"
        done = subprocess.run([*ask, "-c", before, "-f", "-", "-c", count], input=script, cwd=folder, env=environment,
                              capture_output=True, timeout=60, check=False)
        made = os.listdir(folder)
        for name in made:
            os.remove(os.path.join(folder, name))
        return made or done.stdout.strip().split(b"\n")[-1] != b"0"

    def stops_at_errors(script):
        return script.replace(b"\\set ON_ERROR_STOP on\n", b"")

    def judge(target, text, payload):
        plain, for_psql = compiled(target, text), compiled(target, text, "--psql")
        wide = not payload.isascii()
        for strings in ("on", "off") if target == "postgres" else ("off",):
            if plain.out and not wide and psql(plain.out, strings, "UTF8"):
                return f"psql (standard_conforming_strings={strings}) ran a part of {plain.out!r}"
            for encoding in ("UTF8", "GBK", "SJIS", "BIG5") if wide else ("UTF8",):
                if for_psql.out and psql(stops_at_errors(for_psql.out), strings, encoding):
                    return f"psql ({encoding}, standard_conforming_strings={strings}) ran a part of {for_psql.out!r}"
        return None
    if not psql(b"CREATE TABLE public.owned(x int);", "on", "UTF8") or not psql(b"\\! touch ran\n", "on", "UTF8"):
        yield "the judge sees what a script makes", "it does not"
    for target, (name, field), payload in drawn(itertools.product(("postgres", "redshift"), places.FIELDS.items(),
                                                                  places.SQL + places.PSQL)):
        yield f"{target}, {name}: {payload!r}", judge(target, field(payload), payload)


def statements():
    """Scripts for DuckDB, which tests/hostile/duckdb.mjs has DuckDB take apart."""
    scripts = []
    for (name, field), payload in drawn(itertools.product(places.FIELDS.items(), places.SQL)):
        run = compiled("duckdb", field(payload), "--root", "/lake")
        if run.out:
            scripts.append({"case": f"{name}: {payload!r}", "sql": run.out.decode("utf-8", "replace")})
    with open(os.path.join(SCRATCH, "duckdb.json"), "w", encoding="utf-8") as file:
        json.dump(scripts, file)
    done = subprocess.run(["node", "tests/hostile/duckdb.mjs", "build/npm/node_modules",
                           os.path.join(SCRATCH, "duckdb.json")], capture_output=True, check=False)
    found, wrong = strict_json(done.stdout)
    yield "DuckDB answers", wrong or (done.stderr.decode() if done.returncode else None)
    for case in found or []:
        yield case["case"], case["wrong"]


def requests():
    """JSON of Glue, IAM and the findings, by a parser that is strict."""
    def judge(text, _):
        for target in ("glue", "iam"):
            run = compiled(target, text)
            wrong = json_faults(run.out) if run.out else None
            if wrong:
                return f"{target}: {wrong}"
        return None
    yield from each(places.FIELDS, places.JSON_TEXTS + places.SHELL[:4], judge)


def grants():
    """A grant to everybody is written as such, not in the name of a group or user."""
    for kind in ("group", "user"):
        for name in ("public", "PUBLIC", "Public"):
            run = compiled("redshift", places.spec((("schema", "grant_usage"), [{kind: name}])))
            yield f"{kind}: {name}", None if run.status == 1 and not run.out else f"it compiles: {run.out!r}"


READERS = {"reports": reports, "old": old_outputs, "import": imports, "dbt": dbt, "diff": diffs, "sarif": sarif,
           "listing": listings, "browser": browser, "names": names, "options": options, "shell": shell, "postgres": postgres,
           "duckdb": statements, "json": requests, "grants": grants}


def main():
    total, wrong = 0, []
    for case, fault in READERS[sys.argv[3]]():
        total += 1
        if fault:
            wrong.append(f"{case}\n        {fault[:600]}")
    print(f"{total - len(wrong)} of {total} held")
    for text in wrong[:int(os.environ.get("SHOWN", "12"))]:
        print(text)
    sys.exit(bool(wrong))


main()
