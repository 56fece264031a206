"""A figure is taken along: as a picture, as one file, as a frame of another page."""

import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from engines import ENGINES
from foreign_book import build
from playwright.sync_api import expect
from serving import serving

FIGURES = {  # those of a book, and whether their names stay
    "wave-wave": True,
    "flood-flood": True,
    "power-curve": True,
    "tilt-ramp": True,
    "tilt-throws": True,
    "tilt-lift": True,
}
SIZE = 100_000
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build("explorable_book", tmp_path_factory.mktemp("taken") / "book")


@pytest.fixture(scope="module")
def address(site):
    with serving(site) as address:
        yield address


def wave_on(page, address):
    """Open the page of the wave, and return its figure when it can be moved."""
    page.goto(f"{address}/wave.html")
    figure = page.locator("figure[data-explorer=wave]")
    expect(figure.locator("fieldset")).to_be_enabled()
    return figure


@pytest.fixture
def figure(browser, address):
    """The wave of the book, its menu open; in the dark, to one who has moved it."""
    page = browser.new_page(color_scheme="dark", accept_downloads=True)
    figure = wave_on(page, address)
    figure.locator("[name=freq]").press("ArrowRight")
    expect(figure.locator(".explorable-caption")).to_have_text("amplitude 1.0, frequency 1.5")
    figure.locator(".explorable-tools > summary").press("Enter")
    yield figure
    page.close()


def taken(figure, name):
    """Press a button by its key, and return the file that comes."""
    with figure.page.expect_download() as download:
        figure.get_by_role("button", name=name, exact=True).press("Enter")
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def test_each_figure_has_a_small_page_of_its_own(site):
    pages = {path.stem: path.stat().st_size for path in (site / "_embed").iterdir()}
    assert pages.keys() >= FIGURES.keys() and len(pages) == len(FIGURES) + 1  # and a lambda's
    assert max(pages.values()) <= SIZE  # bytes


def test_a_picture_is_as_it_stands_in_the_light_with_its_words(figure):
    figure.get_by_role("button", name="Save picture").press("Enter")
    text, name = taken(figure, "SVG")
    assert name == "wave.svg" and not re.search(rb"currentcolor|var\(", text, re.IGNORECASE)
    svg = ElementTree.fromstring(text)
    assert svg.findtext(f"{SVG}title") == "A wave. amplitude 1.0, frequency 1.5"
    assert svg.find(f"{SVG}rect").get("fill") == "#fff"
    assert svg.get("font-family").split(", ")[1:] == ["'Verdana'", "sans-serif"]
    ids = {each.get("id") for each in svg.iter()}
    assert ids.issuperset(re.findall(r"url\(#([^)]+)\)", text.decode()))
    for width in (1200, 2400):
        png, name = taken(figure, f"PNG, {width} pixels wide")
        assert name == f"wave-{width}.png" and png[:4] == b"\x89PNG"
        assert struct.unpack(">I", png[16:20]) == (width,)


def test_what_a_guess_hides_is_not_in_the_picture(browser, address):
    page = browser.new_page()
    figure = wave_on(page, address)
    figure.evaluate("""(it) => {
      it.querySelector("svg").append(document.createElementNS("http://www.w3.org/2000/svg", "g"));
      it.querySelector("svg").lastChild.id = "e1-wave-9-answer";
      it.dataset.guess = "open";
      it.querySelector(".explorable-tools").open = true;
    }""")
    figure.locator("[data-do=picture]").evaluate("(it) => it.click()")
    with page.expect_download() as download:
        figure.get_by_text("SVG", exact=True).evaluate("(it) => it.click()")
    assert b"-answer" not in Path(download.value.path()).read_bytes()
    page.close()


@pytest.fixture(params=ENGINES)
def tab(request, open_tab):
    with open_tab(request.param) as tab:
        yield tab


@pytest.fixture(scope="module")
def saved(browser, address, tmp_path_factory):
    """The wave, saved as a file."""
    page = browser.new_page(accept_downloads=True)
    figure = wave_on(page, address)
    figure.locator(".explorable-tools > summary").press("Enter")
    content, name = taken(figure, "Save figure")
    page.close()
    file = tmp_path_factory.mktemp("file") / name
    file.write_bytes(content)
    return file


def test_a_file_moves_as_far_as_its_frames_and_says_what_is_locked(tab, saved, address):
    tab.open(saved.as_uri())
    tab.focus("[name=freq]")
    tab.press("ArrowRight")
    tab.wait_for_words(".explorable-caption", "^amplitude 1.0, frequency 1.5$")
    tab.press("End")
    tab.wait_for_words(".explorable-caption", "^amplitude 1.0, frequency 5.0$")
    assert tab.evaluate("() => document.querySelector('[name=amp]').disabled")
    assert tab.text(".explorable-status") == "Locked here, as it needs the book: amp."
    link = "() => document.querySelector('.explorable-from a').href"
    assert tab.evaluate(link) == f"{address}/wave.html#explorer=wave"


def test_keys_lead_a_file_from_frame_to_frame_however_far_apart_they_lie(tab, saved, tmp_path):
    head, start, rest = saved.read_text("utf-8").partition('id="explorable-frames">')
    frames, end, tail = rest.partition("</script>")
    kept = [each for each in json.loads(frames) if each["values"].get("freq") in (0.5, 3, 5)]
    assert len(kept) == 3
    file = tmp_path / "wave.html"
    file.write_text(f"{head}{start}{json.dumps(kept)}{end}{tail}", "utf-8")
    tab.open(file.as_uri())
    tab.focus("[name=freq]")
    for key, freq in [("Right", 3), ("Right", 5), ("Left", 3), ("Left", 1), ("Left", 0.5)]:
        tab.press(f"Arrow{key}")
        tab.wait_for_words(".explorable-caption", f"^amplitude 1.0, frequency {freq:.1f}$")


def test_a_file_asks_nobody(browser, saved):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    trouble = []
    page.on("console", lambda message: message.type == "error" and trouble.append(message.text))
    page.goto(saved.as_uri())
    expect(page.locator("fieldset")).to_be_enabled()
    page.locator("[name=freq]").press("End")
    expect(page.locator(".explorable-caption")).to_have_text("amplitude 1.0, frequency 5.0")
    assert asked == [saved.as_uri()] and not trouble
    page.close()


@pytest.mark.parametrize(
    ("tab", "name", "control", "said"),
    [
        # of which there is no frame
        *((engine, "wave-wave", "amp", "amplitude 1.1, frequency 1.0") for engine in ENGINES),
        ("chromium", "power-curve", "power", "x to the power of 4"),
    ],
    indirect=["tab"],
)
def test_a_frame_of_another_origin_moves_and_has_pythons_answer(
    tab, address, tmp_path, name, control, said
):
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>A blog</title><style>body { margin: 0 }</style>"
        '<iframe title="A figure" width="700" height="700" style="border: 0" '
        f'src="{address}/_embed/{name}.html"></iframe>'
    )
    with serving(tmp_path) as blog:
        tab.goto(blog.replace("127.0.0.1", "localhost"))
        tab.enter("iframe")
        tab.wait("() => document.querySelector('.explorable-controls:enabled')")
        tab.click(".explorable-question, .explorable-picture")  # then keys go to the frame
        tab.focus(f"[name={control}]")
        tab.press("ArrowRight")
        tab.wait_for_words(".explorable-caption", f"^{said}$")
        tab.wait("() => document.documentElement.dataset.runtime === 'ready'")
        assert not tab.evaluate("() => document.querySelector('.explorable-error')")


def test_the_line_for_a_page_elsewhere_holds_the_figures_address_and_title(figure, address):
    figure.get_by_role("button", name="Embed").press("Enter")
    line = figure.get_by_label("The line to embed this figure")
    expect(line).to_have_value(re.compile(
        rf'<iframe src="{address}/_embed/wave-wave.html" title="A wave." width="\d+" height="\d+"'
    ))  # fmt: skip
    expect(figure.get_by_text("names no published address")).to_be_visible()
    assert line.evaluate("(it) => it.selectionEnd === it.value.length")


def test_a_function_without_a_name_of_its_own_is_told_so(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/tilt.html")
    figure = page.locator("figure[data-explorer=lambda]")
    expect(figure.locator("fieldset")).to_be_enabled()
    figure.locator(".explorable-tools > summary").press("Enter")
    figure.get_by_role("button", name="Embed").press("Enter")
    expect(figure.get_by_text("This figure has no name of its own")).to_be_visible()
    page.close()


def test_on_a_phone_what_is_offered_fits_the_screen(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    figure = wave_on(page, address)
    figure.locator(".explorable-tools > summary").tap()
    for name in ("Save picture", "Embed"):
        figure.get_by_role("button", name=name).tap()
        expect(figure.locator(".explorable-taken > *").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{address}/_embed/wave-wave.html")
    expect(page.locator("fieldset")).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
