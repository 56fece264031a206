import pytest
from sample_explorers import bars, descend, falling, no_frames, sketch  # noqa: F401  fixtures

MOUNT = """async ([code, html]) => {
  const heard = new Set();
  const state = (window.state = { html, words: {}, guess: "" });
  const model = {
    get: (name) => state[name],
    set: (name, value) => (state[name] = value),
    save_changes() {},
    send: async (content) => {
      window.asking = true;
      const answers = await ask(content);
      window.asking = false;
      for (const message of answers) heard.forEach((hear) => hear(message));
    },
    on: (event, hear) => (event === "msg:custom" ? heard : window.ends).add(hear),
    off: (_, hear) => heard.delete(hear),
  };
  window.ends = new Set();
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { default: view } = await import(url);
  const home = () => document.body.appendChild(document.createElement("div"));
  const show = () => view.render({ model, el: home() });
  [window.rest, window.again] = [show(), show];
}"""


@pytest.fixture
def mount(browser, monkeypatch):
    """Show an explorer on a page of its own; return the page's figure."""
    from explorable.esm import style
    from explorable.widget import ExplorerWidget  # not above: a page's Python has no anywidget

    pages = []

    def mount(explorer, **options):
        page = browser.new_page(**options)
        pages.append(page)
        sent = []
        monkeypatch.setattr(explorer.widget, "send", sent.append)

        def ask(content):
            explorer.widget._handle_custom_msg(content, [])
            answers, sent[:] = sent[:], []
            return answers

        trouble = page.__dict__.setdefault("trouble", [])
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.expose_function("ask", ask)
        page.set_content(f"<style>{style('front.css')}</style>")
        page.evaluate(MOUNT, [ExplorerWidget._esm, explorer.widget.html])
        return page.locator("figure.explorable-explorer")

    yield mount
    assert [page.trouble for page in pages if page.trouble] == []
    for page in pages:
        page.close()
