"""Count the habits of the book's prose: ``python -m tools.tics``, beside those of an older commit.

``python -m tools.tics HEAD~50`` prints both counts and their ratio. What is read is the prose of
the chapters and of their questions, without formulas, code, targets of links and labels.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

TICS = {
    "price, charge, pay": r"\b(?:pric|charg)\w+|\bpa(?:y|ys|id|ying)\b",
    "hardly": r"\bhardly\b",
    "whatever, whichever, however + word": r"\b(?:what|which|how)ever\s(?!,)\w+",
    "of its own": r"\bof (?:its|their|his|her|one's) own\b",
    "as it is": r"\bas (?:it|they) (?:is|are|was|were)\b",
    "is no": r"\b(?:is|are|was|were) no\b(?! (?:longer|more|less|fewer|better|worse))",
    "digits after the point": r"\bdigits? (?:after|behind) the point\b",
    "what becomes of": r"\bwhat (?:becomes|became|has become) of\b",
    "sure, surest": r"\b(?:sure of|how sure|too sure|so sure|sure and|surer|surest)\b",
    "alike": r"\balike\b",
    "asks for": r"\b(?:asks?|asked|asking) for\b",
    "way for a distance": r"\b(?:the|a|its|their) way (?:to the|is|was|long)\b",
    "tell": r"\b(?:tell|tells|told)\b(?! (?:you|us|me|them|him|her|apart|the reader)\b)",
    "opens with So": r"(?:^|(?<=[.!?] ))So\b",
    "opens with Here": r"(?:^|(?<=[.!?] ))Here\b",
    "opens with And": r"(?:^|(?<=[.!?] ))And\b",
    "opens with But": r"(?:^|(?<=[.!?] ))But\b",
    "colon inside a sentence": r"(?<=[\w)\"”*]): (?=[a-z\d*“\"(])",
    "paragraph that closes on a question": r"^(?!#).*\?$",
}
_UNREAD = re.compile(
    r"^(`{3,}|:{3,})(?!\{(?:prf:\w+|dropdown|exercise|admonition|note|tip)).*?^\1 *$"
    r"|^[`:]{3,}.*$|^:\w+:.*$|^\|.*$|^\([\w-]+\)=$|\$\$.*?\$\$(?: \([\w-]+\))?|\{[\w:]+\}`[^`]*`",
    re.MULTILINE | re.DOTALL,
)
_PLAIN = ((r"\$[^$]*\$", "x"), (r"`[^`]*`", "x"), (r"\]\([^)]*\)", "]"))
ROOT = Path(__file__).parents[1]


def prose(text: str) -> list[str]:
    r"""Return the paragraphs of Markdown, each on a line of its own.

    Examples
    --------
    >>> prose("# Title\n\nSo $x$ is\nsmall: [see](a.md).\n\n$$ x $$\n")
    ['# Title', 'So x is small: [see].']
    """
    text = _UNREAD.sub("", text)
    for pattern, plain in _PLAIN:
        text = re.sub(pattern, plain, text)
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", text))
    return [each for each in paragraphs if each]


def count(paragraphs: list[str]) -> dict[str, int]:
    """Return how often each habit occurs.

    Examples
    --------
    >>> found = count(["So it is no law. Whatever the size, we pay."])
    >>> [name for name, times in found.items() if times]
    ['price, charge, pay', 'whatever, whichever, however + word', 'is no', 'opens with So']
    """
    text = "\n".join(paragraphs)
    flags = {name: 0 if "opens" in name else re.IGNORECASE for name in TICS}
    return {
        name: len(re.findall(pattern, text, flags[name] | re.MULTILINE))
        for name, pattern in TICS.items()
    }


def chapters(commit: str | None) -> Iterator[str]:
    """Yield the notebooks' JSON, as they are or as they were at a commit."""
    if commit is None:
        yield from (path.read_text("utf-8") for path in sorted(ROOT.glob("chapters/[0-9]*.ipynb")))
        return
    names = _git("ls-tree", "--name-only", commit, "chapters/").split()
    for name in names:
        if re.match(r"chapters/\d.*\.ipynb$", name):
            yield _git("show", f"{commit}:{name}")


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def read(commit: str | None = None) -> list[str]:
    """Return the paragraphs of all chapters and their questions, but not what a question asks."""
    found = []
    for text in chapters(commit):
        for cell in nbformat.reads(text, as_version=4).cells:
            if cell.cell_type == "markdown":
                found += prose(cell.source)
            elif "question" in cell.metadata.get("tags", []):
                found += [each for each in prose(cell.source) if not each.endswith("?")]
    return found


def main() -> None:
    """Print the counts, per 10,000 words, too."""
    commit = sys.argv[1] if len(sys.argv) > 1 else None
    columns = [read(commit), read()] if commit else [read()]
    counts = [count(each) for each in columns]
    words = [sum(len(each.split()) for each in column) for column in columns]
    print(f"{'words':36}", *(f"{each:8,}" for each in words))
    for name in TICS:
        times = [each[name] for each in counts]
        ratio = f"{times[-1] / max(times[0], 1):8.2f}" if commit else ""
        print(f"{name:36}", *(f"{each:8}" for each in times), ratio)


if __name__ == "__main__":
    main()
