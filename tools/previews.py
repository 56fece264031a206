"""Draw the pictures of links' previews: ``python -m tools.previews FOLDER COVER``.

Each shows a chapter's key figure as its built page has it, beside the chapter's title and question.
The cover of the book on paper shows that of the whole course, below the title.
"""

import io
import sys
from pathlib import Path

from _ext import citing, course
from _ext.share import LANDING, SIZE, descriptions
from PIL import Image
from playwright.sync_api import Page, ViewportSize

from tools.chromium import browsing

SITE = Path(__file__).parents[1] / "_build" / "html"
COLORS = 256
"""Of a picture: as many as a PNG can list."""
CARD = """([name, over, title, question]) => {
  const picture = document.querySelector(`[data-explorer="${name}"] .explorable-picture > svg`);
  const card = document.createElement("div");
  card.innerHTML = `<header><img src="../_static/logo.svg"> Descent</header>
    <div><small></small><h1></h1><p></p></div><figure></figure>`;
  for (const [part, text] of [["small", over], ["h1", title], ["p", question]])
    card.querySelector(part).textContent = text;
  card.querySelector("figure").append(picture.cloneNode(true));
  card.id = "card";
  document.body.replaceChildren(card);
}"""
COVER = ViewportSize(width=1200, height=1800)
STYLE = """
#card { position: fixed; inset: 0; display: grid; grid-template: auto 1fr / 24rem 1fr;
  gap: 0 2rem; padding: 3rem; background: #fff; color: #1b1b1b; font: 1.9rem/1.35 "Source Serif 4" }
#card header { display: flex; gap: .7rem; align-items: center; grid-column: 1 / 3;
  font: 600 1.6rem "Source Sans 3" }
#card img { height: 2.6rem }
#card > div { align-self: center }
#card small { font: 600 1.3rem "Source Sans 3"; color: #555 }
#card h1 { margin: .3rem 0 1rem; font: 600 3.2rem/1.1 "Source Sans 3"; color: #1b1b1b }
#card p { margin: 0 }
#card figure { margin: 0; align-self: center }
#card svg { width: 100%; height: auto; max-height: 29rem; color: #1b1b1b }
@media (orientation: portrait) {
  #card { display: block; padding: 24rem 6rem; font: 2.8rem/1.35 "Source Sans 3" }
  #card header, #card small { display: none }
  #card h1 { font-size: 7rem }
  #card figure { margin-top: 12rem }
}
"""


def main() -> None:
    """Write the pictures into the folder named on the command line."""
    folder, cover = map(Path, sys.argv[1:])
    folder.mkdir(exist_ok=True)
    with browsing(SITE) as (browser, address):
        width, height = SIZE
        size = ViewportSize(width=width, height=height)
        page = browser.new_page(viewport=size, color_scheme="light")
        for name, card in cards().items():
            page.goto(f"{address}/chapters/{name}.html")
            (folder / f"{name}.png").write_bytes(photograph(page, card))
        page.set_viewport_size(COVER)
        page.goto(f"{address}/chapters/{LANDING}.html")
        subtitle = citing.cff()["title"].partition(": ")[2]
        card = ["descent_on_points", "", "Descent", subtitle[0].upper() + subtitle[1:]]
        cover.write_bytes(photograph(page, card))


def cards() -> dict[str, list[str]]:
    """Return the explorer of each page with a picture, and what stands over, in, below it."""
    found = {
        each.page: [each.figure, f"Chapter {each.number}", each.title, each.question]
        for each in course.read().values()
    }
    return {
        LANDING: ["photo_to_probabilities", "", "Descent", descriptions()[LANDING]["title"]],
        **found,
    }


def photograph(page: Page, card: list[str]) -> bytes:
    """Return the card of an open page as a PNG of few colors."""
    page.evaluate(CARD, card)
    page.add_style_tag(content=STYLE)
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot()))
    out = io.BytesIO()
    picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


if __name__ == "__main__":
    main()
