"""Where things are: handles on their points, an explorer on one screen, a page on paper."""

from urllib.parse import urlencode

import pytest
from descent.explorers import catalogue
from explorable.frames import BAKED
from playwright.sync_api import expect
from stored import CHAPTERS, chapter_of, stored_explorers
from visits import show_controls, unfold

NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LAPTOP = {"width": 1366, "height": 768}
PIXEL = 1.5
TOGETHER = [
    ".explorable-question",
    ".explorable-picture",
    ".explorable-caption",
    ":is(.explorable-control, .explorable-more > summary):visible >> nth=0",
]

MOVE_NOTHING = "f => f.dispatchEvent(new CustomEvent('explorable-move', { detail: {} }))"
HANDLES_ASIDE = """(figure, pixel) => {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const svg = figure.querySelector(".explorable-picture svg[role=img]");
  const { width, height } = svg.viewBox.baseVal;
  const between = (axes, along, value) => {
    const scale = axes[along === "x" ? "logx" : "logy"] ? Math.log : Number;
    const [low, high] = axes[along].map(scale);
    return (scale(value) - low) / (high - low);
  };
  const aside = spec.handles.map((handle, i) => {
    const axes = spec.axes[i], [x0, y0, x1, y1] = axes.box;
    const at = (end) => typeof end === "string" ? spec.values[end] : end;
    const x = x0 + between(axes, "x", at(handle.x)) * (x1 - x0);
    const y = y0 + between(axes, "y", at(handle.y)) * (y1 - y0);
    const drawn = new DOMPoint(x * width, (1 - y) * height).matrixTransform(svg.getScreenCTM());
    const box = figure.querySelectorAll(".explorable-handle")[i].getBoundingClientRect();
    return Math.hypot(box.x + box.width / 2 - drawn.x, box.y + box.height / 2 - drawn.y);
  });
  return aside.filter((distance) => distance > pixel);
}"""


def with_handles(chapter):
    """Return the explorers with handles that this chapter is the first to show."""
    names = filter(catalogue().get, stored_explorers(chapter))
    return [name for name in names if catalogue()[name].handles and chapter_of(name) == chapter]


WITH_HANDLES = [chapter for chapter in CHAPTERS if with_handles(chapter)]


def enter_full_screen(page, figure):
    figure.locator(".explorable-tools").evaluate("menu => (menu.open = true)")
    figure.get_by_role("button", name="Full screen", exact=True).click()
    expect(page.locator("figure:fullscreen")).to_have_css(
        "height", f"{page.viewport_size['height']}px"
    )


def says(figure, caption):
    """Wait until a figure's caption is this one."""
    expect(figure.locator(".explorable-caption")).to_have_text(" ".join(str(caption).split()))


# Handles and full screen


def test_there_are_explorers_with_handles():
    assert len(WITH_HANDLES) > 4


@pytest.mark.parametrize("chapter", WITH_HANDLES)
def test_handles_lie_on_their_points_and_full_screen_shows_all_that_matters(open_explorer, chapter):
    names = with_handles(chapter)
    page, _ = open_explorer(names[0])
    figures = {name: page.locator(f'[data-explorer="{name}"]').first for name in names}
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for name, figure in figures.items():
            expect(figure.locator("fieldset")).to_be_enabled()
            unfold(figure)
            figure.evaluate(MOVE_NOTHING)
            handles = figure.locator(".explorable-handle")
            expect(handles).to_have_count(len(catalogue()[name].handles))
            assert figure.evaluate(HANDLES_ASIDE, PIXEL) == [], (name, size)
    for size in (NARROW, LAPTOP):
        page.set_viewport_size(size)
        for name, figure in [*figures.items()][:1]:
            enter_full_screen(page, figure)
            assert figure.evaluate(HANDLES_ASIDE, PIXEL) == [], (name, size)
            for part in TOGETHER:
                expect(figure.locator(part), f"{name}: {part}").to_be_in_viewport(ratio=1)
            page.evaluate("document.exitFullscreen()")
            expect(page.locator("figure:fullscreen")).to_have_count(0)


def test_on_a_phone_that_lies_full_screen_puts_the_picture_beside_the_words(open_explorer):
    lying = {"width": 844, "height": 390}
    page, figure = open_explorer("softmax_temperature", viewport=lying)
    enter_full_screen(page, figure)
    picture = figure.locator(".explorable-picture")
    caption = figure.locator(".explorable-caption").bounding_box()
    expect(picture).to_be_in_viewport(ratio=1)
    box = picture.bounding_box()
    assert lying["width"] / 2 < box["width"] and box["x"] + box["width"] < caption["x"]
    assert figure.evaluate(HANDLES_ASIDE, PIXEL) == []


def test_the_button_leaves_full_screen_and_says_so(open_explorer):
    page, figure = open_explorer("softmax_temperature")
    button = figure.locator("[data-do=fullscreen]")
    figure.locator(".explorable-tools > summary").click()
    for leave in (button.click, lambda: page.evaluate("document.exitFullscreen()")):
        expect(button).to_have_text("Full screen")
        button.click()
        expect(button).to_have_text("Leave full screen")
        leave()
    expect(button).to_have_text("Full screen")


def test_the_caption_stands_under_the_picture(open_explorer):
    for size in (WIDE, NARROW):
        _, figure = open_explorer("scores_to_probabilities", viewport=size)
        parts = (".explorable-picture", ".explorable-caption", ".explorable-controls")
        picture, caption, controls = (figure.locator(part).bounding_box() for part in parts)
        assert picture["y"] + picture["height"] <= caption["y"] < controls["y"]
        expect(figure).to_have_accessible_name(catalogue()["scores_to_probabilities"].title)


# On paper


def test_paper_has_no_handles_no_fields_no_frames_cut_and_no_verdict_on_exercises_nobody_answered(
    open_explorer,
):
    page, figure = open_explorer("scores_to_probabilities")
    code, field = page.locator("div.cell pre").first, page.locator(".explorable-sheet").first
    code.evaluate("pre => pre.textContent = 'long '.repeat(200)")
    expect(field).to_be_visible()
    page.emulate_media(media="print")
    expect(figure.locator(".explorable-handle").first).to_be_hidden()
    expect(field).to_be_hidden()
    answer = page.locator("[data-explorer=softmax_temperature] [id$=-answer]").first
    expect(answer).to_have_css("visibility", "visible")
    verdicts = page.locator(".tag_exercise .explorable-verdict")
    expect(verdicts.locator(":scope:not([data-verdict=none])")).to_have_count(0)
    for whole in (".explorable-explorer", "div.cell_input"):
        expect(page.locator(whole).filter(visible=True).first).to_have_css("break-inside", "avoid")
    assert code.evaluate("pre => pre.scrollWidth <= pre.clientWidth"), "a long line is cut"
    solution = page.locator("article details.hide").first
    solution.evaluate("details => (details.open = true)")
    expect(solution.locator(".cell_input")).to_have_css("animation-name", "none")


@pytest.mark.parametrize(
    ("item", "opens"), [("On paper", False), ("On paper, with solutions", True)]
)
def test_a_page_prints_with_or_without_its_solutions(open_explorer, item, opens):
    page, _ = open_explorer("scores_to_probabilities")
    closed = page.locator("article details:not([open])")
    solutions, closed_ones = page.locator("article details.hide").count(), closed.count()
    assert 2 < solutions <= closed_ones
    page.evaluate(
        "window.print = () => { window.printed = document.querySelectorAll("
        "'article details.hide[open]').length }"
    )
    page.locator("[data-do=print]").get_by_text(item, exact=True).dispatch_event("click")
    assert page.evaluate("printed") == (solutions if opens else 0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(closed).to_have_count(closed_ones)
    page.emulate_media(media="print")
    traces = ".tag_solution .collapsed", ".sd-dropdown:not(.explorable-told) .sd-summary-text"
    for name in traces:
        trace = page.locator(name).first
        expect(trace).to_be_visible()
        said = trace.evaluate("name => getComputedStyle(name, '::after').content")
        assert said == '": on the page"'
    expect(page.locator(".tag_solution pre").filter(visible=True)).to_have_count(0)


# Links while Python loads

BETWEEN = [
    n
    for n, e in sorted(catalogue().items())
    if e.controls
    and next(iter(e.controls.items()))[1].spec()["kind"] == "slider"
    and e.start[next(iter(e.controls))] not in next(iter(e.controls.values())).sweep(BAKED.values)
]
STORED = """new DOMParser().parseFromString(
  await (await fetch(location.pathname)).text(), "text/html"
).querySelector(`[data-explorer="${name}"] svg[role=img]`)"""
"""An explorer's picture as the host has it."""
WITH_PRESETS = [each for _, each in sorted(catalogue().items()) if each.presets][::8]
REMEMBER_CAPTIONS = """figure => {
  window.captions = [];
  const caption = figure.querySelector(".explorable-caption");
  const remember = () => captions.push(caption.textContent);
  new MutationObserver(remember).observe(caption, {childList: true});
}"""


@pytest.mark.parametrize("name", BETWEEN[::8])
def test_a_link_to_the_start_keeps_the_stored_picture_while_python_loads(open_explorer, name):
    explorer = catalogue()[name]
    control, end = next((n, c.maximum) for n, c in explorer.controls.items())
    fragment = "#" + urlencode({"explorer": name, **explorer.start})
    page, figure = open_explorer(name, fragment=fragment)
    drawing = "svg => svg.innerHTML.replace(/\\be\\d+-/g, '')"
    stored = page.evaluate(f"async (name) => ({drawing})({STORED})", name)
    assert figure.locator("svg[role=img]").evaluate(drawing) == stored
    show_controls(figure)
    figure.evaluate(REMEMBER_CAPTIONS)
    figure.locator(".explorable-more").evaluate_all("folds => folds.map((it) => (it.open = true))")
    figure.locator(f'[data-for="{control}"]').fill(str(end))
    says(figure, explorer.caption_at(**{control: end}))
    figure.locator("[data-preset]").first.click()
    says(figure, explorer.caption_at())
    assert figure.locator("svg[role=img]").evaluate(drawing) == stored
    assert len(page.evaluate("captions")) == 2


@pytest.mark.parametrize("name", BETWEEN[::8])
def test_a_link_elsewhere_shows_the_nearest_frame_and_says_so(open_explorer, name):
    explorer = catalogue()[name]
    control, slider = next(iter(explorer.controls.items()))
    stored = explorer.start[control]
    value = slider.validate(control, stored + slider.step)
    baked = [stored, *slider.sweep(BAKED.values), explorer.revealed[control]]
    near = min(baked, key=lambda each: abs(each - value))
    fragment = "#" + urlencode({"explorer": name, **explorer.start, control: value})
    _, figure = open_explorer(name, fragment=fragment)
    words = explorer.caption_at(**{control: near})
    if near != value:
        at = f"{explorer.label(control)} = {near:.{slider.decimals}f}"
        words = f"The nearest stored picture ({at}), until Python draws this one."
    says(figure, words)
    assert (figure.get_attribute("data-stand-in") is None) == (near == value)


@pytest.mark.parametrize("explorer", WITH_PRESETS, ids=lambda explorer: explorer.name)
def test_presets_and_the_answer_of_a_guess_show_their_own_picture_at_once(open_explorer, explorer):
    _, figure = open_explorer(explorer.name)
    if figure.locator(".explorable-run").count():
        return  # each frame would be a whole run
    for more in figure.locator(".explorable-more > summary").all():
        more.click()
    for preset, values in explorer.presets.items():
        figure.get_by_role("button", name=preset, exact=True).click()
        says(figure, explorer.caption_at(**values))
    follow = "(f, to) => f.dispatchEvent(new CustomEvent('explorable-move', { detail: to }))"
    figure.evaluate(follow, explorer.revealed)
    says(figure, explorer.caption_at(**explorer.revealed))
