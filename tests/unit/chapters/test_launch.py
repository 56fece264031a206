"""Which places a chapter's menu of launches names, with and without an address of the sources."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from _ext.launch import PLAIN, WHEELS, _offer, hosts, install
from explorable.sphinx.steps import Page

ROOT = Path(__file__).parents[3]


def offered(page, suffix=".ipynb", repository=""):
    context = {
        "explorable_menu": [{"text": "Notebook", "url": "a"}],
        "page_source_suffix": suffix,
        "pathto": lambda name, _resource: f"../{name}",
    }
    config = SimpleNamespace(html_theme_options={"repository_url": repository})
    _offer(Page(SimpleNamespace(config=config), page, context, None))
    return context["explorable_menu"]


def test_jupyterlite_opens_the_page_as_a_notebook():
    link, _notebook = offered("chapters/03-softmax")
    assert link["url"] == "../lite/lab/index.html?path=03-softmax.ipynb"


@pytest.mark.parametrize(
    ("repository", "names"),
    [
        ("https://github.com/a/b", ["Run it on Binder", "Run it on Colab"]),
        ("https://gitlab.com/a/b", ["Run it on Binder"]),
        ("https://git.example.org/a/b", ["Run it on Binder"]),
        ("", []),
    ],
)
def test_hosts_that_fetch_the_sources_stand_behind_it_if_these_have_an_address(repository, names):
    found = [each["text"] for each in offered("chapters/a", repository=repository)]
    assert found == ["Run it in JupyterLab", *names, "Notebook"]


@pytest.mark.parametrize(
    ("repository", "kind"),
    [
        ("https://github.com/a/b", "gh/a/b/"),
        ("https://gitlab.com/a/b", "gl/a%2Fb/"),
        ("https://git.example.org/a/b", "git/https%3A%2F%2Fgit.example.org%2Fa%2Fb/"),
    ],
)
def test_binder_fetches_a_repository_by_its_kind(repository, kind):
    url = hosts(repository, "main", "chapters/a")["Binder"]
    assert url == f"https://mybinder.org/v2/{kind}main?urlpath=lab/tree/chapters/a.ipynb"


def test_colab_opens_the_branch_that_the_site_writes_in_plain_markdown():
    url = hosts("https://github.com/book/descent", "main", "chapters/a")["Colab"]
    assert url.endswith(f"/github/book/descent/blob/{PLAIN}/chapters/a.ipynb")
    workflow = (ROOT / ".github/workflows/pages.yml").read_text("utf-8")
    (job,) = [job for name, job in yaml.safe_load(workflow)["jobs"].items() if name == PLAIN]
    assert f"--initial-branch={PLAIN}" in job["steps"][-1]["run"]


def test_a_page_without_cells_offers_nothing():
    assert [each["text"] for each in offered("chapters/glossary", suffix=".md")] == ["Notebook"]


def test_one_line_installs_both_wheels_by_their_address_and_what_chapters_use_beside_them():
    address = "https://example.org/book/"
    assert install(address) == f"%pip install {address}{WHEELS[0]} {address}{WHEELS[1]} scipy"
