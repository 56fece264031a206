"""What a reader meets of an engine, in every engine: its pointer, keys, workers, caches and layout.

What the book does alike wherever it runs, `tests/nightly/book` and `tests/nightly/explorable` prove
in Chromium.
"""

import pytest
from descent.explorers import catalogue
from reading import TEMPERATURE, caption, guess, wait_for_caption
from stored import LESSON, chapter_of
from visits import KEPT
from walks import first, write

SOFTMAX = "/chapters/03-softmax.html"
SCORES = '[data-explorer="scores_to_probabilities"]'
EXERCISE = ".tag_exercise"
beside_chromium = pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
"""What `tests/pages` or `tests/nightly/book` go through in Chromium."""

PLACES = """(figures) => figures.map((figure) => {
  const { x, y } = document.querySelector(`${figure} [type=range]`).getBoundingClientRect();
  return [x, y + scrollY].map(Math.round);
})"""
"""Where on the page the first sliders of figures stand."""

IN_WINDOW = """(selector) => {
  const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""
"""Where in the window the middle of an element is."""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_words_that_come_move_what_is_pressed(tab, served, tmp_path, width):
    """Why Python does not start takes lines, at a phone's width three; so do other captions."""
    address = served(refused=".wasm.gz")
    tab.goto(served(framed(tmp_path, address, width)) + "/")
    tab.enter("iframe")
    tab.wait_for_arrival()
    figures = [TEMPERATURE, SCORES]
    tab.show_controls(TEMPERATURE)
    seen = tab.place(f"{SCORES} .explorable-guess")
    tab.wait_for_words(f"{TEMPERATURE} [role=status]", "couldn’t start")  # above the window
    assert tab.evaluate(IN_WINDOW, f"{SCORES} .explorable-guess") == pytest.approx(seen, abs=1)
    tab.show_controls(SCORES)
    before = tab.evaluate(PLACES, figures)
    tab.wait_for_words(f"{SCORES} [role=status]", "couldn’t start")
    assert tab.evaluate(PLACES, figures) == before, "the words stand where the reader is"
    tab.click(f"{TEMPERATURE} [name=temperature]")
    tab.wait_for_words(f"{TEMPERATURE} [role=status]", "couldn’t start")
    moved = tab.evaluate(PLACES, figures)
    assert moved[0] == before[0], "they go with the reader"
    tab.press("End")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=100.0))
    tab.press("ArrowLeft")
    tab.wait_for_words(f"{TEMPERATURE} > .explorable-caption", "^The nearest stored picture")
    tab.click(f"{SCORES} .explorable-tools > summary")
    tab.wait_for_words(f"{SCORES} [role=status]", "couldn’t start")
    assert tab.evaluate(PLACES, figures) == moved


def test_a_handle_is_dragged(tab, served):
    tab.open(served() + SOFTMAX)
    tab.wake(SCORES)
    tab.show_controls(SCORES)
    x, y = tab.place(f"{SCORES} .explorable-handle")
    tab.stroke([(x, y), (x, y - 20), (x, y - 40)])
    values = "(s) => [...document.querySelectorAll(`${s} input[type=range]`)].map((i) => i.value)"
    tab.wait(f"(s) => ({values})(s)[0] > 3.2", SCORES)
    cat, car, frog = map(float, tab.evaluate(values, SCORES))
    assert (car, frog) == (5.1, -1.7)
    expected = caption("scores_to_probabilities", cat=cat, car=car, frog=frog)
    wait_for_caption(tab, SCORES, expected)


@pytest.mark.parametrize(
    ("kind", "places"), [("mark", [0.3, 0.3]), ("line", [0.02, 0.3, 0.6, 0.98])]
)
def test_a_guess_on_the_picture_is_answered_and_kept(tab, served, kind, places):
    explorers = catalogue().values()
    asking = next(each for each in explorers if each.predict and each.predict.kind == kind)
    guess(tab, f"{served()}/chapters/{chapter_of(asking.name)}.html", asking, places)


def test_next_leads_to_practice_and_the_next_core_and_the_landing_page_back_to_the_place(
    tab, served
):
    address = served()
    tab.open(address + SOFTMAX)
    for page in ("03-softmax-practice", "04-cross-entropy"):
        tab.follow("a.right-next")
        assert tab.evaluate("() => location.pathname") == f"/chapters/{page}.html"
    title = "article section > section:nth-of-type(3) > h2"
    tab.place(title)
    tab.wait("() => history.state?.place")
    part = tab.evaluate("() => history.state.place.part")
    tab.goto(address + "/chapters/intro.html")
    tab.wait_for_words(".explorable-continue", "^Continue: 4 Cross-entropy")
    tab.follow(".explorable-continue a")
    assert tab.evaluate("() => location.pathname") == "/chapters/04-cross-entropy.html"
    tab.wait("(part) => scrollY && history.state?.place?.part === part", part)


def test_after_a_reload_the_contents_show_what_is_read(tab, served):
    tab.open(served() + SOFTMAX)
    section = "#when-numbers-run-out"
    tab.place(f"{section} > :last-child")
    tab.wait("() => history.state?.place")
    tab.reload()
    read = "() => document.querySelector('#pst-page-toc-nav a[aria-current]')?.hash"
    tab.wait(f"(section) => ({read})() === section", section)


PRINTS = """() => [...document.querySelectorAll(".explorable-ask")]
  .find((each) => each.textContent.includes("What do these lines print?")).id"""
RIGHT = """(ask) => [...document.querySelectorAll(`${ask} .explorable-options > li`)]
  .findIndex((each) => each.textContent.includes("2 2 4")) + 1"""


@beside_chromium
def test_who_has_the_right_values_is_told_so(tab, served):
    tab.open(served() + SOFTMAX)
    ask = f"#{tab.evaluate(PRINTS)}"
    tab.place(ask)
    tab.wait(RIGHT, ask)
    tab.click(f"{ask} .explorable-options > li:nth-child({tab.evaluate(RIGHT, ask)}) label")
    tab.click(f"{ask} > button")
    tab.wait("(ask) => document.querySelector(ask).dataset.state === 'right'", ask)


@beside_chromium
def test_an_exercise_is_answered_wrong_then_right_and_the_answer_is_kept(tab, served):
    tab.open(served() + SOFTMAX)
    exercise = first(tab, EXERCISE)
    tab.wait_for_words(f"{exercise} [role=textbox]", ".")  # it opens as an editor by itself
    write(tab, exercise, "checks.softmax.probabilities(lambda s: s)")
    tab.wait_for_words(f"{exercise} [data-verdict=wrong]", "^Not yet")
    write(tab, exercise, "checks.softmax.probabilities(lambda s: softmax(s))")
    tab.wait_for_words(f"{exercise} [data-verdict=right]", ".")
    tab.reload()
    first(tab, EXERCISE)
    tab.wait_for_words(f"{exercise} [role=textbox]", "lambda s: softmax")


def test_a_book_in_a_folder_asks_for_nothing_outside_and_on_a_second_visit_for_no_python(
    tab, served, site, tmp_path
):
    """The first one's tab stays open: a driven WebKit keeps nothing that no tab holds."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text("", "utf-8")
    (tmp_path / "a" / "b").symlink_to(site)
    address = served(tmp_path)
    tab.open(f"{address}/a/b{SOFTMAX}")
    tab.wake(TEMPERATURE)
    tab.evaluate(KEPT)
    assert {path for path in served.asked if not path.startswith("/a/b/")} <= {"/favicon.ico"}
    assert [path for path in served.asked if path.endswith(".wasm.gz")]
    served.asked.clear()
    tab.open_another()
    tab.open(f"{address}/a/b{SOFTMAX}")
    tab.wake(TEMPERATURE)
    assert not [path for path in served.asked if path.endswith(".wasm.gz")]


@beside_chromium
def test_a_lecture_is_given_and_left(tab, served):
    """Nobody has pressed anything, so no engine fills the screen: the window is enough."""
    tab.open(f"{served()}{SOFTMAX}?lecture")
    place = ".explorable-lecture [role=status]"
    tab.wait_for_words(place, "^1 / ")
    assert tab.evaluate("() => !document.fullscreenElement")
    tab.press("PageDown")
    tab.wait_for_words(f"{TEMPERATURE} .explorable-compared", "highest near T = 7")
    tab.click(f"{TEMPERATURE} [name=temperature]")
    tab.press("End")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=100.0))
    tab.press("PageDown")
    tab.wait_for_words(place, "^2 / ")
    tab.click(".explorable-lecture button")
    tab.wait_for_words(place, "^1 / ")
    box = tab.evaluate(
        "(path) => document.querySelector(path).getBoundingClientRect().toJSON()", TEMPERATURE
    )
    assert (box["left"], box["top"], box["right"]) == (0, 0, tab.evaluate("() => innerWidth"))
    tab.press("Escape")
    tab.wait("() => !document.querySelector('.explorable-lecture')")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=100.0))


def framed(tmp_path, address, width):
    """Write a page that holds the chapter in a frame of its upper left corner."""
    frame = f'<iframe src="{address}{SOFTMAX}" width="{width}" height="800"></iframe>'
    style = "<style>* { margin: 0; border: 0 }</style>"
    (tmp_path / "index.html").write_text(f"<!doctype html>{style}{frame}", "utf-8")
    return tmp_path


def type_a_temperature(tab):
    """Type a temperature between two frames, which Python alone can draw, with a decimal comma."""
    tab.show_controls(TEMPERATURE)
    tab.click(f"{TEMPERATURE} [name=temperature]")  # its number is text until then
    tab.click(f"{TEMPERATURE} [data-for=temperature]")
    tab.press("Control+a")
    tab.type("7,7")
    wait_for_caption(tab, TEMPERATURE, caption("softmax_temperature", temperature=7.7))


def test_in_a_phones_width_of_another_origin_nothing_is_wider_and_all_works(tab, served, tmp_path):
    """A frame of another origin may keep nothing: Python starts all the same."""
    book = served().replace("127.0.0.1", "localhost")
    tab.goto(served(framed(tmp_path, book, 390)) + "/")
    tab.enter("iframe")
    tab.wait_for_arrival()
    assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    type_a_temperature(tab)


def test_over_plain_http_explorers_move_and_cells_run_and_are_kept(engine, open_tab, served):
    """Browsers hash no files there and keep none; this machine's own names they count as safe.

    The server of the book is the proxy of the browser, too: any name leads to it.
    """
    with open_tab(engine, proxy=served()) as tab:
        tab.open(f"http://book.test{SOFTMAX}")
        assert not tab.evaluate("() => isSecureContext")
        tab.wake(TEMPERATURE)
        type_a_temperature(tab)
        lesson = first(tab, LESSON)
        write(tab, lesson, "6 * 7")
        tab.wait_for_words(f"{lesson} .cell_output", "^42$")
        tab.reload()
        first(tab, LESSON)
        tab.wait_for_words(f"{lesson} [role=textbox]", r"^6 \* 7$")
