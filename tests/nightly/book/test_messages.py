"""One line says what the page has to say: at what the reader does, over nothing, and once."""

import re

import pytest
from playwright.sync_api import expect
from stored import CHAPTERS, stored_explorers
from visits import DENY, answer_a_choice, first_choice, wait_for_arrival, wait_for_frame

pytestmark = pytest.mark.first_visit

CHAPTER = "chapters/03-softmax.html"
LINE = ".explorable-session"
COVERS = """line => {
  const { left, right, top, bottom } = line.getBoundingClientRect();
  return [[left + 2, top + 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]]
    .map(([x, y]) => document.elementFromPoint(x, y))
    .every((each) => line.contains(each) || each === line || each.contains(line));
}"""


@pytest.fixture
def page(context, address):
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}")
    wait_for_arrival(page)
    return page


@pytest.fixture
def figure(page):
    figure = page.locator('[data-explorer="softmax_temperature"]')
    expect(figure.locator("fieldset")).to_be_enabled()
    return figure


def test_pythons_start_is_told_in_the_figure_that_was_touched_and_moves_nothing(
    context, page, figure
):
    context.route("**/*.wasm.gz", lambda route: None)
    before = figure.bounding_box()["height"]
    figure.locator(".explorable-picture").hover()
    expect(figure.locator(LINE)).to_have_text(re.compile(r"Loading Python: \d+% of \d+\.\d MB"))
    assert figure.bounding_box()["height"] == before
    expect(figure.locator(f"{LINE} [role=status]")).to_have_attribute("aria-live", "off")
    other = page.locator('[data-explorer="jacobian"]')
    other.scroll_into_view_if_needed()
    other.locator(".explorable-picture").click(position={"x": 2, "y": 2})
    expect(other.locator(LINE)).to_contain_text("Loading Python")
    expect(page.locator(LINE)).to_have_count(1)
    assert page.locator(LINE).evaluate(COVERS)


CAPTIONS = """async () => {
  const script = document.querySelector("[data-explorable-live]");
  const { home, baked } = JSON.parse(script.dataset.explorableLive);
  const moved = [];
  for (const figure of document.querySelectorAll(".explorable-explorer")) {
    figure.dataset.guess = "done";
    const part = (name) => figure.querySelector(`:scope > ${name}`);
    const { name, prefix } = JSON.parse(part("script").textContent);
    const topOf = (element) => element.getBoundingClientRect().top;
    const top = () => topOf(part("fieldset")) - topOf(figure);
    const response = baked[prefix] && await fetch(new URL(home + baked[prefix], document.baseURI));
    if (!response) continue;
    const unzipped = response.body.pipeThrough(new DecompressionStream("gzip"));
    const before = top();
    for (const { caption } of await new Response(unzipped).json()) {
      part(".explorable-caption").textContent = caption;
      if (top() !== before) moved.push([name, caption]);
    }
  }
  return moved;
}"""
"""Shows each stored caption, and gives those that move the controls of their explorer."""


@pytest.mark.parametrize("chapter", [each for each in CHAPTERS if stored_explorers(each)])
def test_no_caption_moves_a_control(open_page, chapter):
    """On a phone, where captions take more lines than anywhere else."""
    page = open_page(f"chapters/{chapter}.html", viewport={"width": 390, "height": 844})
    wait_for_arrival(page)
    assert page.evaluate(CAPTIONS) == []


def test_what_is_kept_is_said_below_the_verdict(page):
    ask = answer_a_choice(first_choice(page))
    expect(ask.locator(LINE)).to_contain_text("Your work is saved in this browser")
    said = ask.locator(".explorable-feedback").bounding_box()
    assert said["y"] + said["height"] <= ask.locator(LINE).bounding_box()["y"] + 1


def test_what_is_kept_is_said_where_it_happened_and_gone_where_the_reader_goes_on(page, figure):
    ask = answer_a_choice(first_choice(page))
    expect(ask.locator(LINE)).to_contain_text("Your work is saved in this browser")
    figure.locator(".explorable-picture").click(position={"x": 2, "y": 2})
    expect(page.locator(LINE)).not_to_contain_text("Your work is saved")


@pytest.mark.parametrize(
    ("script", "missed", "arrived"),
    [
        ("page/questions.js", ".explorable-ask", "form"),
        ("front/question.js", ".explorable-ask", "form"),
        ("page/exercise.js", ".tag_exercise", "[role=textbox]"),
    ],
)
def test_what_is_lost_is_missed_where_it_stands_with_a_way_out(
    context, page, script, missed, arrived
):
    context.route(f"**/{script}*", lambda route: route.fulfill(status=404))
    page.reload()
    place = page.locator(missed).first
    place.scroll_into_view_if_needed()
    expect(place.locator(LINE)).to_contain_text("Part of this page did not load")
    context.unroute_all()
    place.get_by_role("button", name="Reload the page").click()
    place.scroll_into_view_if_needed()
    expect(place.locator(arrived)).to_be_visible()
    expect(page.locator(LINE).get_by_role("status")).to_have_text("")


def test_questions_that_the_network_lost_come_when_it_is_back(context, page):
    page.reload()
    wait_for_arrival(page)
    ask = page.locator(".explorable-ask").first
    expect(ask.locator("form")).to_have_count(0)
    context.set_offline(True)
    ask.scroll_into_view_if_needed()
    expect(ask.locator(LINE)).to_contain_text("Part of this page did not load")
    context.set_offline(False)
    expect(ask.locator("form")).to_be_visible()
    expect(page.locator(LINE).get_by_role("status")).to_have_text("")


def test_after_a_new_release_the_page_of_the_old_one_takes_the_new(context, page, address):
    """The folder of scripts has another name by now; the page on the host knows it."""
    context.route("**/page/questions.js*", lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.locator("figure fieldset").first).to_be_enabled()
    context.route(f"**/{CHAPTER}", renewed)
    with page.expect_event("load"):
        page.locator(".explorable-ask").first.scroll_into_view_if_needed()


def renewed(route):
    """Answer with the page of another release."""
    body = re.sub(r"live-\w{12}", "live-ffffffffffff", route.fetch().text())
    route.fulfill(body=body, content_type="text/html")


def choose(page):
    ask = first_choice(page)
    ask.scroll_into_view_if_needed()
    ask.get_by_role("radio").first.check()


def write_where_nothing_is_kept(page):
    page.add_init_script(DENY)
    page.reload()
    exercise = page.locator(".tag_exercise").first
    exercise.scroll_into_view_if_needed()
    exercise.get_by_role("textbox").fill("mine = 1")


@pytest.mark.parametrize("write", [choose, write_where_nothing_is_kept])
def test_a_new_release_takes_nothing_that_is_not_saved_unless_the_reader_says_so(
    context, page, figure, write
):
    write(page)
    context.route("**/manifest.json", lambda route: route.fulfill(status=404))
    context.route(f"**/{CHAPTER}", renewed)
    expect(figure.locator("fieldset")).to_be_enabled()
    figure.locator(".explorable-picture").hover()
    expect(page.locator(LINE)).to_contain_text("This page is out of date. What isn’t saved is gone")
    with page.expect_event("load"):
        page.locator(LINE).get_by_role("button", name="Reload the page").click()


def test_what_is_lost_is_said_though_another_part_arrives(context, page):
    questions, exercises = [], []
    context.route("**/page/questions.js*", lambda route: questions.append(route))
    context.route("**/page/exercise.js*", lambda route: exercises.append(route))
    page.clock.install()
    page.reload()
    with page.expect_request("**/page/exercise.js*"):
        page.locator(".tag_exercise").first.scroll_into_view_if_needed()
    ask = page.locator(".explorable-ask").first
    with page.expect_request("**/page/questions.js*"):
        ask.scroll_into_view_if_needed()
    page.clock.run_for(8_500)
    expect(page.locator(LINE)).to_contain_text("This page is still loading")
    with page.expect_response(f"**/{CHAPTER}"):  # it asks whether there is a new release
        questions[0].abort()
    wait_for_frame(page)
    exercises[0].continue_()
    expect(ask.locator(LINE)).to_contain_text("Part of this page did not load")


@pytest.mark.parametrize("script", ["page/boot.js", "front/mount.js"])
def test_a_script_that_does_not_answer_is_told_after_the_patience_of_the_loader(
    context, page, script
):
    held = []
    context.route(f"**/{script}*", lambda route: held.append(route))
    page.clock.install()
    page.reload(wait_until="commit")
    trouble = page.locator(".explorable-trouble")
    expect(page.get_by_text("On paper, with solutions")).to_be_attached()  # by the script before
    expect(trouble).to_have_count(0)
    read = page.locator("article h1").bounding_box()
    page.clock.run_for(8_500)
    expect(trouble).to_contain_text("This page is still loading")
    assert page.locator("article h1").bounding_box() == read, "what is being read stays where it is"
    for route in held:
        route.continue_()
    expect(trouble).to_have_count(0)
    expect(page.locator("figure fieldset").first).to_be_enabled()


def test_the_first_scripts_are_asked_for_in_one_wave(page):
    asked = page.locator("link[rel=modulepreload]").evaluate_all("all => all.map(e => e.href)")
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').filter((e) => /live-.*[.]js/.test(e.name))"
        ".map((e) => e.name.replace(/[?].*/, ''))"
    )
    later = {"questions.js", "question.js", "exercise.js", "boot.js", "tab_stops.js", "print.js",
             "trouble.js", "progress.js", "search_mark.js", "search_hits.js", "visit.js",
             "place.js", "formula_text.js"}  # fmt: skip
    left = {each.rpartition("/")[2] for each in {*loaded}.difference(asked)} - later
    assert len(asked) > 30 and not {each for each in left if not each.startswith("question")}
