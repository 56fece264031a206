"""The pages of the book's EPUB as one page of XHTML, for Chromium to print.

An id has its page's name before it, links lead within the page, and all folds are open.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

STYLE = Path(__file__).with_name("pages.css")
NAME = "chapters/joined.xhtml"
"""Where it lies in the folder of the EPUB: beside the pages, as their pictures ask."""
_HTML = "{http://www.w3.org/1999/xhtml}"
_POINTS = re.compile(r"url\(#([^)]+)\)")
_OF_IDS = ("aria-labelledby", "aria-describedby", "aria-controls")
_PAGE = """\
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<title>{title}</title>
{links}
<style>{style}</style>
</head>
<body>
<img class="cover" src="../_static/cover.png" alt=""/>
{pages}
</body>
</html>
"""


def join(book: Path, only: str = "") -> Path:
    """Write the page, and return where it is.

    Parameters
    ----------
    book : Path
        The folder of the built EPUB.
    only : str
        A pattern of the names of the pages to print: all if it is empty.
    """
    package = ElementTree.parse(book / "content.opf").getroot()
    title = next(package.iter("{http://purl.org/dc/elements/1.1/}title")).text
    paths = [path for path in _spine(package) if re.search(only, path.stem)]
    contents = next(ElementTree.parse(book / "nav.xhtml").iter(f"{_HTML}nav"))
    pages = [_page(contents, "nav", "contents")]
    links = ""
    for path in paths:
        root = ElementTree.parse(book / path).getroot()
        links = _texts(root.iter(f"{_HTML}link"))  # all pages have the same style sheets
        body = next(root.iterfind(f".//{_HTML}div[@class='body']"))
        pages.append(_page(body, path.stem, "deeper" if _is_deeper(path.stem) else "chapter"))
    joined = book / NAME
    style = STYLE.read_text("utf-8").replace("<", r"\3c ").replace("&", r"\26 ")
    joined.write_text(
        _PAGE.format(title=title, links=links, style=style, pages=_texts(pages)), "utf-8"
    )
    return joined


def _texts(elements: Iterable[Element]) -> str:
    return "\n".join(ElementTree.tostring(each, "unicode") for each in elements)


def _spine(package: Element) -> Iterator[Path]:
    """Yield the chapters' pages in the order of reading."""
    hrefs = {item.get("id"): item.get("href", "") for item in package.iter() if item.get("href")}
    for item in package.iter("{http://www.idpf.org/2007/opf}itemref"):
        if hrefs[item.get("idref")].startswith("chapters/"):
            yield Path(hrefs[item.get("idref")])


def _is_deeper(stem: str) -> bool:
    return stem.endswith(("-deeper", "-practice"))


def _page(page: Element, stem: str, kind: str) -> Element:
    """Return a page as a part of the whole; the headings of a deeper one are a level lower."""
    page.attrib = {"id": stem, "class": kind}
    for each in page.iter():
        tag = each.tag.removeprefix(_HTML)
        if kind == "deeper" and re.fullmatch("h[1-5]", tag):
            each.tag = f"{_HTML}h{int(tag[1]) + 1}"
        if tag == "details":
            each.set("open", "")
        for name, value in each.attrib.items():
            if name == "id" and each is not page:
                each.set(name, f"{stem}--{value}")
            elif name.endswith("href"):
                each.set(name, _target(value, stem))
            elif "url(#" in value:
                each.set(name, _POINTS.sub(rf"url(#{stem}--\1)", value))
            elif name in _OF_IDS:
                each.set(name, " ".join(f"{stem}--{part}" for part in value.split()))
    return page


def _target(address: str, stem: str) -> str:
    """Return where a link of a page leads within the whole.

    Examples
    --------
    >>> _target("#shift", "03-softmax"), _target("glossary.xhtml#logit", "03-softmax")
    ('#03-softmax--shift', '#glossary--logit')
    >>> _target("11-myths.xhtml", "03-softmax"), _target("https://a.org/#b", "03-softmax")
    ('#11-myths', 'https://a.org/#b')
    """
    path, name = urldefrag(address)
    if ":" in path:
        return address
    page = Path(path).stem if path else stem
    return f"#{page}--{name}" if name else f"#{page}"
