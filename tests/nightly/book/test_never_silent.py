"""Whatever fails is said with a way out, and what a reader has written is not lost."""

import json
import re
from functools import partial
from html import escape

import pytest
from explorable.bundle.scripts import PACKAGE
from explorable.sphinx.pages import TROUBLES
from explorable.words import word
from playwright.sync_api import expect
from stored import LESSON
from visits import DENY, show_controls, wait_for_arrival, write

CHAPTER = "chapters/03-softmax.html"
NAME = "softmax_temperature"


ALIVE = "dispatchEvent(new Event('explorable-alive')); document.createElement('p').innerHTML = '?'"


@pytest.fixture
def page(context, address):
    return context.new_page()


@pytest.fixture
def chapter(page, address):
    page.goto(f"{address}/{CHAPTER}")
    return page


def figure_of(page):
    return page.locator(f'[data-explorer="{NAME}"]').first


def first_cell(page):
    return page.locator(LESSON).first


RENAMED = {"body": "export const renamed = 1;", "content_type": "text/javascript"}
"""A script of another release."""


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ("front/pad.js", None),
        ("page/session.js", None),
        ("page/boot.js", None),
        ("page/cells.js", RENAMED),
    ],
)
def test_a_script_that_does_not_arrive_is_named_and_the_page_can_be_loaded_again(
    page, address, script, answer
):
    page.route(f"**/{script}*", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.goto(f"{address}/{CHAPTER}")
    trouble = page.locator(".explorable-trouble")
    expect(trouble).to_contain_text("Part of this page did not load")
    expect(figure_of(page).locator(".explorable-caption")).to_be_visible()
    page.unroute_all()
    trouble.get_by_role("button", name="Reload the page").click()
    expect(figure_of(page).locator("fieldset")).to_be_enabled()
    expect(trouble).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "headers", "said"),
    [
        ("text/plain", {}, "sends scripts as text/plain, which browsers"),
        ("text/html", {}, "sign-in has ended"),
        ("text/plain", {"Content-Security-Policy": "sandbox allow-scripts"}, "in a sandbox"),
        (
            "text/javascript",
            {"Content-Security-Policy": "require-trusted-types-for 'script'"},
            "has require-trusted-types-for",
        ),
        ("text/javascript", {}, "browser is too old"),
    ],
)
def test_what_keeps_scripts_from_running_is_named_as_far_as_the_host_tells(
    page, script, headers, said
):
    if "old" in said:
        page.add_init_script("delete self.DecompressionStream")
    words = escape(json.dumps({name: word(name, type="{type}") for name in TROUBLES}))
    html = (
        f'<meta charset="utf-8"><script defer data-words="{words}" src="trouble.js"></script>'
        '<script type="module" data-explorable-live src="boot.js"></script><article></article>'
    )
    trouble = (PACKAGE / "page" / "trouble.js").read_text("utf-8")
    for name, body, kind in (
        ("page.html", html, "text/html"),
        ("trouble.js", trouble, "text/javascript"),
        ("boot.js", ALIVE, script),
    ):
        page.route(
            f"**/small/{name}",
            partial(_fulfill, body=body, headers={**headers, "Content-Type": kind}),
        )
    page.goto("http://book.test/small/page.html")
    expect(page.get_by_role("note")).to_contain_text(said)


def test_without_its_folders_of_files_a_page_names_its_host(page, address):
    """As hosts drop those whose names begin with a line below, style and all."""
    page.route(re.compile("/_"), lambda route: route.fulfill(status=404))
    page.goto(f"{address}/{CHAPTER}")
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    unserved = page.get_by_text("The files of this page have not come yet")
    expect(unserved).to_be_visible()
    page.unroute_all()
    page.reload()
    expect(unserved).to_have_count(0)


FILL = """() => {
  for (let text = "x".repeat(1 << 20), n = 0; text; n++)
    try {
      localStorage.setItem(`neighbor${n}`, text);
    } catch {
      text = text.slice(1 + text.length / 2);
    }
}"""


@pytest.mark.parametrize("storage", ["refused", "full"])
def test_colors_and_search_need_no_storage(page, address, storage):
    troubles = []
    page.on("pageerror", lambda error: troubles.append(error.message))
    if storage == "refused":
        page.add_init_script(DENY)
    else:
        page.goto(f"{address}/robots.txt")
        page.evaluate(FILL)
    page.goto(f"{address}/search.html?q=softmax")
    expect(page.locator("#search-results li").first).to_be_visible()
    html = page.locator("html")
    before = html.get_attribute("data-mode")
    page.locator(".theme-switch-button").filter(visible=True).first.click()
    expect(html).not_to_have_attribute("data-mode", before)
    assert not troubles


def _fulfill(route, *, body, headers):
    route.fulfill(body=body, headers=headers)


def test_a_lost_picture_and_an_error_of_another_script_are_no_trouble_of_ours(page, address):
    held = []
    page.route("**/*.svg", lambda route: route.abort())
    page.route("**/page/boot.js*", lambda route: held.append(route))
    with page.expect_request("**/page/boot.js*"):
        page.goto(f"{address}/{CHAPTER}", wait_until="commit")
    expect(page.get_by_text("On paper, with solutions")).to_be_attached()  # by the script before
    page.evaluate("dispatchEvent(new ErrorEvent('error', { filename: 'moz-extension://a/b.js' }))")
    held[0].continue_()
    expect(figure_of(page).locator("fieldset")).to_be_enabled()
    expect(page.locator(".explorable-trouble")).to_have_count(0)


def test_a_dark_page_prints_as_a_light_one(page, address):
    page.add_init_script("localStorage.setItem('mode', 'dark')")
    page.goto(f"{address}/{CHAPTER}")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(html).to_have_attribute("data-theme", "light")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(html).to_have_attribute("data-theme", "dark")


def test_a_copied_link_moves_no_button_and_can_be_copied_again_wherever_the_focus_is(page, address):
    """Safari gives a button that is clicked no focus, so none can leave it."""
    page.clock.install()
    page.goto(f"{address}/{CHAPTER}")
    wait_for_arrival(page)
    figure = figure_of(page)
    show_controls(figure)
    figure.locator(".explorable-tools > summary").click()
    link, full = figure.locator("[data-do=link]"), figure.locator("[data-do=fullscreen]")
    link.click()
    expect(link).to_have_text(re.compile("^Link (copied|in the address bar)$"))
    page.clock.run_for(5_000)
    expect(link).to_have_text("Copy link")
    link.click()
    page.evaluate("addEventListener('click', (e) => (window.hit = e.target.dataset.do), true)")
    full.click(position={"x": 3, "y": 3})
    assert page.evaluate("window.hit") == "fullscreen"


def test_a_number_out_of_range_is_marked_until_it_goes(chapter):
    figure_of(chapter).get_by_role("button", name="Just show me").click()
    typed = figure_of(chapter).locator("[data-for=temperature]")
    before = typed.input_value()
    for leave in ("Tab", "Escape"):
        typed.fill("999")
        expect(typed).to_have_attribute("aria-invalid", "true")
        typed.press(leave)
        expect(typed).to_have_value(before)
        expect(typed).to_have_attribute("aria-invalid", "false")


FRAME = '<iframe width=1200 height=800 sandbox="allow-scripts allow-same-origin" src="{}"></iframe>'


def test_a_frame_that_forbids_files_and_links_is_named_and_the_text_can_be_copied(page, address):
    page.goto(f"{address.replace('127.0.0.1', 'localhost')}/robots.txt")  # another origin
    page.set_content(FRAME.format(f"{address}/{CHAPTER}"))
    frame = page.frame_locator("iframe")
    figure = frame.locator('[data-explorer="scores_to_probabilities"]').first
    figure.get_by_role("textbox", name="Your guess").fill("5")
    figure.get_by_role("button", name="Check my guess").click()
    link = figure.locator("[data-do=link]")
    link.dispatch_event("click")
    expect(link).to_have_text("A frame gives no link: open the book in its own tab")
    page.frames[1].goto(f"{address}/chapters/again.html")
    frame.get_by_role("button", name="Save to a file").click()
    work = frame.locator(".explorable-work")
    expect(work.get_by_role("status")).to_contain_text("into a file with the name")
    assert json.loads(work.get_by_role("textbox").input_value())["entries"]


def test_a_refused_storage_is_said_although_python_marks_what_is_written(chapter):
    cell = first_cell(chapter)
    cell.get_by_role("button", name="Run cell").dispatch_event("click")
    expect(cell.locator(".explorable-mark")).to_have_text("run")
    chapter.evaluate(DENY)
    write(cell, "x = 1")
    expect(cell.locator(".explorable-mark")).to_have_text("stale")
    line = chapter.locator(".explorable-session [role=status]")
    expect(line).to_have_text("This browser isn’t saving anything for this site. "
                              "What you write here is gone when you leave.")  # fmt: skip
    chapter.locator(".explorable-session").get_by_role("button", name="Close").click()
    expect(line).to_have_text("")


def test_a_cell_that_is_edited_in_one_tab_shows_in_the_other_what_it_runs(chapter, context):
    first_cell(chapter).scroll_into_view_if_needed()
    expect(first_cell(chapter).get_by_role("button", name="Edit cell")).to_be_attached()
    other = context.new_page()
    other.goto(chapter.url)
    write(first_cell(other), "x = 'newer'")
    expect(first_cell(chapter).get_by_role("textbox")).to_contain_text("x = 'newer'")
