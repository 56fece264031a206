"""Markdown and LaTeX that a function shows, as HTML; a page's scripts typeset the formulas.

Pages have no parser of Markdown; this knows what notebooks display: paragraphs, headings, lists,
tables, code, formulas, and what stands within a line (:mod:`explorable.question.inline`). A whole
one, markdown-it-py, would be 56 kB more to fetch and take 160 ms of a page's Python to import.
"""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from itertools import groupby

_BLOCKS = re.compile(
    r"^```[^\n]*\n(?P<code>.*?)^```\s*?$"
    r"|(?P<formula>\$\$.+?\$\$|\\begin\{(?P<name>\w+\*?)\}.+?\\end\{(?P=name)\})",
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(r"\s*(?:[-*+]|(?P<number>\d+)[.)])\s+(?P<words>.+)")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*")


_FORMULA = re.compile(r"\$(.+?)\$|\\\((.+?)\\\)")
_GROUP = r"\s*(?:\{([^{}]*)\}|(\\[a-zA-Z]+|\w))"
_FRACTION = re.compile(rf"\\[dt]?frac{_GROUP}{_GROUP}")
_ACCENTS = {
    "overline": "\u0304", "bar": "\u0304", "hat": "\u0302", "widehat": "\u0302",
    "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
}  # fmt: skip
_ACCENT = re.compile(rf"\\({'|'.join(_ACCENTS)})(?![a-zA-Z]){_GROUP}")
_FONT = re.compile(r"\\(?:text|math|operatorname)(?:[a-z]{2,4})?\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_SPACE = re.compile(r"\\[,;:! ]|\\(?:left|right|limits|displaystyle)(?![a-zA-Z])")
_LETTER = re.compile(r"\\([a-zA-Z]+) ?")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\d))")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


def read(text: str) -> str:
    r"""Return a text with its formulas as letters, for a label, or for the ear.

    Examples
    --------
    >>> read(r"$\lambda_1$ or \(\Omega\)")
    'λ_1 or Ω'
    >>> read(r"$\frac{n_{heads}}{n_{tosses}}$, $10^{-3}$, $10^{-C}$, $\sigma^2$")
    'n_heads / n_tosses, 10⁻³, 10^(−C), σ²'
    >>> read(r"$\overline{q}_{1}$") == "q\u0304_1" and read(r"$\hat\beta$") == "β\u0302"
    True
    """
    return _FORMULA.sub(lambda match: _letters(match[1] or match[2]), text)


def _letters(latex: str) -> str:
    """Return LaTeX as letters, from what is innermost outwards."""
    before, now = "", _SPACE.sub(" ", latex)
    while now != before:
        before = now
        now = _SCRIPT.sub(_script, _FONT.sub(r"\1", now))
        now = _ACCENT.sub(lambda m: f"{_letters(m[2] or m[3])}{_ACCENTS[m[1]]}", now)
        now = _FRACTION.sub(lambda m: f"{_part(m[1] or m[2])} / {_part(m[3] or m[4])}", now)
        now = _ROOT.sub(lambda m: f"√{_part(m[1])}", now)
    now = _LETTER.sub(lambda m: html5.get(f"{m[1]};", m[1]), now)  # HTML has LaTeX's names
    return " ".join(now.replace("{", "").replace("}", "").split())


def _script(match: re.Match) -> str:
    mark, script = match[1], (match[2] or match[3] or "").replace("-", "−")
    if mark == "^" and re.fullmatch(r"[\d+−=()n]+", script):
        return script.translate(_RAISED)
    return f"{mark}{script}" if re.fullmatch(r"\\?\w+", script) else f"{mark}({script})"


def _part(text: str) -> str:
    """Return a part of a fraction, in parentheses if it has parts itself."""
    return f"({text})" if re.search(r"[+\-−/ ]", text.strip()) else text.strip()


def formula(text: str, tag: str = "div") -> str:
    """Return LaTeX, with dollars or in an environment, for whoever typesets it."""
    return f'<{tag} class="explorable-formula">{escape(text)}</{tag}>'


def markdown(text: str) -> str:
    r"""Return Markdown as HTML.

    Examples
    --------
    >>> markdown("# Half\n\nIt is $1/2$.")
    '<p><strong>Half</strong></p><p>It is <span class="explorable-formula">$1/2$</span>.</p>'
    >>> markdown("- one\n- **two**")
    '<ul><li>one</li><li><strong>two</strong></li></ul>'
    """
    result, end = "", 0
    for match in _BLOCKS.finditer(text):
        result += _paragraphs(text[end : match.start()])
        if match["formula"]:
            result += formula(match["formula"])
        else:
            result += f'<pre tabindex="0">{escape(match["code"])}</pre>'
        end = match.end()
    return result + _paragraphs(text[end:])


def without_formulas(text: str) -> str:
    """Return Markdown with a letter in the place of each formula."""
    plain = _BLOCKS.sub(lambda match: "x" if match["formula"] else match[0], text)
    return _FORMULA.sub("x", plain)


def _paragraphs(text: str) -> str:
    return "".join(
        _paragraph(each.strip("\n")) for each in re.split(r"\n\s*\n", text) if each.strip()
    )


def _paragraph(text: str) -> str:
    lines = text.split("\n")
    if text.lstrip().startswith("<"):  # HTML
        return text
    if len(lines) > 1 and "|" in lines[0] and _RULE.fullmatch(lines[1].strip()):
        return _table(lines[0], lines[2:])
    return "".join(_runs(lines))


def _runs(lines: list[str]) -> Iterator[str]:
    """Yield headings, lists and text in their order."""
    for kind, run in groupby(lines, _kind):
        if kind == "heading":
            yield from (f"<p><strong>{_inline(each.strip('# '))}</strong></p>" for each in run)
        elif kind == "text":
            yield f"<p>{_inline(' '.join(each.strip() for each in run))}</p>"
        else:
            items = (str(_ITEM.fullmatch(each)["words"]) for each in run)  # type: ignore[index]
            yield f"<{kind}>{''.join(f'<li>{_inline(each)}</li>' for each in items)}</{kind}>"


def _kind(line: str) -> str:
    if re.match(r"#{1,6} ", line):
        return "heading"
    item = _ITEM.fullmatch(line)
    return "text" if item is None else "ol" if item["number"] else "ul"


def _table(head: str, rows: list[str]) -> str:
    def row(line: str, tag: str) -> str:
        cells = line.strip().strip("|").split("|")
        return f"<tr>{''.join(f'<{tag}>{_inline(each.strip())}</{tag}>' for each in cells)}</tr>"

    body = "".join(row(each, "td") for each in rows)
    return f"<table><thead>{row(head, 'th')}</thead><tbody>{body}</tbody></table>"


def _inline(text: str) -> str:
    from explorable.question import inline  # not above: few functions need it

    written = [
        inline.Tag(formula(f"${each.tex}$", "span")) if isinstance(each, inline.Formula) else each
        for each in inline.pieces(text)
    ]
    return inline.html(written)
