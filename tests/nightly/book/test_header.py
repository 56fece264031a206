"""What stands around a chapter: few things to press, in words, in any colors and at any size."""

import pytest
from playwright.sync_api import expect
from visits import wait_for_arrival

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LARGE = "document.documentElement.style.fontSize = '200%'"
CAN_BE_PRESSED = ".bd-header-article :is(a, button)"
SEEN = """icon => {
  const style = getComputedStyle(icon);
  return style.backgroundColor !== getComputedStyle(icon.closest("button, a")).backgroundColor
    && style.backgroundColor !== getComputedStyle(document.body).backgroundColor;
}"""


def overlaps(boxes):
    """Return the pairs of boxes that lie over each other."""
    apart = lambda a, b: (  # noqa: E731
        a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1
        or a["y"] + a["height"] <= b["y"] + 1 or b["y"] + b["height"] <= a["y"] + 1
    )  # fmt: skip
    return [(a, b) for k, a in enumerate(boxes) for b in boxes[:k] if not apart(a, b)]


def test_a_phones_header_has_four_things_to_press(open_page):
    page = open_page(**PHONE)
    expect(page.locator("figure fieldset").first).to_be_enabled()
    pressed = page.locator(CAN_BE_PRESSED).filter(visible=True)
    names = pressed.evaluate_all("all => all.map(e => e.ariaLabel ?? e.title)")
    assert len(names) == 4 and "Take this chapter with you" in names, names


def test_one_menu_says_what_one_takes(open_page):
    page = open_page(**PHONE)
    for entry in ("Show all code", "Present as a lecture"):
        expect(page.get_by_text(entry)).to_be_attached()
    page.get_by_role("button", name="Take this chapter with you").tap()
    menu = page.locator(".dropdown-download-buttons .dropdown-menu")
    said = [text.strip() for text in menu.locator("li").all_inner_texts()]
    assert sorted(said) == sorted([
        "Run it in JupyterLab", "Notebook", "Notebook without solutions", "On paper",
        "On paper, with solutions", "The whole course", "Keep pages on this device",
        "Present as a lecture", "Show all code",
    ])  # fmt: skip
    box = menu.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_a_button_of_the_header_says_its_name_in_a_box(open_page):
    page = open_page(viewport={"width": 1280, "height": 800})
    page.locator(".primary-toggle").first.hover()
    name = page.get_by_role("tooltip").filter(visible=True)
    expect(name).to_have_text("Toggle primary sidebar")
    expect(name).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize(("width", "grows"), [(1920, 1.25), (1280, 1)])
def test_on_a_large_screen_a_figure_grows_beside_the_text_up_to_the_contents(
    open_page, width, grows
):
    page = open_page(viewport={"width": width, "height": 1000})
    place = page.locator("figure.explorable-explorer").first
    figure, picture = place.bounding_box(), place.locator(".explorable-picture").bounding_box()
    text = page.locator("article section > p").first.bounding_box()
    contents = page.locator(".bd-sidebar-secondary").bounding_box()
    around = figure["width"] - picture["width"]
    assert picture["width"] == pytest.approx(grows * (text["width"] - around), abs=1)
    assert figure["width"] <= grows * text["width"] + 0.1
    assert figure["x"] + figure["width"] < contents["x"]


def test_a_button_of_the_header_that_is_pressed_does_not_move_the_page(open_page):
    page = open_page()
    wait_for_arrival(page)
    expect(page.locator(".explorable-controls:disabled")).to_have_count(0)
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    before = page.evaluate("scrollY")
    page.get_by_role("button", name="Take this chapter with you").click()
    assert before > 2000 and page.evaluate("scrollY") == before
    section = page.locator("#temperature")
    section.evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    header = page.locator(".bd-header-article").bounding_box()
    assert header["height"] <= section.locator("h2").bounding_box()["y"] < 200


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_in_forced_colors_icons_and_the_place_to_draw_are_seen(open_page, options):
    page = open_page(forced_colors="active", **options)
    icons = page.locator(f"{CAN_BE_PRESSED} :is(i, span)[class*='fa-']").filter(visible=True)
    assert icons.count() >= 3
    assert all(icon.evaluate(SEEN) for icon in icons.all())
    sheet = page.locator('[data-explorer="softmax_temperature"] .explorable-sheet')
    sheet.scroll_into_view_if_needed()
    expect(sheet).to_have_css("outline-style", "dashed")


def test_at_twice_the_text_size_a_phones_header_and_strip_stay_in_order(open_page):
    page = open_page(**PHONE)
    page.evaluate(LARGE)
    parts = page.locator(f"{CAN_BE_PRESSED}, .course-strip a").filter(visible=True)
    boxes = [each.bounding_box() for each in parts.all()]
    assert len(boxes) == 9 and not overlaps(boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    words = page.locator(".course-strip a").evaluate_all(
        "all => all.every(each => each.scrollWidth <= each.clientWidth + 1)"
    )
    assert words
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_colors_are_chosen_at_the_foot_of_the_contents(open_page):
    page = open_page(**PHONE)
    page.locator(".primary-toggle").tap()
    switch = page.locator(".bd-sidebar-primary .theme-switch-button, dialog .theme-switch-button")
    before = page.evaluate("document.documentElement.dataset.mode")
    switch.filter(visible=True).tap()
    assert page.evaluate("document.documentElement.dataset.mode") != before
