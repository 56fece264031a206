"""Pages without needless weight: the style that they use, short paths, scripts that can wait.

And what is not seen waits: sections are laid out one by one (``arrival.js``), and no script asks
for the size of a box before the browser knows it.
"""

import re
from functools import cache, partial
from html import escape, unescape
from pathlib import Path

from sphinx.application import Sphinx

from explorable.bundle import editor, scripts
from explorable.sphinx.theme import paths, styles
from explorable.sphinx.theme.rewrite import Rule, apply, each_page, warn

HERE = Path(__file__).parent
SEARCH = Rule(
    "the scripts of search, on pages that do not search",
    'searchtools.js"',
    re.compile(r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js"></script>\n?'),
    "",
    always=True,
)
RULES = (
    Rule(
        "scripts that are asked for twice",
        'rel="preload" as="script"',
        re.compile(r'<link rel="preload" as="script"[^>]*>\n?'),
        "",
        always=True,
    ),
    Rule(
        "scripts that hold up the page",
        '<script src="',
        re.compile(r'<script src="'),
        '<script defer src="',
        always=True,
    ),
    Rule(  # else a script finds it late, and the browser styles every element again
        "the theme's guess of light or dark",
        'localStorage.getItem("theme") || "',
        re.compile(r'localStorage\.getItem\("theme"\) \|\| "\w*";'),
        '{light: "light", dark: "dark"}[localStorage.getItem("mode")] '
        '|| (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");',
        always=True,
    ),
    Rule(
        "the spans of names in code, which no style tells from text",
        '<span class="n">',
        re.compile(r'<span class="(?:n|nn|p|w)">([^<]*)</span>|<span></span>'),
        r"\1",
    ),
    Rule(  # a list may have no other children
        "the entries of a bibliography",
        'role="doc-biblioentry"',
        re.compile(r'role="doc-biblioentry"'),
        'role="listitem"',
    ),
)
TAB_STOPS = Rule(  # `page/tab_stops.js` gives them, and waits until a box is laid out
    "the theme's tab stops, for which it lays out the whole page, box by box",
    "clientHeight?0:-1}",
    re.compile(r"\{\w\.tabIndex=[^}]*clientHeight\?0:-1\}"),
    "{}",
    always=True,
)
_THEME_SCRIPT = "_static/scripts/pydata-sphinx-theme.js"
_OPTIONS = re.compile(r'<script[^>]* src="([^"?]*documentation_options\.js)[^"]*"></script>')
_FIRST_WORDS = re.compile(r"<article.*?<p>(.*?)</p>", re.DOTALL)
_PRELOAD = '<link rel="preload" as="font" type="font/woff2" crossorigin'
_CLASSES = re.compile(r'class="([^"]*)"')


def setup(app: Sphinx) -> None:
    """Prune every page."""
    # Before Sphinx's own, which forgets the words that it marks.
    app.add_js_file(f"{scripts.folder()}/page/search_mark.js", type="module", priority=100)
    app.connect("html-page-context", _leave_out_scripts, priority=999)
    each_page(app, partial(_edit, app), priority=910)
    app.connect("build-finished", _edit_theme)


def _leave_out_scripts(
    app: Sphinx, _page: str, _template: str, context: dict, _doctree: object
) -> None:
    """Let pages not load scripts that find nothing to do there."""
    found = [set(each.split()) for each in set(_CLASSES.findall(context.get("body", "")))]
    for script, selector in {
        "design-tabs.js": ".sd-tab-set",
        "togglebutton.js": getattr(app.config, "togglebutton_selector", ""),
    }.items():
        wanted = [set(re.findall(r"\.([\w-]+)", part)) for part in selector.split(",")]
        if not any(names <= classes for names in wanted for classes in found):
            files = context["script_files"]
            context["script_files"] = [file for file in files if script not in str(file)]


def _edit(app: Sphinx, html: str, page: str, path: Path) -> str:
    static = Path(app.outdir, "_static")
    unused = "fontawesome" if app.config.explorable_icons else ""
    html = _OPTIONS.sub(partial(_within, path.parent), html)
    if "documentation_options.js" in html:
        warn(page, "Sphinx's options are loaded in another way than this extension knows")
    rules = RULES if page == "search" else (SEARCH, *RULES)
    html = apply(rules, html, page, app.config.html_theme)
    html = styles.with_style(
        html, path, styles.names_in_scripts(static, editor.HOME, unused=unused)
    )
    html = paths.with_short_paths(html)
    fonts = _fonts(html, page, app.config.explorable_preload)
    return html.replace("</head>", f"{_description(html)}{fonts}{_arrival()}</head>", 1)


def _edit_theme(app: Sphinx, error: Exception | None) -> None:
    script = Path(app.outdir, _THEME_SCRIPT)
    if not error and script.exists():
        text = apply([TAB_STOPS], script.read_text("utf-8"), theme=app.config.html_theme)
        script.write_text(text, "utf-8")


@cache
def _arrival() -> str:
    """Return what lays out a page section by section: there before the first of them."""
    style, script = ((HERE / f"arrival.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return f"<style>{style}</style>\n<script>{script}</script>\n"


def _within(folder: Path, found: re.Match) -> str:
    """Return the script that was found, written into the page: the first words need not wait."""
    return f"<script>{(folder / found[1]).read_text('utf-8')}</script>"


def _description(html: str) -> str:
    """Return the page's first words, for those who look for it."""
    words = _FIRST_WORDS.search(html)
    text = unescape(re.sub(r"<[^>]+>", "", words[1])) if words else ""
    text = " ".join(text.split())[:300]
    known = '<meta name="description"' in html
    return f'<meta name="description" content="{escape(text)}" />\n' if text and not known else ""


def _fonts(html: str, page: str, wanted: tuple[str, ...]) -> str:
    """Ask for fonts at once, before the page's elements do."""
    links = []
    for name in wanted:
        if found := re.search(rf"url\([\"']?([^)\"']*\b{re.escape(name)})", html):
            links.append(f'{_PRELOAD} href="{found[1]}" />\n')
        else:
            warn(page, f"no style has the font {name} that is to be loaded first")
    return "".join(links)
