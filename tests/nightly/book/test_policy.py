"""What runs on a page, the page's Python included, reaches no other host."""

import pytest
from playwright.sync_api import expect
from serving import open_to_all
from stored import LESSON

ASK = """import js
js.fetch("{other}/fetch")
request = js.XMLHttpRequest.new()
request.open("GET", "{other}/request", False)
try:
    request.send()
    print("it answered")
except Exception:
    print("it was refused")"""


@pytest.mark.parametrize("bound", [True, False], ids=["by a policy", "without"])
def test_a_cell_reaches_no_other_host(browser, address, bound):
    with open_to_all() as (url, asked), browser.new_context(bypass_csp=not bound) as context:
        page = context.new_page()
        page.route("**/_live/editor-*.js", lambda route: route.abort())  # a plain text area
        page.goto(f"{address}/chapters/03-softmax.html")
        cell = page.locator(LESSON).first
        cell.get_by_role("button", name="Edit cell").dispatch_event("click")
        cell.get_by_role("textbox").fill(ASK.format(other=url))
        cell.get_by_role("button", name="Run cell").dispatch_event("click")
        said = "it was refused" if bound else "it answered"
        expect(cell.locator(".cell_output")).to_contain_text(said)
        assert bool(asked) != bound
