"""In each engine at a phone's width contents, page's contents and search open, lead on and close.

WebKit is the engine of iPhones, and not the iPhone: its driver has no finger, and it opens no
window as narrow as a phone, so that the page stands in a frame.
"""

import pytest
from serving import serving

PHONE = """<!doctype html><title>A phone</title><style>body { margin: 0 }</style>
<iframe title="A phone" width="390" height="780" style="border: 0" src="ADDRESS"></iframe>"""
DRAWERS = {
    "primary": (".bd-header-article .primary-toggle", "#pst-primary-sidebar-modal"),
    "secondary": (".bd-header-article .secondary-toggle", "#pst-secondary-sidebar-modal"),
    "search": (".bd-header-article .search-button", "#pst-search-dialog"),
}
OPEN = "(drawer) => document.querySelector(`${drawer}[open]`)?.getClientRects().length"
CLOSED = "() => !document.querySelector('dialog[open]')"
FREE = """(button) => {
  const { left, top, width, height } = document.querySelector(button).getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return document.querySelector(button).contains(above);
}"""
"""Whether a button is what a pointer would press: a drawer that closes fades."""


@pytest.fixture
def phone(tab, served, tmp_path):
    """Chapter 3 in a frame of a phone's width."""
    address = f"{served()}/chapters/03-softmax.html"
    (tmp_path / "index.html").write_text(PHONE.replace("ADDRESS", address))
    with serving(tmp_path) as around:
        tab.goto(around)
        tab.enter("iframe")
        tab.wait_for_arrival()
        assert tab.evaluate("() => innerWidth") == 390
        tab.click("article h1")  # then keys go to the frame
        yield tab


def follow(phone, selector, by):
    """Press a button or follow a link."""
    if by == "pointer":
        phone.click(selector)
    else:
        phone.focus(selector)
        phone.press("Enter")


def open_drawer(phone, name, by):
    opener, drawer = DRAWERS[name]
    phone.wait(FREE, opener)
    follow(phone, opener, by)
    phone.wait(OPEN, drawer)
    return drawer


@pytest.mark.parametrize(
    ("name", "by"), [("primary", "pointer"), ("secondary", "key"), ("search", "pointer")]
)
def test_each_opens_and_closes(phone, name, by):
    drawer = open_drawer(phone, name, by)
    assert phone.evaluate(
        "(it) => document.querySelector(it).contains(document.activeElement)", drawer
    )
    if by == "pointer":
        phone.stroke([(340, 700) if name == "primary" else (8, 700)])  # beside it
    else:
        phone.press("Escape")
    phone.wait(CLOSED)
    open_drawer(phone, name, by)  # once more


@pytest.mark.parametrize("by", ["pointer", "key"])
def test_a_chapter_is_chosen(phone, by):
    drawer = open_drawer(phone, "primary", by)
    link = f"{drawer} a[href$='04-cross-entropy.html']"
    follow(phone, link, by)
    phone.wait_for_address("/04-cross-entropy.html")


@pytest.mark.parametrize("by", ["pointer", "key"])
def test_a_place_of_the_page_is_chosen(phone, by):
    drawer = open_drawer(phone, "secondary", by)
    link = f"{drawer} a[href='#temperature']"
    follow(phone, link, by)
    phone.wait(CLOSED)
    top = "() => Math.abs(document.getElementById('temperature').getBoundingClientRect().top) < 200"
    phone.wait(top)


def test_what_is_typed_is_searched(phone):
    open_drawer(phone, "search", "pointer")
    phone.type("temperature")
    phone.press("Enter")
    phone.wait_for_address("/search.html")
