"""A chapter as a lecture: slide by slide, by keys, clicker, buttons and fingers, and back."""

import pytest
from accessible import grave
from descent.explorers import catalogue
from playwright.sync_api import expect
from visits import swipe, wait_for_arrival, wait_for_frame

CHAPTER = "chapters/03-softmax.html"
FIRST = "softmax_temperature"
SLIDE = "[data-lecture-slide]"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused'))"
PAGE = """() => [...document.querySelectorAll("html, article, article *")]
  .filter((each) =>
    !each.closest(".explorable-explorer, .explorable-session, .tag_exercise"))
  .map((each) => {
    const copy = each.cloneNode();
    if (each.matches("pre, .output") && each.tabIndex < 0) copy.removeAttribute("tabindex");
    copy.removeAttribute("data-runtime"); // Python starts meanwhile
    return copy.outerHTML;
  }).join("\\n")"""
"""The elements and their attributes, but those of explorers, which may move, and of editors.

What does not scroll is no tab stop: the theme writes that with an attribute, the stage without.
"""
SETTLED = """() => [...document.querySelectorAll("article pre")].every((each) =>
  each.scrollWidth > each.clientWidth ? each.tabIndex === 0 : each.tabIndex < 0)"""


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


def number(page):
    return int(bar(page).locator("[role=status] > span").inner_text().split("/")[0])


def total(page):
    return int(bar(page).locator("[role=status] > span").inner_text().split("/")[1])


def figure(page, name=FIRST):
    return page.locator(f'[data-explorer="{name}"]')


def test_the_button_begins_where_the_reader_is_and_the_page_comes_back_as_it_was(enter):
    page = enter("")
    wait_for_arrival(page)
    expect(figure(page, "jacobian").locator("fieldset")).to_be_enabled()
    page.locator("#two-classes-the-sigmoid").scroll_into_view_if_needed()
    expect(page.locator(".explorable-ask form")).to_have_count(
        page.locator(".explorable-ask").count()
    )
    page.wait_for_function(SETTLED)
    before = page.evaluate(PAGE)
    page.locator("#the-derivative").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    present(page)
    expect(bar(page).locator("h1")).to_have_text("The derivative")
    expect(page.locator(SLIDE)).to_be_in_viewport(ratio=1)
    page.keyboard.press("PageDown")
    slide = page.locator(SLIDE).element_handle()
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    assert slide.evaluate("e => document.activeElement === e")
    box = slide.bounding_box()
    assert 0 <= box["y"] < 900
    slide.evaluate("e => e.blur()")
    page.wait_for_function(f"(before) => ({PAGE})() === before", arg=before)
    assert not page.locator('link[href*="lecture.css"]').count()


def test_keys_and_a_clicker_lead_through_all_slides_and_back(enter):
    page = enter()
    seen, last = [], total(page)
    assert last > 20
    for _ in range(3 * last):
        seen.append(number(page))
        assert page.locator(SLIDE).is_visible(), seen  # what only paper shows is no slide
        if seen[-1] == last:
            break
        page.keyboard.press("PageDown" if len(seen) % 2 else "ArrowRight")
    assert sorted(set(seen)) == list(range(1, last + 1)) and seen == sorted(seen)
    for key, at in [
        ("ArrowLeft", last - 1), ("PageUp", last - 2), ("Shift+Space", last - 3), ("Home", 1),
        ("PageUp", 1), ("End", last),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert number(page) == at, key
    page.keyboard.press("PageDown")  # the last one's answer, if it keeps one
    page.keyboard.press("PageDown")
    assert number(page) == last


def test_the_room_is_asked_before_the_answer(enter):
    page = enter()
    shown = figure(page)
    assert shown.evaluate("e => e.hasAttribute('data-lecture-slide')")
    expect(shown).to_have_attribute("data-guess", "open")
    expect(shown.locator(".explorable-controls")).to_be_hidden()
    forward = bar(page).get_by_role("button", name="Answer")
    forward.click()
    expect(shown).to_have_attribute("data-guess", "done")
    expect(shown.locator(".explorable-compared")).to_contain_text("highest near T = 7")
    assert number(page) == 1
    expect(bar(page).get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Space")
    assert number(page) == 2


def test_an_explorer_answers_in_the_lecture_and_keeps_its_state(enter):
    page = enter()
    page.keyboard.press("PageDown")
    slider = figure(page).locator("[name=temperature]")
    slider.focus()
    page.keyboard.press("End")
    caption = catalogue()[FIRST].caption_at(temperature=100.0)
    expect(figure(page).locator(".explorable-caption")).to_have_text(caption)
    page.keyboard.press("ArrowLeft")
    assert number(page) == 1 and slider.input_value() == "99.9"
    handle = figure(page).locator(".explorable-handle")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    assert number(page) == 1 and slider.input_value() == "99.8"
    page.keyboard.press("PageDown")
    assert number(page) == 2 and slider.input_value() == "99.8"
    assert page.evaluate("document.activeElement.matches('.explorable-lecture')")
    page.keyboard.press("Escape")
    assert slider.input_value() == "99.8"


def test_a_link_to_an_explorer_in_a_state_begins_there(enter):
    page = enter(f"?lecture#explorer={FIRST}&temperature=100")
    assert figure(page).evaluate("e => e.hasAttribute('data-lecture-slide')")
    caption = catalogue()[FIRST].caption_at(temperature=100.0)
    expect(figure(page).locator(".explorable-caption")).to_have_text(caption)
    page = enter("?lecture#explorer=jacobian")
    shown = figure(page, "jacobian")
    assert shown.evaluate("e => e.hasAttribute('data-lecture-slide')")
    expect(shown).to_have_attribute("data-guess", "open")
    expect(bar(enter("#lecture"))).to_be_visible()


def test_on_a_phone_fingers_and_buttons_turn_and_nothing_is_wider_than_the_screen(enter):
    page = enter(**PHONE)
    # Else a browser with a window goes back a page; one without has no such swipe.
    expect(page.locator("html")).to_have_css("overscroll-behavior-x", "contain")
    bar(page).get_by_role("button", name="Answer").tap()
    bar(page).get_by_role("button", name="Next").tap()
    assert number(page) == 2
    swipe(page, [(300, 750), (60, 740)])
    assert number(page) == 3
    swipe(page, [(60, 830), (300, 835)])
    assert number(page) == 2
    bar(page).get_by_role("button", name="Previous").tap()
    assert number(page) == 1
    slider = figure(page).locator("[name=temperature]").bounding_box()
    y = slider["y"] + slider["height"] / 2
    swipe(page, [(slider["x"] + slider["width"] - 5, y), (slider["x"] + 5, y)])
    assert number(page) == 1
    while number(page) < total(page):
        page.keyboard.press("PageDown")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        slide = page.locator(SLIDE)
        assert slide.evaluate("e => e.scrollWidth <= e.clientWidth"), number(page)
    bar(page).get_by_role("button", name="Leave").tap()
    expect(bar(page)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_slides_are_accessible_and_a_cell_shows_its_picture_without_its_code(enter, scheme):
    page = enter(color_scheme=scheme, reduced_motion="reduce")
    kinds, slide = set(), page.locator(SLIDE)
    while number(page) < total(page):
        kind = slide.evaluate("e => e.className.split(' ')[0]")
        if kind == "cell":
            expect(slide.locator(".cell_output svg").first).to_be_visible()
            expect(slide.locator(".cell_input")).to_be_hidden()
        if kind not in kinds:
            kinds.add(kind)
            assert not grave(page)
        page.keyboard.press("PageDown")
    assert {"explorable-explorer", "math", "cell", "proof"} <= kinds


def test_a_lecture_prints_as_the_page(enter):
    page = enter()
    page.emulate_media(media="print")
    expect(bar(page)).to_be_hidden()
    expect(page.locator("#the-derivative > h2")).to_be_visible()
    page.emulate_media(media="screen")
    expect(bar(page)).to_be_visible()


def test_the_full_screen_goes_with_the_lecture(open_explorer):
    page, _ = open_explorer(FIRST)
    present(page)
    expect(bar(page)).to_be_visible()
    expect(page.locator("html:fullscreen")).to_have_count(1)
    expect(bar(page).get_by_role("button", name="Full screen")).to_be_hidden()
    page.evaluate("document.exitFullscreen()")
    expect(bar(page)).to_have_count(0)


def test_a_lecture_that_does_not_arrive_says_so_and_can_be_tried_again(enter):
    page = enter("")
    page.route("**/lecture.css", lambda route: route.abort())
    present(page)
    line = page.locator(".explorable-session")
    expect(line).to_contain_text("The lecture did not load.")
    page.unroute_all()
    line.get_by_role("button", name="Retry").click()
    expect(bar(page)).to_be_visible()
    expect(line.locator("[role=status]")).to_have_text("")


@pytest.fixture
def slow(enter):
    """A page whose lecture comes when it is let."""
    page, held = enter(""), []
    page.route("**/lecture.css", lambda route: held.append(route))
    with page.expect_request("**/lecture.css"):
        present(page)

    def let():
        with page.expect_request_finished(lambda each: each.url.endswith("/lecture.css")):
            held.pop(0).continue_()
        wait_for_frame(page)

    page.let = let
    return page


def test_pressed_twice_it_is_one_lecture_in_the_tabs_history(slow):
    slow.locator(".explorable-enter").dispatch_event("click")
    slow.let()
    expect(bar(slow)).to_be_visible()
    slow.keyboard.press("Escape")
    slow.wait_for_url(f"**/{CHAPTER}")
    expect(bar(slow)).to_have_count(0)


def test_who_goes_back_before_it_has_come_reads_on(slow):
    slow.go_back()
    slow.let()
    expect(bar(slow)).to_have_count(0)
    expect(slow.locator("link[rel=stylesheet][href*=lecture]")).to_have_count(0)


def test_the_slide_is_in_the_address_reload_keeps_it_and_back_leads_to_the_page(enter):
    page = enter("")
    wait_for_arrival(page)
    present(page)
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Home")
    turn_to(page, 5)
    assert page.url.endswith(f"{CHAPTER}?lecture=5")
    page.reload()
    expect(bar(page)).to_be_visible()
    assert number(page) == 5
    page.go_back()
    expect(bar(page)).to_have_count(0)
    assert page.url.endswith(CHAPTER)
    page.go_forward()
    expect(bar(page)).to_be_visible()
    assert number(page) == 5
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    page.wait_for_url(f"**/{CHAPTER}")
    page = enter("?lecture=7")
    assert number(page) == 7
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/{CHAPTER}")


def test_who_leaves_comes_back_to_the_same_slide(enter):
    page = enter()
    for at in range(1, total(page) + 1, 3):
        turn_to(page, at)
        page.keyboard.press("Escape")
        page.wait_for_url(f"**/{CHAPTER}")
        present(page)
        expect(bar(page)).to_be_visible()
        assert number(page) == at


def turn_to(page, slide):
    """Go on, answers and all, until a slide is shown."""
    while number(page) < slide:
        page.keyboard.press("PageDown")


@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 720}, {"width": 390, "height": 844}]
)
def test_no_answer_is_given_below_the_screen(enter, viewport):
    page = enter(viewport=viewport)
    answers = 0
    while number(page) < total(page):
        before = number(page)
        if page.locator(f"{SLIDE}.explorable-ask").count():
            expect(page.locator(f"{SLIDE} form")).to_be_attached()
        page.keyboard.press("PageDown")
        if number(page) > before:
            continue
        answers += 1
        slide = page.locator(SLIDE)
        answer = slide.locator(".explorable-answer[open], .explorable-compared").first
        box = answer.bounding_box()
        top = bar(page).bounding_box()["height"]
        assert top <= box["y"] < viewport["height"] - 40, before
    assert answers > 10


def test_a_phone_on_its_side_has_one_row_of_buttons_and_a_picture_as_high_as_it_can_be(enter):
    page = enter(viewport={"width": 844, "height": 390}, has_touch=True, is_mobile=True)
    assert bar(page).bounding_box()["height"] < 50
    page.keyboard.press("PageDown")
    picture = figure(page).locator(".explorable-picture").bounding_box()
    assert picture["height"] > 0.6 * 390 or picture["width"] > 0.6 * 844
    for _ in range(8):
        page.keyboard.press("PageDown")
        assert page.locator(SLIDE).evaluate("e => e.scrollWidth <= e.clientWidth")
