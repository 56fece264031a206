"""Code as it is pasted from a Python session or from a documentation's example."""

import re

_PROMPT = re.compile(r"\s*(>>>|\.\.\.)(?: |$)")


def without_prompts(source: str) -> str:
    r"""Return what a session was told, without its prompts and without what it answered.

    Each line keeps its number. Code that is no session is returned as it is: one begins with a
    prompt, and after an empty line so does it again.

    Examples
    --------
    >>> without_prompts(">>> 1 + 1\n2")
    '1 + 1\n'
    >>> without_prompts("1 + 1")
    '1 + 1'
    """
    lines = source.split("\n")
    firsts = [line for line, above in zip(lines, ["", *lines], strict=False) if not above.strip()]
    begins = [line.lstrip().startswith(">>>") for line in firsts if line.strip()]
    if not begins or not all(begins):
        return source
    return "\n".join(map(_told, lines))


def _told(line: str) -> str:
    prompt = _PROMPT.match(line)
    return line[prompt.end() :] if prompt else ""
