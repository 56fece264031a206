"""Store the photos of the running example for the pages: ``python -m tools.make_photos``."""

from pathlib import Path

from descent.datasets import drawn
from PIL import Image

FOLDER = Path(__file__).parents[1] / "chapters" / "images"
SIDE = 96
"""Of a file, in pixels: each pixel of a photo is a square of three by three."""


def picture(name: str) -> Image.Image:
    """Return the picture of a cat, a car or a frog, enlarged without a blur."""
    return Image.fromarray(drawn.draw(name)).resize((SIDE, SIDE), Image.Resampling.NEAREST)


def main(folder: Path = FOLDER) -> None:
    """Write a file for each photo."""
    for name in drawn.NAMES:
        picture(name).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
