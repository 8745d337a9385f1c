"""dbt reads sources.yml: parses and compiles a project that selects from each of their tables, by the
adapters of Redshift and PostgreSQL, and renders the macros of dbt-external-tables.

usage: real_dbt.py read FOLDER FILE.yml...              `ok FILE` or `not ok FILE` and why, for each;
                                                        those outside of FOLDER are read together
       real_dbt.py render FOLDER PACKAGE SOCKETS FILE.yml FILE.sql ...
                                                        what the package makes of a file, by a PostgreSQL
                                                        that reads literals as Redshift does, is the
                                                        tables and partitions of the SQL

FOLDER is for the projects. dbt asks no server to read.
"""

import json
import pathlib
import shutil
import sys

import dbt.jsonschemas
import jsonschema
import yaml
from dbt.cli.main import dbtRunner

# After dbt's own modules. dbt loads whatever is called dbt_* as a plugin.
sys.path.append("tests/judges")
import external_tables  # noqa: E402

PROJECT = """
name: judged
version: "1.0"
config-version: 2
profile: judge
flags: {send_anonymous_usage_stats: false, use_colors: false}
"""
OUTPUT = "{type: %s, host: %s, port: 5432, user: judge, password: none, dbname: %s, schema: made, threads: 1}"
ADAPTERS = ("redshift", "postgres")
DATABASE = "postgres"

# The package's own macros, called for Redshift whatever the adapter is.
RENDERED = """
{%%- set node = (graph.sources.values() | selectattr("source_name", "equalto", %s)
    | selectattr("name", "equalto", %s) | list)[0] if execute else none -%%}
{%%- if node -%%}
{{ dbt_external_tables.redshift__create_external_table(node) }}
{%%- for sql in dbt_external_tables.redshift__refresh_external_table(node) %%};
{{ sql }}{%% endfor %%};
{%%- endif -%%}
-- {{ source(%s, %s) }}
"""

# Redshift lets a subquery go without a name, PostgreSQL before 16 does not.
RUN_QUERY = r"""
{% macro run_query(sql) %}
{% set queries = modules.re.split("\)\s*(?=cross join|$)", sql.strip()) %}
{% set named = [] %}
{% for query in queries[:-1] %}{% do named.append(query ~ ") q" ~ loop.index) %}{% endfor %}
{% call statement("query", fetch_result=true, auto_begin=false) %}{{ named | join(" ") }}{% endcall %}
{% do return(load_result("query").table) %}
{% endmacro %}
"""


def words(text):
    """A text of Jinja's."""
    return json.dumps(text, ensure_ascii=False)


class Project:
    def __init__(self, folder, host="127.0.0.1"):
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "models").mkdir(parents=True)
        (self.folder / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
        outputs = {adapter: OUTPUT % (adapter, host, DATABASE) for adapter in ADAPTERS}
        (self.folder / "profiles.yml").write_text(
            "judge:\n  target: redshift\n  outputs:\n" + "".join(
                f"    {adapter}: {output}\n" for adapter, output in outputs.items()), encoding="utf-8")

    def hold(self, files):
        """The project is these files."""
        shutil.rmtree(self.folder / "models")
        (self.folder / "models").mkdir()
        for number, file in enumerate(files):
            shutil.copyfile(file, self.folder / f"models/sources_{number}.yml")

    def model(self, name, text):
        (self.folder / f"models/{name}.sql").write_text(text, encoding="utf-8")

    def run(self, command, adapter, *options):
        """None, or why dbt refuses; with what it found in `manifest`."""
        done = dbtRunner().invoke([
            command, *options, "--quiet", "--log-level-file", "none", "--target", adapter,
            "--project-dir", str(self.folder), "--profiles-dir", str(self.folder),
            "--target-path", str(self.folder / adapter)])
        self.manifest = done.result
        if done.success:
            return None
        return str(done.exception or "\n".join(str(run.message) for run in done.result))

    def compiled(self, adapter, name):
        return (self.folder / adapter / f"compiled/judged/models/{name}.sql").read_text(encoding="utf-8")


def tables_of(files):
    return [(source, table) for file in files for source, table in external_tables.read(file)]


def plain(value):
    """dbt keeps what it does not know as it stands."""
    return json.loads(json.dumps(value, default=lambda node: node.to_dict(omit_none=True)))


def misread(node, table):
    """What dbt took otherwise than external_tables does."""
    if node.description != table.get("description", ""):
        yield f"description {node.description!r}"
    for column in table["columns"]:
        kept = node.columns.get(column["name"])
        if not kept or kept.data_type != column["data_type"] or kept.description != column.get("description", ""):
            yield f"column {column['name']!r}"
    external = plain(node.external.to_dict(omit_none=True)) if node.external else {}
    for key, value in table.get("external", {}).items():
        if external.get(key) != value:
            yield f"{key} {external.get(key)!r} for {value!r}"


def unlike_schema(file):
    """Why a file is not by dbt's own JSON schema, or None."""
    folder = pathlib.Path(dbt.jsonschemas.__file__).parent
    schema = json.loads((folder / "resources/latest.json").read_text(encoding="utf-8"))
    with open(file, encoding="utf-8") as text:
        error = next(jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(text)), None)
    return error and f"{error.json_path}: {error.message}"


def mistakes(project, files, adapter):
    """Why dbt refuses the files, or reads them otherwise."""
    project.hold(files)
    why = project.run("parse", adapter) or next(filter(None, map(unlike_schema, files)), None)
    if why:
        return why
    nodes = {(node.source_name, node.name): node for node in project.manifest.sources.values()}
    tables = tables_of(files)
    for source, table in tables:
        found = list(misread(nodes[source["name"], table["name"]], table))
        if found:
            return f"{table['name']}: {found[0]}"
    for number, (source, table) in enumerate(tables):
        project.model(f"m{number}", "select * from {{ source(%s, %s) }}" % (
            words(source["name"]), words(table["name"])))
    why = project.run("compile", adapter, "--no-introspect", "--no-populate-cache")
    if why:
        return why
    for number, (source, table) in enumerate(tables):
        relation = '"%s"."%s"."%s"' % (DATABASE, source.get("schema", source["name"]), table["name"])
        if project.compiled(adapter, f"m{number}") != f"select * from {relation}":
            return project.compiled(adapter, f"m{number}")
    return None


def say(name, why):
    print("not ok" if why else "ok", name, flush=True)
    if why:
        print("    " + why.strip().replace("\n", "\n    "))


def read(folder, *files):
    project = Project(pathlib.Path(folder) / "read")
    alone = [file for file in files if file.startswith(folder)]
    together = [file for file in files if file not in alone]
    why = next((why for adapter in ADAPTERS for why in [mistakes(project, together, adapter)] if why), None)
    for file in together:
        say(file, why and mistakes(project, [file], "redshift"))
    if why:
        say("all files in one project", why)
    for file in alone:
        try:
            say(file, mistakes(project, [file], "redshift"))
        except Exception as error:  # what dbt accepts, and external_tables does not
            say(file, None if isinstance(error, AssertionError) else str(error))


def render(folder, package, sockets, *pairs):
    project = Project(pathlib.Path(folder) / "render", sockets)
    shutil.copytree(package, project.folder / "dbt_packages/dbt_external_tables")
    (project.folder / "macros").mkdir()
    (project.folder / "macros/run_query.sql").write_text(RUN_QUERY, encoding="utf-8")
    files, scripts = pairs[::2], pairs[1::2]
    project.hold(files)
    made = {}
    for file in files:
        for source, table in external_tables.read(file):
            if "external" in table:
                name = f"m{len(made)}"
                both = words(source["name"]), words(table["name"])
                project.model(name, RENDERED % (*both, *both))
                made[name] = file
    why = project.run("compile", "postgres", "--no-populate-cache")
    if why:
        sys.exit(why)
    for file, script in zip(files, scripts):
        sql = "".join(project.compiled("postgres", name) + "\n" for name in made if made[name] == file)
        try:
            external_tables.makes(sql.replace(f'"{DATABASE}".', ""), script)
            say(f"dbt-external-tables makes {file} as the target redshift does", None)
        except AssertionError as error:
            say(f"dbt-external-tables makes {file} as the target redshift does", str(error)[:2000] or "it differs")


{"read": read, "render": render}[sys.argv[1]](*sys.argv[2:])
