"""What Sphinx is told: each part of the extension sets itself up, or is left out."""

import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from explorable import words
from explorable.bundle import archives
from explorable.interaction import plug
from explorable.sphinx import (
    asked,
    downloads,
    explorer_links,
    formulas,
    gallery,
    numbering,
    offline,
    outputs,
    pages,
    questions,
    settings,
)
from explorable.sphinx.settings import Settings

PACKAGE = Path(__file__).parents[1]
SOURCES = (".py", ".js", ".css", ".json")
"""What pages are made of: the words, too, which name the scripts' folder."""


def setup(app: Sphinx) -> dict[str, bool | int]:
    """Register the extension with Sphinx."""
    settings.register(app)
    app.add_config_value("explorable_words", {}, "html", [dict])
    app.add_config_value("explorable_digest", "", "html")  # a change writes all pages anew
    app.connect("config-inited", _set_up_parts)
    app.connect("builder-inited", _write_in_one_process)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 3}


def _write_in_one_process(app: Sphinx) -> None:
    """Let any ``-j`` read in parallel only: steps of the site need what those of pages noted."""
    app.builder.allow_parallel = False


def _set_up_parts(app: Sphinx, config: Config) -> None:
    sys.path.append(str(app.confdir))  # modules beside the configuration, as a notebook there finds
    words.use(settings.words(config))
    settings.show_types(config)
    settings.warn_of_unknown(config)
    chosen = settings.read(config, Path(app.confdir))
    extra_files = settings.files(chosen, Path(app.srcdir))
    config.explorable_digest = digest(chosen, extra_files.values())
    config.exclude_patterns = [*config.exclude_patterns, *_no_pages(app, chosen)]
    outputs.prefer(config)
    chosen.frames.ask()
    if chosen.interact:
        plug.into_kernels(Path(chosen.cache, "ipython"))
    pages.setup(app, chosen, extra_files)
    asked.setup(app)
    offline.setup(app, chosen)
    questions.setup(app)
    downloads.setup(app, chosen)
    for wanted, part in (
        (chosen.formulas, formulas),
        (chosen.gallery, gallery),
        (chosen.gallery, explorer_links),
        (chosen.numbering, numbering),
    ):
        if wanted:
            part.setup(app)


def _no_pages(app: Sphinx, chosen: Settings) -> list[str]:
    """Return the folders among the sources that hold what builds make, and the Python they use."""
    outdir = Path(app.outdir)
    others = [outdir.parent / name for name in ("jupyter_execute", ".jupyter_cache")]  # of myst-nb
    if outdir.parent.name.startswith(("_", ".")):  # _build, which holds all of it
        others = [outdir.parent]
    folders = [outdir, Path(app.doctreedir), *others, Path(chosen.cache), Path(sys.prefix)]
    source = Path(app.srcdir).resolve()
    inside = (each.resolve() for each in folders if source in each.resolve().parents)
    return [each.relative_to(source).as_posix() for each in inside]


def digest(chosen: Settings, extra_files: Iterable[Path] = ()) -> str:
    """Return a digest of settings, sources and files: pages and their trial are made of them."""
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in SOURCES]
    sources += [path for each in chosen.packages for _, path in archives.files_of(each)]
    total = sha256(repr(chosen).encode())
    for path in [*sorted(sources), *extra_files]:
        total.update(path.read_bytes())
    return total.hexdigest()
