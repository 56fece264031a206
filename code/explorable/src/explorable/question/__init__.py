"""Questions that answer at once, as data: no Python runs on the page, no server is asked.

A question says what each wrong choice shows; shown by one line of a notebook's cell, it can be
answered in JupyterLab and on a page, and reads without scripts, the answer behind a fold::

    tie = Choice(
        "Two of three scores are tied at the top. What does softmax give these two classes?",
        right="the same probability, below 1/2",
        wrong={
            "1/2 each": "The third class keeps a share, however small: $e^s$ is above 0.",
            "it depends on the order": "Softmax treats all classes alike.",
        },
        because="Equal scores have equal exponentials, and the third class takes the rest.",
        see="03-softmax.ipynb#from-scores-to-probabilities",
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
]
