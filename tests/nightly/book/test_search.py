"""Who searches is led to the place that was found."""

import re

import pytest
from playwright.sync_api import expect


def test_a_result_leads_to_the_words(open_page):
    page = open_page("search.html?q=jacobian")
    page.locator("#search-results li a", has_text=re.compile("^Softmax$")).click()
    page.wait_for_url("**/chapters/*.html*")
    expect(page.locator("article .highlighted").first).to_be_in_viewport()


@pytest.mark.parametrize("word", ["softmax", "files"])
def test_a_result_quotes_a_sentence_that_was_found_and_no_menu(open_page, word):
    page = open_page(f"search.html?q={word}")
    contexts = page.locator("#search-results p.context")
    expect(contexts.nth(5)).to_be_visible()  # the page's policy lets nobody wait by a text of code
    texts = contexts.all_inner_texts()
    quoted = [" ".join(text.split()) for text in texts]
    found = [text for text in quoted if word.removesuffix("s") in text.lower()]
    assert len(found) > 0.8 * len(quoted)
    frame = re.compile(r"Contents|Take this|On paper|did not come|\.ipynb|^\.\.\.")
    for text in found:
        assert not frame.search(text), text
        assert len(text) < 600, text


def test_a_field_that_has_the_focus_has_one_ring(open_page):
    field = open_page("search.html").locator("main form.bd-search").last
    field.get_by_role("searchbox").press("Shift")
    expect(field.get_by_role("searchbox")).to_have_css("outline-style", "solid")
    for place in (field, field.get_by_role("searchbox")):
        expect(place).to_have_css("box-shadow", "none")


def test_a_button_searches_and_a_core_stands_before_what_lies_behind_it(open_page):
    page = open_page("search.html")
    field = page.locator("main form.bd-search").last
    field.get_by_role("searchbox").fill("overflow")
    field.get_by_role("button", name="Search").click()
    results = page.locator("#search-results li")
    expect(results.nth(10)).to_be_visible()
    texts = results.all_inner_texts()
    names = [text.partition("\n")[0] for text in texts]
    chapters = [name for name in names if name.split(",")[0] in ("Softmax", "Cross-entropy")]
    assert chapters[0] == "Softmax"
    assert [name.endswith("practice") for name in chapters] == sorted(
        name.endswith("practice") for name in chapters
    )
    assert names.index("Softmax") < names.index("Metrics")  # a page of the package
    assert not [text for text in texts if "e710" in text or "Without JavaScript" in text]


@pytest.mark.parametrize("word", ["constructor", "__proto__", "valueOf", "sitting"])
def test_any_word_is_searched_for_without_an_error(new_page, address, word):
    page, errors = new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(f"{address}/search.html?q={word}")
    expect(page.locator("#search-results .search-summary")).not_to_be_empty()
    expect(page.locator("#search-results")).not_to_contain_text("undefined")
    assert not errors


@pytest.mark.parametrize(
    ("query", "meant"),
    [("tempratur", "temperature"), ("smoothng", "smoothing"), ("xqzvw", None)],
)
def test_where_nothing_is_found_a_near_word_is_offered_in_words_of_the_book(
    open_page, query, meant
):
    page = open_page(f"search.html?q={query}")
    said = page.locator(".search-summary")
    expect(said).to_contain_text("No page has these words.")
    if meant:
        said.get_by_role("link", name=meant, exact=True).click()
        expect(page.locator("#search-results li").first).to_be_visible()
    else:
        expect(said.get_by_role("link")).to_have_count(0)


def test_a_whole_word_stands_before_its_letters_in_others_and_is_quoted(open_page):
    page = open_page("search.html?q=lse")
    results = page.locator("#search-results li")
    expect(results.first).to_contain_text("log-sum-exp")
    expect(results.nth(3).locator("p.context")).to_contain_text(re.compile(r"\blse\b"))
    expect(page.locator("#search-results")).not_to_contain_text("elsewhere")


@pytest.mark.parametrize(
    ("formula", "quoted"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<msup><mi>e</mi><mn>710</mn></msup>", "e^710"),
        (
            "<mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><msup><mi>e</mi>"
            "<mrow><mo>−</mo><mi>z</mi></mrow></msup></mrow></mfrac>",
            "1/(1+e^(−z))",
        ),
        (
            "<munder><mo>∑</mo><mi>c</mi></munder>"
            "<msup><mi>e</mi><msub><mi>o</mi><mi>c</mi></msub></msup>",
            "∑_ce^(o_c)",
        ),
    ],
)
def test_a_formula_is_quoted_in_a_line(open_page, formula, quoted):
    page = open_page("search.html")
    line = quote(page, f"<p>Of it half is <math>{formula}</math>.</p>")
    assert line == f"Of it half is {quoted}."


def test_an_answer_is_found_and_not_given_away(open_page):
    page = open_page("search.html")
    answer = '<p>Guess.</p><div class="tag_solution"><p>It is half.</p></div>'
    assert quote(page, answer) == "In an answer."
    assert quote(page, f"<p>All of it, or half.</p>{answer}") == "All of it, or half."


def quote(page, text):
    """Return the line of a page with this text that is quoted for a word in it."""
    return page.evaluate(
        "(html) => Search.quote(new DOMParser().parseFromString(html, 'text/html'), ['half']).text",
        f"<article>{text}</article>",
    )


def test_hits_stand_below_what_is_typed_and_nothing_typed_is_lost(open_page):
    page = open_page()
    page.keyboard.press("Control+k")
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("searchbox").fill("λ")  # a word of one letter
    expect(dialog.locator(".search-hits li").first).to_be_visible()
    hits = dialog.locator(".search-hits a")
    suggested = hits.filter(has_text=re.compile("^temperature$"))
    for keys in ((), ("Enter",), ("ArrowDown", "Enter")):  # what may be meant is typed
        dialog.get_by_role("searchbox").fill("tempratur")
        expect(suggested).to_be_visible()
        for key in keys:
            page.keyboard.press(key)
        if not keys:
            suggested.click()
        expect(dialog.get_by_role("searchbox")).to_have_value("temperature")
    expect(hits.first).to_have_text("Softmax > Temperature")
    expect(dialog.locator("[aria-live]")).to_contain_text("Softmax > Temperature")
    dialog.get_by_role("searchbox").fill("how do i avoid overflow")  # also found in exercises
    expect(hits.nth(1)).to_have_text("Softmax > When numbers run out")
    expect(hits.last).to_contain_text(" > ")
    expect(hits.filter(has_text="undefined")).to_have_count(0)
    dialog.get_by_role("searchbox").fill("")
    dialog.get_by_role("searchbox").press_sequentially("temperatu")
    expect(hits.first).to_have_text("Softmax > Temperature")
    expect(dialog.get_by_role("searchbox")).to_have_value("temperatu")
    assert hits.count() <= 5
    expect(dialog.locator(".search-hits p").first).to_contain_text("temperature")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("03-softmax.html#temperature$"))


def test_a_hit_in_the_text_of_a_page_leads_to_its_section(open_page):
    page = open_page()
    page.keyboard.press("Control+k")
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("searchbox").fill("how do i avoid overflow")
    hit = dialog.get_by_role("link", name="Softmax > When numbers run out")
    expect(hit).to_have_attribute("href", re.compile("03-softmax.html#"))


@pytest.mark.parametrize(
    ("query", "first", "page"),
    [
        ("sof", "softmax, softmax function, ", "Softmax"),
        ("how do i avoid overflow", "Glossary > overflow", "Softmax"),
        ("softmax xqzvw", "softmax, softmax function, ", "Softmax"),
    ],
)
def test_a_name_stands_before_text_and_no_word_keeps_a_page_away(open_page, query, first, page):
    results = open_page(f"search.html?q={query}").locator("#search-results li > a")
    expect(results.first).to_have_text(re.compile(f"^{re.escape(first)}"))
    expect(results.get_by_text(page, exact=True)).to_be_attached()


def test_the_magnifier_stands_beside_the_words(open_page):
    page = open_page("search.html")
    field = page.locator("article .bd-search, main .bd-search").last
    icon = field.locator(".fa-magnifying-glass").bounding_box()
    text = field.locator("input").evaluate(
        "e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)"
    )
    assert icon["x"] + icon["width"] <= text


def test_a_page_opened_from_the_disk_says_what_to_do(new_page, site):
    page = new_page()
    page.goto((site / "chapters" / "03-softmax.html").as_uri())
    expect(page.get_by_role("note").filter(has_text="python -m http.server")).to_be_visible()
    expect(page.locator(".explorable-caption").first).to_be_visible()  # nobody can guess here
    expect(page.locator('[id$="-answer"]').first).to_have_css("visibility", "visible")
