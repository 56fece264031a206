"""What becomes of a page's stored outputs, and what is laid beside the site for it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from hashlib import sha256
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from explorable import esm, markup
from explorable.bundle import editor, scripts
from explorable.bundle.download import Unavailable, store
from explorable.declaration import CELL
from explorable.myst.nodes import Node, paragraph, picture, still, tree
from explorable.question.inline import Formula, Link, Piece, Reference, Tag, element, html
from explorable.question.kinds import restored
from explorable.sphinx import pages, settings
from explorable.sphinx.cells import FIGURES
from explorable.sphinx.formulas import ON_DEMAND, Typesetter
from explorable.stored import DATA, PAGE, Spec, read
from explorable.words import in_use

PUBLIC = Path("_build", "site", "public")
"""The folder that the engine serves, and copies into what it builds."""
FOLDER = PUBLIC / "explorable"
HOME = FOLDER / "python"
ENTRY = "page/myst.js"
STYLES = ("page/live.css", "front/question.css")
DARK = "html.dark { color-scheme: dark; }"
"""How the engine's themes say that a page is dark."""
WIDGET = "application/vnd.jupyter.widget-view+json"
STORE = "python -m explorable.authoring.notebooks"


def replace_outputs(asked: dict[str, Any]) -> dict[str, Any]:
    """Return for a page's outputs the nodes that take their place, and what is to be warned of.

    Parameters
    ----------
    asked : dict
        Its ``file``, from the folder of the book; its ``cells``, each with its ``source``, its
        ``tags`` and its ``outputs`` by types; and ``lay``, whether no page before has laid what
        all fetch.

    Returns
    -------
    dict
        The ``nodes`` of each cell, one for each output or None if that stays, and ``troubles``.
    """
    cells = asked["cells"]
    troubles = list(_unstored(asked["file"], cells))
    if not any(DATA in bundle for cell in cells for bundle in cell["outputs"]):
        return {"nodes": [[None] * len(cell["outputs"]) for cell in cells], "troubles": troubles}
    page = _Page(asked["file"], cells)
    if asked["lay"]:
        page.lay()
    replaced = [[page.node(i, each) for each in cell["outputs"]] for i, cell in enumerate(cells)]
    page.typesetter.close()
    return {"nodes": replaced, "troubles": [*troubles, *page.troubles]}


class _Page:
    """A page of a book, and what the book's ``myst.yml`` says.

    Parameters
    ----------
    file : str
    cells : list of dict
    """

    def __init__(self, file: str, cells: list[dict[str, Any]]):
        written = yaml.safe_load(Path("myst.yml").read_text("utf-8")).get("project", {})
        names = [f"{settings.PREFIX}{each.name}" for each in fields(settings.Settings)]
        defaults = [each.default for each in fields(settings.Settings)]
        options = written.get("options", {})
        given = SimpleNamespace(**{**dict(zip(names, defaults, strict=True)), **options})
        self.settings = settings.read(given, Path.cwd())  # type: ignore[arg-type]
        self.typesetter = Typesetter(_macros(written.get("math", {})))
        self.troubles = [
            f"{name} is no setting; those are {', '.join(names)}"
            for name in options
            if name.startswith(settings.PREFIX) and name not in names
        ]
        specs = [spec for cell in cells for each in cell["outputs"] if (spec := _spec(each))]
        modules = {spec["module"] for spec in specs} - {CELL}
        sources = [{"source": cell["source"], "tags": cell["tags"]} for cell in cells]
        folder = Path(file).parent.as_posix()
        self.notebook: dict[str, Any] = {"file": file, "folder": folder, "modules": sorted(modules)}
        self.notebook["cells"] = sources if any(spec["module"] == CELL for spec in specs) else []

    def lay(self) -> None:
        """Lay scripts, styles and Python beside the pages of the book."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        scripts.publish(FOLDER)
        sheets = [(scripts.PACKAGE / sheet).read_text("utf-8") for sheet in STYLES]
        css = "\n".join([esm.style("front.css"), *sheets, DARK])
        store(css.encode(), FOLDER / "explorable.css")
        for path in ON_DEMAND:
            store(path.read_bytes(), FOLDER / "formulas" / path.name)
        root = f"./{FOLDER.name}/{scripts.folder()}"
        first = [f'import "{root}/{name}";' for name in scripts.imported(ENTRY)]  # in one wave
        store(
            "\n".join([*first, f'export {{ default }} from "{root}/{ENTRY}";']).encode(), _entry()
        )
        HOME.mkdir(parents=True)
        pages.add_python(self.settings, settings.files(self.settings, Path.cwd()), HOME)
        with suppress(Unavailable):  # the code of figures is then edited as plain text
            store(editor.build(Path(self.settings.cache)).read_bytes(), HOME / editor.name())

    def node(self, cell: int, bundle: Mapping[str, str]) -> Node | None:
        """Return the node of an output; None of what does not live."""
        match read(bundle):
            case {"explorer": spec}:
                return self._figure(cell, spec, bundle)
            case {"question": asked}:
                return self._question(cell, restored(asked).pieces())
        return None

    def _figure(self, cell: int, spec: Spec, bundle: Mapping[str, str]) -> Node:
        question = "" if "function" in spec else spec["question"] or spec["title"]
        description = f"{question} {spec['caption']}".strip()
        files: dict[str, Any] = {"editor": editor.name()}
        if spec["module"] == CELL:
            name, frames = pages.stored_frames(spec) if "baked" in spec else ("", b"")
        elif reason := pages.lacks(self.settings, spec):
            self.troubles.append(
                f"{spec['name']} moves by its frames alone, for its module {spec['module']} "
                f"{reason}: name its package in explorable_packages below options in myst.yml"
            )
            return _output([*picture(bundle, description), paragraph(description)])
        else:
            name, frames = pages.baked(self.settings, spec)
            spec["longest"] = pages.longest(spec, frames)
            source = pages.explorer_of(spec).source.encode()
            files["sources"] = {spec["prefix"]: self._add(f"{spec['name']}.py", source)}
        if frames:
            files["baked"] = {spec["prefix"]: self._add(name, frames)}
        living = markup.figure(spec, bundle[PAGE])
        seen = [*picture(bundle, description), paragraph(description)]
        return _output(seen, self._widget(cell, living, files))

    def _question(self, cell: int, pieces: list[Piece]) -> Node:
        living = html(_typeset(each, self._mathml) for each in pieces)
        return _output(tree(pieces, self._mathml), self._widget(cell, living, {}))

    def _widget(self, cell: int, living: str, files: dict[str, Any]) -> Node:
        """Return what a theme brings to life; of the page's cells the first one tells."""
        notebook = dict(self.notebook)
        self.notebook["cells"] = []
        model = {"html": living, "files": files, "cell": cell, "notebook": notebook}
        esm = f"/{_entry().as_posix()}"
        identity = f"explorable-{sha256(living.encode()).hexdigest()[:12]}"
        return {
            "type": "anywidget",
            "id": identity,
            "esm": esm,
            "model": model | {"words": in_use()},
        }

    def _add(self, name: str, content: bytes) -> str:
        """Lay a file of a figure beside the pages, and return its place there."""
        path = f"figures/{sha256(content).hexdigest()[:12]}-{name}"
        store(content, HOME / path)
        return path

    def _mathml(self, tex: str) -> str:
        """Return a formula of a line as MathML, or as its source where that cannot be."""
        try:
            return self.typesetter.typeset(tex, display=False)
        except ValueError:
            return f"<code>{escape(tex)}</code>"


def _entry() -> Path:
    """Return the module that a theme imports; its name changes with any script."""
    return PUBLIC / f"explorable-{scripts.folder()}.mjs"


def _output(seen: list[Node], *living: Node) -> Node:
    """Return what stands where nothing moves, and what takes its place."""
    return {"type": "div", "class": "explorable-output", "children": [still(*seen), *living]}


def _typeset(piece: Piece, mathml: Callable[[str], str]) -> Piece:
    """Return a piece of a question as a page shows it; the book's names come from the still one."""
    match piece:
        case Formula(tex):
            return Tag(f'<span class="math">{mathml(tex)}</span>')
        case Link(to, content, helps):
            return Link(to, [_typeset(each, mathml) for each in content], helps)
        case Reference(_, label):
            return Tag(html(element("a", label, attributes='href="" data-named=""')))
    return piece


def _spec(bundle: Mapping[str, str]) -> Spec | None:
    return read(bundle).get("explorer")


def _macros(written: Mapping[str, Any]) -> dict[str, str]:
    """Return the book's macros, each a text or a mapping that holds one."""
    return {
        name: each if isinstance(each, str) else each["macro"] for name, each in written.items()
    }


def _unstored(file: str, cells: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what a page shows that would live if it were stored for pages, and how to do so."""
    for number, cell in enumerate(cells, start=1):
        for bundle in cell["outputs"]:
            text = bundle.get("text/plain", "")
            shown = WIDGET in bundle or text.startswith("interactive(")
            if shown and DATA not in bundle:
                yield (
                    f"code cell {number} stays still: {text.partition('(')[0]}(…) was not stored "
                    f"for pages; run {STORE} --interact {file}"
                )
    if not any(cell["outputs"] for cell in cells):
        replaced = (i for i, cell in enumerate(cells, start=1) if FIGURES.search(cell["source"]))
        for number in list(replaced)[:1]:
            yield (
                f"no figure is made of these cells, the first of which is code cell {number}: they "
                f"have no stored outputs; run {STORE} {file}"
            )
