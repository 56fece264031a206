"""A chapter in a browser, alive: fixtures and moves of who reads it."""

import re

import numpy as np
import pytest
from descent.explorers import catalogue
from explorable.controls import Pad, Slider, Text
from playwright.sync_api import expect
from stored import stored_explorers
from visits import replace_text

SOFTMAX = "03-softmax"


@pytest.fixture
def page(context, address):
    """A page; what it asks for is in `page.asked`, what goes wrong in `page.trouble`."""
    page = context.new_page()
    page.trouble, page.asked = [], []

    def note(request):
        page.asked.append(request.url)
        if not request.url.startswith((address, "data:", "blob:")):
            page.trouble.append(f"asked for {request.url}")

    page.on("request", note)
    page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    return page


@pytest.fixture
def visit(page, address):
    def visit(chapter=SOFTMAX, fragment=""):
        page.goto(f"{address}/chapters/{chapter}.html{fragment}")
        return page

    return visit


def explorer_on(page, name):
    figure = page.locator(f'[data-explorer="{name}"]').first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("fieldset")).to_be_enabled()  # mounted: what is pressed is heard
    return figure


def wake(page, figure):
    """Touch an explorer and wait until Python answers."""
    figure.locator(".explorable-picture").hover()
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")


UNFOLD = """figure => {
  if (figure.dataset.guess === "open")
    figure.dispatchEvent(new CustomEvent("explorable-move", { detail: {} }));
  figure.querySelectorAll(".explorable-more").forEach((fold) => (fold.open = true));
}"""


def set_control(figure, name, control, value):
    target = figure.locator(f'[name="{name}"]')
    if isinstance(control, Slider):
        target.evaluate(
            "(input, value) => { input.value = value;"
            " input.dispatchEvent(new Event('input', {bubbles: true})) }",
            str(np.log10(value) if control.log else value),
        )
    elif isinstance(control, Pad):
        move = "(f, to) => f.dispatchEvent(new CustomEvent('explorable-move', { detail: to }))"
        figure.evaluate(move, {name: value})
    else:
        figure.evaluate(UNFOLD)
        kind = control.spec()["kind"]
        if isinstance(control, Text):
            target.fill(value)
            target.press("Enter")
        elif kind == "choice":
            target.select_option(str(value))
        else:
            target.set_checked(value)


def another(control, value):
    """A value of the control that is not `value`."""
    if isinstance(control, Pad):
        return control.validate("drawing", np.eye(control.rows, control.columns))
    if isinstance(control, Slider):
        return control.minimum if value != control.minimum else control.maximum
    if isinstance(control, Text):
        return value[::-1]
    options = control.spec().get("options", [True, False])
    return next(option for option in options if option != value)


def caption_of(figure):
    return figure.locator(".explorable-caption")


def shown_picture(figure):
    return figure.locator(".explorable-picture svg[role=img]").evaluate("svg => svg.innerHTML")


def said(explorer, values):
    return " ".join(str(explorer.caption_at(**values)).split())


def answers_as_cpython_does(page, chapter):
    """Move every control of a chapter's explorers; assert that each says what CPython says."""
    for name in filter(catalogue().get, stored_explorers(chapter)):
        if page.locator(f'[data-explorer="{name}"]').first.is_hidden():
            continue  # the landing page has it for whoever comes back, and a chapter for all
        explorer, figure = catalogue()[name], explorer_on(page, name)
        if caption_of(figure).inner_text() != said(explorer, explorer.start):
            continue  # a reader's own data is in it
        wake(page, figure)
        values, pictures = explorer.start, {shown_picture(figure)}
        for control_name, control in explorer.controls.items():
            values[control_name] = another(control, values[control_name])
            set_control(figure, control_name, control, values[control_name])
            expect(caption_of(figure)).to_have_text(said(explorer, values))
            pictures.add(shown_picture(figure))
        assert len(pictures) > 1, name
        expect(figure.locator(".explorable-error")).to_have_count(0)
    assert not page.trouble


def start(cell, source):
    """Write a cell anew and run it."""
    expect(cell.get_by_role("button", name="Run cell")).to_be_visible()
    edit = cell.get_by_role("button", name="Edit")
    if edit.count():
        edit.click()
    replace_text(cell.get_by_role("textbox", name="Source of cell"), source)
    cell.get_by_role("button", name="Run cell").click()


def run(cell, source):
    """Write a cell anew, run it and wait for its end."""
    start(cell, source)
    ended = re.compile("^(done)?$")  # what has failed is said by what the cell shows
    expect(cell.locator(".explorable-toolbar [role=status]")).to_have_text(ended)
