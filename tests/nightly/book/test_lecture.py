"""A chapter as a lecture: figure by figure, by keys, clicker and buttons, and back."""

import pytest
from accessible import grave
from descent.explorers import catalogue
from playwright.sync_api import expect
from visits import wait_for_arrival

CHAPTER = "chapters/03-softmax.html"
FIRST = "softmax_temperature"
SHOWN = "[data-lecture-figure]"
REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused'))"


@pytest.fixture
def enter(new_page, address):
    """Open a chapter and its lecture; Python never arrives, and the screen is not filled."""

    def enter(end="?lecture", **options):
        page = new_page(**{"viewport": {"width": 1280, "height": 800}, **options})
        page.add_init_script(REFUSED)
        page.route("**/*.wasm.gz", lambda route: None)
        page.goto(f"{address}/{CHAPTER}{end}")
        if "lecture" in end:
            expect(bar(page)).to_be_visible()
        return page

    return enter


def bar(page):
    return page.locator(".explorable-lecture")


def present(page):
    """Begin the lecture from the page's menu."""
    page.get_by_role("button", name="Take this chapter with you").click()
    page.get_by_role("button", name="Present as a lecture").click()


def place(page):
    """Return the number of the figure that is shown, and of all."""
    return [int(each) for each in bar(page).get_by_role("status").inner_text().split("/")]


def figure(page, name=FIRST):
    return page.locator(f'[data-explorer="{name}"]')


def test_the_button_begins_where_the_reader_is_and_the_page_comes_back(enter):
    page = enter("")
    wait_for_arrival(page)
    figure(page, "jacobian").scroll_into_view_if_needed()
    present(page)
    expect(page.locator(SHOWN)).to_have_attribute("data-explorer", "jacobian")
    assert page.locator("article h1").is_hidden()
    page.reload()
    expect(page.locator(SHOWN)).to_have_attribute("data-explorer", "jacobian")
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    assert page.url.endswith(CHAPTER)
    expect(figure(page, "jacobian")).to_be_in_viewport()
    expect(page.locator("article h1")).to_be_visible()
    assert not page.locator('link[href*="lecture.css"]').count()


def test_keys_and_a_clicker_lead_through_all_figures_and_back(enter):
    page = enter()
    _, last = place(page)
    assert last > 5
    for number in range(1, last + 1):
        shown = page.locator(SHOWN)
        expect(shown).to_be_in_viewport()
        assert place(page)[0] == number
        assert shown.evaluate("e => e.scrollWidth <= e.clientWidth")
        key = "PageDown" if number % 2 else "ArrowRight"
        if shown.get_attribute("data-guess") == "open":
            page.keyboard.press(key)  # its answer
            expect(shown).to_have_attribute("data-guess", "done")
            expect(shown.locator(".explorable-compared")).to_be_in_viewport()
        page.keyboard.press(key)
    for key, at in [
        ("ArrowLeft", last - 1), ("PageUp", last - 2), ("Shift+Space", last - 3), ("Home", 1),
        ("PageUp", 1), ("End", last), ("PageDown", last),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert place(page)[0] == at, key


def test_an_explorer_answers_in_the_lecture_and_keeps_its_state(enter):
    page = enter()
    bar(page).get_by_role("button", name="Next").click()
    expect(figure(page).locator(".explorable-compared")).to_contain_text("highest near T = 7")
    slider = figure(page).locator("[name=temperature]")
    slider.focus()
    page.keyboard.press("End")
    caption = catalogue()[FIRST].caption_at(temperature=100.0)
    expect(figure(page).locator(".explorable-caption")).to_have_text(caption)
    number = figure(page).locator("[data-for=temperature]")
    page.keyboard.press("ArrowLeft")
    assert place(page)[0] == 1 and number.input_value() == "95.0"
    figure(page).locator(".explorable-handle").focus()
    page.keyboard.press("ArrowLeft")
    assert place(page)[0] == 1 and number.input_value() == "90.2"
    page.keyboard.press("PageDown")
    assert place(page)[0] == 2 and number.input_value() == "90.2"
    expect(bar(page)).to_be_focused()
    bar(page).get_by_role("button", name="Leave").click()
    assert number.input_value() == "90.2"


def test_a_link_names_a_figure_by_its_number_or_its_state(enter):
    assert place(enter("?lecture=3"))[0] == 3
    page = enter(f"?lecture#explorer={FIRST}&temperature=100")
    expect(page.locator(SHOWN)).to_have_attribute("data-explorer", FIRST)
    caption = catalogue()[FIRST].caption_at(temperature=100.0)
    expect(figure(page).locator(".explorable-caption")).to_have_text(caption)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (844, 390), (390, 844)])
def test_a_figure_fills_the_window_and_its_buttons_stand_below(enter, width, height):
    page = enter(viewport={"width": width, "height": height})
    page.keyboard.press("PageDown")  # its answer
    box, below = figure(page).bounding_box(), bar(page).bounding_box()
    assert (box["width"], box["height"] + below["height"]) == (width, height)
    assert below["y"] == box["height"]
    picture = figure(page).locator(".explorable-picture").bounding_box()
    assert picture["width"] > 0.55 * width or picture["height"] > 0.55 * height
    assert not grave(page)


def test_a_lecture_prints_as_the_page(enter):
    page = enter()
    page.emulate_media(media="print")
    expect(bar(page)).to_be_hidden()
    expect(page.locator("#the-derivative > h2")).to_be_visible()


def test_the_lecture_goes_with_the_full_screen(open_explorer):
    page, _ = open_explorer(FIRST)
    present(page)
    expect(bar(page)).to_be_visible()
    expect(page.locator("html:fullscreen")).to_have_count(1)
    page.evaluate("document.exitFullscreen()")
    expect(bar(page)).to_have_count(0)


def test_a_lecture_that_does_not_arrive_says_so_and_can_be_tried_again(enter):
    page = enter("")
    page.route("**/lecture.css", lambda route: route.abort())
    present(page)
    line = page.locator(".explorable-session")
    expect(line).to_contain_text("The lecture did not load.")
    page.unroute_all()
    line.get_by_role("button", name="Retry").dblclick()
    expect(bar(page)).to_have_count(1)
    expect(line.locator("[role=status]")).to_have_text("")
