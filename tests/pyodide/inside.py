"""Runs in Pyodide: pytest with the packages' tests, fewer examples and a list of what stays out.

For a commit only those where this machine can differ: the same sources run the others elsewhere.
"""

import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

sys.path.insert(0, "/book/tests/support")
import gate

ABSENT = ("cvxpy", "ipywidgets")
"""Modules that test files import and Pyodide lacks; tests that call them are named below."""

ELSEWHERE = {
    "tests/descent/checks/test_corpus.py::test_no_broken": "mutants without an end take minutes",
    "tests/explorable/picture/test_output.py::test_the_picture_is_that": "a widget of Jupyter",
    "tests/descent/optimizers/test_trajectory.py::test_what_a_function_itself_raises": (
        "WebAssembly has no floating-point errors that NumPy could raise"
    ),
    "tests/descent/explorers/test_catalogue.py::test_every_explorer_shows": (
        "takes minutes here; tests/book/test_archives.py compares what pages say"
    ),
    "tests/descent/explorers/test_catalogue.py::test_the_frames": "of a build; takes minutes here",
    "tests/descent/explorers/test_catalogue.py::test_pictures_are_the_same": "one process",
    "tests/descent/explorers/test_catalogue.py::test_the_package_and_its": "one process",
    "tests/descent/explorers/test_catalogue.py::test_what_is_read_is": "one process",
    "tests/explorable/test_explorer.py::test_the_state_can_be": "a widget of Jupyter",
    "tests/explorable/test_pad.py::test_update_is_given": "a widget of Jupyter",
    "tests/explorable/test_widget.py": "a widget of Jupyter",
    "tests/explorable/test_words.py::test_the_widget": "a widget of Jupyter",
    "tests/explorable/test_extras.py": "what a build imports",
    "tests/explorable/kernel/test_runtime.py": "waits for runs; node cannot switch stacks",
    "tests/descent/models/test_estimator.py::test_scikit_learn_is_not_loaded": "one process",
    "tests/test_layout.py::test_submodules_are_imported": "one process",
    "tests/test_layout.py::test_an_import_brings": "one process",
    "tests/test_layout.py::test_unit_tests_need_no_browser": "one process",
    "tests/test_layout.py::test_what_the_book_s_modules_share": "asks grimp",
    "tests/test_layout.py::test_what_is_loaded": "one process",
    "tests/descent/test_simplex.py::TestSparseMaps::test_sparsemax_is_the": "asks cvxpy",
}
"""Tests that a page's Python cannot run, by the beginning of their names, and why."""

CAN_DIFFER = (
    *("tests/descent/test_finite.py", "tests/descent/test_information.py"),  # floats and their ends
    *("tests/descent/datasets/test_mnist.py", "tests/descent/test_images.py"),  # files
    "tests/descent/models/test_training_cells.py",  # speed
    "tests/explorable/judging/test_asking.py",  # the depth of the stack
    "tests/descent/test_simplex.py",
    *("tests/explorable/picture", "tests/explorable/test_explorer.py"),  # fonts
    "tests/explorable/kernel",
)
"""What a commit runs here."""

NO_PYTHON_OF_A_PAGE = (
    *("benchmarks", "book", "browsers", "chapters", "lab", "peers", "tools"),
    *("explorable/authoring", "explorable/bundle", "explorable/sphinx"),
    *("explorable/question/test_answering.py", "explorable/test_esm.py"),
    *("descent/test_docstrings.py", "explorable/test_front.py"),
    *("explorable/test_guessing.py", "test_upkeep.py"),
    *("explorable/interaction/test_forms.py", "explorable/interaction/test_jupyter.py"),
)
"""Where tests need Sphinx, Jupyter, a browser or the repository."""

OTHERS_WARN = (
    "JsProxy.as_object_map:RuntimeWarning",  # threadpoolctl
    "Setting penalty=None will ignore:UserWarning",  # scikit-learn 1.8
)


class Absent(ModuleType):
    """Stands for a module that is not there: names can be imported from it, not used."""

    def __init__(self, name: str):
        super().__init__(name)
        self.__spec__ = ModuleSpec(name, None)  # who looks whether it is there finds it

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


class Plugin:
    """Leaves out what is listed, complains of a list that is out of date, and hurries."""

    def pytest_collection(self):
        """Let property tests try fewer examples: here it is the machine that is tested."""
        from hypothesis import settings  # not before pytest is ready for it

        settings.register_profile(
            "pyodide", deadline=None, derandomize=True, max_examples=3, database=None
        )
        settings.load_profile("pyodide")

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config, items):
        """Leave out what `ELSEWHERE` names, and what the other cores run."""
        left_out = [item for item in items if item.nodeid.startswith(tuple(ELSEWHERE))]
        for start in ELSEWHERE if gate.PROVE else ():
            if not any(item.nodeid.startswith(start) for item in left_out):
                raise pytest.UsageError(f"no test begins with {start}: remove it from ELSEWHERE")
        part, parts = map(int, os.environ["PART"].split("/"))
        here = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        items[:] = here[part::parts]

    def pytest_report_header(self):
        """Say what is left out, and why."""
        return [f"not here: {start} ({reason})" for start, reason in ELSEWHERE.items()]


def main() -> int:
    """Return pytest's exit code."""
    sys.modules.update({name: Absent(name) for name in ABSENT})
    os.chdir("/book")
    ignored = [f"--ignore=tests/{folder}" for folder in NO_PYTHON_OF_A_PAGE]
    calm = [f"-Wignore:{message}" for message in OTHERS_WARN]
    chosen = ["tests"] if gate.PROVE else CAN_DIFFER
    return pytest.main(["-pno:cacheprovider", *calm, *chosen, *ignored], plugins=[Plugin()])


if __name__ == "__main__":
    sys.exit(int(main()))
