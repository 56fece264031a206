"""A stream and a pad in JupyterLab: the kernel hears whatever comes while pictures are made."""

from lab_server import START_MS, run_all
from playwright.sync_api import expect

MADE = '''
import itertools
from explorable import Pad, Slider, explorer

@explorer(run=Slider(1, 5, 1), ink=Pad(2, 2, label="ink"))
def endless(figure):
    """A count without end, but at its start."""
    axes = figure.subplots()

    def update(run, ink):
        for step in itertools.count(1) if run != 3 else [1]:
            axes.set_xlim(0, step)
            yield f"run {run}, ink {ink.sum():.0f}, step {step}"

    return update

endless
'''
SPEAKS = "print('the', 'kernel', 'listens')"


def test_a_stream_in_a_notebook_stops_starts_over_and_lets_cells_run(page, open_cells):
    open_cells(MADE, SPEAKS)
    run_all(page)
    figure = page.locator("figure.explorable-explorer")
    slider = figure.locator('input[type="range"]:enabled')
    caption, button = figure.locator(".explorable-caption"), figure.locator("[data-do=run]")
    expect(slider).to_be_attached(timeout=START_MS)
    expect(caption).to_have_text("run 3, ink 0, step 1")
    slider.press("ArrowRight")
    expect(caption).to_contain_text("run 4")
    expect(button).to_have_text("Stop")
    slider.press("ArrowRight")
    expect(caption).to_contain_text("run 5")
    cell = page.locator(".jp-CodeCell").nth(1)
    cell.locator(".cm-content").fill(SPEAKS.replace("listens", "still listens"))
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-OutputArea")).to_contain_text("the kernel still listens")
    expect(button).to_have_text("Stop")
    button.click()
    expect(button).to_have_text("Continue")
    pad = figure.get_by_role("application", name="ink")
    pad.press("Space")
    expect(caption).to_contain_text("run 5, ink 1")
    button.click()
    expect(button).to_have_text("Continue")
