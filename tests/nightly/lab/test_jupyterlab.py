"""A reader opens the chapter on softmax in JupyterLab, runs it, guesses and moves a slider."""

from pathlib import Path

from lab_server import START_MS, run_all
from playwright.sync_api import expect

from tools import lab

CHAPTERS = Path(__file__).parents[3] / "chapters"
EXPLORER = 'figure.explorable-explorer[data-explorer="scores_to_probabilities"]'
RUN_MS = 240_000


def test_a_chapter_has_its_folds_and_numbers_and_a_guess_and_a_slider_move_its_explorer(
    page, notebooks, open_it
):
    lab.copy(CHAPTERS, notebooks)
    open_it("03-softmax.ipynb")
    notebook = page.locator(".jp-Notebook")
    expect(notebook.get_by_text("Theorem 3.1").first).to_be_attached(timeout=START_MS)
    fold = page.locator(".jp-InputPlaceholder", has_text="def my_softmax(scores):")
    solution = notebook.locator(".jp-CodeCell").filter(has=fold)
    expect(notebook.get_by_text("A solution", exact=True).first).to_be_attached()
    expect(solution).to_have_count(1)
    expect(solution.locator(".jp-InputArea-editor")).to_be_hidden()
    expect(solution.locator(".jp-OutputPlaceholder")).to_be_attached()

    run_all(page)
    explorer = page.locator(EXPLORER).first
    slider = explorer.locator('input[type="range"][name="cat"]:enabled')
    expect(slider).to_be_attached(timeout=START_MS)
    caption = explorer.locator(".explorable-caption")
    picture = explorer.locator(".explorable-picture")
    words, drawing = caption.text_content(), picture.inner_html()
    form = explorer.locator(".explorable-guess")
    expect(caption).to_be_hidden()
    form.get_by_role("textbox").fill("0.5")
    form.get_by_role("button", name="Check my guess").click()  # cells that still run take the focus
    expect(form.locator("p")).to_contain_text("You: 0.5.")
    expect(caption).to_be_visible()
    # the kernel answers when it is done with the last cell
    expect(caption).not_to_have_text(words, timeout=RUN_MS)
    assert picture.inner_html() != drawing
    words = caption.text_content()
    explorer.locator(".explorable-more > summary").click()
    slider.press("ArrowRight")
    expect(caption).not_to_have_text(words)
    words = caption.text_content()
    explorer.get_by_role("slider", name="score of car").and_(
        explorer.locator(".explorable-handle")
    ).press("ArrowDown")  # a key that JupyterLab has a use for
    expect(caption).not_to_have_text(words)
    assert not page.trouble
