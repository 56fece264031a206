"""What a project sets in its configuration, checked once: names begin with ``explorable_``."""

import os
import tempfile
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from explorable.bundle import archives, requirements
from explorable.frames import Limits

PREFIX = "explorable_"

_EXPECTED = {tuple: "a list of texts", Limits: 'a mapping, as {"combinations": 60}'}
"""How a message calls values of these types."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """The settings of the extension.

    What changes pages that the extension knows nothing of (the numbers of their theorems, the
    notebooks beside them) a project asks for; the rest is there.

    Parameters
    ----------
    packages : tuple of str
        Importable packages and modules that a page's Python needs: those that hold the explorers.
        Modules beside the configuration are found.
    requirements : tuple of str
        What these need in turn: packages of Pyodide's distribution by name, such as ``"pandas"``,
        and wheels of pure Python by their path beside the configuration.
    files : tuple of str
        What notebooks open that lies beside them, by paths in the book, as with ``*``:
        ``"data.csv"``, ``"data/*.csv"``.
    trial : bool
        Whether the build visits each living page in the Python that comes with it, and warns of
        what fails there; a command does so later, see :mod:`explorable.sphinx.trial`.
    cache : str
        A folder beside the configuration for what is fetched or made once.
    formulas : bool
        Whether formulas are typeset while the book is built, as MathML.
    gallery : bool
        Whether there are the directive ``explorer-gallery``, and the role ``explorer`` for links.
    synonyms : tuple of str
        Words that the gallery takes for each other, ``"step size, learning rate"``.
    interact : bool
        Whether ``interact`` of ipywidgets, too, is alive on pages, where the build runs a notebook:
        else it is that of `explorable`.
    frames : Limits
        How many pictures of a function that is made interactive are kept for the time before a
        page's Python is there; a dict of some.
    lecture : bool
        Whether pages with explorers offer to show their figures one by one, for a room.
    numbering : bool
        Whether theorems and exercises are numbered by chapter: 3.4 on the page ``03-waves``.
    handouts : bool
        Whether a notebook with solutions can be downloaded without them, too.
    offline : bool
        Whether a reader may let a device keep the whole site.

    Raises
    ------
    ConfigError
        If a setting is of another type, or a requirement cannot be had.
    """

    packages: tuple[str, ...] = field(default=(), metadata={"rebuild": "html"})
    requirements: tuple[str, ...] = field(default=(), metadata={"rebuild": "html"})
    files: tuple[str, ...] = field(default=(), metadata={"rebuild": "html"})
    trial: bool = field(default=True, metadata={"rebuild": "html"})
    cache: str = field(default=".cache", metadata={"rebuild": ""})
    formulas: bool = field(default=True, metadata={"rebuild": "html"})
    gallery: bool = field(default=True, metadata={"rebuild": "env"})
    synonyms: tuple[str, ...] = field(default=(), metadata={"rebuild": "env"})
    interact: bool = field(default=False, metadata={"rebuild": "env"})
    frames: Limits = field(default=Limits(), metadata={"rebuild": "env"})
    lecture: bool = field(default=True, metadata={"rebuild": "html"})
    numbering: bool = field(default=False, metadata={"rebuild": "env"})
    handouts: bool = field(default=False, metadata={"rebuild": "html"})
    offline: bool = field(default=False, metadata={"rebuild": "env"})

    def __post_init__(self) -> None:
        for each in fields(self):
            value, kind = getattr(self, each.name), type(each.default)
            texts = value if kind is tuple and isinstance(value, tuple) else ()
            if not isinstance(value, kind) or not all(isinstance(text, str) for text in texts):
                expected = _EXPECTED.get(kind, kind.__name__)
                raise ConfigError(f"{PREFIX}{each.name} must be {expected}, got {value!r}")
        try:
            for package in self.packages:
                next(archives.files_of(package))
            requirements.refuse_missing(self.requirements)
        except (ValueError, ImportError) as error:
            raise ConfigError(f"{PREFIX}packages and {PREFIX}requirements: {error}") from None


def register(app: Sphinx) -> None:
    """Let a project's configuration name the settings."""
    for each in fields(Settings):
        app.add_config_value(PREFIX + each.name, each.default, each.metadata["rebuild"], Any)


def warn_of_unknown(config: Config) -> None:
    """Warn of names in the configuration that look like settings and are none."""
    for name in config._raw_config:
        if name.startswith(PREFIX) and name not in config.values:
            near = get_close_matches(name, config.values, 1)
            hint = f"; did you mean {near[0]}?" if near else "; leave it out"
            logger.warning("%s is no setting%s", name, hint, type="explorable", subtype="settings")


def show_types(config: Config) -> None:
    """Let each warning end with the type that suppresses it, as from Sphinx 8 on."""
    if "show_warning_types" not in config._raw_config:
        config.show_warning_types = True


def read(config: Config, folder: Path) -> Settings:
    """Return what a configuration sets; paths of wheels and the cache are made absolute.

    Parameters
    ----------
    config : sphinx.config.Config
    folder : Path
        Where the configuration lies.
    """
    settings: dict[str, Any] = {}
    for each in fields(Settings):
        given = getattr(config, PREFIX + each.name)
        settings[each.name] = tuple(given) if isinstance(given, list) else given
    if isinstance(settings["frames"], dict):
        settings["frames"] = _limits(settings["frames"])
    if isinstance(settings["cache"], str):
        settings["cache"] = _writable(folder / settings["cache"])
    if isinstance(settings["requirements"], tuple):
        settings["requirements"] = tuple(_placed(each, folder) for each in settings["requirements"])
    return Settings(**settings)


def files(chosen: Settings, source: Path) -> dict[str, Path]:
    """Return the files that pages are given, by their places in the book.

    Parameters
    ----------
    chosen : Settings
    source : Path
        The folder of the book's sources.

    Raises
    ------
    ConfigError
        If a pattern leads out of the book, or names no file.
    """
    paths: dict[str, Path] = {}
    for pattern in chosen.files:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise ConfigError(
                f"{PREFIX}files: {pattern!r} leads out of the book, {source}; put the file there"
            )
        files = [path for path in sorted(source.glob(pattern)) if path.is_file()]
        if not files:
            raise ConfigError(
                f"{PREFIX}files: there is no file {pattern!r} in {source}; put it there, or leave "
                "the name out"
            )
        paths |= {path.relative_to(source).as_posix(): path for path in files}
    return paths


def words(config: Config) -> dict[str, str]:
    """Return the words that a book says in the place of the English ones.

    Raises
    ------
    ConfigError
        If they are no texts by their names.
    """
    given = config.explorable_words
    if isinstance(given, dict) and all(isinstance(each, str) for each in chain(*given.items())):
        return given
    expected = 'a mapping of texts, as {"play": "Abspielen"}'
    raise ConfigError(f"{PREFIX}words must be {expected}, got {given!r}")


@lru_cache
def _writable(cache: Path) -> str:
    """Return a folder for the cache, another one where sources cannot be written."""
    there = next(each for each in (cache, *cache.parents) if each.exists())
    if os.access(there, os.W_OK):
        return str(cache)
    other = tempfile.mkdtemp(prefix="explorable-")
    logger.info(
        "%s cannot be written: what is fetched and made for the book goes to %s and is lost with "
        "it; %scache names a folder that stays", cache, other, PREFIX,
    )  # fmt: skip
    return other


def _limits(given: dict[str, Any]) -> Limits:
    names = [each.name for each in fields(Limits)]
    for name, value in given.items():
        if name not in names:
            raise ConfigError(f"{PREFIX}frames takes {', '.join(names)}, got {name!r}")
        if not (isinstance(value, int | float) or (value is None and name == "controls")):
            raise ConfigError(f"{name} of {PREFIX}frames must be a number, got {value!r}")
    return Limits(**given)


def _placed(requirement: Any, folder: Path) -> Any:
    """Return the path of a wheel from anywhere; names of packages stay."""
    is_wheel = isinstance(requirement, str) and requirement.endswith(".whl")
    return str(folder / requirement) if is_wheel else requirement
