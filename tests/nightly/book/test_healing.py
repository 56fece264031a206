"""What must heal by itself: a new release between two visits, spoiled storage, a lost request."""

import gzip
import io
import json
import re
import zipfile
from hashlib import sha256

import pytest
from playwright.sync_api import expect
from serving import serving
from stored import LESSON
from visits import (
    damaged,
    lost,
    missing,
    replace_text,
    show_controls,
    touch,
    wait_for_answers,
    wait_for_memory,
)

first_visit = pytest.mark.first_visit

EXPLORER = "softmax_temperature"
PACKED = re.compile(r"/_live/[^/]+\.gz$")

KEPT = """async (named) => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys())
      if (url.includes(named)) found.push({ name, url });
  return found;
}"""
RESTORED = """performance.getEntriesByName("python read snapshot").length"""
SPOIL = """async (kept) => {
  for (const { name, url } of kept)
    await (await caches.open(name)).put(url, new Response(new Uint8Array(1000)));
}"""


@pytest.fixture
def page(context):
    """A page; the addresses that it asks for are in `page.asked`."""
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@pytest.fixture
def visit(page, address):
    """Open the chapter and touch its explorer."""

    def visit(root=address):
        page.asked.clear()
        page.goto(f"{root}/chapters/03-softmax.html")
        return touch(page)

    return visit


def status_of(figure):
    return figure.locator(".explorable-status")


def leave_memory(page, figure):
    """Wait until this visit has left what makes the next one start sooner."""
    wait_for_answers(figure)
    wait_for_memory(page)


def deploy(context, site):
    """Serve a release with the same core and another standard library: its zip in other order."""
    home = site / "_live"
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    library = manifest["core"]["python_stdlib.zip"]
    packed = gzip.compress(reordered(gzip.decompress((home / library["file"]).read_bytes())), 1)
    digest = sha256(packed).hexdigest()
    name = f"standard-library-{digest[:12]}.zip.gz"
    library.update(file=name, bytes=len(packed), sha256=digest)
    context.route("**/manifest.json", lambda route: route.fulfill(json=manifest))
    context.route(f"**/{name}", lambda route: route.fulfill(body=packed))
    return name


def reordered(archive):
    """Return a zip with the same files, last to first."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in reversed(old.infolist()):
            new.writestr(entry, old.read(entry))
    return out.getvalue()


@first_visit
def test_a_release_between_two_visits_is_started_and_the_older_one_dropped(page, visit, site):
    leave_memory(page, visit())
    before = page.evaluate(KEPT, "")
    name = deploy(page.context, site)
    leave_memory(page, visit())
    after = page.evaluate(KEPT, "")
    assert any(name in kept["url"] for kept in after)
    assert not [kept for kept in after if kept in before]


@first_visit
def test_a_neighbor_on_the_same_host_keeps_its_own(page, visit, site, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(site)
    (tmp_path / "index.html").touch()
    with serving(tmp_path) as address:
        leave_memory(page, visit(f"{address}/one"))
        before = page.evaluate(KEPT, "")
        wait_for_answers(visit(f"{address}/two"))
        after = page.evaluate(KEPT, "")
        assert all(kept in after for kept in before)
        assert not {kept["name"] for kept in after if "/two/" in kept["url"]} & {
            kept["name"] for kept in before
        }


POISON = """async (kept) => {
  const sumOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  for (const { name, url } of kept) {
    const cache = await caches.open(name);
    const bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer());
    for (let at = bytes.length - 5000; at < bytes.length; at++) bytes[at] ^= 1;
    await cache.put(url, new Response(bytes, { headers: { sha256: await sumOf(bytes) } }));
  }
}"""


@first_visit
@pytest.mark.parametrize("poisoned", ["/snapshot", "/packages-"])
def test_what_a_cell_has_written_over_what_is_kept_is_not_taken(page, visit, poisoned):
    leave_memory(page, visit())
    wait_for_answers(visit())
    assert page.evaluate(RESTORED)
    page.evaluate(POISON, page.evaluate(KEPT, poisoned))
    wait_for_answers(visit())
    assert page.evaluate(RESTORED) == (poisoned != "/snapshot")
    assert any("/packages-" in url for url in page.asked) == (poisoned == "/packages-")


CRASHES = {
    "a stack that runs over": "x = []\nfor _ in range(100_000):\n    x = [x]\nx",
    "an abort": "import os\nos.abort()",
}


def edited_cell(page, source):
    cell = page.locator(LESSON).first
    cell.get_by_role("button", name="Edit").dispatch_event("click")
    replace_text(cell.get_by_role("textbox"), source)
    return cell


DATA = "from pathlib import Path\nlen(Path('/lib/site/descent/datasets/alice.npz').read_bytes())"


@first_visit
@pytest.mark.parametrize(
    ("mishap", "said"), [(lost, "Network unreachable"), (missing, "No such file")]
)
def test_data_that_do_not_come_are_an_error_of_the_cell_and_python_lives_on(
    page, visit, mishap, said
):
    page.context.route("**/alice-*.npz", mishap)
    figure = visit()
    wait_for_answers(figure)
    cell = edited_cell(page, DATA)
    run = cell.get_by_role("button", name="Run cell")
    run.dispatch_event("click")
    expect(cell.locator(".explorable-error")).to_contain_text(said)
    page.context.unroute("**/alice-*.npz")
    page.asked.clear()
    run.dispatch_event("click")
    expect(cell.locator(".explorable-error")).to_have_count(0)
    wait_for_answers(figure)
    assert not any(PACKED.search(url) for url in page.asked)


@first_visit
@pytest.mark.parametrize("source", CRASHES.values(), ids=CRASHES)
def test_a_cell_that_crashes_python_costs_itself(page, visit, source):
    figure = visit()
    leave_memory(page, figure)
    figure.locator("[name=temperature]").press("End")
    caption = figure.locator(".explorable-caption")
    expect(caption).to_contain_text("T = 100.0")
    cell = edited_cell(page, source)
    page.asked.clear()
    cell.get_by_role("button", name="Run cell").dispatch_event("click")
    figure.locator("[name=temperature]").press("Home")
    expect(cell.locator(".explorable-error")).to_be_visible()
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
    expect(caption).to_contain_text("T = 0.1")
    assert not any(PACKED.search(url) for url in page.asked)


@first_visit
def test_spoiled_files_are_replaced(page, visit):
    leave_memory(page, visit())
    page.evaluate(SPOIL, page.evaluate(KEPT, ""))
    wait_for_answers(visit())


@first_visit
@pytest.mark.parametrize(
    ("pattern", "mishap"),
    [
        ("**/manifest.json", lost),
        ("**/manifest.json", damaged),
        ("**/packages-*.tar.gz", damaged),
        ("**/pyodide-*.asm.mjs", missing),
    ],
)
def test_a_request_that_fails_once_is_made_again(page, visit, pattern, mishap):
    page.context.route(pattern, mishap, times=1)
    figure = visit()
    wait_for_answers(figure)
    expect(status_of(figure)).to_have_text("")


@pytest.mark.parametrize("mishap", [lost, damaged])
def test_without_baked_frames_python_wait_for_answers(page, visit, mishap):
    page.context.route("**/baked/**", mishap)
    figure = visit()
    show_controls(figure)
    figure.locator("[name=temperature]").press("End")
    wait_for_answers(figure)


def test_running_a_cell_again_starts_what_could_not_be_started(page, visit):
    page.context.route("**/manifest.json", lost)
    expect(visit().page.locator("html")).to_have_attribute("data-runtime", "failed")
    page.context.unroute("**/manifest.json")
    cell = page.locator(LESSON).first
    cell.get_by_role("button", name="Run cell").click()
    expect(cell.locator(".explorable-toolbar [role=status]")).to_have_text("done")
    expect(cell.locator(".explorable-error")).to_have_count(0)


FULL = 'export function toBytes() { throw new RangeError("Array buffer allocation failed"); }'
"""What makes a snapshot ready to be kept, where there is no memory for it."""


@first_visit
def test_a_snapshot_for_which_there_is_no_memory_costs_the_next_visit_alone(page, visit):
    def fill(route):
        body = route.fetch().text().replace("export function toBytes", f"{FULL}\nfunction unused")
        route.fulfill(body=body, content_type="text/javascript")

    page.context.route("**/worker/snapshot.js*", fill)
    wait_for_answers(visit())
    cell = edited_cell(page, "6 * 7")
    cell.get_by_role("button", name="Run cell").click()
    expect(cell.locator(".cell_output")).to_contain_text("42")
    assert not page.evaluate(KEPT, "/snapshot")


MOUNT = """async ([url, name]) => {
  const { mount } = await import(url);
  const figure = document.querySelector(`[data-explorer="${name}"]`).cloneNode(true);
  document.body.replaceChildren(figure);
  const spec = JSON.parse(figure.querySelector("script").textContent);
  let show, sent = 0;
  const answer = async (values = spec.values) => {
    if (++sent === 2) throw new Error("the line is down");
    show({ values, caption: `message ${sent}`, axes: spec.axes });
  };
  const forgetful = { get: () => null, set() {} };
  mount(figure, spec, {
    listen: (listener) => void (show = listener),
    open: answer,
    send: answer,
  }, forgetful, new AbortController().signal);
}"""


def test_a_message_that_is_lost_is_reported_and_the_next_one_gets_through(page, address, scripts):
    page.goto(f"{address}/chapters/03-softmax.html")
    page.evaluate(MOUNT, [f"{scripts}/front/mount.js", EXPLORER])
    slider, caption = page.locator("[name=temperature]"), page.locator(".explorable-caption")
    expect(caption).to_have_text("message 1")
    page.get_by_role("button", name="Just show me").click()
    expect(page.locator(".explorable-error p")).to_have_text("Error: the line is down")
    slider.press("Home")
    expect(caption).to_have_text("message 3")
    expect(page.locator(".explorable-error")).to_have_count(0)
