"""The cells of a page in a real browser: typed into with real keys, run in any order."""

import re

import pytest
import records
from browser import LIMIT
from playwright.sync_api import expect
from visits import replace_text, wait_for_frame

LESSON = 2
PRINTS = 3
"""A cell of the chapter that is neither folded nor an exercise."""


@pytest.fixture
def chapter(context, address):
    """A chapter, with the code of its figures folded."""
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    return page


@pytest.fixture
def page(chapter):
    """A chapter, with all its code shown."""
    chapter.locator(".explorable-code").dispatch_event("click")
    return chapter


def cell_of(page, number):
    return page.locator("div.cell:has(.explorable-toolbar)").nth(number - 1)


def mark_of(page, number):
    return cell_of(page, number).locator(".explorable-mark")


def press(page, number, button="Run"):
    cell_of(page, number).get_by_role("button", name=button, exact=False).first.dispatch_event(
        "click"
    )


def unfold(page, number):
    fold = cell_of(page, number).locator("details.hide")
    if fold.count() and not fold.evaluate("fold => fold.open"):
        fold.locator("summary").click()


def write(page, number, source):
    """Write a cell anew; return its editor."""
    unfold(page, number)
    box = cell_of(page, number).get_by_role("textbox", name=f"Source of cell {number}")
    if not box.count():
        press(page, number, "Edit")
    replace_text(box, source)
    return box


def test_while_the_editor_is_on_its_way_edit_stays_and_at_last_plain_text_has_to_do(page):
    page.route("**/_live/editor-*.js", lambda route: None)
    page.clock.install()
    edit = cell_of(page, LESSON).get_by_role("button", name="Edit")
    with page.expect_request("**/_live/editor-*.js"):
        edit.click()
    expect(edit).to_be_focused()
    page.clock.run_for(8_500)
    area = cell_of(page, LESSON).locator("textarea")
    expect(area).to_be_focused()
    expect(area).not_to_have_value("")
    expect(edit).to_have_count(0)


@pytest.mark.parametrize("plain", [False, True], ids=["editor", "textarea"])
def test_a_slash_is_typed_and_no_shortcut_of_the_page_hears_it(page, plain):
    if plain:
        page.route("**/_live/editor-*.js", lambda route: route.abort())
    page.evaluate(
        "addEventListener('keydown', (e) => (window.heard = (window.heard ?? '') + e.key))"
    )
    box = write(page, 1, "")
    page.keyboard.type("w / w.sum()/")
    expect(box).to_be_focused()
    text = box.input_value() if plain else box.inner_text()
    assert text.strip() == "w / w.sum()/"
    assert not page.evaluate("window.heard")


def test_code_that_is_selected_stays_and_code_that_is_pressed_is_edited_there(page):
    cell = cell_of(page, LESSON)
    code, box = cell.locator(".cell_input pre"), cell.get_by_role("textbox")
    code.scroll_into_view_if_needed()
    left, top = (code.bounding_box()[side] for side in "xy")
    page.mouse.move(left + 20, top + 25)
    page.mouse.down()
    page.mouse.move(left + 120, top + 25)
    page.mouse.up()
    wait_for_frame(page)
    assert page.evaluate("String(getSelection())")
    expect(box).to_have_count(0)
    code.click(position={"x": 300, "y": 25})  # beside what is selected
    expect(box).to_be_focused()
    expect(cell.get_by_role("button", name="Edit")).to_have_count(0)
    page.keyboard.type("#")
    assert 0 < box.inner_text().index("#") < len(box.inner_text().splitlines()[0])


def test_code_is_read_from_left_to_right_in_every_book(page):
    page.evaluate("document.dir = 'rtl'")
    press(page, PRINTS, "Edit")
    for code in (".cell_input pre", ".cell_output pre", ".cm-content"):
        expect(page.locator(code).first).to_have_css("direction", "ltr")


def test_an_exercise_opens_as_an_editor_when_it_comes_near_and_is_restored_without_output(page):
    exercise = page.locator(".tag_exercise").first
    box, restore = exercise.get_by_role("textbox"), exercise.get_by_role("button", name="Restore")
    expect(box).to_have_count(0)
    exercise.scroll_into_view_if_needed()
    expect(box).to_be_visible()
    expect(box).not_to_be_focused()
    expect(restore).to_be_hidden()
    box.fill("1 / 0")
    page.keyboard.press("Shift+Enter")
    expect(exercise.locator(".explorable-error")).to_be_visible()
    restore.click()
    expect(exercise.locator(".cell_output")).to_be_empty()


def test_a_cell_in_the_middle_runs_what_it_needs(page):
    expect(mark_of(page, 10)).to_have_text("not run")
    press(page, 10)
    expect(mark_of(page, 10)).to_have_text("run")
    ran = page.locator(".explorable-mark").get_by_text("run", exact=True)
    assert 1 < ran.count() < 10
    expect(page.locator(".explorable-error")).to_have_count(0)


def test_an_error_above_is_shown_there_and_named_here(page):
    write(page, 1, "1 / 0")
    page.keyboard.press("Shift+Enter")
    expect(mark_of(page, 1)).to_have_text("failed")
    write(page, 1, "import numpy as np\nx = 1 / 0")
    write(page, 3, "x")
    page.keyboard.press("Shift+Enter")
    line = cell_of(page, 3).get_by_role("status")
    expect(line).to_have_text(re.compile("^cell 1 above failed: ZeroDivisionError"))
    expect(line.get_by_role("link")).to_have_attribute("href", re.compile("#."))
    expect(cell_of(page, 1).locator(".explorable-error")).to_be_visible()


def test_run_all_says_where_it_stopped(page):
    write(page, 2, "1 / 0")
    button = page.get_by_role("button", name="Run all cells")
    button.dispatch_event("click")
    line = page.locator(".explorable-toolbar").filter(has=button).get_by_role("status")
    expect(line).to_have_text(re.compile("^stopped at cell 2: ZeroDivisionError"))


def run(page, number, source, timeout=None):
    """Write a cell, run it, and return its outputs."""
    write(page, number, source)
    page.keyboard.press("Shift+Enter")
    line = cell_of(page, number).get_by_role("status").first
    expect(line).to_have_text("done", timeout=timeout)
    expect(mark_of(page, number)).to_have_text("run")
    return cell_of(page, number).locator(".cell_output > .output")


def test_outputs_come_in_order_and_at_once(page):
    source = """print("first")
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.show()
print("second")
from IPython.display import HTML, Markdown
display(HTML("<b>bold</b>"), Markdown("*x*"))
await __import__("asyncio").sleep(0, "last")"""
    outputs = run(page, 1, source)
    expect(outputs).to_have_count(6)
    for i, text in {0: "first", 2: "second", 3: "bold", 4: "*x*", 5: "'last'"}.items():
        expect(outputs.nth(i)).to_have_text(re.compile(f"^{re.escape(text)}\\s*$"))
    expect(outputs.nth(1).locator("svg")).to_be_visible()


def test_formulas_are_typeset_as_the_book_s_own(page):
    source = r"""from IPython.display import Latex, Math
display(Math(r"\frac{1}{2}"), Latex(r"so $x^2$, and"), Latex(r"no $\frac{$"))"""
    outputs = run(page, 1, source)
    expect(outputs.nth(0).locator(".formula > math mfrac")).to_be_visible()
    expect(outputs.nth(1).locator("span > math msup")).to_be_visible()
    expect(outputs.nth(1)).to_have_text(re.compile("^so .*, and$", re.S))
    expect(outputs.nth(2).locator("pre")).to_have_text(r"no $\frac{$")


def test_a_long_formula_scrolls_in_its_own_box(page):
    source = r"""from IPython.display import Math
from explorable import interact
long = Math("+".join(f"x_{{{i}}}" for i in range(200)))
display(long)
interact(lambda n: display(long), n=(1, 2));"""
    outputs = run(page, 1, source)
    for formula in (outputs.first, outputs.last.locator(".explorable-shown")):
        expect(formula.locator(".formula > math")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_line_is_there_while_the_cell_runs_on(page):
    write(page, 1, "print('now')\nwhile True: pass")
    page.keyboard.press("Shift+Enter")
    expect(cell_of(page, 1).locator(".cell_output")).to_have_text(re.compile("now"))
    expect(mark_of(page, 1)).to_have_text("running")


def test_a_million_lines_are_capped_and_can_be_had(page):
    outputs = run(page, 1, "for i in range(1_000_000): print(i)", timeout=4 * LIMIT)
    expect(outputs).to_have_count(1)
    expect(outputs).to_contain_text("999,880 lines left out")
    assert page.evaluate("document.querySelector('.cell_output').innerText.length") < 20_000
    outputs.get_by_role("button", name="Show all").click()  # much to lay out
    text = outputs.locator("pre").first.evaluate("pre => pre.textContent")
    assert text == "".join(f"{i}\n" for i in range(1_000_000))
    expect(outputs.locator("pre").first).to_be_focused()


AGAIN = """(cell, turn) => new Promise((resolve, reject) => {
  const look = () => {
    const printed = cell.querySelector(".cell_output pre")?.textContent ?? "";
    const ended = cell.querySelector("[role=status]").textContent === "done";
    if (!ended || !printed.startsWith(`${turn} `)) return;
    watch.disconnect();
    resolve([document.getElementsByTagName("*").length, Number(printed.split(" ")[1])]);
  };
  const watch = new MutationObserver(look);
  watch.observe(cell, { subtree: true, childList: true });
  cell.querySelector(".explorable-toolbar button").click();
  setTimeout(() => reject(new Error(`turn ${turn} did not end`)), 60_000);
})"""
"""Runs a cell and waits for its end; gives the number of elements and of Python's objects."""


def test_running_again_leaves_nothing_behind(page):
    source = """import gc
from explorable import explorer, Slider
@explorer(freq=Slider(1, 5, 1, start=1))
def wave(figure):
    "A wave."
    (line,) = figure.subplots().plot([0, 1])
    def update(freq):
        line.set_ydata([0, freq])
        return f"frequency {freq}"
    return update
turn = globals().get("turn", 0) + 1
gc.collect(); print(turn, len(gc.get_objects()))
display(wave)"""
    run(page, 1, source)
    counts = [cell_of(page, 1).evaluate(AGAIN, turn) for turn in range(2, 42)]
    (elements, objects), (elements_now, objects_now) = counts[10], counts[-1]
    assert elements_now == elements
    # Some fifty small objects a run wait for JavaScript to collect the promise that held them.
    # A picture left behind would be thousands.
    assert (objects_now - objects) / (len(counts) - 11) < 100


@pytest.mark.parametrize("plain", [False, True], ids=["editor", "textarea"])
def test_a_phone_has_no_reason_to_zoom_into_what_is_typed(new_page, address, plain):
    page = new_page(has_touch=True, is_mobile=True)
    if plain:
        page.route("**/_live/editor-*.js", lambda route: route.abort())
    page.goto(f"{address}/chapters/03-softmax.html")
    exercise = page.locator(".tag_exercise").first
    exercise.scroll_into_view_if_needed()
    expect(exercise.get_by_role("textbox")).to_have_css("font-size", re.compile("^(1[6-9]|2)"))


def test_an_edit_is_there_again_without_the_books_output_and_both_can_be_restored(page):
    cell = cell_of(page, PRINTS)
    box, output = cell.get_by_role("textbox"), cell.locator(".cell_output")
    stored, shown = cell.locator(".cell_input pre").inner_text(), output.inner_text()
    write(page, PRINTS, "1 / 0")
    page.keyboard.press("Shift+Enter")
    expect(output.locator(".explorable-error")).to_be_visible()
    press(page, PRINTS, "Restore")
    expect(output.locator(".explorable-error")).to_have_count(0)
    assert output.inner_text() == shown
    write(page, PRINTS, "mine = 1")
    page.reload()
    cell.scroll_into_view_if_needed()
    expect(box).to_have_text("mine = 1")
    expect(output).to_be_hidden()
    press(page, PRINTS, "Restore")
    expect(cell.get_by_role("button", name="Restore")).to_be_hidden()
    expect(output).to_be_visible()
    expect(box).to_be_focused()
    assert "".join(box.inner_text().split()) == "".join(stored.split())
    page.reload()
    expect(cell.get_by_role("button", name="Edit")).to_have_count(1)
    expect(box).to_have_count(0)


def outdate(page):
    """Edit a cell that the book changes; return the note on it."""
    write(page, LESSON, "mine = 1")
    (entry,) = records.entries(page, "cell")
    records.put(page, {**entry, "stored": "an older cell"}, entry["text"], entry["when"])
    records.remove(page, entry)
    page.reload()
    note = cell_of(page, LESSON).locator(".explorable-note")
    expect(note).to_contain_text("The book has changed this cell since you edited it.")
    return note


def test_when_the_book_has_changed_a_cell_the_readers_code_can_still_be_had(page):
    note = outdate(page)
    note.get_by_role("button", name="Use my code").click()
    expect(cell_of(page, LESSON).get_by_role("textbox")).to_have_text("mine = 1")
    expect(cell_of(page, LESSON).get_by_role("textbox")).to_be_focused()
    expect(note).to_have_count(0)
    page.reload()
    cell_of(page, LESSON).scroll_into_view_if_needed()
    expect(cell_of(page, LESSON).get_by_role("textbox")).to_have_text("mine = 1")
    expect(note).to_have_count(0)


def test_code_for_a_cell_that_has_changed_can_be_discarded(page):
    note = outdate(page)
    note.get_by_role("button", name="Discard my code").click()
    expect(cell_of(page, LESSON).get_by_role("button", name="Run cell")).to_be_focused()
    page.reload()
    expect(cell_of(page, LESSON).get_by_role("button", name="Run cell")).to_be_attached()
    expect(note).to_have_count(0)


def test_one_switch_opens_all_code_but_no_solution_and_is_remembered(chapter):
    figures = chapter.locator(".tag_figure > details")
    solutions = chapter.locator(".tag_solution > details")
    menu = chapter.get_by_role("button", name="Take this chapter with you")
    show, hide = (
        chapter.get_by_role("button", name=f"{name} all code") for name in ("Show", "Hide")
    )
    opened = "folds => folds.map((fold) => fold.open)"
    assert not any(figures.evaluate_all(opened))
    menu.click()
    show.click()
    assert all(figures.evaluate_all(opened)) and not any(solutions.evaluate_all(opened))
    chapter.reload()
    expect(chapter.locator(".explorable-code")).to_have_text("Hide all code")
    assert all(figures.evaluate_all(opened)) and not any(solutions.evaluate_all(opened))
    menu.click()
    hide.click()
    assert not any(figures.evaluate_all(opened))


def test_run_is_always_there_and_edit_when_pointer_or_focus_comes_near(page):
    cell = cell_of(page, LESSON)
    run_button, edit = (cell.get_by_role("button", name=f"{name} cell") for name in ("Run", "Edit"))
    page.mouse.move(0, 0)
    for tool in (run_button, page.get_by_role("button", name="Run all cells")):
        expect(tool).to_have_css("opacity", "1")
    for quiet in (edit, mark_of(page, LESSON)):
        expect(quiet).to_have_css("opacity", "0")
    cell.hover()
    expect(edit).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    run_button.focus()
    expect(edit).to_have_css("opacity", "1")


COVERED = """cells => cells.map((cell) => {
  const [{ bottom }, button] = [".cell_input", ".explorable-toolbar button"]
    .map((each) => cell.querySelector(each).getBoundingClientRect());
  return [bottom - button.top, button.height, button.width];
})"""


def test_run_stands_below_the_code_and_leaves_no_hole(page):
    cells = page.locator("div.cell:not([class*=tag_]):has(.explorable-toolbar button)")
    expect(cells.nth(3)).to_be_attached()
    for over, height, width in cells.evaluate_all(COVERED):
        assert over <= 0 and min(height, width) >= 24
    gaps = cells.evaluate_all(
        """cells => cells.filter((cell) => cell.querySelector(".cell_output")).map((cell) =>
        cell.querySelector(".cell_output").getBoundingClientRect().top
        - cell.querySelector(".cell_input").getBoundingClientRect().bottom)"""
    )
    assert gaps and max(gaps) < 32


def test_an_exercise_nobody_has_tried_has_no_verdict(context, address):
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax-practice.html")
    exercises = page.locator(".tag_exercise")
    expect(exercises.nth(2)).to_be_attached()
    expect(exercises.locator(".explorable-verdict:not([data-verdict=none])")).to_have_count(0)
    marks = exercises.locator(".explorable-mark")
    expect(marks).to_have_text(["Write your answer, then press Run"] * exercises.count())
    expect(marks.first).to_have_css("opacity", "1")


def test_a_figure_that_cells_have_made_shows_what_the_reader_has_edited(context, address):
    """Cell 6 defines the figure that cell 7 shows."""
    page = context.new_page()
    page.goto(f"{address}/chapters/make-your-own.html")
    sea = page.locator("[data-explorer=sea]")
    height = sea.locator("input[type=range][name=height]")
    expect(height).to_be_enabled()  # mounted
    height.press("End")
    expect(sea.locator(".explorable-caption")).to_contain_text("From 2.0 down to -2.0")
    expect(mark_of(page, 6)).to_have_text("run")
    expect(sea.locator("svg")).not_to_contain_text("hours")
    source = cell_of(page, 6).locator(".cell_input pre").text_content()
    write(page, 6, source.strip().replace("time in s", "time in hours"))
    expect(mark_of(page, 7)).to_have_text("stale")
    height.press("Home")
    expect(sea.locator("svg")).to_contain_text("time in hours")
    expect(sea.locator(".explorable-caption")).to_contain_text("From 0.0")
    expect(mark_of(page, 7)).to_have_text("run")
    write(page, 6, source.strip().replace("height=Slider(0, 2", "height=Slider(0, 3"))
    expect(mark_of(page, 7)).to_have_text("stale")
    sea.locator("input[type=range][name=period]").press("End")
    expect(height).to_have_attribute("max", "3")
    expect(sea.locator(".explorable-caption")).to_contain_text("in 2.0 s")
