"""Formulas typeset while the book is built: Temml, run by the node of a Python package.

Temml writes MathML, which browsers draw and screen readers speak by themselves. A script that
typesets on the page (MathJax) makes readers wait; HTML made of boxes (KaTeX) doubles the elements
of a page and its weight, and needs a hidden copy for the ear.
"""

import json
import re
from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from subprocess import PIPE, Popen

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from explorable.bundle.node import node
from explorable.sphinx.steps import Page, page_step

TYPESET = Path(__file__).parent / "typeset"
STATIC = Path(__file__).parent / "static"
ON_DEMAND = (TYPESET / "temml.min.js", TYPESET / "mathml.js")
"""What `page/latex.js` asks for when a cell shows a formula."""

_EARLY = """<script>
  new FontFace("STIX2", "url({root}_static/temml/STIXTwoMath.woff2)").load().catch(() => {{}});
</script>"""
"""Asks for the font of formulas before the page's style does: else a slow phone sets lines twice.
If it does not come, the style asks again, and the browser says so."""
_PUNCTUATION = re.compile(r"[^\w\s]+")

logger = logging.getLogger(__name__)


class Typesetter:
    r"""Turns formulas into MathML.

    The process of node starts with the first formula and ends with its standard input.

    Parameters
    ----------
    macros : mapping of str to str
        What a command such as ``\R`` stands for.
    """

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        self._macros = dict(macros or {})
        self._node: Popen[str] | None = None

    def typeset(self, formula: str, *, display: bool) -> str:
        r"""Return the MathML of `formula`, on a line of its own if `display`.

        Raises
        ------
        ValueError
            If Temml does not understand the formula.

        Examples
        --------
        >>> typesetter = Typesetter()
        >>> typesetter.typeset("x^2", display=False)
        '<math><msup><mi>x</mi><mn class="tml-sml-pad">2</mn></msup></math>'
        >>> typesetter.typeset("W'", display=False)  # the sign is small and high by itself
        '<math><mrow><mi>W</mi><mo lspace="0em" rspace="0em" class="tml-prime">′</mo></mrow></math>'
        >>> typesetter.close()
        """
        if self._node is None:
            self._node = Popen(
                [node(), TYPESET / "typeset.js"], stdin=PIPE, stdout=PIPE, encoding="utf-8"
            )
        request = {"formula": formula, "display": display, "macros": self._macros}
        print(json.dumps(request), file=self._node.stdin, flush=True)
        answer = json.loads(self._node.stdout.readline())  # type: ignore[union-attr] # a pipe
        if "error" in answer:
            raise ValueError(
                f"{answer['error']} in the formula {formula.strip()}; write it as Temml knows "
                "it, or name its macro in mathjax3_config"
            )
        return answer["html"]

    def close(self) -> None:
        """End the process of node, if it was started."""
        if self._node is not None:
            self._node.communicate()
            self._node = None


def setup(app: Sphinx) -> None:
    """Register the renderer ``temml`` for formulas: Sphinx takes it if no other is named."""
    app.config.html_static_path += map(str, (STATIC, *ON_DEMAND))
    app.add_css_file("temml/temml.css", priority=400)
    typesetter = Typesetter(macros_of(app.config))
    inline, display = partial(_inline, typesetter), partial(_display, typesetter)
    app.add_html_math_renderer("temml", (inline, None), (display, None))
    app.add_post_transform(Punctuation)
    page_step(app, _ask_for_the_font, after="scripts")
    app.connect("build-finished", lambda app, error: typesetter.close())


def _ask_for_the_font(page: Page) -> None:
    if "<math" in page.context.get("body", ""):
        page.add_tags(_EARLY.format(root=page.root))


class Punctuation(SphinxPostTransform):
    """Gives a formula in a line the punctuation behind it: no line begins with a comma."""

    default_priority = 210
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        if getattr(self.app.builder, "math_renderer_name", None) != "temml":
            return
        for formula in list(self.document.findall(nodes.math)):
            behind = formula.next_node(descend=False, siblings=True)
            mark = _PUNCTUATION.match(behind) if isinstance(behind, nodes.Text) else None
            if mark:
                formula["punctuation"] = mark[0]
                index = formula.parent.index(formula) + 1  # not of `behind`: texts may be equal
                formula.parent[index] = nodes.Text(behind[mark.end() :])


def macros_of(config: Config) -> dict[str, str]:
    """Return the macros that a project has named for MathJax, as Temml takes them."""
    named = (getattr(config, "mathjax3_config", None) or {}).get("tex", {}).get("macros", {})
    texts = {name: text if isinstance(text, str) else text[0] for name, text in named.items()}
    return {f"\\{name}": text for name, text in texts.items()}


def _typeset(typesetter: Typesetter, node: nodes.Element, *, display: bool) -> str:
    """Return a formula as MathML, or as its source where it cannot be typeset."""
    formula = _unnumbered(node.astext()) if display else node.astext()
    try:
        return typesetter.typeset(formula, display=display)
    except ValueError as error:
        logger.warning("%s", error, location=node, type="explorable", subtype="formulas")
        return f"<code>{escape(formula.strip())}</code>"


def _inline(typesetter: Typesetter, translator: HTML5Translator, node: nodes.Element) -> None:
    html = _typeset(typesetter, node, display=False) + escape(node.get("punctuation", ""))
    translator.body.append(
        translator.starttag(node, "span", "", CLASS="math", translate="no") + html + "</span>"
    )
    raise nodes.SkipNode


def _display(typesetter: Typesetter, translator: HTML5Translator, node: nodes.Element) -> None:
    html = _typeset(typesetter, node, display=True)
    translator.body.append(
        translator.starttag(node, "div", CLASS="math", translate="no")
        + f'<div class="formula">{html}</div>'
    )
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _unnumbered(formula: str) -> str:
    """Return `formula` with its environment starred: the page numbers formulas, not Temml."""
    return re.sub(r"\\(begin|end)\{(align|alignat|equation|gather)\}", r"\\\1{\2*}", formula)
