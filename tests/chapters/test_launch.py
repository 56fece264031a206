"""Which places a chapter's menu of launches names, with and without an address of the sources."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from _ext.launch import HOSTS, PLAIN, WHEELS, _name_hosts, _offer, install

ROOT = Path(__file__).parents[2]


def offered(page, buttons=(), suffix=".ipynb"):
    context = {
        "header_buttons": [*buttons],
        "page_source_suffix": suffix,
        "pathto": lambda name, _resource: f"../{name}",
    }
    _offer(None, page, "page.html", context, None)
    return context["header_buttons"]


def test_jupyterlite_opens_the_page_as_a_notebook():
    (menu,) = offered("chapters/03-softmax")
    (link,) = menu["buttons"]
    assert link["url"] == "../lite/lab/index.html?path=03-softmax.ipynb"


def test_it_stands_before_other_hosts_whose_pictures_are_left_out():
    colab = {"type": "link", "text": "Colab", "icon": "logo.png", "url": "https://example.org"}
    (menu,) = offered("chapters/a", [{"label": "launch-buttons", "buttons": [colab]}])
    assert [each["text"] for each in menu["buttons"]] == ["Run it in JupyterLab", "Run it on Colab"]
    assert not any("icon" in each for each in menu["buttons"])


def test_colab_opens_the_branch_that_the_site_writes_in_plain_markdown():
    address = "https://colab.research.google.com/github/book/descent/blob/main/chapters/a.ipynb"
    colab = {"type": "link", "text": "Colab", "icon": "logo.png", "url": address}
    (menu,) = offered("chapters/a", [{"label": "launch-buttons", "buttons": [colab]}])
    assert menu["buttons"][1]["url"] == address.replace("main", PLAIN)
    workflow = (ROOT / ".github/workflows/pages.yml").read_text("utf-8")
    (job,) = [job for name, job in yaml.safe_load(workflow)["jobs"].items() if name == PLAIN]
    assert f"--initial-branch={PLAIN}" in job["steps"][-1]["run"]


def test_a_page_without_cells_offers_nothing():
    assert offered("chapters/glossary", suffix=".md") == []


@pytest.mark.parametrize("address", ["", "https://example.org/a/b"])
def test_hosts_are_asked_only_for_sources_with_an_address(address):
    options = {"repository_url": address, "launch_buttons": {}}
    _name_hosts(SimpleNamespace(config=SimpleNamespace(html_theme_options=options)))
    assert options["launch_buttons"] == (HOSTS if address else {})


def test_one_line_installs_both_wheels_by_their_address_and_what_chapters_use_beside_them():
    address = "https://example.org/book/"
    assert install(address) == f"%pip install {address}{WHEELS[0]} {address}{WHEELS[1]} scipy"
