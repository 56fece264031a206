"""A visit: until the page has arrived, what its requests meet, and what it leaves in a browser."""

from playwright.sync_api import Locator, Page, Route, expect

KEPT = """async () => {
  const wait = async () => {
    for (const name of await caches.keys()) {
      const kept = await (await caches.open(name)).keys();
      if (kept.some(({ url }) => url.endsWith("snapshot"))) return;
    }
    await new Promise(requestAnimationFrame);
    return wait();
  };
  await wait();
}"""
DENY = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
"""What a browser does that lets a page keep nothing."""
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def wait_for_memory(page: Page) -> None:
    """Wait until the visit has left what the next one's Python starts from."""
    page.evaluate(KEPT)


def wait_for_frame(page: Page) -> None:
    """Wait until the page is drawn as it stands: before, no finger scrolls it."""
    page.evaluate(DRAWN)


def wait_for_arrival(page: Page) -> None:
    """Wait until every section of the page is laid out and drawn."""
    expect(page.locator("html.explorable-arriving")).to_have_count(0)
    wait_for_frame(page)


def lost(route: Route) -> None:
    """Let a request have no answer, as where the network is cut."""
    route.abort()


def missing(route: Route) -> None:
    """Let a host lack what is asked for."""
    route.fulfill(status=404)


def damaged(route: Route) -> None:
    """Let a host send something else."""
    route.fulfill(status=200, body="not what it was")


def reload(page: Page) -> None:
    """Load the page again, and press a key that does nothing: until a reader moves, it is held."""
    page.reload()
    wait_for_arrival(page)
    page.keyboard.press("Shift")


def unfold(place: Locator) -> None:
    """Open what a place is folded in, as a reader does who comes to it."""
    place.evaluate(
        "it => document.querySelectorAll('details').forEach((f) => (f.open ||= f.contains(it)))"
    )


def show_controls(figure):
    """Look without a guess, if one is asked for: controls are folded until then."""
    expect(figure.locator("fieldset")).to_be_enabled()  # mounted
    if figure.get_attribute("data-guess") == "open":
        figure.get_by_role("button", name="Just show me").click()


def touch(page: Page, name: str = "softmax_temperature") -> Locator:
    """Turn to an explorer, once it is mounted, as who means to play; return it."""
    figure = page.locator(f'[data-explorer="{name}"]').first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("fieldset").first).to_be_enabled()
    figure.locator(".explorable-picture").hover()
    return figure


def wait_for_answers(figure: Locator) -> None:
    """Wait until Python answers the explorer of the temperature, and move it from end to end."""
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
    show_controls(figure)
    for key, shown in (("End", "T = 100.0"), ("Home", "T = 0.1")):
        figure.locator("[name=temperature]").press(key)
        expect(figure.locator(".explorable-caption")).to_contain_text(shown)


def swipe(page: Page, way: list[tuple[float, float]]) -> None:
    """Move a finger along points of the screen."""
    wait_for_frame(page)
    finger = page.context.new_cdp_session(page)
    for kind, points in zip(["touchStart"] + (len(way) - 1) * ["touchMove"], way, strict=True):
        touch = dict(zip("xy", points, strict=True))
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [touch]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def replace_text(box: Locator, text: str) -> None:
    """Write another text into a box, with real keys."""
    box.focus()
    box.page.keyboard.press("ControlOrMeta+a")
    box.page.keyboard.insert_text(text)


def write(cell: Locator, source: str) -> None:
    """Write a cell anew with the keys, and do not run it; an exercise is an editor by itself."""
    edit, box = cell.get_by_role("button", name="Edit cell"), cell.get_by_role("textbox")
    expect(edit.or_(box).first).to_be_attached()
    if not box.count() and not cell.evaluate("cell => cell.matches('.tag_exercise')"):
        edit.dispatch_event("click")
    expect(box).to_be_attached()
    replace_text(box, source)


def first_choice(page: Page) -> Locator:
    """Return the page's first choice among options."""
    return page.locator(".explorable-ask[data-ask=choice]").first


def answer_a_choice(ask: Locator) -> Locator:
    """Answer a choice among options; return it."""
    ask.scroll_into_view_if_needed()
    ask.locator("label").first.click()
    ask.get_by_role("button", name="Check").click()
    return ask
