"""Draw the moving figures of the READMEs: ``python -m tools.animation NAME FILE``.

NAME is an explorer of the book, or ``wave``, which the code in explorable's README makes. Its first
control goes through the frames that a page would be given for it.
"""

import re
import sys
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from descent import explorers
from explorable import Explorer
from explorable.frames import BAKED
from explorable.palette import COLORS

from tools.readme import run

ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")

README = Path(__file__).parents[1] / "code" / "explorable" / "README.md"
SECONDS = 0.4
"""Of a frame."""
LEFT, RIGHT = 130, 380
"""Ends of the slider's track."""
LINE = 16
"""Height of a line of the caption."""
PAGE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
viewBox="0 0 432 {height}" width="576" height="{shown}" color="#222" font-family="sans-serif">
<title>{title}</title>
<style>@media (prefers-reduced-motion) {{
  .frame {{ visibility: hidden !important }} .still {{ visibility: visible !important }}
}}</style>
<rect width="432" height="{height}" rx="6" fill="#fff"/>
{axes}
<g transform="translate(0 {below})" font-size="11">
<path d="M {left} 18 H {right}" stroke="#bbb" stroke-width="4" stroke-linecap="round"/>
<text x="54" y="22">{control}</text>
</g>
{frames}
</svg>
"""
FRAME = """<g class="frame{still}" visibility="hidden">{shown}
<g class="said" transform="translate(0 {below})" font-size="11">
<circle cx="{x}" cy="18" r="7" fill="{color}"/>{caption}</g>
<animate attributeName="visibility" values="{turns}" calcMode="discrete" dur="{seconds}s" \
repeatCount="indefinite"/></g>"""


def moving(explorer: Explorer) -> str:
    """Return an SVG in which the first control goes from one end to the other and back."""
    control, leading = next(iter(explorer.controls.items()))
    states = ({control: stop} for stop in leading.sweep(BAKED.values))
    frames = list(explorer.drawn().frames(states))
    root = ElementTree.fromstring(explorer.render())
    below = float(root.attrib["viewBox"].split()[3])
    root.attrib |= {"width": "432", "height": str(below)}
    for parent in list(root.iter()):  # what moves is drawn in each frame
        for part in [each for each in parent if each.get("id") in frames[0]["patch"]]:
            parent.remove(part)
    lines = max(len(_lines(frame["caption"])) for frame in frames)
    height = below + 38 + LINE * lines
    return PAGE.format(
        title=explorer.title,
        axes=ElementTree.tostring(root, "unicode"),
        left=LEFT,
        right=RIGHT,
        below=below,
        height=height,
        shown=round(height * 4 / 3),
        control=explorer.label(control),
        frames="\n".join(_frames(frames, below)),
    )


def _lines(caption: str) -> list[str]:
    """Return the caption's sentences."""
    return re.split(r"(?<=\.) (?=[A-Z])", caption)


def _frames(frames: list[dict], below: float) -> list[str]:
    count = len(frames)
    turns = [*range(count), *range(count - 2, 0, -1)]
    values = [value for frame in frames for value in frame["values"].values()]
    low, high = values[0], values[-1]
    return [
        FRAME.format(
            color=COLORS["blue"],
            still="" if index else " still",
            shown=re.sub(' id="[^"]*"', "", "".join(frame["patch"].values())),
            below=below,
            x=round(LEFT + (RIGHT - LEFT) * (values[index] - low) / (high - low)),
            caption="".join(
                f'<text x="54" y="{46 + LINE * line}">{escape(text)}</text>'
                for line, text in enumerate(_lines(frame["caption"]))
            ),
            turns=";".join("visible" if turn == index else "hidden" for turn in turns),
            seconds=round(SECONDS * len(turns), 1),
        )
        for index, frame in enumerate(frames)
    ]


def main() -> None:
    """Draw the explorer named on the command line into the file named behind it."""
    name, path = sys.argv[1:]
    explorer = run(README)["wave"] if name == "wave" else explorers.catalogue()[name]
    Path(path).write_text(moving(explorer), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
