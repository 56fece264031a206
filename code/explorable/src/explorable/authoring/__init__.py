"""Commands for authors of any book of notebooks; they need the extra ``site``.

Try notebooks as a page would run them, without a book::

    python -m explorable.authoring.trial notebooks/*.ipynb

Run notebooks in their own folders and store them, outputs too, in a normal form that only a change
of content changes::

    python -m explorable.authoring.notebooks chapters/01-waves.ipynb chapters/02-tides.ipynb

Serve a built book on this machine::

    python -m explorable.authoring.serve _build/html

What one tag on a code cell, ``figure`` or ``solution``, says to page and JupyterLab about its fold,
stands in :mod:`explorable.authoring.kinds`; storing a notebook applies it.
"""
