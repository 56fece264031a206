"""What a reader did stays with the reader: kept, asked again, counted, saved, loaded, forgotten."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import records
from accessible import grave
from explorable.question import Choice
from playwright.sync_api import expect
from visits import DENY, wait_for_arrival, write

CHAPTER, PRACTICE = "03-softmax", "03-softmax-practice"
AGAIN = "again"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUESTION = Choice(
    "Two of three scores are tied at the top. What does softmax give these two?",
    right="the same probability, below 1/2",
    wrong={"1/2 each": "The third class keeps a share, however small."},
    because="Equal scores have equal exponentials.",
).html
NUMBER = json.dumps({"kind": "number"})
"""What a guess was asked for, as its explorer says it."""
DIGEST = re.search(r'id="ask-(\w+)"', QUESTION)[1]
GONE = {"d0000001": [1, 0, 2], "d0000002": "0 True\n1 True", "d0000003": None}
"""Digests that no question of the book has, and what was answered there."""


class Reader:
    """A browser with a clock of its own, which begins at noon of `TODAY`."""

    def __init__(self, page, address):
        self.page, self.context, self.address = page, page.context, address
        self.context.clock.install(time=TODAY)
        self.context.route("**/*.wasm.gz", lambda route: None)

    def open(self, name, page=None):
        page = page or self.page
        page.goto(f"{self.address}/chapters/{name}.html")
        return page

    def again(self):
        """Open the page that asks again; return its questions and the place of one's work."""
        page = self.open(AGAIN)
        return page.locator(".explorable-again"), page.locator(".explorable-work")

    def put(self, kind, page, number, stored, value, when):
        place = {"kind": kind, "page": f"/chapters/{page}", "number": number, "stored": stored}
        records.put(self.page, place, json.dumps(value), when)

    def wrong(self, kind, number, stored, page=CHAPTER, right=False):
        """Keep that something was wrong, today."""
        when = self.page.evaluate("Date.now()")
        self.put(kind, page, number, stored, {"right": right, "tries": 2, "when": when}, when)

    def come_back(self, days):
        """Load the page again, so many days after `TODAY`."""
        self.context.clock.set_system_time(TODAY + timedelta(days=days))
        self.page.reload()


@pytest.fixture
def reading(new_page, address):
    return lambda **options: Reader(new_page(timezone_id="UTC", **options), address)


@pytest.fixture
def visitor(reading):
    return reading()


@pytest.fixture(scope="module")
def asked(site):
    return json.loads((site / "_static" / "explorable-asked.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def exercise(asked):
    """An exercise of the chapter: its label, and the digest of its text."""
    return next(iter(asked[f"chapters/{CHAPTER}"]["exercises"].items()))


def with_question(visitor):
    """Let the chapter ask a question."""

    def add(route):
        body = route.fetch().text().replace("</article>", f"{QUESTION}</article>")
        route.fulfill(body=body, content_type="text/html")

    visitor.context.route(f"**/chapters/{CHAPTER}.html", add)


def answer(again, verdict):
    """Answer the question that is due."""
    option = {"right": "the same probability", "wrong": "1/2 each"}[verdict]
    again.locator("label", has_text=option).click()
    again.get_by_role("button", name="Check").click()


def test_every_judged_exercise_counts_once(asked, site):
    for page, found in asked.items():
        html = (site / f"{page}.html").read_text("utf-8")
        for label, digest in found["exercises"].items():
            (place,) = re.findall(rf'id="{label}"', html)
            assert place and html.count(f'value="{digest}"') == 1
        assert html.count("tag_exercise docutils") == len(found["exercises"])
        assert html.count('class="explorable-ask"') == len(found["answers"])


def exercise_of(page, number=0):
    """Bring an exercise of a page into view, and return it."""
    cell = page.locator("div.cell.tag_exercise").nth(number)
    cell.scroll_into_view_if_needed()
    return cell


def test_an_answer_is_there_after_a_reload_unless_its_exercise_has_changed(visitor):
    page = visitor.open(CHAPTER)
    write(exercise_of(page), "mine = 1")
    page.reload()
    expect(exercise_of(page).get_by_role("textbox")).to_have_text("mine = 1")

    def change(route):
        body = re.sub('(class="explorable-digest" value=)"[^"]*"', r'\1"d0"', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    page.route(f"**/chapters/{CHAPTER}.html", change)
    page.reload()
    cell = exercise_of(page)
    expect(cell.get_by_role("textbox")).not_to_have_text("mine = 1")
    expect(cell.locator(".explorable-note")).to_contain_text("The book has changed this")


def test_what_is_damaged_is_left_out_with_a_word(visitor):
    page = visitor.open(CHAPTER)
    place = {"kind": "cell", "page": f"/chapters/{CHAPTER}", "number": 1, "stored": "x = 1"}
    records.damage(page, place)
    page.reload()
    line = page.locator(".explorable-session [role=status]")
    expect(line).to_have_text("Some work saved for this page was damaged and has been left out.")
    visitor.open(AGAIN)
    expect(page.locator(".explorable-work")).to_contain_text("Damaged and left out: 1.")


def test_two_tabs_do_not_write_over_each_other(visitor):
    first = visitor.open(PRACTICE)  # which has more than one exercise
    second = visitor.open(PRACTICE, visitor.context.new_page())
    write(exercise_of(first), "from_the_first = 1")
    expect(exercise_of(second).get_by_role("textbox")).to_have_text("from_the_first = 1")
    write(exercise_of(second, 1), "from_the_second = 1")
    write(exercise_of(first), "from_the_first = 2")
    second.reload()
    for number, text in enumerate(["from_the_first = 2", "from_the_second = 1"]):
        expect(exercise_of(second, number).get_by_role("textbox")).to_have_text(text)


def save(work):
    """Save one's work; return the file that the browser downloads."""
    with work.page.expect_download() as download:
        work.get_by_role("button", name="Save to a file").click()
    return download.value


def forget(work):
    work.get_by_role("button", name="Forget everything").click()
    work.get_by_role("button", name="Forget it").click()


def load(work, file):
    with work.page.expect_file_chooser() as chooser:
        work.get_by_role("button", name="Load a file").click()
    chooser.value.set_files(file)


GOOD = {"format": "explorable-work", "version": 1, "book": "Descent", "entries": []}
GUESS = {"kind": "guess", "page": f"chapters/{CHAPTER}", "number": "f", "stored": NUMBER}


def file_of(content):
    """A file that somebody may load, as Playwright takes one."""
    text = json.dumps(content).encode()
    return {"name": "work.json", "mimeType": "application/json", "buffer": text}


def all_but_the_mark(page):
    """Return what is stored, but for the mark that something of the book was."""
    stored = page.evaluate("({ ...localStorage })")
    return {key: text for key, text in stored.items() if '"setting","/","told"' not in key}


def test_work_is_saved_forgotten_and_loaded_again(visitor, exercise):
    _, work = visitor.again()
    page, status = visitor.page, work.get_by_role("status")
    expect(work).to_contain_text("Nothing is saved in this browser yet.")
    visitor.wrong("exercise", *exercise, right=True)
    visitor.put("guess", CHAPTER, "figure-1", NUMBER, 0.5, 1)
    page.reload()
    expect(work).to_contain_text(
        "Saved in this browser: exercises 1, guesses 1. A browser may forget"
    )
    saved = save(work)
    assert saved.suggested_filename == "descent-2026-03-02.json"
    before = page.evaluate("({ ...localStorage })")

    work.get_by_role("button", name="Forget everything").click()
    expect(work.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(work).to_contain_text("exercises 1")
    forget(work)
    expect(status).to_have_text("Everything has been forgotten.")
    expect(work).to_contain_text("Nothing is saved in this browser yet.")
    assert records.entries(page) == []

    load(work, saved.path())
    expect(status).to_have_text(re.compile(r"^Loaded: (\d+) of \1 were new or newer\.$"))
    assert all_but_the_mark(page) == before
    load(work, saved.path())
    expect(status).to_have_text(re.compile("^Loaded: 0 of"))


def test_a_wrong_file_is_refused_and_changes_nothing(visitor, exercise):
    _, work = visitor.again()
    visitor.wrong("exercise", *exercise)
    before = visitor.page.evaluate("({ ...localStorage })")
    status = work.get_by_role("status")
    shapeless = {**GUESS, "text": '{"of": "another shape"}', "when": 1}
    for content, said in (
        ([1, 2], "This file contains no saved work."),
        ({**GOOD, "version": 7}, "This file has a different version, 7."),
        ({**GOOD, "book": "Ascent"}, "This file contains work on “Ascent”, not on “Descent”."),
        ({**GOOD, "entries": [{"kind": "cell"}]}, "Entry 1 of this file is damaged."),
        ({**GOOD, "entries": [shapeless]}, "Entry 1 of this file is damaged."),
    ):
        load(work, file_of(content))
        expect(status).to_have_text(f"{said} Nothing was changed.")
    moved = "() => void (Blob.prototype.text = async () => Promise.reject('it has moved'))"
    visitor.page.evaluate(moved)
    load(work, file_of(GOOD))
    expect(status).to_have_text("This file could not be read. Nothing was changed.")
    assert all_but_the_mark(visitor.page) == before


def test_what_is_newer_here_stays(visitor):
    _, work = visitor.again()
    visitor.put("guess", CHAPTER, "f", NUMBER, 2, 9)
    entries = [{**GUESS, "number": number, "text": "1", "when": 5} for number in "fg"]
    load(work, file_of({**GOOD, "entries": entries}))
    expect(work.get_by_role("status")).to_contain_text("Loaded: 1 of 2")
    kept = records.entries(visitor.page, "guess")
    assert sorted(entry["text"] for entry in kept) == ["1", "2"]


def test_a_browser_without_storage_is_told_so_once(visitor):
    visitor.page.add_init_script(DENY)
    _, work = visitor.again()
    said = visitor.page.locator("article").get_by_text("This browser isn’t saving anything")
    expect(said).to_have_count(1)
    work.get_by_role("button", name="Save to a file").click()
    expect(work.get_by_role("status")).to_contain_text("There is nothing to save")
    load(work, file_of(GOOD))
    expect(work.get_by_role("status")).to_contain_text(
        "Nothing was loaded: this browser isn’t saving"
    )


def test_again_is_empty_then_asks_later_and_later_and_then_no_more(visitor):
    with_question(visitor)
    again, _ = visitor.again()
    expect(again).to_contain_text("Nothing to review.")
    expect(again).to_contain_text("1, 3, 7, and 21 days")
    visitor.wrong("answer", f"ask-{DIGEST}", DIGEST)
    visitor.page.reload()
    expect(again).to_contain_text("Nothing is due today. Next on Tuesday, March 3: 1 to answer.")
    day = 0
    for wait, date in ((1, "Friday, March 6"), (3, "March 13"), (7, "Friday, April 3"), (21, "")):
        visitor.come_back(day + wait - 1)
        expect(again).to_contain_text("Nothing is due today.")
        day += wait
        visitor.come_back(day)
        expect(again).to_contain_text("Due today: 1.")
        expect(again.get_by_text("Two of three scores")).to_be_visible()
        expect(again.get_by_role("link", name="Softmax")).to_have_attribute(
            "href", f"/chapters/{CHAPTER}.html#ask-{DIGEST}"
        )
        answer(again, "right")
        expect(again.locator("li > [role=status]")).to_contain_text(date or "four times")
    visitor.page.reload()
    expect(again).to_contain_text("Nothing to review.")


def test_ten_are_asked_a_day_and_what_was_answered_counts(visitor, asked):
    exercises = [
        (label, digest, page.removeprefix("chapters/"))
        for page, found in asked.items()
        for label, digest in found["exercises"].items()
    ][:14]
    again, _ = visitor.again()
    for each in exercises:
        visitor.wrong("exercise", *each)
    visitor.come_back(1)
    expect(again).to_contain_text(
        "Due today: 10. Your first answer counts. Ten a day are enough: 4 wait"
    )
    expect(again.locator("li")).to_have_count(10)
    now = visitor.page.evaluate("Date.now()")
    for label, digest, of in exercises[:3]:
        visitor.put("again", of, label, digest, {"box": 0, "when": now}, now)
    visitor.page.reload()
    expect(again).to_contain_text(
        "Due today: 7. Your first answer counts. Ten a day are enough: 4 wait"
    )
    expect(again.locator("li")).to_have_count(7)


LEANING = """() => Array.from(document.querySelectorAll(".tag_in-place,.tag_quotes-above"), (c) => {
  const above = c.previousElementSibling;
  return {
    id: c.querySelector(".explorable-ask").id,
    stays: c.matches(".tag_in-place"),
    above: (above.querySelector(".cell_output") ?? above).innerText,
    home: location.href,
  };
})"""


def test_a_question_is_asked_with_what_it_quotes_or_stays_in_its_place(visitor, site):
    places = []
    for path in sorted((site / "chapters").glob("[0-9]*.html")):
        if re.search("tag_(in-place|quotes-above)", path.read_text("utf-8")):
            found = visitor.open(path.stem).evaluate(LEANING)
            places += [each | {"page": path.stem} for each in found]
    again, _ = visitor.again()
    page = visitor.page
    for each in places:
        visitor.wrong("answer", each["id"], each["id"].removeprefix("ask-"), each["page"])
    page.reload()
    quoted = {each["id"]: each for each in places if not each["stays"]}
    assert 0 < len(quoted) < len(places)
    expect(again).to_contain_text(f"Next on Tuesday, March 3: {len(quoted)} to answer.")
    visitor.come_back(5)
    expect(again).to_contain_text(f"Due today: {len(quoted)}. Your first answer counts.")
    expect(again).not_to_contain_text("No longer in the book")
    for name, each in quoted.items():
        item = again.locator("li", has=page.locator(f"#{name}"))
        expect(item).to_contain_text(each["above"])
        links = item.locator("a[href]").evaluate_all("all => all.map((each) => each.href)")
        assert f"{each['home']}#{name}" in links
        assert not [link for link in links if link.startswith(page.url)]


def test_what_the_book_no_longer_asks_breaks_nothing_and_counts_nowhere(visitor, asked, exercise):
    """What was right is in no mark, what was wrong is not asked again; a file still has both."""
    again, work = visitor.again()
    trouble, page = [], visitor.page
    visitor.context.on("weberror", lambda error: trouble.append(str(error.error)))
    there = asked["chapters/01-scores-and-margins"]["answers"][0]
    for right, (digest, given) in enumerate([*GONE.items(), (there, 0)]):
        state = {"answer": given, "right": right % 2 == 1, "tries": 2, "when": 1}
        visitor.put("answer", "01-scores-and-margins", f"ask-{digest}", digest, state, 1)
    visitor.put("exercise", CHAPTER, exercise[0], "d0", {"right": False, "tries": 1, "when": 1}, 1)
    page.reload()
    expect(again).to_contain_text("Due today: 1.")
    expect(again).to_contain_text("No longer in the book: 4.")
    expect(work).to_contain_text("questions 4, exercises 1.")
    before = page.evaluate("({ ...localStorage })")
    saved = save(work)
    forget(work)
    load(work, saved.path())
    expect(work.get_by_role("status")).to_have_text("Loaded: 5 of 5 were new or newer.")
    assert all_but_the_mark(page) == before
    visitor.open("intro")
    marks = page.locator(".course-map .explorable-done:not(:empty)")
    expect(marks).to_have_text([re.compile(r"^1 of \d+ done$")])
    visitor.open("01-scores-and-margins")
    page.locator(".explorable-ask").first.scroll_into_view_if_needed()
    questions = page.locator(".explorable-ask").count()
    expect(page.locator(".explorable-ask > .explorable-feedback")).to_have_count(questions)
    expect(page.locator(".explorable-ask[data-state]")).to_have_count(1)
    assert trouble == []


def test_an_exercise_that_was_wrong_is_a_link_with_its_number(visitor, exercise):
    again, _ = visitor.again()
    visitor.wrong("exercise", *exercise)
    visitor.come_back(2)
    link = again.locator("li a")
    expect(link).to_have_text(re.compile(r"^Exercise 3\.\d+, Softmax$"))
    link.click()
    expect(visitor.page.locator(f"#{exercise[0]}")).to_be_in_viewport()


def settle(page):
    """Wait until nothing of the page moves by itself any more."""
    page.evaluate("document.fonts.ready")
    wait_for_arrival(page)
    expect(page.locator(".explorable-controls:disabled")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_map_and_contents_show_what_is_done_and_nothing_moves(reading, asked, size):
    pages = {name: asked[f"chapters/{name}"] for name in (CHAPTER, PRACTICE)}
    said, beside = (f"1 of {sum(map(len, page.values()))} done" for page in pages.values())
    visitor = reading(viewport=size)
    page = visitor.open("intro")
    settle(page)
    boxes = "all => all.map((each) => JSON.stringify(each.getBoundingClientRect()))"
    places = page.locator(".course-map li, .course-map strong, .bd-links a, h2")
    before = places.evaluate_all(boxes)
    expect(page.locator(".explorable-done:not(:empty)")).to_have_count(0)
    for name in (CHAPTER, PRACTICE):
        label, digest = next(iter(pages[name]["exercises"].items()))
        visitor.wrong("exercise", label, digest, page=name, right=True)
    visitor.wrong("exercise", "ex-gone", "d0", right=True)
    page.reload()
    settle(page)
    expect(page.locator(".course-map .explorable-done:not(:empty)")).to_have_text([said])
    expect(page.locator(".bd-links .explorable-done:not(:empty)")).to_have_text([said, beside])
    link = page.locator(".course-map a", has_text=said)
    expect(link).to_have_attribute("href", f"{CHAPTER}.html")
    assert places.evaluate_all(boxes) == before
    visitor.open(CHAPTER)
    expect(page.locator(".bd-links .current > .explorable-done")).to_have_text(said)


def test_a_verdict_on_ones_own_answer_counts_at_once(context, address, asked):
    page = context.new_page()
    page.goto(f"{address}/chapters/{CHAPTER}.html")
    mark = page.locator(".bd-links .current > .explorable-done")
    write(exercise_of(page), "checks.softmax.probabilities(lambda s: s)")
    page.keyboard.press("Shift+Enter")
    expect(exercise_of(page).locator("[data-verdict=wrong]")).to_be_visible()
    expect(mark).to_be_empty()
    write(exercise_of(page), "checks.softmax.probabilities(lambda s: softmax(s))")
    page.keyboard.press("Shift+Enter")
    expect(exercise_of(page).locator("[data-verdict=right]")).to_be_visible()
    expect(mark).to_have_text(re.compile("^1 of "))


def test_every_page_leads_to_ones_work(visitor):
    page = visitor.open("license")
    page.locator(".bd-footer-content").get_by_role("link", name="Your work").click()
    expect(page.get_by_role("heading", name="Your work")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone"]
)
def test_a_page_with_something_due_is_accessible_and_fits(reading, exercise, size, scheme):
    visitor = reading(viewport=size, color_scheme=scheme)
    with_question(visitor)
    again, work = visitor.again()
    visitor.wrong("answer", f"ask-{DIGEST}", DIGEST, right=True)
    visitor.wrong("exercise", *exercise, right=True)
    visitor.come_back(1)
    expect(again.locator("> ol > li")).to_have_count(2)
    answer(again, "wrong")
    work.get_by_role("button", name="Forget everything").click()
    assert not grave(visitor.page)
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
