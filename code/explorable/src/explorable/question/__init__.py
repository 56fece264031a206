"""Questions that answer at once, as data: no Python runs on the page, no server is asked.

A question says what each wrong choice shows; shown by one line of a notebook's cell, it can be
answered in JupyterLab and on a page, and reads without scripts, the answer behind a fold::

    half = Choice(
        "The bars are twice as high. What is their share of the whole?",
        right="the same",
        wrong={
            "twice the share": "The whole has doubled, too: shares are $a/(a + b)$.",
            "half the share": "That would need the others to stay, and grow.",
        },
        because="What multiplies all bars cancels.",
        see="02-shares.ipynb#what-a-share-is",
    )

Texts are Markdown within a line: ``$formula$``, ```code```, ``*emphasis*`` and links,
``[words](page.ipynb#part)``.
"""

from explorable.question.kinds import (
    Bug,
    Choice,
    Explain,
    Fill,
    Gap,
    Lines,
    Match,
    Number,
    Output,
    Question,
    SelfTest,
    Several,
)
from explorable.question.written import ask

__all__ = [
    "Bug",
    "Choice",
    "Explain",
    "Fill",
    "Gap",
    "Lines",
    "Match",
    "Number",
    "Output",
    "Question",
    "SelfTest",
    "Several",
    "ask",
]
