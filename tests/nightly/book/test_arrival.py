"""A long page comes section by section and is whole soon after; what scrolls has a tab stop."""

import re

import pytest
from playwright.sync_api import expect
from visits import answer_a_choice, wait_for_arrival

LAST = "section > section:last-of-type"
KEPT_BACK = f"""document.addEventListener("readystatechange", () => {{
  const last = [...document.querySelectorAll("{LAST}")].at(-1);
  self.keptBack = getComputedStyle(last).contentVisibility === "auto";
}}, {{ once: true }});"""
WIDE_LINE = "a word " * 200
FORMULAS_IN_THEIR_FONT = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""


@pytest.fixture
def page(new_page, address):
    page = new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(KEPT_BACK)
    page.goto(f"{address}/chapters/03-softmax.html")
    return page


def top_of(place):
    """Where it stands in the window, once formulas have the font that makes them higher."""
    place.page.evaluate(FORMULAS_IN_THEIR_FONT)
    return place.bounding_box()["y"]


def test_what_is_not_seen_is_kept_back_and_then_shown(page):
    assert page.evaluate("self.keptBack")
    wait_for_arrival(page)
    shown = "all => all.map((e) => getComputedStyle(e).contentVisibility)"
    assert set(page.locator("section").evaluate_all(shown)) == {"visible"}


def test_who_follows_a_link_or_comes_back_finds_the_whole_page(page, address):
    page.goto(f"{address}/chapters/02-regularization.html#a-worked-example")
    assert not page.evaluate("self.keptBack")
    read = page.get_by_role("heading", name="What is a penalty good for?")
    read.evaluate("heading => heading.scrollIntoView()")
    left = top_of(read)
    page.goto(f"{address}/chapters/glossary.html")
    page.go_back()
    assert not page.evaluate("self.keptBack")
    assert top_of(read) == pytest.approx(left, abs=1)


TOP = """() => {
  const parts = [...document.querySelectorAll("article section > :not(section)")];
  const part = parts.find((each) => each.getBoundingClientRect().bottom > 48);
  return [parts.indexOf(part), part.getBoundingClientRect().top];
}"""
HELD = """([part, top]) => {
  const parts = document.querySelectorAll("article section > :not(section)");
  return parts[part] && Math.abs(parts[part].getBoundingClientRect().top - top) <= 1;
}"""


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def answered(open_page, request):
    """Chapter 3 with an answer to each of its choices."""
    page = open_page(viewport={"width": request.param, "height": 844})
    wait_for_arrival(page)
    for ask in page.locator(".explorable-ask[data-ask=choice]").all():
        expect(answer_a_choice(ask)).to_have_attribute("data-state", re.compile("right|wrong"))
    return page


def come_back(page, way):
    if way == "reload":
        page.reload()
    else:
        page.goto(page.url.replace("03-softmax", "glossary"))
        page.go_back()
    expect(page.locator(".explorable-ask[data-state]").first).to_be_attached()
    page.evaluate(FORMULAS_IN_THEIR_FONT)


MOVED = """self.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (self.moved += value)))
  .observe({ type: "layout-shift", buffered: true });"""
REMEMBERED = f"""() => {{
  const [part, top] = ({TOP})();
  const {{ place }} = history.state ?? {{}};
  return place?.part === part && Math.abs(place.top - top) < 0.1 && [part, top];
}}"""


@pytest.mark.parametrize("way", ["reload", "back"])
def test_who_comes_back_finds_the_line_although_answers_stand_above_it(answered, way):
    asks = answered.locator(".explorable-ask[data-ask=choice]")
    for number in (3, 5, 2):  # one is in sight: all of the page come to life when one is near
        answered.keyboard.press("Shift")  # a move of the reader: the place is not held any more
        asks.nth(number).evaluate(
            """ask => {
              const top = ask.getBoundingClientRect().top - 300;
              scrollBy({ top, behavior: "instant" });
            }"""
        )
        left = answered.wait_for_function(REMEMBERED).json_value()
        come_back(answered, way)
        answered.wait_for_function(HELD, arg=left)


def test_who_reloads_sees_nothing_move_as_answers_come_and_what_was_open_is(answered):
    answered.add_init_script(MOVED)
    for number in (3, -1):  # the last one stands in a self-test
        ask = answered.locator(".explorable-ask[data-ask=choice]").nth(number)
        fold = ask.locator(".explorable-answer")
        fold.locator("summary").click()
        ask.evaluate(
            """e => {
              const top = e.getBoundingClientRect().top - 100;
              scrollBy({ top, behavior: "instant" });
            }"""
        )
        answered.wait_for_function(REMEMBERED)
        answered.reload()
        expect(ask).to_have_attribute("data-state", re.compile("right|wrong"))
        answered.evaluate(FORMULAS_IN_THEIR_FONT)
        expect(fold).to_have_attribute("open", "")
        assert answered.evaluate("self.moved") <= 0.01


def test_a_link_lands_at_its_target_although_answers_grow_above_it(answered):
    answered.goto(answered.url.partition("#")[0] + "#temperature")
    answered.reload()
    expect(answered.locator(".explorable-ask[data-state]").first).to_be_attached()
    answered.evaluate(FORMULAS_IN_THEIR_FONT)
    top = answered.locator("#temperature").bounding_box()["y"]
    assert 0 <= top <= 100


def test_a_link_pressed_before_the_page_is_whole_leads_to_its_place(new_page, address):
    page = new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script("self.requestIdleCallback = () => 0;")
    page.goto(f"{address}/chapters/03-softmax.html")
    expect(page.locator(".explorable-arriving")).to_be_attached()
    page.get_by_role("link", name="Temperature", exact=True).first.click()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('#temperature').getBoundingClientRect().y) < 100"
    )


def test_a_page_in_a_frame_leads_the_page_around_it_once(new_page, address):
    page = new_page(viewport={"width": 1280, "height": 800})
    frame = '<iframe src="03-softmax.html#temperature" width="1200" height="700"></iframe>'
    around = {"content_type": "text/html", "body": f'<p style="height: 2000px"></p>{frame}'}
    page.route("**/around.html", lambda route: route.fulfill(**around))
    page.goto(f"{address}/chapters/around.html")
    page.wait_for_function("scrollY > 0")
    page.evaluate("scrollTo(0, 0)")
    (framed,) = page.main_frame.child_frames
    framed.evaluate(
        """() => {
          const more = document.createElement("p");
          more.style.height = "900px";
          document.querySelector("#temperature").before(more);
        }"""
    )
    framed.wait_for_function(
        "() => Math.abs(document.querySelector('#temperature').getBoundingClientRect().y) < 100"
    )
    assert page.evaluate("scrollY") == 0


def test_code_has_a_tab_stop_while_it_scrolls(page):
    wait_for_arrival(page)
    fold = page.locator("details.hide:has(pre)").first
    fold.evaluate("fold => { fold.open = true }")
    code = fold.locator("pre").first
    for text, stop in ((WIDE_LINE, True), ("short", False), (WIDE_LINE, True)):
        code.evaluate("(code, text) => code.replaceChildren(text)", text)
        assert code.evaluate("code => code.scrollWidth > code.clientWidth") == stop
        expect(page.locator("pre[tabindex='0']").and_(code)).to_have_count(int(stop))


def test_a_paragraph_scrolls_while_a_formula_in_its_line_is_wider(page):
    wait_for_arrival(page)
    paragraph = page.locator("article p:has(> span.math)").first
    letter = paragraph.locator("mi").first
    for text, is_wide in ((100 * "x", True), ("x", False), (100 * "x", True)):
        letter.evaluate("(letter, text) => letter.replaceChildren(text)", text)
        expect(page.locator("p.explorable-wide[tabindex='0']")).to_have_count(int(is_wide))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_a_cell_brings_has_a_tab_stop_too(page):
    page.evaluate(
        """line => {
          const output = document.createElement("div");
          output.append(document.createElement("pre"));
          output.firstChild.append(line);
          document.querySelector("article").append(output);
        }""",
        WIDE_LINE,
    )
    expect(page.locator("article > div > pre").last).to_have_attribute("tabindex", "0")


def test_the_way_on_is_known_though_the_page_was_never_left(open_page):
    """Whoever ends a browser tells its pages nothing."""
    page = open_page()
    wait_for_arrival(page)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 3000)
    page.wait_for_function(REMEMBERED)
    other = page.context.new_page()
    other.goto(page.url.replace("03-softmax", "intro"))
    expect(other.locator(".explorable-continue")).to_have_text("Continue: 3 Softmax")


def test_who_comes_back_is_offered_the_way_on(answered):
    answered.mouse.move(300, 300)
    answered.locator("#temperature > p >> nth=0").evaluate(
        """line => {
          line.scrollIntoView({ behavior: "instant" });
          scrollBy({ top: 60, behavior: "instant" });
        }"""
    )
    chapter, left = answered.url, answered.wait_for_function(REMEMBERED).json_value()
    answered.goto(chapter.replace("03-softmax", "intro"))
    offered = answered.locator(".explorable-continue")
    expect(offered).to_have_text("Continue: 3 Softmax")
    offered.get_by_role("link").click()
    answered.wait_for_function(HELD, arg=left)
    answered.goto(chapter)
    expect(offered).to_have_text("Continue: Temperature")
    whole = "e => e.scrollWidth <= e.clientWidth"
    longest = "Continue: Why not squared error, absolute error, accuracy?"
    link, below = offered.get_by_role("link"), answered.locator(".explorable-continue + *")
    place = below.bounding_box()
    link.evaluate("(e, words) => e.replaceChildren(words)", longest)
    assert link.evaluate(whole)
    assert below.bounding_box() == place
    box = link.bounding_box()
    assert box["y"] + box["height"] <= place["y"]
    link.click()
    answered.wait_for_function(HELD, arg=left)
    answered.goto(chapter.replace("03-softmax", "glossary"))
    answered.goto(f"{chapter}#when-numbers-run-out")
    expect(answered.locator("#when-numbers-run-out > h2")).to_be_in_viewport()
    expect(offered).to_have_text("")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_nothing_that_has_the_focus_is_under_the_header(open_page, key):
    page = open_page(viewport={"width": 1280, "height": 844})
    wait_for_arrival(page)
    expect(page.locator("figure fieldset").first).to_be_enabled()
    start = page.locator("#temperature a" if key == "Shift+Tab" else "article h1 a").first
    start.evaluate("e => e.focus()")
    for _ in range(60):
        page.keyboard.press(key)
        top, header = page.evaluate(
            """() => [document.activeElement, document.querySelector(".bd-header-article")]
              .map((e, k) => e.getBoundingClientRect()[k ? "bottom" : "top"])"""
        )
        assert top >= header - 1 or page.evaluate("!document.activeElement.closest('article')")


def test_the_contents_of_a_phone_s_page_close_behind_a_choice(page):
    wait_for_arrival(page)
    page.locator(".secondary-toggle").first.click()
    drawer = page.locator("dialog[open]")
    drawer.get_by_role("link", name="Temperature").click()
    expect(drawer).to_have_count(0)
    expect(page.locator("#temperature > h2")).to_be_in_viewport()
