"""A reader goes from a chapter's page to JupyterLite and runs it whole, with the outside blocked.

Chromium and Firefox do; WebKit's driver opens no menu of JupyterLab's.
"""

import nbformat
import pytest
from engines import PATIENCE
from lab_server import run_all
from playwright.sync_api import expect

CHAPTER = "01-scores-and-margins"
EXPLORER = 'figure.explorable-explorer[data-explorer="score_map"]'
LIMIT = 1000 * PATIENCE
SAVED = """async (name) => {
  const open = (request) => new Promise((give) => {
    request.onsuccess = () => give(request.result);
  });
  for (const { name: base } of await indexedDB.databases()) {
    const database = await open(indexedDB.open(base));
    if (!database.objectStoreNames.contains("files")) continue;
    const file = await open(database.transaction("files").objectStore("files").get(name));
    if (file) return file.content.cells.filter((cell) => cell.cell_type === "code");
  }
}"""
"""The cells of code of a notebook, as JupyterLite keeps it in the browser."""


@pytest.fixture
def chapter(engine, open_tab, served, site, tmp_path):
    """JupyterLite at a chapter, from the link on its page, and what it asked other hosts for.

    The book lies in a folder of its host, and every name leads to that host.
    """
    (tmp_path / "index.html").write_text("a host of several books")
    (tmp_path / "book").symlink_to(site)
    address = served(folder=tmp_path)
    outside = []
    with open_tab(engine, proxy=address) as tab:
        page = tab.page
        ours = address, "data:", "blob:"
        page.context.on("request", lambda r: r.url.startswith(ours) or outside.append(r.url))
        page.goto(f"{address}/book/chapters/{CHAPTER}.html")
        link = page.get_by_text("Run it in JupyterLab").evaluate("(it) => it.closest('a').href")
        page.goto(link)
        page.get_by_text("Python (Pyodide) | Idle").wait_for(timeout=LIMIT)
        yield page, outside


@pytest.mark.parametrize("engine", ["chromium"], indirect=True)
def test_a_chapter_runs_whole_and_its_explorer_answers(chapter, site):
    page, outside = chapter
    run_all(page)
    explorer = page.locator(EXPLORER)
    slider = explorer.locator("input[type=range][name=bias]:enabled")
    expect(slider).to_be_attached(timeout=LIMIT)
    page.get_by_text("Python (Pyodide) | Idle").wait_for(timeout=LIMIT)
    caption = explorer.locator(".explorable-caption")
    words = caption.text_content()
    slider.press("ArrowRight")
    expect(caption).not_to_have_text(words, timeout=LIMIT)
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Save Notebook", exact=True).click()
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0, timeout=LIMIT)
    cells = page.evaluate(SAVED, f"{CHAPTER}.ipynb")
    notebook = nbformat.read(site / f"lite/files/{CHAPTER}.ipynb", as_version=4)
    assert len(cells) == sum(cell.cell_type == "code" for cell in notebook.cells)
    assert all(cell["execution_count"] for cell in cells)
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert page.locator("mjx-labels").count() and not page.locator(".myst").count()  # one number
    assert not outside
