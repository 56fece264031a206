"""A notebook's `interact` in JupyterLab: the picture stays where it is and changes."""

from lab_server import START_MS, run_all
from playwright.sync_api import expect

CELL = """
import time

import matplotlib.pyplot as plt
from explorable import interact
from IPython.display import Latex, display

called = []

@interact(angle=(0, 60, 5), ground=["dry", "wet"])
def ramp(angle, ground):
    if angle == 60:
        raise ValueError("too steep")
    plt.figure(figsize=(4, 2))
    plt.plot([0, 1], [0, angle / 60])
    plt.ylim(0, 2)
    plt.title(ground)
    plt.show()
    print("angle", angle)
    display(Latex(f"$\\\\alpha = {angle}$"))
    called.append(angle)
    print("calls", len(called))
    if angle < 30:
        time.sleep(0.5)
"""

HASTE = """() => {
  window.patient = AbortSignal.timeout;
  AbortSignal.timeout = () => {
    const end = new AbortController();
    queueMicrotask(() => end.abort());
    return end.signal;
  };
}"""
"""Lets anywidget wait for no script, as if the browser had been busy for seconds: then it hands a
model nothing that the kernel sends."""


def test_a_slider_moves_what_a_function_draws_and_nothing_jumps(page, open_cells):
    open_cells(CELL)
    run_all(page)
    place, text = page.locator(".explorable-picture"), page.locator(".explorable-shown pre")
    picture = place.locator("svg")
    expect(text.first).to_have_text("angle 30\n", timeout=START_MS)
    for last in (".widget-dropdown select", ".explorable-shown math"):
        expect(page.locator(last)).to_be_visible()
    before = picture.bounding_box()
    assert round(before["width"]) == 4 * 96, "as large as the function draws it"
    slider = page.locator(".noUi-handle")
    slider.press("ArrowRight")
    expect(text.first).to_have_text("angle 35\n")
    page.locator(".widget-dropdown select").select_option("wet")
    expect(picture.locator("text", has_text="wet")).to_have_count(1)
    assert picture.bounding_box() == before
    expect(page.locator(".explorable-shown math")).to_have_text("α=35")
    height = place.bounding_box()["height"]
    slider.press("End")
    expect(page.locator(".explorable-error")).to_contain_text("ValueError: too steep")
    assert place.bounding_box()["height"] == height, "what stands below stays"
    slider.press("Home")
    for _ in range(5):
        slider.press("ArrowRight")  # while the function is busy
    expect(text.first).to_have_text("angle 25\n")
    assert int(text.nth(1).inner_text().split()[1]) < 10, "the newest value only"
    assert not page.trouble
    page.evaluate(HASTE)
    run_all(page)
    said = page.locator(".explorable-status")
    expect(said).to_contain_text("isn’t responding", timeout=60_000)
    page.evaluate("() => (AbortSignal.timeout = patient)")
    run_all(page)
    slider.press("ArrowRight")
    expect(text.first).to_have_text("angle 35\n")
