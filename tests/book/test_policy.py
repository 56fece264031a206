"""What runs on a page, the page's Python included, reaches no other host."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import gate
import pytest
from playwright.sync_api import expect
from stored import LESSON

pytestmark = gate.STAGE

ASK = """import js
js.fetch("{other}/fetch")
request = js.XMLHttpRequest.new()
request.open("GET", "{other}/request", False)
try:
    request.send()
    print("it answered")
except Exception:
    print("it was refused")"""


@pytest.fixture
def other():
    """Another host, which lets everybody ask: its address, and what it was asked."""
    asked = []

    class Open(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Open) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.parametrize("bound", [True, False], ids=["bound", "without a policy"])
def test_a_cell_reaches_no_other_host(browser, address, other, bound):
    url, asked = other
    page = browser.new_page(bypass_csp=not bound)
    page.route("**/_live/editor-*.js", lambda route: route.abort())  # a plain text area
    page.goto(f"{address}/chapters/03-softmax.html")
    cell = page.locator(LESSON).first
    cell.get_by_role("button", name="Edit cell").dispatch_event("click")
    cell.get_by_role("textbox").fill(ASK.format(other=url))
    cell.get_by_role("button", name="Run cell").dispatch_event("click")
    said = "it was refused" if bound else "it answered"
    expect(cell.locator(".cell_output")).to_contain_text(said)
    assert bool(asked) != bound
    page.close()
