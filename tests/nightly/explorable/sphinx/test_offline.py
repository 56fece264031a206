"""A small site of somebody else on a device: all of one release, or nothing."""

import gzip
import json
import re
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import projects
import pytest
from explorable.bundle import precache
from playwright.sync_api import Error, expect
from serving import Undated, shuttable

ROOT = Path(__file__).parents[4]
SETTINGS = f"""
extensions = ["myst_nb", "explorable.sphinx"]
html_theme = "alabaster"
explorable_offline = True
explorable_cache = {str(ROOT / ".cache")!r}
"""
CONTENTS = "```{toctree}\ncoast/high\nlow\nask\n```"
PAGES = {
    "coast/high.md": "# High water\n\nTwice a day.\n",
    "low.md": "# Low water\n\nTwice a day, too.\n",
    "ask.md": "# Offline\n\n```{explorer-offline}\nAsk for a copy on paper.\n```\n",
}
LITE = {
    "index.html": "<title>Another program</title><script>navigator.serviceWorker.register('sw.js')"
    ".then(() => navigator.serviceWorker.ready).then(() => document.title = 'It works')</script>",
    "sw.js": "addEventListener('fetch', (event) => event.request.url.endsWith('made') && "
    "event.respondWith(new Response('made by its own worker')))",
}
HERE = "async () => [...await caches.keys(), ...await navigator.serviceWorker.getRegistrations()]"
HIGH, LOW = "coast/high.html", "low.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tides")
    projects.build(folder, CONTENTS, SETTINGS, "-W", pages=PAGES)
    return folder / "html"


@pytest.fixture
def site(built, tmp_path):
    """A copy of the site, below another site's root and beside another program."""
    site = shutil.copytree(built, tmp_path / "site" / "tides")
    (site / "lite").mkdir()
    for name, text in LITE.items():
        (site / "lite" / name).write_text(text, encoding="utf-8")
    (tmp_path / "site" / "index.html").touch()
    return site


class Host(Undated):
    """Packs what it sends, and hangs up when asked for what is cut."""

    cut = "nothing"

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if self.cut in self.path:
            self.close_connection = True
        elif not file.is_file():
            super().do_GET()
        else:
            content = gzip.compress(file.read_bytes(), 1)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)


@pytest.fixture
def host(site):
    """A host of the site: its address, and what shuts it."""
    with shuttable(site.parent, Host) as (address, shut):
        yield f"{address}/tides/", shut


@pytest.fixture
def shut(host):
    return host[1]


@pytest.fixture
def cut(monkeypatch):
    """What cuts the line to some files, or mends it."""
    return lambda files="nothing": monkeypatch.setattr(Host, "cut", files)


@pytest.fixture
def page(browser, host):
    """A page of a reader who has never been here; what goes wrong on it is in `trouble`."""
    with browser.new_context(base_url=host[0]) as context:
        page, context.trouble = context.new_page(), []
        context.on("console", lambda m: m.type == "error" and context.trouble.append(m.text))
        context.on("weberror", lambda error: context.trouble.append(str(error.error)))
        yield page


def place(page, address=""):
    page.goto(f"{address}ask.html")
    return page.locator(".explorable-offline")


def says(box, text):
    expect(box.get_by_role("status")).to_have_text(re.compile(text))


def press(box, name):
    box.get_by_role("button", name=name).click()


def keep(page):
    """Keep the site on the device."""
    box = place(page)
    says(box, "^This book is not on this device.$")
    press(box, "Keep the book on this device")
    says(box, "^The whole book is on this device.$")
    return box


ELSEWHERE = "fetch('http://127.0.0.1:9/').then(() => 'answered', ({ name }) => name)"
"""What a page asks of another host, which the worker does not answer for."""
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const { installing } = await registration.update();
  const isSettled = () => ["activated", "redundant", undefined].includes(installing?.state);
  while (!isSettled()) await new Promise(requestAnimationFrame);
}"""
"""Ask the host for a newer worker, and wait until it has taken over or has failed."""


def change(site, name, old, new):
    text = (site / name).read_text("utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new), encoding="utf-8")


def renew(site):
    """Deploy another release."""
    change(site, "coast/high.html", "Twice a day", "Thrice a day")
    change(site, "low.html", "Twice a day", "Thrice a day")
    precache.write(site)


def shows(page, path, text):
    page.goto(path)
    expect(page.get_by_text(text)).to_be_visible()


def test_the_list_has_what_readers_need_and_no_more(site):
    text = (site / precache.WORKER).read_text("utf-8")
    listed = json.loads(text[text.index('serve({"release') + 6 : -3])["files"]
    assert {"index.html", "coast/high.html", "search.html", "searchindex.js"} <= {*listed}
    assert any(name.startswith("_static/live-") for name in listed)
    assert not [n for n in listed if n.startswith(("lite/", "_sources/", ".")) or ".map" in n]
    for name, integrity in listed.items():
        digest = b64encode(sha256((site / name).read_bytes()).digest()).decode()
        assert integrity == f"sha256-{digest}"
    size = json.loads((site / precache.SIZE).read_text("utf-8"))
    assert size == {"bytes": sum((site / name).stat().st_size for name in listed)}
    for name in ("basic.css.gz", "temml/OFL.txt.br"):  # a host's copies
        (site / "_static" / name).parent.mkdir(exist_ok=True)
        (site / "_static" / name).touch()
    precache.renew(site)
    assert (site / precache.WORKER).read_text("utf-8") == text


def test_the_size_is_said_before_anything_is_fetched(page, site):
    box, size = place(page), json.loads((site / precache.SIZE).read_text("utf-8"))
    button = box.get_by_role("button")
    expect(button).to_have_text(f"Keep the book on this device ({size['bytes'] / 1e6:.1f} MB)")
    assert page.evaluate(HERE) == []


def test_all_of_it_is_read_without_its_host_and_another_program_has_its_own_worker(page, shut):
    keep(page)
    page.goto("lite/index.html")
    expect(page).to_have_title("It works")
    shut()
    shows(page, "lite/made", "made by its own worker")
    shows(page, "./", "Title")
    for path in (LOW, "coast/high", f"{HIGH}?lecture=2#high-water"):
        shows(page, path, "Twice a day")
        assert page.evaluate("document.styleSheets.length") > 2
    page.goto("search.html?q=twice")
    expect(page.get_by_role("link", name="High water").last).to_be_visible()
    says(place(page), "^The whole book is on this device.$")
    assert not page.context.trouble
    assert page.evaluate(ELSEWHERE) == "TypeError"


def test_what_was_removed_is_gone_and_can_be_had_again(page, shut):
    for _ in range(2):
        box = keep(page)
        press(box, "Remove it from this device")
        says(box, "The book is not on this device any more. What you wrote is still here.")
        assert page.evaluate(HERE) == []
        page.goto("about:blank")  # while a page is open that it answered for, a worker lives
    shut()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{HIGH}?anew")  # not what the browser may still remember


USED = "navigator.storage.estimate().then(({ usage }) => [origin, usage])"


@pytest.fixture
def full(page):
    """Let the browser have no room for more, or, at last, for all again."""
    session = page.context.new_cdp_session(page)

    def full(is_full=True):
        origin, used = page.evaluate(USED)
        quota = {"quotaSize": used + 1} if is_full else {}
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, **quota})

    return full


TROUBLES = {
    "a file of another release": (
        lambda site, cut, full: change(site, "low.html", "a day", "the day"),
        r"low\.html did not come: you are offline, the site is changing",
    ),
    "a missing file": (lambda site, cut, full: (site / "low.html").unlink(), r"low\.html did not"),
    "a cut line": (lambda site, cut, full: cut("low.html"), r"low\.html did not come"),
    "a full browser": (lambda site, cut, full: full(), "This browser has no room for the book"),
}


@pytest.mark.parametrize(("happens", "text"), TROUBLES.values(), ids=TROUBLES)
def test_what_goes_wrong_is_told_and_nothing_half_stays(page, site, cut, full, happens, text):
    box = place(page)
    happens(site, cut, full)
    press(box, "Keep the book on this device")
    says(box, text)
    expect(box.get_by_role("button", name="Keep the book on this device")).to_be_visible()
    assert page.evaluate(HERE) == []


DENIED = "throw new DOMException('denied', 'SecurityError')"
HINDRANCES = {
    "plain http": ("", "begins with https"),
    "a browser that blocks": (
        f"ServiceWorkerContainer.prototype.getRegistration = async () => {{ {DENIED}; }}",
        "This browser can’t keep the book",
    ),
    "a sandbox": (
        f"""Object.defineProperty(navigator, 'serviceWorker', {{ get() {{ {DENIED}; }} }});
        Object.defineProperty(self, 'origin', {{ value: 'null' }})""",
        "This browser can’t keep the book",
    ),
    "a private window": (
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })",
        "This browser can’t keep the book",
    ),
}


@pytest.mark.parametrize(("script", "text"), HINDRANCES.values(), ids=HINDRANCES)
def test_a_browser_that_keeps_none_says_so_and_another_way_is_told(page, host, script, text):
    page.add_init_script(script)
    box = place(page, "" if script else host[0].replace("127.0.0.1", "book.test"))
    says(box, text)
    expect(box.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_visible()
    assert not page.context.trouble


def test_on_a_page_from_a_disk_another_way_is_told(page, site):
    place(page, f"file://{site}/")
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_visible()


REFUSALS = {
    "a refusal": (
        f"ServiceWorkerContainer.prototype.register = async () => {{ {DENIED}; }}",
        "This browser keeps no books: denied",
    ),
    "a worker that fails": (
        """const { register } = ServiceWorkerContainer.prototype;
        ServiceWorkerContainer.prototype.register = function (url, options) {
          return register.call(this, new URL("broken.js", url), options);
        }""",
        "This browser can’t keep the book",
    ),
}


@pytest.mark.parametrize(("script", "text"), REFUSALS.values(), ids=REFUSALS)
def test_a_worker_that_is_refused_is_told(page, site, script, text):
    (site / "broken.js").write_text("oninstall = (event) => event.waitUntil(Promise.reject())")
    page.add_init_script(script)
    box = place(page)
    press(box, "Keep the book")
    says(box, text)
    expect(box.get_by_role("button", name="Keep the book")).to_be_visible()
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_hidden()


def test_a_release_takes_over_when_all_of_it_is_here_and_the_old_one_goes(page, site, shut, cut):
    keep(page)
    (former,) = page.evaluate("caches.keys()")
    renew(site)
    cut("_static")  # what has not changed is not fetched again
    shows(page, HIGH, "Twice a day")
    page.evaluate(UPDATE)
    (name,) = page.evaluate("caches.keys()")
    assert name != former
    shut()
    for path in (HIGH, LOW):
        shows(page, path, "Thrice a day")
    assert not page.context.trouble


def test_a_release_that_does_not_come_whole_leaves_the_old_one(page, site, shut, cut):
    keep(page)
    before = page.evaluate("caches.keys()")
    renew(site)
    cut("low.html")
    box = place(page)
    says(box, r"The whole book is on this device. low\.html did not come")
    assert page.evaluate("caches.keys()") == before
    for path in (HIGH, LOW):
        shows(page, path, "Twice a day")
    cut()
    page.evaluate(UPDATE)
    shut()
    for path in (HIGH, LOW):
        shows(page, path, "Thrice a day")


def test_a_release_that_finds_no_room_has_it_when_the_old_one_is_gone(page, site, shut, full):
    keep(page)
    renew(site)
    full()
    box = place(page)
    says(box, "^This browser has no room for the book")
    assert page.evaluate("caches.keys()") == []
    shows(page, HIGH, "Thrice a day")  # from the host
    full(False)
    page.evaluate(UPDATE)
    shut()
    shows(page, LOW, "Thrice a day")


@pytest.mark.parametrize("in_its_place", ["nothing", "a page"])
def test_where_the_host_has_another_site_the_book_goes(page, site, monkeypatch, in_its_place):
    keep(page)
    if in_its_place == "nothing":
        (site / precache.WORKER).unlink()
    else:
        monkeypatch.setattr(Host, "extensions_map", Host.extensions_map | {".js": "text/html"})
    (site / HIGH).write_text("<h1>Another site</h1>")
    page.goto(HIGH)
    page.wait_for_function("caches.keys().then((names) => !names.length)")
    shows(page, HIGH, "Another site")


def test_what_the_browser_has_thrown_away_comes_from_the_host(page):
    keep(page)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((n) => caches.delete(n))))")
    shows(page, LOW, "Twice a day")
    shows(page, HIGH, "Twice a day")
