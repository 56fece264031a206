"""Make alice.npz from the book's text: ``python -m tools.make_alice FILE``."""

import hashlib
import re
import sys
from pathlib import Path

import numpy as np
from descent.datasets.alice import ALPHABET

from tools.make_mnist import STORE, write_npz

SHA256 = "7467306ee0feed4971260f3c87421154a05be571d944e9cb021a5713700c38f0"


def require_original(path: Path) -> str:
    """Return the text, or raise ValueError unless it is the original one, to the bit."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{path} must have the SHA-256 {SHA256}, got {digest}")
    return path.read_text("ascii")


def normalize(text: str) -> str:
    r"""Return the story in lower case, in one line, without headings, with one quotation mark.

    Examples
    --------
    >>> normalize("A TITLE\n CHAPTER I\n\n Down\n\n `Oh dear!'\nshe   said. THE END")
    "'oh dear!' she said."
    """
    story = text[text.index("CHAPTER I\n") : text.rindex("THE END")].lower()
    story = re.sub(r"^ *chapter [ivx]+\s+.*\n", " ", story, flags=re.MULTILINE)
    story = re.sub('[`"]', "'", story.replace("-\n", "-"))
    return " ".join(re.sub(f"[^{re.escape(ALPHABET)}]", " ", story).split())


def main(path: Path) -> None:
    """Write the text into the package as numbers, one a character; print the SHA-256."""
    text = normalize(require_original(path))
    archive = STORE / "alice.npz"
    write_npz(archive, {"text": np.array([ALPHABET.index(each) for each in text], np.uint8)})
    print(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
