"""Draw the moving figure of the stage's README: ``python tests/support/wave_picture.py FILE``.

It is the explorer in the README's own code, in the frames that a page would be given for it.
"""

import json
import re
import sys
from pathlib import Path

from explorable import Explorer
from explorable.sphinx import baking
from readme import run

README = Path(__file__).parents[2] / "code" / "explorable" / "README.md"
SECONDS = 0.4
"""Of a frame."""
LEFT, RIGHT = 100, 380
"""Ends of the slider's track."""
PAGE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
viewBox="0 0 432 276" width="576" height="368" color="#222" font-family="sans-serif">
<title>{title}</title>
<style>@media (prefers-reduced-motion) {{
  .frame {{ visibility: hidden !important }} .still {{ visibility: visible !important }}
}}</style>
<rect width="432" height="276" rx="6" fill="#fff"/>
{axes}
<path d="M {left} 234 H {right}" stroke="#bbb" stroke-width="4" stroke-linecap="round"/>
<text x="54" y="238" font-size="11">{control}</text>
{frames}
</svg>
"""
FRAME = """<g class="frame{still}" visibility="hidden">{shown}
<circle cx="{x}" cy="234" r="7" fill="#0072b2"/><text x="54" y="262" font-size="11">{caption}</text>
<animate attributeName="visibility" values="{turns}" calcMode="discrete" dur="{seconds}s" \
repeatCount="indefinite"/></g>"""


def moving(explorer: Explorer) -> str:
    """Return an SVG in which the first control goes from one end to the other and back."""
    baked = json.loads(baking.bake(explorer))
    picture = explorer.render().replace('width="432pt"', 'width="432" height="216"', 1)
    for name in baked["frames"][0]["patch"]:  # what moves is drawn in each frame
        picture = re.sub(f'<g id="{name}">.*?</g>', "", picture, flags=re.DOTALL)
    return PAGE.format(
        title=explorer.title,
        axes=picture,
        left=LEFT,
        right=RIGHT,
        control=explorer.label(baked["control"]),
        frames="\n".join(_frames(baked["frames"])),
    )


def _frames(frames: list[dict]) -> list[str]:
    count = len(frames)
    turns = [*range(count), *range(count - 2, 0, -1)]
    low, high = frames[0]["value"], frames[-1]["value"]
    return [
        FRAME.format(
            still="" if place else " still",
            shown=re.sub(' id="[^"]*"', "", "".join(frame["patch"].values())),
            x=round(LEFT + (RIGHT - LEFT) * (frame["value"] - low) / (high - low)),
            caption=frame["caption"],
            turns=";".join("visible" if turn == place else "hidden" for turn in turns),
            seconds=round(SECONDS * len(turns), 1),
        )
        for place, frame in enumerate(frames)
    ]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(moving(run(README)["wave"]), encoding="utf-8", newline="\n")
