"""A plugin of pytest: `interact` of ipywidgets is ours in the tests that run with it."""

from explorable.interaction.plug import plug_in

plug_in()
