"""Living figures in books of MyST's engine (Jupyter Book 2): a plugin, and what it asks of Python.

``python -m explorable.myst`` prints the plugin's place, for ``plugins`` in ``myst.yml``. The plugin
(``explorable.mjs``) hands each page's stored outputs to `explorable.myst.page`, which answers with
nodes and lays beside the site what they fetch; ``page/myst.js`` brings them to life.
"""
