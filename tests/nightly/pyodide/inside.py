"""Runs in Pyodide: pytest with the packages' tests, fewer examples and a list of what stays out.

Where no path is given, only those where this machine can differ: the others run the same sources.
"""

import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

ABSENT = ("cvxpy", "ipywidgets")
"""Modules that test files import and Pyodide lacks; tests that call them are named below."""

ELSEWHERE = {
    "tests/unit/explorable/picture/test_output.py::test_the_picture_is_that": "a widget of Jupyter",
    "tests/unit/descent/optimizers/test_trajectory.py::test_what_a_function_itself_raises": (
        "WebAssembly has no floating-point errors that NumPy could raise"
    ),
    "tests/unit/explorable/test_explorer.py::test_the_state_can_be": "a widget of Jupyter",
    "tests/unit/explorable/test_pad.py::test_update_is_given": "a widget of Jupyter",
    "tests/unit/explorable/test_widget.py": "a widget of Jupyter",
    "tests/unit/explorable/test_words.py::test_the_widget": "a widget of Jupyter",
    "tests/unit/explorable/test_extras.py": "what a build imports",
    "tests/unit/explorable/interaction/test_page.py": "waits for runs; node cannot switch stacks",
    "tests/unit/explorable/kernel/test_order.py": "waits for runs; node cannot switch stacks",
    "tests/unit/explorable/kernel/test_runtime.py": "waits for runs; node cannot switch stacks",
    "tests/unit/descent/models/test_estimator.py::test_scikit_learn_is_not_loaded": "one process",
    "tests/unit/test_layout.py::test_submodules_are_imported": "one process",
    "tests/unit/test_layout.py::test_an_import_brings": "one process",
    "tests/unit/test_layout.py::test_what_the_book_s_modules_share": "asks grimp",
    "tests/unit/test_layout.py::test_what_is_loaded": "one process",
    "tests/unit/descent/test_simplex.py::TestSparseMaps::test_sparsemax_is_the": "asks cvxpy",
}
"""Tests that a page's Python cannot run, by the beginning of their names, and why."""

CAN_DIFFER = (
    "tests/unit/descent/test_finite.py",  # floats and their ends
    "tests/unit/descent/test_information.py",
    "tests/unit/descent/test_simplex.py",
    "tests/unit/descent/test_images.py",  # files
    "tests/unit/descent/datasets/test_mnist.py",
    "tests/nightly/descent/test_training_cells.py",  # speed
    "tests/unit/explorable/judging/test_asking.py",  # the depth of the stack
    "tests/unit/explorable/test_explorer.py",
    *("tests/unit/explorable/picture", "tests/nightly/explorable/picture"),  # fonts
    "tests/unit/explorable/kernel",
)
"""Where this machine can differ."""

NO_PYTHON_OF_A_PAGE = (
    *("benchmarks", "chapters", "tools", "test_upkeep.py", "descent/test_docstrings.py"),
    *("explorable/authoring", "explorable/bundle", "explorable/sphinx", "explorable/theme"),
    *("explorable/interaction/test_forms.py", "explorable/test_esm.py"),
)
"""Where units need Sphinx, Jupyter or the repository."""

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
        for start in ELSEWHERE if os.environ["PATHS"] == "tests/unit" else ():
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
    ignored = [f"--ignore=tests/unit/{folder}" for folder in NO_PYTHON_OF_A_PAGE]
    calm = [f"-Wignore:{message}" for message in OTHERS_WARN]
    chosen = os.environ["PATHS"].split() or CAN_DIFFER
    return pytest.main(["-pno:cacheprovider", *calm, *chosen, *ignored], plugins=[Plugin()])


if __name__ == "__main__":
    sys.exit(int(main()))
