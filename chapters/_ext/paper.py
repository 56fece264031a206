"""The book as an EPUB, by Sphinx's own builder: ``sphinx-build -t paper -b epub . _build/epub``.

`make pdf` prints the same pages, joined. What only a site has is left out (`_ext.SITE`), figures
stand as they start, and links to pages that are not in the book lead to the site, if it has an
address.
"""

import re
from html import unescape
from pathlib import Path
from typing import ClassVar
from urllib.parse import urljoin

from docutils import nodes
from explorable.sphinx import formulas
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from _ext import address, citing, course

PRINTED = re.compile(r"chapters/(?:\d\d-.*|intro|projects|notation|glossary|bibliography|terms)")
"""The pages of the book on paper: the course, and what is looked up."""
CHAPTERS = Path(__file__).parents[1]
STATIC = (
    CHAPTERS / "fonts",
    CHAPTERS / "images/cover.png",
    Path(__file__).with_name("paper.css"),
    formulas.STATIC / "temml",
)
STYLES = {f"_static/{name}.css" for name in ("pygments", "temml", "explorable-colors", "paper")}
SETTINGS = {
    "epub_basename": "descent",
    "epub_copyright": "CC BY 4.0",
    "epub_cover": ("_static/cover.png", "epub-cover.html"),
    "epub_exclude_files": ["_static/design-tabs.js", "_static/sphinx-design.min.css"],
    "epub_show_urls": "no",
    "epub_tocdepth": 2,
    "epub_tocdup": False,
    "epub_tocscope": "includehidden",
    "epub_use_index": False,
    "html_domain_indices": False,
    "html_extra_path": [],
    "html_static_path": [str(path) for path in STATIC],
}
SUPPRESSED = (
    "etoc.ref",  # the pages that are left out are in the table of contents
    "epub.unknown_project_files",  # licenses beside fonts
)
NOTE = """\
Version {version}. Text and figures are under the license CC BY 4.0, code is under the MIT license.
This is the whole course without its moving parts: a figure stands as it starts, below the question
that it asks. On the book’s site the figures move, every cell runs, and questions answer; there and
in the notebooks is the code of the figures and of the checks. """

_XML = (
    (r"<math(?=[\s>])", '<math xmlns="http://www.w3.org/1998/Math/MathML"'),
    (r"<svg(?=[\s>])(?![^>]* xmlns=)", '<svg xmlns="http://www.w3.org/2000/svg"'),
    # How small a letter is: EPUB has MathML 3, browsers MathML Core.
    (r'<mi scriptlevel="(\d)">([^<]*)</mi>', r'<mstyle scriptlevel="\1"><mi>\2</mi></mstyle>'),
    # A fold's title is no paragraph, and stands there once.
    (r'<p class="collapsed[^"]*">(.*?)</p>\s*<p class="expanded.*?</p>', r"\1"),
    (r' id="(?:exercise|proof)-content"| role="doc-biblioentry"', ""),  # twice; deprecated
)
"""What an EPUB writes otherwise than a site, as patterns."""
_NOT_IN_EPUB = re.compile(r"^ *(?:direction:|(?:-webkit-)?mask-image:).*\n", re.MULTILINE)
_GREEK = re.compile(r"\\([a-z]+)")
_ITEM = re.compile(r'<item id="[^"]*" href="([^"]*)" media-type="[^"]*"(?= />)')


class Book(Epub3Builder):
    """Sphinx's builder, which knows no fonts of the web and declares neither formulas nor SVG."""

    media_types: ClassVar = {**Epub3Builder.media_types, ".woff2": "font/woff2"}
    guide_titles: ClassVar = {"toc": "Contents", "cover": "Cover"}
    html_tag = f'{Epub3Builder.html_tag[:-1]} lang="en" xml:lang="en">'

    def init(self) -> None:
        """Say what the book is, when the table of contents has been read."""
        _configure(self.config)
        super().init()

    def update_page_context(self, page: str, template: str, ctx: dict, event_arg: object) -> None:
        """Write as XML what browsers read as HTML, with the book's own styles alone."""
        for pattern, replacement in _XML:
            ctx["body"] = re.sub(pattern, replacement, ctx.get("body", ""), flags=re.DOTALL)
        ctx["css_files"] = [each for each in ctx["css_files"] if each.filename in STYLES]

    def get_refnodes(self, doctree: nodes.Node, result: list[dict]) -> list[dict]:
        """Return the titles of the contents, in which a formula is a letter of Greek."""
        for entry in super().get_refnodes(doctree, result):
            entry["text"] = unescape(_GREEK.sub(r"&\1;", entry["text"]))
        return result

    def build_content(self) -> None:
        """Write the list of the book's files, each with what it holds."""
        styles = Path(self.outdir, "_static/temml.css")
        styles.write_text(_NOT_IN_EPUB.sub("", styles.read_text("utf-8")), "utf-8")
        super().build_content()
        package = Path(self.outdir, "content.opf")
        package.write_text(_ITEM.sub(self._declared, package.read_text("utf-8")), "utf-8")

    def _declared(self, item: re.Match) -> str:
        path = Path(self.outdir, item[1])
        page = path.read_text("utf-8") if path.suffix == ".xhtml" else ""
        held = {
            "cover-image": item[1] == self.config.epub_cover[0],
            "mathml": "<math" in page,
            "svg": "<svg" in page,
        }
        properties = " ".join(name for name, holds in held.items() if holds)
        return f'{item[0]} properties="{properties}"' if properties else item[0]


def _configure(config: Config) -> None:
    """Say what the book is; choose its pages, the sections in its contents, and its styles."""
    cff, pages = citing.cff(), config.external_site_map
    left_out = [f"{page}.*" for page in pages if not PRINTED.fullmatch(page)]
    given = {
        "version": cff["version"],
        "epub_title": cff["title"],
        "epub_description": cff["title"].split(": ")[1],
        "epub_uid": f"descent-{cff['version']}",
        "epub_identifier": f"descent-{cff['version']}",
        "epub_contributor": config.author,
        "exclude_patterns": [*config.exclude_patterns, *left_out],
        "suppress_warnings": [*config.suppress_warnings, *SUPPRESSED],
    }
    for name, value in {**SETTINGS, **given}.items():
        config[name] = value
    for page in pages.values():
        for below in page.subtrees:
            below.titlesonly = False


class ForPaper(SphinxPostTransform):
    """Gives a page its title in the contents, and leads links to what only the site has there."""

    default_priority = 8  # before MyST, which warns of pages that it does not know
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document."""
        title = next(self.document.findall(nodes.title))
        if named := self.config.external_site_map[self.env.docname].title:
            title.children = [nodes.Text(named)]
        if self.env.docname == course.LANDING:
            title.parent.insert(1, self._note())
        for link in list(self.document.findall(nodes.reference)):
            if "#explorer=" in link.get("refuri", ""):
                self._lead(link, link["refuri"].replace(".xhtml", ".html"))
        for link in list(self.document.findall(pending_xref)):
            if link["refdomain"] == "doc" and link["reftarget"] not in self.env.found_docs:
                anchor = link["reftargetid"] or ""
                self._lead(link, f"/{link['reftarget']}.html#{anchor}".removesuffix("#"))

    def _note(self) -> nodes.Element:
        """Say what is missing, and where it is."""
        note = nodes.paragraph("", NOTE.format(version=self.config.version), classes=["note"])
        if site := address.site(self.config):
            note += nodes.reference("", site, refuri=site)
        return note

    def _lead(self, link: nodes.Element, target: str) -> None:
        content = nodes.inline("", "", *link.children)
        if site := address.site(self.config):
            page = f"{site}{self.env.docname}"
            to = f"{site}{target[1:]}" if target.startswith("/") else urljoin(page, target)
            content = nodes.reference("", "", content, refuri=to)
        link.replace_self(content)


def setup(app: Sphinx) -> None:
    """Register it."""
    app.add_builder(Book, override=True)
    app.add_post_transform(ForPaper)
    app.add_css_file("temml.css")
    app.add_css_file("paper.css")
