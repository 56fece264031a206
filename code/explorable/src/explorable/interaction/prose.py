"""Markdown and LaTeX that a function shows, as HTML; a page's scripts typeset the formulas.

Pages have no parser of Markdown; this knows what notebooks display: paragraphs, headings, lists,
tables, code, formulas, and what stands within a line (:mod:`explorable.question.inline`). A whole
one, markdown-it-py, would be 56 kB more to fetch and take 160 ms of a page's Python to import.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

_BLOCKS = re.compile(
    r"^```[^\n]*\n(?P<code>.*?)^```\s*?$"
    r"|(?P<formula>\$\$.+?\$\$|\\begin\{(?P<name>\w+\*?)\}.+?\\end\{(?P=name)\})",
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(r"\s*(?:[-*+]|(?P<number>\d+)[.)])\s+(?P<words>.+)")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*")


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
    for found in _BLOCKS.finditer(text):
        result += _paragraphs(text[end : found.start()])
        if found["formula"]:
            result += formula(found["formula"])
        else:
            result += f'<pre tabindex="0">{escape(found["code"])}</pre>'
        end = found.end()
    return result + _paragraphs(text[end:])


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
            words = (str(_ITEM.fullmatch(each)["words"]) for each in run)  # type: ignore[index]
            yield f"<{kind}>{''.join(f'<li>{_inline(each)}</li>' for each in words)}</{kind}>"


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
