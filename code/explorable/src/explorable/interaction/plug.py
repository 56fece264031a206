"""Lets ``from ipywidgets import interact`` mean that of `explorable`: no import has to change."""

import os
from pathlib import Path

import explorable

_AT_START = "from explorable.interaction.plug import plug_in\n\nplug_in()\ndel plug_in\n"


def plug_in() -> None:
    """Put our functions in the place of those of ipywidgets."""
    import ipywidgets
    from ipywidgets.widgets import interaction

    for name in explorable.INTERACT:
        for module in (ipywidgets, ipywidgets.widgets, interaction):
            setattr(module, name, getattr(explorable, name))


def into_kernels(folder: Path) -> None:
    """Let the kernels that start from now on plug in: IPython runs what lies in its folder.

    Parameters
    ----------
    folder : Path
        Where to put IPython's folder for them.
    """
    startup = folder / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "00-interact.py").write_text(_AT_START, "utf-8")
    os.environ["IPYTHONDIR"] = str(folder.resolve())  # a kernel runs in its notebook's folder
