"""A small site of somebody else on a device: what was opened, or all, of one release."""

import gzip
import json
import re
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from threading import Event

import gate
import projects
import pytest
from explorable.bundle import precache
from playwright.sync_api import Error, expect
from serving import Undated, shuttable

pytestmark = gate.STAGE

ROOT = Path(__file__).parents[3]
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
HIGH, LOW, ALL = "coast/high.html", "low.html", 6
"""Two pages, and how many there are with those of the search, the index and so on."""


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
    """Packs what it sends, waits with what is held, and hangs up when asked for what is cut."""

    cut = held = "nothing"
    go_on = Event()

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if self.held in self.path:
            self.go_on.wait()
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


def tells(page, text):
    """Wait for a line that the worker makes the page say."""
    expect(page.locator(".explorable-session [role=status]")).to_have_text(re.compile(text))


def press(box, name):
    box.get_by_role("button", name=name).click()


def begin(page, *opened):
    """Ask for the pages that are opened, and open some."""
    box = place(page)
    says(box, "^No page of this book is on this device.$")
    press(box, "Keep the pages that I open")
    says(box, rf"Pages on this device: 1 of {ALL}, \d\.\d MB. Each page that you open is added.")
    for path in opened:
        page.goto(path)
        page.evaluate(HELD)
    return box


ELSEWHERE = "fetch('http://127.0.0.1:9/').then(() => 'answered', ({ name }) => name)"
"""What a page asks of another host, which the worker does not answer for."""
HELD = """async () => {
  while (!(await caches.match(location.href))) await new Promise(requestAnimationFrame);
}"""
"""Wait until the page is in the cache."""


def begin_all(page):
    box = begin(page)
    press(box, "Fetch the rest of the book")
    says(box, r"The whole book is on this device, \d\.\d MB\.")
    return box


UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const { installing } = await registration.update();
  const isSettled = () => ["installed", "redundant", undefined].includes(installing?.state);
  while (!isSettled()) await new Promise(requestAnimationFrame);
}"""
"""Ask the host for a newer worker, and wait until it is installed or has failed."""


def change(site, name, old, new):
    text = (site / name).read_text("utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new), encoding="utf-8")


def renew(site):
    """Deploy another release."""
    change(site, "coast/high.html", "Twice a day", "Thrice a day")
    change(site, "low.html", "Twice a day", "Thrice a day")
    precache.write(site)


def wait_for_release(page):
    """Wait until the next release stands behind this one."""
    page.evaluate(UPDATE)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)")


def shows(page, path, text):
    page.goto(path)
    expect(page.get_by_text(text)).to_be_visible()


def test_the_list_has_what_readers_need_and_no_more(site):
    text = (site / precache.WORKER).read_text("utf-8")
    listed = json.loads(text[text.index('serve({"release') + 6 : -3])["files"]
    assert {"index.html", "coast/high.html", "search.html", "searchindex.js"} <= {*listed}
    assert any(name.startswith("_static/live-") for name in listed)
    assert not [n for n in listed if n.startswith(("lite/", "_sources/", ".")) or ".map" in n]
    for name, file in listed.items():
        content = (site / name).read_bytes()
        digest = b64encode(sha256(content).digest()).decode()
        assert file == {"bytes": len(content), "integrity": f"sha256-{digest}"}
    precache.renew(site)
    assert (site / precache.WORKER).read_text("utf-8") == text


def test_what_was_opened_is_read_without_its_host_and_the_rest_is_told(page, shut):
    other = page.context.new_page()
    other.goto("index.html")  # the page that the reader comes from
    box = place(page)
    says(box, "No page")
    press(box, "Keep the pages that I open")
    says(box, f"Pages on this device: 2 of {ALL}")
    page.goto(HIGH)
    page.evaluate(HELD)
    shut()
    for path in (HIGH, "coast/high", f"{HIGH}?lecture=2#high-water"):
        page.goto(path)
        expect(page.get_by_role("heading", name="High water")).to_be_visible()
        assert page.evaluate("document.styleSheets.length") > 2
    assert not page.context.trouble
    for path in (LOW, "lite/index.html", "nothing.html"):
        page.goto(path)
        expect(page.get_by_role("heading")).to_have_text("This page is not on this device")
        expect(page.get_by_text("Its host can’t be reached.")).to_be_visible()
        names = page.get_by_role("listitem").all_text_contents()
        assert [name.split(" —")[0] for name in names] == ["Offline", "High water", "Title"]
        page.get_by_role("link", name="High water").click()
        expect(page.get_by_text("Twice a day")).to_be_visible()


def test_all_of_it_is_read_without_its_host_and_another_program_has_its_own_worker(page, shut):
    begin_all(page)
    page.goto("lite/index.html")
    expect(page).to_have_title("It works")
    shut()
    shows(page, "lite/made", "made by its own worker")
    shows(page, "./", "Title")
    shows(page, LOW, "Twice a day")
    page.goto("search.html?q=twice")
    expect(page.get_by_role("link", name="High water").last).to_be_visible()
    says(place(page), "The whole book is on this device")
    assert not page.context.trouble
    assert page.evaluate(ELSEWHERE) == "TypeError"


def test_what_was_removed_is_gone_and_can_be_had_again(page, shut):
    for _ in range(2):
        box = begin_all(page)
        press(box, "Remove it from this device")
        says(box, "No page of this book is on this device any more. What you wrote is still here.")
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
        quota = {"quotaSize": used} if is_full else {}
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, **quota})

    return full


TROUBLES = {
    "a file of another release": (
        lambda site, cut, full: change(site, "low.html", "Twice", "Thrice"),
        r"low\.html did not come: you are offline, the site is changing",
    ),
    "a missing file": (lambda site, cut, full: (site / "low.html").unlink(), r"low\.html did not"),
    "a cut line": (lambda site, cut, full: cut("low.html"), r"low\.html did not come"),
    "a full browser": (lambda site, cut, full: full(), "This browser has no room for more"),
}


@pytest.mark.parametrize(("happens", "text"), TROUBLES.values(), ids=TROUBLES)
def test_what_goes_wrong_is_told_and_what_is_here_stays(page, site, cut, full, happens, text):
    begin(page, HIGH)
    box = place(page)
    happens(site, cut, full)
    press(box, "Fetch the rest of the book")
    says(box, rf"Pages on this device: \d of {ALL}.*{text}.*What is here stays\.")
    expect(box.get_by_role("button", name="Fetch the rest of the book")).to_be_visible()
    shows(page, HIGH, "Twice a day")


@pytest.mark.parametrize("name", ["a file of another release", "a full browser"])
def test_a_page_that_cannot_be_added_says_so(page, site, cut, full, name):
    happens, text = TROUBLES[name]
    begin(page, HIGH)
    happens(site, cut, full)
    shows(page, LOW, "ice a day, too")
    tells(page, f"This page is not on this device yet. {text}")
    shows(page, HIGH, "Twice a day")


def test_what_is_fetched_goes_on_after_a_break_and_ends_where_another_tab_removes_it(
    page, monkeypatch
):
    box = begin(page)
    monkeypatch.setattr(Host, "held", "low.html")
    for stop in (lambda: press(box, "Stop"), lambda: None):
        press(box, "Fetch the rest of the book")
        says(box, rf"Fetching the book: \d of {ALL} pages")
        stop()
        place(page)
    says(box, rf"Pages on this device: \d of {ALL}")
    press(box, "Fetch the rest of the book")
    other = place(page.context.new_page())
    press(other, "Remove it from this device")
    says(other, "No page of this book is on this device any more")
    Host.go_on.set()
    says(box, "No page of this book is on this device any more")
    assert page.evaluate(HERE) == []


DENIED = "throw new DOMException('denied', 'SecurityError')"
HINDRANCES = {
    "plain http": ("", "begins with https"),
    "a browser that blocks": (
        f"ServiceWorkerContainer.prototype.getRegistration = async () => {{ {DENIED}; }}",
        "This browser can’t keep pages",
    ),
    "a sandbox": (
        f"""Object.defineProperty(navigator, 'serviceWorker', {{ get() {{ {DENIED}; }} }});
        Object.defineProperty(self, 'origin', {{ value: 'null' }})""",
        "This browser can’t keep pages",
    ),
    "a private window": (
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })",
        "This browser can’t keep pages",
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
        "This browser keeps no pages: denied",
    ),
    "a worker that fails": (
        """const { register } = ServiceWorkerContainer.prototype;
        ServiceWorkerContainer.prototype.register = function (url, options) {
          return register.call(this, new URL("broken.js", url), options);
        }""",
        "This browser can’t keep pages",
    ),
}


@pytest.mark.parametrize(("script", "text"), REFUSALS.values(), ids=REFUSALS)
def test_a_worker_that_is_refused_is_told(page, site, script, text):
    (site / "broken.js").write_text("oninstall = (event) => event.waitUntil(Promise.reject())")
    page.add_init_script(script)
    box = place(page)
    press(box, "Keep the pages that I open")
    says(box, text)
    expect(box.get_by_role("button", name="Keep the pages")).to_be_visible()
    expect(page.get_by_text("Ask for a copy on paper.")).to_be_hidden()


def test_a_page_keeps_its_release_until_none_other_is_open_and_fetches_what_changes(
    page, site, shut, cut
):
    begin(page, HIGH, LOW)
    other = page.context.new_page()
    other.goto(LOW)
    renew(site)
    cut("_static")
    shows(page, HIGH, "Twice a day")
    wait_for_release(page)
    cut()
    shows(page, HIGH, "Twice a day")  # the other tab is of the old release
    tells(page, "A new edition of this book is on this device. Close its other tabs to see it.")
    other.close()
    page.reload()
    expect(page.get_by_text("Thrice a day")).to_be_visible()
    tells(page, "A new edition of this book has come, and is on this device now.")
    shut()
    shows(page, LOW, "Thrice a day, too")
    expect(page.locator(".explorable-session")).to_have_count(0)
    assert len(page.evaluate("caches.keys()")) == 1
    assert not page.context.trouble


@pytest.mark.parametrize("name", ["a cut line", "a full browser"])
def test_a_release_that_does_not_come_whole_leaves_the_old_one(page, site, shut, cut, full, name):
    happens, text = TROUBLES[name]
    begin(page, HIGH, LOW)
    renew(site)
    happens(site, cut, full)
    page.goto(HIGH)
    page.evaluate(UPDATE)
    tells(page, f"A new edition of this book has not come whole. {text}")
    for path in (HIGH, LOW):
        shows(page, path, "Twice a day")
    cut()
    full(False)
    page.goto(HIGH)
    wait_for_release(page)
    page.reload()
    expect(page.get_by_text("Thrice a day")).to_be_visible()
    shut()
    for path in (HIGH, LOW):
        shows(page, path, "Thrice a day")


def test_a_page_of_another_release_takes_nothing_that_is_here(page, site):
    begin(page, HIGH)
    change(
        site, "low.html", "</body>", '<link rel="stylesheet" href="_static/basic.css?v=2"></body>'
    )
    (site / "_static" / "basic.css").write_text("body { color: rgb(1, 2, 3) }")
    page.goto(LOW)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(1, 2, 3)"
    page.goto(HIGH)
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"


def test_what_the_browser_has_thrown_away_comes_from_the_host(page):
    begin(page, HIGH)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((n) => caches.delete(n))))")
    shows(page, LOW, "Twice a day")
    shows(page, HIGH, "Twice a day")
