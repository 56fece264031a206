"""The living pages in a real browser: every explorer, every control, every mishap."""

import pytest
from descent.explorers import catalogue
from living import (
    SOFTMAX,
    answers_as_cpython_does,
    caption_of,
    explorer_on,
    run,
    start,
    wake,
)
from playwright.sync_api import expect
from stored import CHAPTERS, LESSON, stored_explorers
from visits import show_controls, unfold

MALFORMED = "#explorer=softmax_temperature&temperature=999"


def session_line(page):
    return page.locator(".explorable-session [role=status]")


OTHERS = [c for c in CHAPTERS if stored_explorers(c) and c != SOFTMAX]


@pytest.mark.parametrize("chapter", OTHERS)
def test_every_explorer_answers_every_control_as_cpython_does(visit, chapter):
    answers_as_cpython_does(visit(chapter), chapter)


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


def test_paper_alone_shows_the_figure_in_the_state_that_the_text_sets(visit, page):
    figure = explorer_on(visit(), "scores_to_probabilities")
    link = page.locator("article a", has_text="ties with the car")
    drawn = page.locator("p:has-text('ties with the car') + .explorable-printed")
    expect(drawn).to_be_hidden()
    unfold(link)
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


def test_python_draws_the_explorer_that_is_touched_and_none_that_is_out_of_view(visit, page):
    page.add_init_script(f"({HEAR})()")
    figure = explorer_on(visit(), "softmax_temperature")
    wake(page, figure)
    show_controls(figure)
    figure.locator("[name=temperature]").press("End")
    expect(caption_of(figure)).to_contain_text("T = 100.0")
    assert set(page.evaluate("drawn")) == {"explorer-1"}
