"""Every link of the built book leads somewhere, and no page loads anything from another host."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import yaml
from docutils.nodes import make_id
from explorable.sphinx import explorer_links
from pages import read

ROOT = Path(__file__).parents[3]
LOADED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}
SPEC = re.compile(r'data-explorer=.*?<script type="application/json">(.*?)</script>', re.DOTALL)
COVERAGE = yaml.safe_load((ROOT / "chapters" / "coverage.yml").read_text("utf-8"))


class Page(HTMLParser):
    """The ids, the links and the loaded files of one page."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.links, self.loaded = set(), set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self.ids.update({given.get("id"), f"explorer={given.get('data-explorer')}"})
        if tag == "a" and given.get("href"):
            self.links.add(given["href"])
        if (tag, "src") in LOADED or given.get("rel") in ("stylesheet", "preload", "icon"):
            self.loaded.update(given[name] for t, name in LOADED if t == tag and name in given)


@pytest.fixture(scope="session")
def pages(site):
    files = [p for p in site.rglob("*.html") if "_static" not in p.parts]
    return {path: Page(path.read_text("utf-8")) for path in files}


def target(path: Path, link: str) -> Path:
    """Return the file that `link` on the page `path` leads to."""
    name = unquote(urlsplit(link).path)
    if path.name == "404.html":  # it is at the root, and its links begin there
        name = name.removeprefix("/")
    return (path.parent / name).resolve() if name else path


@cache
def specs_of(page: Path) -> dict[str, dict]:
    """Return the specs of a page's explorers, by their names."""
    specs = map(json.loads, SPEC.findall(page.read_text("utf-8")))
    return {spec["name"]: spec for spec in specs}


def test_there_are_pages(pages, site):
    assert site / "chapters" / "intro.html" in pages


def test_links_lead_to_a_file_and_a_place_in_it(pages):
    dead = []
    for path, page in pages.items():
        for link in filter(lambda link: not urlsplit(link).scheme, page.links):
            file, anchor = target(path, link), unquote(urlsplit(link).fragment).split("&")[0]
            if not file.exists() or (anchor and file in pages and anchor not in pages[file].ids):
                dead.append((path.name, link))
    assert not dead


def test_links_set_explorers_to_what_their_controls_take(pages):
    states = 0
    for path, page in pages.items():
        for link in (link for link in page.links if "#explorer=" in link):
            asked = dict(parse_qsl(urlsplit(link).fragment, keep_blank_values=True))
            spec = specs_of(target(path, link))[asked["explorer"]]
            values = {name: value for name, value in asked.items() if name != "explorer"}
            explorer_links.values_of(spec, None, values)
            states += bool(values)
    assert states > 20


def test_nothing_is_loaded_from_another_host(pages):
    loaded = [(path, link) for path, page in pages.items() for link in page.loaded]
    assert loaded
    for path, link in loaded:
        assert urlsplit(link).scheme in ("", "data"), (path.name, link)
        assert urlsplit(link).scheme or target(path, link).exists(), (path.name, link)


def test_styles_load_local_files(pages):
    for path in pages:
        for link in re.findall(r"url\(\s*[\"']?(?!data:)([^\"')]+)", path.read_text("utf-8")):
            assert target(path, link).exists(), (path.name, link)


def test_what_the_course_teaches_has_its_places_on_pages(pages, site):
    places = [place.split("#") for item in COVERAGE.values() for place in item["where"]]
    assert places
    for page, label in places:
        assert make_id(label) in pages[site / "chapters" / f"{page}.html"].ids, (page, label)


def test_each_state_that_a_text_sets_is_printed_once_below_its_words(site):
    found = 0
    for path in (site / "chapters").glob("[01]*.html"):
        article = read(path).article
        links = {each["href"]: each for each in article.select("a[href*='#explorer=']")}
        own = {href: link for href, link in links.items() if "&" in href and href[0] == "#"}
        printed = article.select(".explorable-printed")
        assert len(printed) == len(own), path.name
        for link in own.values():
            block = link.find_parent(["p", "ul", "ol"])
            assert "explorable-printed" in block.find_next_sibling()["class"], link
        found += len(own)
    assert found > 20
