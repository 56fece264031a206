"""The built pages say what they are; a formula is found by its name; what is missing is told."""

import re
from functools import cache
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from stored import CONTENTS

CHAPTERS = [page for page in CONTENTS if re.match(r"chapters/\d\d-", page)]
NAMES = {
    "softmax": "03-softmax.html#equation-softmax-definition",
    "log-sum-exp": "03-softmax.html#equation-softmax-lse",
    "logsumexp": "03-softmax.html#equation-softmax-lse",
    "jacobian of softmax": "03-softmax.html#equation-softmax-jacobian",
    "cross-entropy": "04-cross-entropy.html#equation-cross-entropy-definition",
    "cross entropy": "04-cross-entropy.html#equation-cross-entropy-definition",
    "KL divergence": "04-cross-entropy.html#equation-cross-entropy-divergence",
    "label smoothing": "04-cross-entropy-deeper.html#equation-cross-entropy-smoothing",
    "Hessian": "06-convexity.html#equation-ce-hessian",
    "Adam update": "07-optimizers.html#equation-optimizers-adam",
    "hinge loss": "01-scores-and-margins.html#equation-scores-hinge",
    "FGSM": "10-beyond-softmax.html#equation-attack",
    "descent lemma": "05-gradient-descent.html#thm-descent-lemma",
}


@pytest.fixture(scope="module")
def html(site):
    """Return a page's HTML by its name."""
    return cache(lambda page: (site / f"{page}.html").read_text("utf-8"))


def title_of(html):
    return re.search("<title>(.*?)</title>", html)[1].replace("&#8212;", "—")


def test_each_title_is_unique_and_fits_into_a_result_of_a_search(html):
    titles = [title_of(html(page)) for page in CONTENTS]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(" — Descent") and len(title) <= 60 for title in titles)


@pytest.mark.parametrize("page", CONTENTS)
def test_each_page_has_one_description_and_a_title_for_previews(html, page):
    found = re.findall(
        r'<meta name="description" property="og:description" content="(.+?)"', html(page)
    )
    assert len(found) == 1 and html(page).count('name="description"') == 1
    assert html(page).count('property="og:title"') == 1


def test_lists_that_nobody_wrote_are_not_to_be_found(html):
    assert all('content="noindex"' in html(page) for page in ("404", "search", "genindex"))


@pytest.mark.parametrize("page", CHAPTERS)
def test_each_chapter_leads_to_the_citation(html, page):
    assert '<a href="cite.html">Cite this book</a>' in html(page)


@pytest.mark.parametrize("asked", NAMES)
def test_a_formula_is_found_by_its_name(open_page, asked):
    page = open_page(f"search.html?q={quote(asked)}")
    first = page.locator("#search-results li").first
    expect(first).to_contain_text(re.compile(r"\((formula \(\d+\)|theorem \d+\.\d+), in "))
    first.get_by_role("link").click()
    page.wait_for_url(f"**/{NAMES[asked]}")
    expect(page.locator(f"[id='{NAMES[asked].partition('#')[2]}']")).to_be_in_viewport()


def test_a_word_of_a_name_finds_its_page_before_the_relatives_of_the_formula(open_page):
    page = open_page("search.html?q=softmax")
    results = page.locator("#search-results li")
    expect(results.filter(has_text="Jacobian").first).to_be_visible()
    texts = results.all_inner_texts()
    chapter = next(i for i, text in enumerate(texts) if text.startswith("Softmax"))
    assert chapter < next(
        i for i, text in enumerate(texts) if text.startswith("focal") or "Jacobian" in text
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_an_address_that_does_not_exist_leads_on_from_any_depth(new_page, address, width):
    page, missed = new_page(viewport={"width": width, "height": 844}), []
    page.on("response", lambda response: response.ok or missed.append(response.url))
    page.goto(f"{address}/no/such/page.html", wait_until="networkidle")
    assert missed == [f"{address}/no/such/page.html"]
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.get_by_role("article").get_by_role("link", name="3 Softmax").click()
    expect(page.locator("article h1")).to_contain_text("Softmax")


def test_no_repository_is_made_up(html):
    assert not [page for page in CONTENTS if "executablebooks/jupyter-book" in html(page)]
