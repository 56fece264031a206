"""Formulas and theorems are found by their names, which ``formulas.yml`` gives to their labels.

Each is an object of a domain of its own, so that Sphinx's search knows it with its anchor.
``search_scorer.js`` puts one whose name was asked for above the pages that hold the words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment

NAMES = Path(__file__).parents[1] / "formulas.yml"


class Target(NamedTuple):
    """Where a formula or a theorem stands, and what it is there: ``formula (1)``."""

    page: str
    anchor: str
    kind: str


def names() -> dict[str, str]:
    """Return the names of each label, separated by a comma and a space."""
    return yaml.safe_load(NAMES.read_text("utf-8"))


def target_of(env: BuildEnvironment, label: str) -> Target | None:
    """Return where a label stands, or None."""
    if target := env.domaindata["math"]["objects"].get(label):
        page, number = target
        return Target(page, f"equation-{label}", f"formula ({number})")
    if proof := getattr(env, "proof_list", {}).get(label):
        page, kind = proof["docname"], proof["realtype"]
        number = ".".join(map(str, env.toc_fignumbers[page][proof["countertype"]][label]))
        return Target(page, label, f"{kind} {number}")
    return None


class FormulaNames(Domain):
    """The named formulas and theorems."""

    name = "formula"
    label = "Formulas"

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield name, all names, kind, page, anchor and Sphinx's last priority of each."""
        for label, all_names in names().items():
            if target := target_of(self.env, label):
                kind = target.kind.replace(" ", "-")
                self.add_object_type(kind, ObjType(target.kind))
                yield all_names.split(", ")[0], all_names, kind, target.page, target.anchor, 2

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return the kind without the domain's name before it."""
        return type.lname

    def merge_domaindata(self, docnames: list[str], otherdata: dict) -> None:
        """Merge nothing: what is read in parallel is merged by the domains that it belongs to."""


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(FormulaNames)
