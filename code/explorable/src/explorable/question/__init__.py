r'''Questions that answer at once: no Python runs on the page for them, no server is asked.

One says what each wrong answer shows. Written in a cell of a notebook, it can be answered in
JupyterLab and on a page, and reads without scripts, the answer behind a fold::

    ask(r"""
    The bars are twice as high. What is their share of the whole?

    - [x] the same
    - [ ] twice the share :: The whole has doubled, too: shares are $a/(a + b)$.
    - [ ] half the share :: That would need the others to stay, and grow.

    ! What multiplies all bars cancels.
    """)

:mod:`explorable.question.written` says how each kind is written. Texts are Markdown within a line:
``$formula$``, ```code```, ``*emphasis*`` and links, ``[words](page.ipynb#part)``.
'''

from explorable.question.base import Question, SelfTest
from explorable.question.kinds import Choice, Explain, Lines, Number
from explorable.question.written import ask

__all__ = ["Choice", "Explain", "Lines", "Number", "Question", "SelfTest", "ask"]
