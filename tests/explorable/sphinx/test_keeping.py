"""A small site of somebody else is kept on a device: whole, of one edition, or not at all."""

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import gate
import pytest
from explorable.bundle import keeping
from playwright.sync_api import Error, expect
from serving import shuttable

pytestmark = gate.STAGE

ROOT = Path(__file__).parents[3]
PAGES = {
    "conf.py": """
extensions = ["myst_nb", "explorable.sphinx"]
html_theme = "alabaster"
explorable_keep = "."
""",
    "index.md": "# Tides\n\n```{toctree}\ncoast/high\nkeep\n```\n",
    "coast/high.md": "# High water\n\nTwice a day.\n",
    "keep.md": "# Keep it\n\n```{explorer-keep}\nAsk for a copy on paper.\n```\n",
}
LITE = {
    "index.html": "<title>Another program</title><script>navigator.serviceWorker.register('sw.js')"
    ".then(() => navigator.serviceWorker.ready).then(() => document.title = 'It works')</script>",
    "sw.js": "addEventListener('fetch', (event) => event.request.url.endsWith('made') && "
    "event.respondWith(new Response('made by its own worker')))",
}
KEPT = "async () => [...await caches.keys(), ...await navigator.serviceWorker.getRegistrations()]"
FULL = """Cache.prototype.put = async () => {
  throw new DOMException("no room", "QuotaExceededError");
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tides")
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".cache").symlink_to(ROOT / ".cache")
    path = {**os.environ, "PYTHONPATH": str(ROOT / "code" / "explorable" / "src")}
    command = [sys.executable, "-m", "sphinx", "-W", "-q", ".", "_build"]
    subprocess.run(command, cwd=folder, env=path, check=True)
    return folder / "_build"


@pytest.fixture
def site(built, tmp_path):
    """A copy of the site, beside another program, that can be changed."""
    site = shutil.copytree(built, tmp_path / "site")
    (site / "lite").mkdir()
    for name, text in LITE.items():
        (site / "lite" / name).write_text(text, encoding="utf-8")
    return site


@pytest.fixture
def host(site):
    """A host of the site: its address, and what shuts it."""
    with shuttable(site) as host:
        yield host


@pytest.fixture
def page(browser):
    """A page of a reader who has never been here; what goes wrong on it is in `trouble`."""
    with browser.new_context() as context:
        page, context.trouble = context.new_page(), []
        context.on("console", lambda m: m.type == "error" and context.trouble.append(m.text))
        context.on("weberror", lambda error: context.trouble.append(str(error.error)))
        yield page


@pytest.fixture
def address(host):
    return host[0]


def place(page, address):
    page.goto(f"{address}/keep.html")
    return page.locator(".explorable-keep")


def press(page, address):
    """Press the button that keeps the site; return the place where it stands."""
    box = place(page, address)
    box.get_by_role(
        "button", name=re.compile(r"Keep this book on this device \(\d\.\d MB\)")
    ).click()
    return box


def keep(page, address):
    box = press(page, address)
    expect(box.get_by_role("status")).to_have_text(
        re.compile(r"This book is on this device: edition [0-9a-f]{8}, \d\.\d MB\.")
    )
    return box


def says(box, words):
    """Wait for words, and whether nothing is kept when they stand there."""
    expect(box.get_by_role("status")).to_have_text(words)
    assert box.page.evaluate(KEPT) == []
    expect(box.get_by_role("button", name="Keep this book")).to_be_visible()


def change(site, name, old, new):
    text = (site / name).read_text("utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new), encoding="utf-8")


def test_the_list_has_what_readers_need_and_no_more(site):
    listed = json.loads((site / keeping.LIST).read_text("utf-8"))["files"]
    assert {"index.html", "coast/high.html", "keep.html", "search.html", "searchindex.js"} <= {
        *listed
    }
    assert any(name.startswith("_static/live-") for name in listed)
    assert not [
        n for n in listed if n.startswith(("lite/", "_sources/", ".")) or n.endswith(".map")
    ]
    for name, about in listed.items():
        content = (site / name).read_bytes()
        assert about == {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    before = (site / keeping.LIST).read_text("utf-8")
    keeping.write(site)
    assert (site / keeping.LIST).read_text("utf-8") == before


def test_a_translation_in_a_folder_is_part_of_it():
    index = b'Search.setIndex({"alltitles": {}, "docnames": ["a"], "x": 1})'
    files = {"searchindex.js": index, "a.html": b"a", "b/a.html": b"no page", "keep.json": b""}
    files |= {f"de/{name}": content for name, content in files.items()}
    assert {*keeping.needed(files)} == {
        "searchindex.js",
        "a.html",
        "de/searchindex.js",
        "de/a.html",
    }


def test_what_is_kept_is_read_without_its_host(page, host):
    address, shut = host
    keep(page, address)
    shut()
    for path in ("/coast/high.html", "/coast/high", "/coast/high.html?lecture=2#high-water"):
        page.goto(address + path)
        expect(page.get_by_role("heading", name="High water")).to_be_visible()
        assert page.evaluate("document.styleSheets.length") > 2
    page.goto(f"{address}/")
    expect(page.get_by_role("heading", name="Tides")).to_be_visible()
    page.goto(f"{address}/search.html?q=twice")
    expect(page.get_by_role("link", name="High water").last).to_be_visible()
    box = place(page, address)
    expect(box.get_by_role("status")).to_have_text(re.compile("This book is on this device"))
    assert not page.context.trouble


def test_a_site_that_was_forgotten_is_gone_and_can_be_kept_again(page, host):
    address, shut = host
    box = keep(page, address)
    page.goto(f"{address}/index.html")
    box = place(page, address)
    box.get_by_role("button", name="Forget").click()
    says(box, "The book is no longer kept on this device. What you wrote is still here.")
    box.get_by_role("button", name="Keep this book").click()
    box.get_by_role("button", name="Forget").click()
    says(box, re.compile("no longer kept"))
    shut()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{address}/coast/high.html?anew")  # not what the browser may still remember


def test_a_file_of_another_sum_is_refused_by_name(page, site, address):
    change(site, "coast/high.html", "Twice a day", "Thrice a day")
    says(press(page, address), re.compile(r"Nothing was kept: coast/high\.html is corrupted\. The"))


def test_a_file_that_is_missing_is_named(page, site, address):
    (site / "coast/high.html").unlink()
    says(press(page, address), re.compile(r"Nothing was kept: high\.html is missing \(404\)\."))


def test_a_line_that_breaks_is_tried_again_and_then_told(page, address):
    tries = []

    def refuse(route):
        tries.append(route)
        route.abort() if len(tries) != 2 else route.continue_()

    page.route("**/coast/high.html", refuse)
    box = keep(page, address)
    assert len(tries) == 2
    box.get_by_role("button", name="Forget").click()
    page.unroute_all()
    page.route("**/coast/high.html", lambda route: route.abort())
    box.get_by_role("button", name="Keep this book").click()
    says(box, "Nothing was kept: could not load high.html. Try again when you are online.")


def test_it_can_be_stopped(page, address):
    page.route("**/coast/high.html", lambda route: None)
    box = press(page, address)
    expect(box.get_by_role("status")).to_have_text(
        re.compile(r"Fetching the book: \d+% of \d\.\d MB")
    )
    stop = box.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    stop.press("Enter")
    says(box, "Stopped. Nothing was kept.")


def test_what_a_closed_tab_has_left_goes(page, address):
    page.route("**/coast/high.html", lambda route: None)
    box = press(page, address)
    expect(box.get_by_role("button", name="Stop")).to_be_visible()
    other = page.context.new_page()
    told = press(other, address).get_by_role("status")
    expect(told).to_have_text("Another tab is fetching the book.")
    page.close()
    box = place(other, address)
    expect(box.get_by_role("button", name="Keep this book")).to_be_visible()
    assert other.evaluate(KEPT) == []


def test_a_full_browser_says_so(page, address):
    page.add_init_script(FULL)
    says(press(page, address), re.compile("this browser has no room for it. Free some space"))


def test_over_plain_http_the_reason_is_told_and_another_way(page, address):
    box = place(page, address.replace("127.0.0.1", "book.test"))
    expect(box.get_by_role("status")).to_have_text(re.compile("begins with https"))
    expect(box.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_visible()
    assert not page.context.trouble


BLOCKED = """Object.defineProperty(ServiceWorkerContainer.prototype, "getRegistration", {
  value: () => Promise.reject(new DOMException("denied", "SecurityError")),
})"""
SANDBOXED = """Object.defineProperty(navigator, "serviceWorker", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""


@pytest.mark.parametrize("denial", [BLOCKED, SANDBOXED], ids=["blocked", "sandboxed"])
def test_a_browser_that_refuses_says_so_and_another_way_is_told(page, address, denial):
    page.add_init_script(denial)
    box = place(page, address)
    expect(box.get_by_role("status")).to_have_text(re.compile("This browser can’t keep a book"))
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_visible()


def test_a_site_that_cannot_be_forgotten_says_why_and_can_be_tried_again(page, address):
    box = keep(page, address)
    busy = "ServiceWorkerRegistration.prototype.unregister = async () => { throw Error('busy'); }"
    page.evaluate(f"() => {{ {busy}; }}")
    box.get_by_role("button", name="Forget").click()
    expect(box.get_by_role("status")).to_have_text("This book could not be forgotten: busy.")
    expect(box.get_by_role("button", name="Forget")).to_be_focused()


def test_where_it_can_be_kept_the_other_way_is_hidden(page, address):
    expect(press(page, address).get_by_role("button", name="Forget")).to_be_visible()
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_hidden()


def renew(site):
    """Deploy another edition."""
    change(site, "coast/high.html", "Twice a day", "Thrice a day")
    change(site, "index.html", "Tides", "Floods")
    keeping.write(site)


def test_a_new_edition_is_told_and_comes_whole_when_the_reader_says_so(page, site, host):
    address, shut = host
    keep(page, address)
    renew(site)
    page.goto(f"{address}/coast/high.html")
    other = page.context.new_page()
    other.goto(f"{address}/index.html")
    line = page.locator(".explorable-session")
    expect(line).to_contain_text("A new edition of this book is on this device.")
    shut()
    page.reload()
    expect(page.get_by_text("Twice a day")).to_be_visible()  # old, until the reader says so
    expect(line).to_contain_text("A new edition of this book is on this device.")
    with page.expect_navigation(), other.expect_navigation():
        line.get_by_role("button", name="Load it").click()
    expect(page.get_by_text("Thrice a day")).to_be_visible()
    expect(other.get_by_role("heading", name="Floods")).to_be_visible()
    expect(line).to_have_count(0)
    assert len(page.evaluate("caches.keys()")) == 1
    assert not page.context.trouble


def test_a_page_that_would_lose_something_changes_to_it_when_its_reader_says_so(
    page, site, address
):
    keep(page, address)
    renew(site)
    page.goto(f"{address}/coast/high.html")
    page.evaluate("addEventListener('explorable-renew', (event) => event.preventDefault())")
    line = page.locator(".explorable-session")
    line.get_by_role("button", name="Load it").click()
    expect(line).to_contain_text("This page is out of date. What isn’t saved is gone")
    line.get_by_role("button", name="Reload the page").click()
    expect(page.get_by_text("Thrice a day")).to_be_visible()


def test_of_a_new_edition_only_what_has_changed_is_fetched(page, site, address):
    keep(page, address)
    renew(site)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/keep.html")
    expect(page.locator(".explorable-session")).to_contain_text("A new edition")
    fetched = [
        each for each in asked if each in ("/coast/high.html", "/index.html", "/search.html")
    ]
    assert sorted(fetched) == ["/coast/high.html", "/index.html"]


def test_a_new_edition_that_is_damaged_leaves_the_old_one(page, site, host):
    address, shut = host
    keep(page, address)
    renew(site)
    change(site, "coast/high.html", "Thrice a day", "Never")
    page.goto(f"{address}/index.html")
    line = page.locator(".explorable-session")
    expect(line).to_contain_text("could not be fetched: coast/high.html is corrupted")
    shut()
    page.goto(f"{address}/coast/high.html")
    expect(page.get_by_text("Twice a day")).to_be_visible()
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_page_that_is_not_kept_takes_nothing_that_is(page, site, address):
    keep(page, address)
    (site / "new.html").write_text('<link rel="stylesheet" href="_static/basic.css?v=2">')
    (site / "_static" / "basic.css").write_text("body { color: rgb(1, 2, 3) }")
    page.goto(f"{address}/new.html")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(1, 2, 3)"
    page.goto(f"{address}/coast/high.html")
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"


def test_another_program_beside_it_keeps_its_own_worker(page, host):
    address, shut = host
    keep(page, address)
    page.goto(f"{address}/lite/index.html")
    expect(page).to_have_title("It works")
    page.goto(f"{address}/lite/made")
    expect(page.get_by_text("made by its own worker")).to_be_visible()
    shut()
    page.goto(f"{address}/lite/made")  # its worker answers, ours does not
    expect(page.get_by_text("made by its own worker")).to_be_visible()
    page.goto(f"{address}/coast/high.html")
    expect(page.get_by_role("heading", name="High water")).to_be_visible()
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"{address}/lite/index.html")


def test_what_the_browser_has_thrown_away_comes_from_the_host(page, address):
    keep(page, address)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((n) => caches.delete(n))))")
    page.goto(f"{address}/coast/high.html")
    expect(page.get_by_text("Twice a day")).to_be_visible()
    box = place(page, address)
    expect(box.get_by_role("button", name="Keep this book")).to_be_visible()
    assert page.evaluate(KEPT) == []


def test_what_has_been_altered_in_the_browser_is_not_given(page, address):
    keep(page, address)
    page.evaluate("""async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name);
      for (const key of await cache.keys()) await cache.put(key, new Response("forged"));
    }""")
    page.goto(f"{address}/coast/high.html")
    expect(page.get_by_text("Twice a day")).to_be_visible()
