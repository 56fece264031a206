"""What must agree when versions change: the release's number, the locks, the ways to build."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import descent
import explorable
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as named

ROOT = Path(__file__).parents[2]
VERSION = explorable.__version__
LOCKS = (
    "requirements.lock",
    *(f"tests{x}/requirements.lock" for x in ("", "/distributions", "/nightly/pyodide")),
)

PACKAGES = ["descent", "explorable"]


def text(path):
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("CITATION.cff", r"^version: (\S+)$"),
        ("CHANGELOG.md", r"\A.*?^## (\S+?),"),
        ("code/descent/CHANGELOG.md", r"\A.*?^## (\S+?),"),
        ("code/explorable/CHANGELOG.md", r"\A.*?^## (\S+?),"),
    ],
)
def test_book_and_packages_have_one_version(path, pattern):
    assert descent.__version__ == VERSION
    assert set(re.findall(pattern, text(path), re.MULTILINE | re.DOTALL)) == {VERSION}


@pytest.mark.parametrize(
    "path", ["CHANGELOG.md", *(f"code/{name}/CHANGELOG.md" for name in PACKAGES)]
)
def test_an_entry_of_a_changelog_is_short(path):
    entries = re.findall(r"^- (.*(?:\n  .*)*)", text(path), re.MULTILINE)
    assert entries and not [each for each in entries if len(each.split()) > 25]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_each_python_that_is_tested(package):
    named = tomllib.loads(text(f"code/{package}/pyproject.toml"))["project"]["classifiers"]
    jobs = workflow("ci")["jobs"]
    tried = {row["python"] for row in jobs["packages"]["strategy"]["matrix"]["include"]}
    tried |= {jobs["test"]["steps"][1]["with"]["python-version"]}
    assert {f"Programming Language :: Python :: {each}" for each in tried} == {
        each for each in named if re.search(r":: 3\.\d+$", each)
    }


def test_descent_takes_the_explorable_beside_it():
    project = tomllib.loads(text("code/descent/pyproject.toml"))["project"]
    (needed,) = [r for r in map(Requirement, project["dependencies"]) if r.name == "explorable"]
    assert needed.specifier.contains(VERSION)


def pins(path):
    """Return what a lock pins: versions by name, of which a name may have one for each Python."""
    found = {}
    for name, version in re.findall(r"^(\S+)==(\S+)", text(path), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def required(path):
    """Return what a file of requirements asks of the index."""
    lines = (line.partition("#")[0].strip() for line in text(path).splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-e")]


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_has_what_is_required_beside_it_in_versions_that_the_bounds_allow(path):
    locked = pins(path)
    for each in required(path.replace(".lock", ".txt")):
        assert all(map(each.specifier.contains, locked[named(each.name)])), each


@pytest.mark.parametrize("package", PACKAGES)
def test_the_lock_has_what_the_packages_require(package):
    project = tomllib.loads(text(f"code/{package}/pyproject.toml"))["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    for each in map(Requirement, project["dependencies"] + extras):
        if each.name != "explorable":
            assert all(map(each.specifier.contains, pins("requirements.lock")[named(each.name)])), (
                each
            )


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_has_a_hash_for_each_pin_and_no_address(path):
    blocks = re.split(r"^(?=\S)", text(path), flags=re.MULTILINE)[1:]
    assert len(blocks) >= 8
    assert not [block for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in text(path)


@pytest.mark.parametrize("path", LOCKS)
def test_locks_agree(path):
    tested = pins("tests/requirements.lock")
    both = {name for name in pins(path) if name in tested}
    assert {name: pins(path)[name] for name in both} == {name: tested[name] for name in both}


def test_the_book_without_jupyter_book_has_each_of_its_extensions():
    book = yaml.safe_load(text("_config.yml"))["sphinx"]
    ours = {"jupyter_book", "explorable.sphinx", "explorable.theme", *book["local_extensions"]}
    others = [each for each in book["config"]["extensions"] if each not in ours]
    listed = {r.name for name in ("book", "sphinx") for r in required(f"tests/newest/{name}.txt")}
    names = {re.sub("[._]", "-", each) for each in others if not each.startswith("sphinx.ext.")}
    assert len(names) > 5
    assert names <= listed


def test_the_bot_looks_where_requirements_are():
    for update in yaml.safe_load(text(".github/dependabot.yml"))["updates"]:
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.strip("/")).is_dir()


def workflow(name):
    # YAML takes the word `on` for true.
    return yaml.safe_load(text(f".github/workflows/{name}.yml").replace("\non:", "\nwhen:"))


def test_only_what_the_gate_has_passed_is_published():
    pages, gate = workflow("pages"), workflow("ci")
    assert pages["when"] == {
        "workflow_run": {"workflows": [gate["name"]], "types": ["completed"], "branches": ["main"]}
    }
    build = pages["jobs"]["build"]
    for word in ("conclusion == 'success'", "event == 'push'"):
        assert f"github.event.workflow_run.{word}" in build["if"]
    assert "||" not in build["if"]
    assert build["steps"][0]["with"]["ref"] == "${{ github.event.workflow_run.head_sha }}"
    assert pages["jobs"]["deploy"]["needs"] == "build"
    assert gate["jobs"]["all"]["steps"][-2]["run"] == ".ci/run"
    assert text(".ci/run").rstrip().endswith("make test-all")


def test_the_commands_of_the_readme_run_on_a_machine_that_has_nothing():
    (block,) = re.findall(r"^```sh\n(.*?)^```$", text("README.md"), re.MULTILINE | re.DOTALL)
    commands = [line.partition("#")[0].strip() for line in block.splitlines()]
    (job,) = workflow("bare")["jobs"].values()
    steps = [step.get("name") or step.get("run", "") for step in job["steps"]]
    assert job["container"] == "debian:stable" and steps[-2:] == commands
    assert str(commands[0].split()).replace("'", '"') in text("tests/support/newcomer.py")


def test_no_workflow_installs_what_make_does():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        installs = re.findall(r"apt-get install.*", path.read_text("utf-8"))
        assert installs == ["apt-get install -qq --yes git make python3"] * (path.stem == "bare")


RESULTS = """<testsuites><testsuite><testcase classname="chapters.x.ipynb" name="Cell 2"><failure
message="Notebook cell execution failed">#x1B[94mCell 2: Cell outputs differ
Input:
print(1 + 1)
Traceback:#x1B[0m
mismatch 'stdout': '3' == '2'</failure></testcase><testcase name="quiet" /></testsuite></testsuites>
"""


def test_the_report_of_the_newest_versions_names_the_cell_and_what_differs(tmp_path):
    report = [sys.executable, ROOT / "tests" / "newest" / "report.py", tmp_path]
    for name in ("packages", "notebooks"):
        (tmp_path / f"{name}.xml").write_text("<testsuites />", "utf-8")
    assert subprocess.run(report, check=False).returncode == 0
    (tmp_path / "notebooks.xml").write_text(RESULTS, "utf-8")
    assert subprocess.run(report, check=False).returncode == 1
    words = (tmp_path / "report.md").read_text("utf-8")
    assert "chapters.x.ipynb Cell 2\n\n```\nmismatch 'stdout': '3' == '2'\n```" in words
    assert "quiet" not in words and "print(1 + 1)" not in words
