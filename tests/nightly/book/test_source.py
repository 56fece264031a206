"""A figure can be opened: its code, edited on the page, draws another figure in its place."""

import re

import pytest
from descent.explorers import catalogue
from playwright.sync_api import expect
from visits import show_controls

NAME = "softmax_temperature"


@pytest.fixture
def page(context, address):
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{address}/chapters/03-softmax.html")
    return page


@pytest.fixture
def figure(page):
    figure = page.locator(f'[data-explorer="{NAME}"]').first
    show_controls(figure)
    return figure


def press_code(figure):
    figure.locator(".explorable-tools").evaluate("menu => (menu.open = true)")
    figure.get_by_role("button", name="Code", exact=True).click()


def open_code(figure):
    press_code(figure)
    editor = figure.get_by_role("textbox", name="Code for")
    expect(editor).to_be_focused()
    return editor


def replace_all(page, editor, text):
    editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(figure):
    figure.locator(".explorable-source").get_by_role("button", name="Run", exact=True).click()


def code_of(page):
    """The code that was fetched."""
    url = next(url for url in page.asked if "/sources/" in url)
    return page.request.get(url).text()


def test_the_code_is_fetched_when_somebody_asks(page, figure):
    assert not [url for url in page.asked if "/sources/" in url]
    editor = open_code(figure)
    code = code_of(page)
    assert code.startswith("@explorer(") and f"def {NAME}(" in code
    expect(editor).to_contain_text("@explorer(")
    expect(editor.locator(".k").filter(has_text="def").first).to_be_visible()
    button = figure.locator("[data-do=code]")
    expect(button).to_have_attribute("aria-expanded", "true")
    press_code(figure)
    expect(editor).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_code_that_does_not_come_can_be_tried_again(page, figure):
    page.route("**/sources/*", lambda route: route.abort())
    press_code(figure)
    trouble = figure.locator(".explorable-source [role=alert]")
    expect(trouble).to_contain_text("Could not load the code")
    page.unroute("**/sources/*")
    figure.locator(".explorable-source").get_by_role("button", name="Retry").click()
    expect(figure.get_by_role("textbox", name="Code for")).to_be_focused()
    expect(trouble).to_have_count(0)


def test_edited_code_draws_another_figure_and_the_books_comes_back(page, figure):
    editor = open_code(figure)
    caption = figure.locator(".explorable-caption")
    code, start = code_of(page), str(catalogue()[NAME].caption_at())
    changed = code.replace('label="temperature T"', 'label="how warm"')
    assert changed != code
    replace_all(page, editor, changed)
    page.keyboard.press("Shift+Enter")
    slider = figure.locator("input[type=range]")
    expect(figure.locator(".explorable-control").first).to_contain_text("how warm")
    expect(editor).to_be_focused()  # the editor has stayed
    slider.press("End")
    end = catalogue()[NAME].controls["temperature"].maximum
    expected = " ".join(str(catalogue()[NAME].caption_at(temperature=end)).split())
    expect(caption).to_have_text(expected)
    expect(figure.locator("[data-do=link]")).to_have_attribute("hidden", "")
    handle = figure.locator(".explorable-handle")
    expect(handle).to_have_count(1)
    figure.get_by_role("button", name="Back to the book’s code").click()
    expect(figure.locator(".explorable-control").first).to_contain_text("temperature T")
    expect(caption).to_have_text(" ".join(start.split()))
    expect(figure.locator("[data-do=link]")).not_to_have_attribute("hidden", "")
    expect(handle).to_have_count(1)
    slider.press("End")  # patches find their groups again
    expect(caption).to_have_text(expected)
    expect(figure.locator(".explorable-error:visible")).to_have_count(0)


def test_the_code_is_kept_until_the_books_is_wanted(page, figure, context):
    replace_all(page, open_code(figure), "# mine")
    page.reload()
    show_controls(figure)
    editor = open_code(figure)
    expect(editor).to_contain_text("# mine")
    figure.get_by_role("button", name="Back to the book’s code").click()
    expect(editor).to_contain_text("@explorer(")
    other = context.new_page()
    other.goto(page.url)
    copy = other.locator(f'[data-explorer="{NAME}"]').first
    show_controls(copy)
    replace_all(other, open_code(copy), "# of another tab")
    expect(editor).to_have_text("# of another tab")


def test_what_the_code_draws_comes_into_view(page, figure):
    editor = open_code(figure)
    picture = figure.locator(".explorable-picture")
    for _ in range(2):
        page.evaluate("scrollBy(0, 600)")
        expect(picture).not_to_be_in_viewport()
        run(figure)
        expect(picture).to_be_in_viewport(ratio=1)
        expect(editor).to_be_in_viewport()  # the code stands below


@pytest.mark.parametrize("width", [1280, 390])
def test_a_figure_has_one_way_to_its_code_which_stays_within_its_frame(page, figure, width):
    page.set_viewport_size({"width": width, "height": 844})
    folds = page.locator(f".tag_figure:has([data-explorer={NAME}]) > details")
    expect(folds).to_be_hidden()  # it would show the one line that names the figure
    drawn = page.locator(".tag_figure:has(img, .explorable-figure) > details").first
    expect(drawn).to_be_visible()
    frame = figure.bounding_box()
    pane = open_code(figure).locator("xpath=ancestor::*[@class='cell_input']").bounding_box()
    assert frame["x"] <= pane["x"]
    assert pane["x"] + pane["width"] <= frame["x"] + frame["width"]


def test_an_error_stands_beside_its_line_and_the_figure_stays(page, figure):
    editor = open_code(figure)
    lines = code_of(page).splitlines()
    number = next(i for i, line in enumerate(lines) if re.match(r"    def update", line))
    lines.insert(number + 1, "        undefined")
    replace_all(page, editor, "\n".join(lines))
    run(figure)
    trouble = figure.locator(".explorable-source [role=alert]")
    said = f"Line {number + 2} (undefined): NameError: name 'undefined' is not defined"
    expect(trouble.locator("p")).to_have_text(said)
    expect(figure.locator(".explorable-source button").first).to_be_focused()  # which was pressed
    expect(editor.locator(".cm-failed")).to_have_text("        undefined")
    expect(figure.locator(".explorable-picture svg[role=img]")).to_be_visible()
    replace_all(page, editor, code_of(page))
    expect(editor.locator(".cm-failed")).to_have_count(0)
    run(figure)
    expect(trouble).to_be_hidden()
