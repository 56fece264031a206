"""What a cell's output holds of a figure: the one place that says it.

A notebook is looked at in many places, and each picks from an output what it can show:

=========== ====================================================================================
type        who shows it
=========== ====================================================================================
`PAGE`      pages that :mod:`explorable.sphinx` builds: inline SVG in the page's colors. Of an
            explorer they take its data, too: :mod:`explorable.stored` has both types.
`PICTURE`   everybody else. It is the one form that no viewer sanitizes: repositories' web views,
            nbviewer, untrusted notebooks, converters to LaTeX, Word and slides.
``text``    what has no pictures: the figure in words
=========== ====================================================================================

There is no ``image/svg+xml``, which nbviewer and GitHub clean until black shapes are left and an
untrusted JupyterLab refuses, and no ``text/html``, which would be chosen before the picture.
"""

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine

from explorable.picture import svg
from explorable.picture.style import style
from explorable.stored import PAGE

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE = "image/png"

SHARPNESS = 2
"""Pixels of the picture in a point, which is shown as 4/3 of a pixel of CSS."""

MARGIN = 12
"""Pixels of white around the picture: words reach its edge, and the ground may be dark."""

COLORS = 64
"""Colors of the picture: it needs no more, and two thirds of the bytes go."""


def output(
    html: str, figure: Figure, words: str, *, tight: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a cell shows of a figure, as ``_repr_mimebundle_`` does: data and metadata.

    Parameters
    ----------
    html : str
        The picture as a page shows it.
    figure : matplotlib.figure.Figure
        Drawn as it stands, for everybody else.
    words : str
        What is heard of it, or read where no picture can be shown.
    tight : bool, optional
        Whether what stands out of the figure is seen, as of an author's in a notebook.
    """
    image = raster(figure, tight=tight)
    file = BytesIO()
    image.save(file, "png", optimize=True, dpi=(72 * SHARPNESS,) * 2)
    width, height = (round(side / SHARPNESS * 4 / 3) for side in image.size)
    data = {"text/plain": words, PICTURE: b64encode(file.getvalue()).decode(), PAGE: html}
    return data, {PICTURE: {"alt": words, "width": width, "height": height}}


def raster(figure: Figure, *, tight: bool = False) -> "Image":
    """Return the figure in black on white, which reads on a dark ground, too.

    Examples
    --------
    >>> raster(Figure((2, 1))).size
    (312, 168)
    """
    from PIL import Image  # imported here: a page's Python has no Pillow

    file = BytesIO()
    with style():
        crop = svg.beyond(figure) if tight else None
        quick = {"compress_level": 0}  # it is read at once
        layout = figure.get_layout_engine()
        if is_laid_out := isinstance(layout, PlaceHolderLayoutEngine):
            figure.set_layout_engine(None)  # no drawing in vain to lay it out again
        figure.savefig(file, dpi=72 * SHARPNESS, bbox_inches=crop, format="png", pil_kwargs=quick)
        if is_laid_out:
            figure.set_layout_engine(layout)
    drawn = Image.open(file)
    sheet = Image.new("RGB", [side + 2 * MARGIN for side in drawn.size], "white")
    sheet.paste(drawn, (MARGIN, MARGIN), drawn)
    return sheet.quantize(COLORS, Image.Quantize.FASTOCTREE)
