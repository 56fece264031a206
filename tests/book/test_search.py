"""Who searches is led to the place that was found."""

import re

from playwright.sync_api import expect


def test_a_result_leads_to_the_words(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/search.html?q=jacobian")
    page.locator("#search-results li a", has_text=re.compile("^Softmax$")).click()
    page.wait_for_url("**/chapters/*.html*")
    expect(page.locator("article .highlighted").first).to_be_in_viewport()
    page.close()


def test_the_magnifier_stands_beside_the_words(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/search.html")
    field = page.locator("article .bd-search, main .bd-search").last
    icon = field.locator(".fa-magnifying-glass").bounding_box()
    text = field.locator("input").evaluate(
        "e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)"
    )
    assert icon["x"] + icon["width"] <= text
    page.close()


def test_a_page_opened_from_the_disk_says_what_to_do(browser, site):
    page = browser.new_page()
    page.goto((site / "chapters" / "03-softmax.html").as_uri())
    expect(page.get_by_role("note").filter(has_text="python -m http.server")).to_be_visible()
    expect(page.locator(".explorable-caption").first).to_be_visible()  # nobody can guess here
    expect(page.locator('[id$="-answer"]').first).to_have_css("visibility", "visible")
    page.close()
