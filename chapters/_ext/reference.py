"""The reference of the package `descent`: a page a module, made from its docstrings.

Sphinx's autodoc and napoleon read them. Here an entry gets its source, with the formula in it, and
a way to the section that teaches it.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent, indent

import descent
import yaml
from descent import kernels
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole

from _ext import address, formula_names

PAGE = "chapters/reference"
DRAWN = {"checks", "explorers", "images", "plotting"}
"""Modules that judge answers and draw: exercises and the gallery show what they have."""
MODULES = tuple(module for module in descent.MODULES if module not in DRAWN)
LESSONS = Path(__file__).parents[1] / "lessons.yml"
UNTAUGHT = "No chapter uses it by name."

_SITES = {r"doi\.org/": "doi:", r"arxiv\.org/abs/": "arXiv:", r"": ""}
"""How an address in a list of references is said, by its beginning; it leads there in any case."""

_DOCSTRING = re.compile(r'(?<=:\n)( +)r?"""[^"]*(?:"{1,2}(?!")[^"]*)*"""\n+(?=\1\S)')
"""One that code follows."""


@cache
def names_of(module: str) -> tuple[str, ...]:
    """Return the functions and classes of a module, in its own order."""
    home = import_module(f"descent.{module}")
    return tuple(
        name
        for name, value in vars(home).items()
        if (inspect.isfunction(value) or inspect.isclass(value)) and not name.startswith("_")
        if f"{value.__module__}.".startswith(f"descent.{module}.")
    )


@cache
def modules() -> dict[str, str]:
    """Return the module of each public name."""
    return {name: module for module in MODULES for name in names_of(module)}


def path_of(name: str) -> str:
    """Return from where a reader imports a name.

    Examples
    --------
    >>> path_of("softmax"), path_of("tanh")
    ('descent.softmax', 'descent.activations.tanh')
    """
    return f"descent.{name}" if name in descent.__all__ else f"descent.{modules()[name]}.{name}"


def page_of(name: str) -> str:
    """Return the page with a name's entry.

    Examples
    --------
    >>> page_of("softmax")
    'chapters/reference/simplex'
    """
    return f"{PAGE}/{modules()[name]}"


class Modules(Directive):
    """``modules``: the pages of the modules named, and what each has in a line a name."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a list for each module."""
        lines = []
        for module in " ".join(self.content).split():
            names = (f"   ~{path_of(name)}" for name in names_of(module))
            lines += [
                f".. rubric:: :doc:`/{PAGE}/{module}`",
                "",
                ".. autosummary::",
                "   :nosignatures:",
                "",
            ]
            lines += [*names, ""]
        return parsed(self, lines, PAGE, "package")


class ModuleNames(Directive):
    """``names``: what a module is for, and an entry for each of its names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the entries."""
        module = self.arguments[0]
        lines = inspect.getdoc(getattr(descent, module)).splitlines()
        for name in names_of(module):
            lines += ["", *_entry(name)]
        return parsed(self, lines, PAGE, "package")


def parsed(directive: Directive, lines: list[str], page: str, kind: str) -> list[nodes.Node]:
    """Return lines as nodes; in each build they are read anew, as what they tell of may change."""
    directive.state.document.settings.env.note_reread()
    home = nodes.container(classes=[kind])
    directive.state.nested_parse(StringList(lines, source=page), directive.content_offset, home)
    return [home]


def _entry(name: str) -> list[str]:
    value = _value(name)
    if inspect.isfunction(value):
        return [f".. autofunction:: {path_of(name)}"]
    members = ", ".join(methods(value))
    return [f".. autoclass:: {path_of(name)}", *([f"   :members: {members}"] if members else [])]


def _value(name: str) -> object:
    return getattr(getattr(descent, modules()[name]), name)


def methods(kind: type) -> list[str]:
    """Return the methods that a class's entry describes: not those that a base's entry does.

    Examples
    --------
    >>> methods(descent.Adam), methods(descent.optimizers.Method)
    ([], ['descend'])
    """
    listed = {_value(name) for name in modules()}
    described = {m for base in kind.__mro__[1:] if base in listed for m in vars(base)}
    classes = [base for base in kind.__mro__ if base is kind or base not in listed]
    names = (
        name
        for base in classes
        for name, value in vars(base).items()
        if inspect.isfunction(value) and value.__doc__ and base.__module__.startswith("descent.")
    )
    return [m for m in dict.fromkeys(names) if not m.startswith("_") and m not in described]


class PackageName(SphinxRole):
    """What a docstring has in backquotes: a name of the package leads to its entry."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the name, or any other code, as it stands."""
        code = nodes.literal(self.text, self.text)
        if self.text not in modules():
            return [code], []
        target = {"refdomain": "py", "reftype": "obj", "reftarget": path_of(self.text)}
        return [addnodes.pending_xref("", code, refdoc=self.env.docname, **target)], []


def _complete(
    app: Sphinx, what: str, _name: str, value: object, _options: object, lines: list[str]
) -> None:
    """Put what a docstring describes below it."""
    if what in ("class", "exception", "function"):
        lines += ["", *_fold(app, value)]


def kernels_of(function: Callable) -> dict[str, Callable]:
    """Return the formulas of `descent.kernels` that a function calls, and what these call there.

    Examples
    --------
    >>> list(kernels_of(descent.log_softmax))
    ['log_softmax', 'log_total', 'label_index']
    """
    called: dict[str, Callable] = {}
    for name in inspect.unwrap(function).__code__.co_names:
        kernel = vars(kernels).get(name)
        if inspect.isfunction(kernel) and kernel.__module__ == kernels.__name__:
            called |= {name: kernel} | kernels_of(kernel)
    return called


def _fold(app: Sphinx, value: object) -> Iterator[str]:
    """Yield a fold with the source of a function or a class, and the formula that it calls."""
    yield ".. dropdown:: The source"
    yield ""
    yield "   .. code-block:: python"
    yield ""
    source = without_docstrings(inspect.getsource(value))
    formulas = kernels_of(value).values() if inspect.isfunction(value) else ()
    sources = [source, *map(inspect.getsource, formulas)]
    yield from indent("\n\n".join(sources), 6 * " ").splitlines()
    if link := _link(app, value):
        yield from ("", f"   `See it in its file <{link}>`__")


def without_docstrings(source: str) -> str:
    r"""Return the source of a function or a class without what its entry says in words.

    Examples
    --------
    >>> print(without_docstrings("def f(x):\n    'Return it.'\n    return x".replace("'", 3 * '"')))
    def f(x):
        return x
    """
    return _DOCSTRING.sub("", dedent(source))


def _link(app: Sphinx, value: object) -> str:
    """Return where the source stands in its repository, or an empty text."""
    if not (repository := address.repository(app.config)):
        return ""
    path = Path(inspect.getsourcefile(value)).relative_to(Path(descent.__file__).parent)
    lines, first = inspect.getsourcelines(value)
    target = f"code/descent/src/descent/{path.as_posix()}#L{first}-L{first + len(lines) - 1}"
    between = "/-/blob/" if "gitlab" in repository else "/blob/"
    return f"{repository}{between}{address.branch(app.config)}/{target}"


def _finish(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Say in each entry where it is taught, and shorten its references."""
    if app.builder.format != "html" or not page.startswith(f"{PAGE}/"):
        return
    for entry in doctree.findall(addnodes.desc):
        signature, content = entry[0], entry[-1]
        if signature["fullname"] in modules():
            fields = next(content.findall(nodes.field_list), None)
            if fields is None or fields.parent is not content:
                fields = nodes.field_list()
                content.insert(1, fields)
            taught = nodes.paragraph("", "", *_lesson(app, page, signature["fullname"]))
            body = nodes.field_body("", taught)
            fields += nodes.field("", nodes.field_name("", "Taught in"), body)
    for link in doctree.findall(nodes.reference):
        if link.get("refuri") == link.astext():
            link.children = [nodes.Text(short(link["refuri"]))]


def short(url: str) -> str:
    """Return an address as a list of references says it.

    Examples
    --------
    >>> short("https://doi.org/10.1093/imanum/draa038"), short("https://arxiv.org/abs/1602.02068")
    ('doi:10.1093/imanum/draa038', 'arXiv:1602.02068')
    >>> short("https://web.stanford.edu/~boyd/cvxbook/")
    'web.stanford.edu/~boyd/cvxbook'
    """
    for begin, name in _SITES.items():
        if match := re.match(rf"https?://(?:www\.)?{begin}", url):
            return name + url[match.end() :].rstrip("/")
    return url


@cache
def lessons() -> dict[str, str | None]:
    """Return the rows of ``lessons.yml``."""
    return yaml.safe_load(LESSONS.read_text("utf-8"))


def lesson(name: str) -> tuple[str, str, str] | None:
    """Return the page, the section's anchor and the label of what teaches a name, if anything does.

    Examples
    --------
    >>> lesson("multiclass_hinge_gradient")
    ('chapters/01-scores-and-margins', 'the-hinge-loss', 'scores-hinge')
    """
    row = lessons()[name]
    if (entry := lessons().get(row, row)) is None:
        return None
    section, _, label = entry.partition(" ")
    page, _, anchor = section.partition("#")
    return f"chapters/{page}", anchor, label


def _lesson(app: Sphinx, page: str, name: str) -> Iterator[nodes.Node]:
    """Yield links to what teaches a name, or the words that nothing does."""
    if (taught := lesson(name)) is None:
        yield nodes.Text(UNTAUGHT)
        return
    home, slug, label = taught
    uri = app.builder.get_relative_uri(page, home)
    number = int(home.removeprefix("chapters/")[:2])
    yield nodes.Text(f"{number} {app.env.titles[home].astext()}: ")
    anchor, title = _heading(app.env, home, slug)
    yield nodes.reference("", "", *title, internal=True, refuri=f"{uri}{anchor}")
    if label:
        target = formula_names.target_of(app.env, label)
        yield nodes.Text(", ")
        yield nodes.reference("", target.kind, internal=True, refuri=f"{uri}#{target.anchor}")


def _heading(env: BuildEnvironment, page: str, slug: str) -> tuple[str, list[nodes.Node]]:
    """Return the anchor of a section as the page has it, and its heading with its formulas."""
    known = env.metadata[page]["myst_slugs"]
    if slug not in known:
        raise ExtensionError(f"lessons.yml: {page} has no section {slug!r}")
    _, anchor, text = known[slug]
    entries = {each["anchorname"]: each for each in env.tocs[page].findall(nodes.reference)}
    entry = entries.get(f"#{anchor}", nodes.Text(text))  # it may have another anchor there
    return f"#{anchor}", deepcopy(list(entry.children)) or [entry]


def setup(app: Sphinx) -> None:
    """Register directives and role, and what completes docstrings."""
    app.add_directive("modules", Modules)
    app.add_directive("names", ModuleNames)
    app.add_role("package-name", PackageName())
    app.connect("autodoc-process-docstring", _complete)
    app.connect("doctree-resolved", _finish)
