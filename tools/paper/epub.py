"""The book as an EPUB 3: its sections as files of XHTML, with MathML and SVG, and no script."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from bs4 import Tag

from tools.paper.archives import pack
from tools.paper.assembly import Part
from tools.paper.edition import Edition
from tools.sheets import one

STYLE = Path(__file__).with_name("text.css")
MIME = {".css": "text/css", ".woff2": "font/woff2", ".png": "image/png"}
_LINK = re.compile(r'href="#([^"]+)"')
_NOT_IN_EPUB = re.compile(rb"^ *(?:direction:|(?:-webkit-)?mask-image:).*\n", re.MULTILINE)
_LEVEL = re.compile(r'<mi scriptlevel="(\d)">([^<]*)</mi>')
"""A letter that says how small it is, as browsers know it; EPUB 3 has MathML 3."""
_ID = re.compile(r' id="([^"]+)"')
_PICTURE = re.compile(r'(?<=src=")\.\./(_images/[^"]+)')


def write(
    parts: Sequence[Part],
    edition: Edition,
    site: Path,
    cover: bytes,
    xhtml: Callable[[str], str],
    path: Path,
) -> None:
    """Write an EPUB.

    Parameters
    ----------
    parts : sequence of Part
    edition : Edition
    site : Path
        The built site: its pictures, fonts, and the styles of formulas and code.
    cover : bytes
        A PNG.
    xhtml : callable
        Writes a page of HTML as XHTML, as a browser does.
    path : Path
    """
    pages = dict(_pages(parts, edition))
    files = {f"{name}.xhtml": xhtml(page).encode() for name, page in pages.items()}
    files["nav.xhtml"] = xhtml(_page("Contents", _contents(parts))).encode()
    files |= _styles(site / "_static") | _pictures(site, parts) | {"cover.png": cover}
    spine = ["cover", "title", "nav", *(name for name in pages if name not in ("cover", "title"))]
    package = _package(edition, files, spine).encode()
    book = {f"EPUB/{name}": content for name, content in files.items()}
    pack(path, {"META-INF/container.xml": _CONTAINER, "EPUB/package.opf": package, **book}, _FIRST)


_FIRST = {"mimetype": b"application/epub+zip"}
_CONTAINER = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en" data-theme="light" xml:lang="en" xmlns:epub="http://www.idpf.org/2007/ops">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="temml.css">
<link rel="stylesheet" href="pygments.css">
<link rel="stylesheet" href="explorable-colors.css">
<link rel="stylesheet" href="text.css">
</head>
<body>
{body}
</body>
</html>
"""


def _page(title: str, body: str) -> str:
    return _PAGE.format(title=escape(title), body=body)


def _pages(parts: Sequence[Part], edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the name of each file and its HTML; links between files name the file."""
    cover = f'<p><img src="cover.png" alt="{escape(edition.title)}"></p>'
    yield "cover", _page(edition.title, cover)
    title = f"<h1>{edition.title}</h1><p>{edition.subtitle}</p>{edition.note}"
    yield "title", _page(edition.title, title)
    sections = {str(each["data-stem"]): each for part in parts for each in part.sections}
    texts = {stem: str(section) for stem, section in sections.items()}
    where = {name: stem for stem, text in texts.items() for name in _ID.findall(text)}
    for stem, section in sections.items():
        yield stem, _page(_title(section).get_text(), _linked(texts[stem], stem, where))


def _linked(text: str, stem: str, where: Mapping[str, str]) -> str:
    """Return the HTML of a section as a file of its own, with links to the others."""

    def link(found: re.Match) -> str:
        home = where[found[1]]
        return found[0] if home == stem else f'href="{home}.xhtml#{found[1]}"'

    text = _LEVEL.sub(r'<mstyle scriptlevel="\1"><mi>\2</mi></mstyle>', text)
    return _LINK.sub(link, _PICTURE.sub(r"\1", text))


def _contents(parts: Sequence[Part]) -> str:
    lines = "".join(
        f"<li>{_entry(first)}{f'<ol>{below}</ol>' if below else ''}</li>"
        for first, below in (
            (part.sections[0], "".join(f"<li>{_entry(each)}</li>" for each in part.sections[1:]))
            for part in parts
        )
    )
    return f'<nav epub:type="toc"><h1>Contents</h1><ol>{lines}</ol></nav>'


def _entry(section: Tag) -> str:
    return f'<a href="{section["data-stem"]}.xhtml">{_title(section).decode_contents()}</a>'


def _title(section: Tag) -> Tag:
    return one(section, "h1, h2")


def _pictures(site: Path, parts: Sequence[Part]) -> dict[str, bytes]:
    texts = (str(section) for part in parts for section in part.sections)
    names = {name for text in texts for name in _PICTURE.findall(text)}
    return {name: (site / name).read_bytes() for name in names}


def _styles(static: Path) -> dict[str, bytes]:
    """Return styles and fonts; the styles of the pages find the fonts beside them."""
    fonts = {f"fonts/{path.name}": path for path in sorted(static.glob("fonts/*.woff2"))}
    sheets = (
        static / name for name in ("temml/temml.css", "pygments.css", "explorable-colors.css")
    )
    found = {path.name: path for path in sheets}
    found |= {path.name: path for path in static.glob("temml/*.woff2")} | fonts
    styles = {name: path.read_bytes() for name, path in found.items()}
    styles["temml.css"] = _NOT_IN_EPUB.sub(b"", styles["temml.css"])
    return styles | {"text.css": STYLE.read_bytes()}


def _package(edition: Edition, files: Mapping[str, bytes], spine: Sequence[str]) -> str:
    items = "\n".join(_item(name, content) for name, content in sorted(files.items()))
    order = "\n".join(f'<itemref idref="{_name(name)}.xhtml"/>' for name in spine)
    return _PACKAGE.format(
        name=edition.address or uuid5(NAMESPACE_URL, f"{edition.title} {edition.version}").urn,
        title=escape(f"{edition.title}: {edition.subtitle}"),
        authors=edition.authors,
        modified=_modified(),
        items=items,
        order=order,
    )


def _item(name: str, content: bytes) -> str:
    kind = MIME.get(Path(name).suffix, "application/xhtml+xml")
    properties = _properties(name, content)
    return f'<item id="{_name(name)}" href="{name}" media-type="{kind}"{properties}/>'


def _name(file: str) -> str:
    return "f-" + file.replace("/", "-")


def _properties(name: str, content: bytes) -> str:
    """Return the properties that a file must be declared with."""
    if name == "cover.png":
        return ' properties="cover-image"'
    tests = {"nav": name == "nav.xhtml", "mathml": b"<math" in content, "svg": b"<svg" in content}
    found = [each for each, has in tests.items() if has and name.endswith(".xhtml")]
    return f' properties="{" ".join(found)}"' if found else ""


def _modified() -> str:
    """Return when the book was made; the environment may say it, so that two runs agree."""
    made = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", made)


_PACKAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="name" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="name">{name}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>{authors}</dc:creator>
<dc:language>en</dc:language>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
{items}
</manifest>
<spine>
{order}
</spine>
</package>
"""
