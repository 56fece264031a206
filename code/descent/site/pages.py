"""What makes a page live: one script on pages that have explorers or code, and its baked frames."""

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from descent import explorers
from descent.explorers.core import Explorer
from descent.site import editor, sweep

_INPUT = re.compile(
    r'<div class="cell_input docutils container">.*?</pre></div>\s*</div>\s*</div>', re.DOTALL
)
_CONTROLS = '<fieldset class="descent-controls"'
_LAST_BUTTON = 'data-do="fullscreen">Full screen</button>'

HOME = "_live"
"""The folder of the built book that holds everything the living pages fetch."""

_SPEC = re.compile(
    r'data-explorer="[^"]+">.*?<script type="application/json">(.*?)</script>', re.DOTALL
)


def setup(app: Sphinx) -> None:
    """Let every page ask for what it needs, and nothing else."""
    app.connect("html-page-context", _enliven)


def _enliven(
    app: Sphinx, page: str, _template: str, context: dict, doctree: nodes.document
) -> None:
    body = context.get("body", "")
    specs = [json.loads(text) for text in _SPEC.findall(body)]
    cells = _INPUT.search(body)
    if not (specs or cells):
        return
    context["body"] = _with_places(body)
    Path(app.outdir, HOME).mkdir(exist_ok=True)
    up = "../" * page.count("/")
    live = {
        "home": f"{up}{HOME}/",
        "cells": bool(cells),
        "editor": editor.name(),
        "sweeps": {spec["prefix"]: _bake(app, spec) for spec in specs if _known(spec)},
    }
    app.add_js_file("live/boot.js", type="module", **{"data-descent-live": json.dumps(live)})


def _with_places(body: str) -> str:
    """Return the body with places for what scripts bring: nothing on the page moves when they come.

    They are a cell's tools, an explorer's line of state, and its link.
    """
    body = _INPUT.sub(r'\g<0><div class="descent-toolbar"></div>', body)
    body = body.replace(_CONTROLS, f'<p class="descent-status" role="status"></p>{_CONTROLS}')
    link = '<button type="button" data-do="link">Copy link</button>'
    return body.replace(_LAST_BUTTON, _LAST_BUTTON + link)


def _known(spec: dict) -> bool:
    return spec["name"] in explorers.catalogue()


def _bake(app: Sphinx, spec: dict) -> str:
    """Put the frames of an explorer into the book, made once for each state of the package."""
    digest = sha256(f"{app.config.descent_digest} {spec['fixed']}".encode()).hexdigest()[:12]
    name = f"{spec['prefix']}-{digest}.json.gz"
    cached = Path(app.config.descent_cache) / "sweeps" / name
    if not cached.exists():
        cached.parent.mkdir(parents=True, exist_ok=True)
        cached.write_bytes(gzip.compress(sweep.bake(_explorer(spec)).encode(), mtime=0))
    target = Path(app.outdir) / HOME / "sweeps" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(cached.read_bytes())
    return f"sweeps/{name}"


def _explorer(spec: dict) -> Explorer:
    return explorers.catalogue()[spec["name"]].bound_as(spec["fixed"])
