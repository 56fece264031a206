"""The living pages in a real browser: every explorer, every control, every mishap."""

import re

import gate
import numpy as np
import pytest
from descent.explorers import catalogue
from explorable.controls import Pad, Slider, Text
from playwright.sync_api import expect
from stored import CHAPTERS, LESSON, stored_explorers
from visits import replace_text, show_controls, wait_for_arrival

SOFTMAX = "03-softmax"
MALFORMED = "#explorer=softmax_temperature&temperature=999"


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
            str(value),
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


def session_line(page):
    return page.locator(".explorable-session [role=status]")


def caption_of(figure):
    return figure.locator(".explorable-caption")


def shown_picture(figure):
    return figure.locator(".explorable-picture svg[role=img]").evaluate("svg => svg.innerHTML")


def said(explorer, values):
    return " ".join(str(explorer.caption_at(**values)).split())


@pytest.mark.sample(8, always=[SOFTMAX])
@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if stored_explorers(c)])
def test_every_explorer_answers_every_control_as_cpython_does(visit, chapter):
    page = visit(chapter)
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


@pytest.mark.first_visit
def test_a_page_that_is_only_read_asks_for_no_python(visit):
    page = visit()
    page.mouse.wheel(0, 4000)
    expect(explorer_on(page, "softmax_temperature")).to_be_visible()
    of_python = [url for url in page.asked if "/_live/" in url and "/_live/editor-" not in url]
    assert not of_python  # an exercise in view opens as an editor


def test_without_javascript_the_page_reads_with_its_hints_and_nothing_dead_is_seen(
    browser, address
):
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{address}/chapters/{SOFTMAX}.html")
        expect(page.locator("article noscript p")).to_contain_text("Without JavaScript")
        for name in stored_explorers(SOFTMAX):
            figure = page.locator(f'[data-explorer="{name}"]').first
            expect(figure.locator("svg[role=img]")).to_be_visible()
            expect(caption_of(figure)).to_have_text(re.compile(r"\w"))
            expect(figure.locator("fieldset")).to_have_attribute("disabled", "")
        answer = page.locator('[data-explorer="softmax_temperature"] [id$="-answer"]').first
        expect(answer).to_have_css("visibility", "visible")
        expect(page.locator("section > section:last-of-type > h2").last).to_be_visible()
        expect(page.locator("html.explorable-arriving")).to_have_count(0)
        buttons = page.locator("article button")
        assert buttons.count() and not buttons.filter(visible=True).count()
        expect(page.locator("summary", has_text=re.compile(r"Hint 2")).first).to_be_visible()
        solution = page.locator("div.cell.tag_solution > details").first
        solution.locator("summary").click()
        expect(solution).to_have_attribute("open", "")


@gate.STAGE
def test_a_link_reproduces_the_values(visit, page):
    figure = explorer_on(visit(), "softmax_temperature")
    wake(page, figure)
    show_controls(figure)
    figure.locator("[name=temperature]").press("Home")
    expect(caption_of(figure)).to_contain_text("T = 0.1")
    caption = caption_of(figure).inner_text()
    figure.locator(".explorable-tools > summary").click()
    figure.get_by_role("button", name="Copy link").click()
    fragment = "#" + page.url.partition("#")[2]
    page.goto("about:blank")
    figure = explorer_on(visit(fragment=fragment), "softmax_temperature")
    expect(caption_of(figure)).to_have_text(" ".join(caption.split()))


@gate.STAGE
def test_a_malformed_link_is_ignored_with_a_notice_that_a_good_one_takes_away(visit, page):
    figure = explorer_on(visit(fragment=MALFORMED), "softmax_temperature")
    status = figure.locator(".explorable-status")
    expect(status.get_by_text("doesn’t have")).to_have_count(1)
    start = catalogue()["softmax_temperature"].caption_at()
    expect(caption_of(figure)).to_have_text(" ".join(str(start).split()))
    wake(page, figure)
    for fragment, notices in ((MALFORMED, 1), ("#explorer=softmax_temperature&temperature=2", 0)):
        page.evaluate("(fragment) => (location.hash = fragment)", fragment)
        expect(status.get_by_text("doesn’t have")).to_have_count(notices)
        expect(status.locator(".explorable-session")).to_have_count(1)
    expect(caption_of(figure)).to_contain_text("T = 2.0")


@gate.STAGE
def test_back_and_forward_find_a_page_that_works(visit, page):
    visit()
    page.goto(page.url.replace(SOFTMAX, "intro"))
    page.go_back()
    figure = explorer_on(page, "softmax_temperature")
    wake(page, figure)
    page.go_forward()
    page.go_back()
    figure = explorer_on(page, "softmax_temperature")
    wake(page, figure)
    assert not page.trouble


@gate.STAGE
def test_two_tabs_do_not_disturb_each_other(visit, page, address):
    first = explorer_on(visit(), "softmax_temperature")
    other = page.context.new_page()
    other.goto(page.url)
    second = explorer_on(other, "softmax_temperature")
    for tab, figure in ((page, first), (other, second)):
        wake(tab, figure)
    show_controls(first)
    first.locator("[name=temperature]").press("End")
    expect(caption_of(first)).to_contain_text("T = 100.0")
    start = catalogue()["softmax_temperature"].caption_at()
    expect(caption_of(second)).to_have_text(" ".join(str(start).split()))


@gate.STAGE
def test_two_copies_on_a_page_do_not_disturb_each_other(visit):
    page = visit()
    first = explorer_on(page, "softmax_temperature")
    wake(page, first)
    cell = page.locator(LESSON).first
    source = "from descent.explorers import softmax\nsoftmax.softmax_temperature"
    run(cell, source)
    second = cell.locator("figure.explorable-explorer")
    show_controls(second)
    second.locator("[name=temperature]").press("End")
    expect(caption_of(second)).to_contain_text("T = 100.0")
    start = catalogue()["softmax_temperature"].caption_at()
    expect(caption_of(first)).to_have_text(" ".join(str(start).split()))
    show_controls(first)
    first.locator("[name=temperature]").press("Home")
    expect(caption_of(first)).to_contain_text("T = 0.1")
    expect(caption_of(second)).to_contain_text("T = 100.0")
    ids = page.locator(".explorable-picture [id]").evaluate_all("all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids))


@gate.STAGE
def test_paper_alone_shows_the_figure_in_the_state_that_the_text_sets(visit, page):
    figure = explorer_on(visit(), "scores_to_probabilities")
    link = page.get_by_role("link", name="draws level with the car")
    drawn = page.locator("p:has-text('draws level with the car') + .explorable-printed")
    expect(drawn).to_be_hidden()
    link.click()
    expect(figure.locator("[name=cat]")).to_have_value("5.1")
    page.emulate_media(media="print")
    expect(drawn).to_be_visible()
    expect(figure.locator("svg[role=img]")).to_be_visible()
    expect(caption_of(figure)).to_be_visible()
    expect(figure.locator("fieldset")).to_be_hidden()
    values = catalogue()["scores_to_probabilities"].presets["tie of two"]
    said = catalogue()["scores_to_probabilities"].drawn().caption(values)
    expect(drawn.locator("figcaption")).to_have_text(said)
    expect(drawn.get_by_role("img", name=said)).to_be_visible()


# Cells


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


def test_cells_run_on_the_page_and_print_what_is_stored(visit):
    page = visit()
    wait_for_arrival(page)
    cells = page.locator("div.cell", has=page.locator(".explorable-toolbar").filter(visible=True))
    numbers = range(cells.count())
    assert len(numbers) > 4
    stored = [cells.nth(i).locator(".cell_output pre").all_inner_texts() for i in numbers]
    for i in reversed(numbers):
        cells.nth(i).get_by_role("button", name="Run cell").dispatch_event("click")
        done = cells.nth(i).locator(".explorable-toolbar [role=status]").filter(has_text="done")
        judged = cells.nth(i).locator(".explorable-verdict[role=alert]")
        expect(done.or_(judged)).to_be_visible()
    again = [cells.nth(i).locator(".cell_output pre").all_inner_texts() for i in numbers]
    assert [["".join(t).strip() for t in cell] for cell in again] == [
        ["".join(t).strip() for t in cell] for cell in stored
    ]


TOWER = """from explorable import explorer, guess
@explorer(height=(0, 3), question="How high?", predict=guess.Number(2, seen="A bar."))
def tower(figure):
    '''A bar that must not grow too high.'''
    (bar,) = figure.subplots().bar([0], [1])
    def update(height):
        if height == 3:
            raise ArithmeticError("too high")
        bar.set_height(height)
        return f"height {height}"
    return update
tower"""


@gate.STAGE
def test_an_explorer_of_a_cell_goes_on_after_an_error_and_keeps_a_guess_when_made_again(visit):
    cell = visit().locator(LESSON).first
    run(cell, TOWER)
    figure = cell.locator(".explorable-explorer")
    figure.get_by_role("textbox", name="Your guess").fill("1")
    figure.get_by_role("button", name="Check my guess").click()
    expect(figure).to_have_attribute("data-guess", "done")
    figure.locator("[name=height]").press("End")
    expect(figure.locator(".explorable-error p")).to_have_text("ArithmeticError: too high")
    figure.locator("[name=height]").press("Home")
    expect(caption_of(figure)).to_have_text("height 0")
    expect(figure.locator(".explorable-error")).to_have_count(0)
    figure.evaluate("figure => (figure.dataset.old = true)")
    cell.get_by_role("button", name="Run cell").click()
    expect(cell.locator("figure:not([data-old])")).to_have_attribute("data-guess", "done")


@gate.STAGE
@pytest.mark.first_visit
def test_an_endless_loop_as_first_action_can_be_stopped_while_python_starts(visit, page):
    held = []
    page.context.route("**/*.wasm.gz", lambda route: held.append(route))
    visit()
    with page.context.expect_event("request", lambda asked: asked.url.endswith(".wasm.gz")):
        cell = page.locator(LESSON).first
        start(cell, "while True: pass")
    expect(session_line(page)).to_contain_text("Loading Python")
    page.get_by_role("button", name="Stop").click()
    expect(cell.locator(".explorable-error p")).to_have_text("Stopped.")
    held[0].continue_()
    run(cell, "6 * 7")
    expect(cell.locator(".cell_output")).to_contain_text("42")


@gate.STAGE
@pytest.mark.parametrize("source", ["while True: pass", "import js; js.close()"])
def test_a_worker_that_never_answers_is_replaced(visit, page, source):
    cell = visit().locator(LESSON).first
    start(cell, source)
    expect(session_line(page)).to_have_text("Python is running.")
    page.get_by_role("button", name="Stop").click()
    expect(session_line(page)).to_contain_text("Python was restarted")
    assert cell.evaluate("cell => cell.contains(document.activeElement)")
    run(cell, "6 * 7")
    expect(cell.locator(".cell_output")).to_contain_text("42")
    expect(session_line(page)).to_have_text("")  # whoever runs something has read it


HEAR = """() => {
  const { postMessage } = Worker.prototype;
  globalThis.drawn = [];
  Worker.prototype.postMessage = function (message) {
    if (message.method === "show") drawn.push(message.args[0]);
    return postMessage.call(this, message);
  };
}"""


@gate.STAGE
def test_python_draws_the_explorer_that_is_touched_and_none_that_is_out_of_view(visit, page):
    page.add_init_script(f"({HEAR})()")
    figure = explorer_on(visit(), "softmax_temperature")
    wake(page, figure)
    show_controls(figure)
    figure.locator("[name=temperature]").press("End")
    expect(caption_of(figure)).to_contain_text("T = 100.0")
    assert set(page.evaluate("drawn")) == {"explorer-1"}
