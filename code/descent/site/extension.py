"""What Sphinx is told: styles, scripts, formulas and living pages."""

from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from descent.site import bundle, finish, gallery, math, pages

PACKAGE = Path(__file__).parents[1]
STATIC = Path(__file__).parent / "static"
FRONT = [PACKAGE / "explorers" / "front.css", PACKAGE / "explorers" / "front.js"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    math.setup(app)
    pages.setup(app)
    gallery.setup(app)
    bundle.setup(app)
    finish.setup(app)
    app.add_config_value("descent_digest", "", "html")  # a change writes all pages anew
    app.add_config_value("descent_cache", str(Path(app.confdir) / ".cache"), "")
    app.connect("config-inited", _add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _add_files(app: Sphinx, config: Config) -> None:
    config.html_static_path += map(str, [STATIC, *FRONT])
    for name in ("temml/temml.css", "icons.css", "front.css", "live.css", "book.css"):
        app.add_css_file(name, priority=900)
    for name in ("book.js", "gallery.js"):
        app.add_js_file(name, loading_method="defer")
    config.descent_digest = _digest()


def _digest() -> str:
    """Return a sum of the package's sources: pages and frames are made of them."""
    sources = (path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".css"))
    return sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()
