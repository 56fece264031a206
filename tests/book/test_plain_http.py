"""Over plain http browsers sum no files and keep none: Python runs all the same.

They count this machine's own names as safe; under another one the same server is plain.
"""

import gate
import pytest
from playwright.sync_api import expect
from stored import LESSON
from visits import show_controls

pytestmark = gate.STAGE


@pytest.fixture
def page(new_page, address):
    page = new_page()
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.goto(f"{address.replace('127.0.0.1', 'book.test')}/chapters/03-softmax.html")
    return page


def lesson(page):
    return page.locator(LESSON).first


def explorer(page):
    """Turn to an explorer and wait until Python answers."""
    figure = page.locator('[data-explorer="softmax_temperature"]')
    expect(figure.locator("fieldset").first).to_be_enabled()
    figure.scroll_into_view_if_needed()
    figure.locator(".explorable-picture").hover()
    expect(figure.page.locator("html")).to_have_attribute("data-runtime", "ready")
    return figure


def run(page):
    lesson(page).get_by_role("button", name="Run cell", exact=False).first.click()
    expect(lesson(page).locator(".cell_output")).to_have_text("42")


def test_explorers_move_and_cells_run(page):
    assert not page.evaluate("isSecureContext || 'caches' in globalThis || crypto.subtle")
    figure = explorer(page)
    show_controls(figure)
    figure.locator("[name=temperature]").fill("7.7")  # between two baked frames
    expect(figure.locator(".explorable-caption")).to_contain_text("T = 7.7")
    lesson(page).get_by_role("button", name="Edit cell").click()
    lesson(page).get_by_role("textbox").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("6 * 7")
    run(page)
    page.reload()
    expect(lesson(page).get_by_role("textbox")).to_have_text("6 * 7")
    run(page)
    explorer(page)
    assert not page.trouble
