"""No figure's answer stands around it in sight: what tells it is folded until the guess is made."""

import re

import pytest
from explorable import stored
from explorable.checking.guesses import numbers
from prose import HOMES, NOTEBOOKS, read

TOLD = re.compile(
    r"^(:::|```)\{dropdown\} Guess first, or read on\n:open:\n:class-container: explorable-told\n\n"
    r"(?:.*\n)*?\1$\n*",
    re.MULTILINE,
)
FOLD = re.compile(r"^(`{3,}|:{3,})\{dropdown\}.*\n(?:.*\n)*?\1$\n*", re.MULTILINE)
UNSEEN = re.compile(r"^\([\w-]+\)=\n|<span.*?</span>|\]\([^)]*\)", re.MULTILINE)
"""Labels, and where links lead."""
INVITES = re.compile(r"[^.?:]*\?|\b(?:Now|Try|Play|Make|Let|Find|Start) [^.:]*[.:]")
"""What a reader is asked next tells nothing."""
COMMON = """
about above again also another around because before behind below beside between change changes
come comes does drop each even every from gains gets goes grow grows have here hold into just
left less like long make more most much must near never none nothing once only other over right
said same some still such take takes than that their them then there they this three through
time times until very well were what when where which while with without"""
"""Words that say nothing of their own, and verbs."""

APART = {
    "04-cross-entropy-surprise": "the objectives of the chapter stand behind it",
    "03-softmax-jacobian": "what stands behind it is about eigenvalues",
    "04-cross-entropy-practice-jiggle": "an exercise about errors stands behind it",
    "04-cross-entropy-practice-label_smoothing": "an exercise that begins with it stands there",
    "04-cross-entropy-practice-calibration": "an exercise about another measure stands behind it",
    "05-gradient-descent-practice-schedules": "an exercise about exponents stands behind it",
    "05-gradient-descent-practice-unequal_features": "an exercise in code stands behind it",
    "06-convexity-practice-hessian_spectrum": "a question about another set stands behind it",
    "09-neural-networks-backprop_steps": "the theorem behind it counts no arrays",
    "12-at-work-next_character": "what the model is stands behind it",
    "intro-photo_to_probabilities": "on the landing page the course begins behind it",
    "intro-descent_on_points": "on the landing page the course begins behind it",
    "make-your-own-fall": "how a guess is written stands behind it, and this one is its example",
}
"""Figures with nothing behind them that tells their answer, and why."""
MEETS = {
    "01-scores-and-margins-hinge_by_hand": ({2.2}, "a score of the third photo"),
    "01-scores-and-margins-weight_scale": ({0.0}, "the loss of the photo of the car"),
    "02-regularization-penalty_ball": (
        {0.0},
        "the task is where a weight becomes 0, the guess at which place",
    ),
    "03-softmax-deeper-gumbel_max": ({"probability"}, "the subject of the page"),
    "03-softmax-shift_and_overflow": ({0.0}, "what underflow makes of small numbers"),
    "04-cross-entropy-kl": ({0.0}, "probabilities of 0, not the height of the lowest point"),
    "04-cross-entropy-die_likelihood": (
        {2.0, 5.0, "share"},
        "powers, and what the letters of the derivation mean",
    ),
    "04-cross-entropy-mse_versus_ce": ({"absolute"}, "one of the losses that the section is about"),
    "05-gradient-descent-practice-unequal_features": (
        {30.0, "square"},
        "how many times as large, not how many steps; least squares",
    ),
    "06-convexity-separable": ({"straight"}, "the line that separates the data"),
    "09-neural-networks-initialization": (
        {2.0, "root"},
        "powers of 2, and what a signal's size is",
    ),
    "10-beyond-softmax-deeper-lovasz": ({"area"}, "what the next question is about"),
    "11-myths-detour": ({"distance"}, "the triangle inequality is about distances"),
    "11-myths-two_weights": ({"die"}, "what a unit does, not what the loss does"),
    "make-your-own-fall": ({"four"}, "four kinds of guesses"),
}
"""Numbers and words of an answer that stand around its figure and mean something else."""


def figures():
    """Yield each explorer of the book, and its notebook's cells above it and behind it."""
    for path in NOTEBOOKS:
        cells = read(path).cells
        for place, cell in enumerate(cells):
            for spec, _ in stored.explorers([cell] if cell.cell_type == "code" else []):
                yield path, spec, cells[:place], cells[place + 1 :]


FIGURES = list(figures())
each_figure_that_asks = pytest.mark.parametrize(
    ("name", "spec", "above", "behind"),
    [
        pytest.param(name, spec, *rest, id=name)
        for path, spec, *rest in FIGURES
        for name in [f"{path.stem}-{spec['name']}"]
        if "predict" in spec
    ],
)


def text_of(cell):
    return f"{cell.source}\n" if cell.cell_type == "markdown" else ""


def section_above(cells):
    """Return what stands between a figure and the heading, or the figure, above it."""
    text = ""
    for cell in reversed(cells):
        if cell.cell_type == "code" and list(stored.explorers([cell])):
            break
        *_, last = re.split(r"^#+ .*$", text_of(cell), flags=re.MULTILINE)
        text = last + text
        if last != text_of(cell):
            break
    return UNSEEN.sub("", FOLD.sub("", TOLD.sub("", text)))


def first_block(cells):
    """Return the first block behind a figure that a reader sees who has not guessed."""
    for cell in cells:
        seen = UNSEEN.sub("", FOLD.sub("", TOLD.sub("", text_of(cell)))).strip()
        if seen or "check" not in cell.metadata.get("tags", ["check"]):
            return seen.partition("\n\n")[0]
    return ""


def what_answers(predict):
    """Return what is said once the guess is made, without what it asks next."""
    answer, digits = predict["answer"], predict.get("decimals", 2)
    parts = answer if isinstance(answer, list) else [answer]
    shown = (
        ""
        if predict["kind"] == "line"
        else "  ".join(
            str(round(each, digits)) if isinstance(each, float) else each for each in parts
        )
    )
    return INVITES.sub("", predict["says"].replace("{answer}", f" {shown} "))


def words_of(text):
    """Return the words of four letters and more, each without the s of a plural."""
    return {each.removesuffix("s") for each in re.findall(r"[a-zé]{4,}", text.lower())}


def marks_of(text):
    return set(numbers(text)) | words_of(text)


@each_figure_that_asks
def test_what_answers_stands_nowhere_in_sight(name, spec, above, behind):
    predict, controls = spec["predict"], spec["controls"].values()
    choices = [word for each in controls for word in (each["label"], *each.get("options", ()))]
    asked = [spec["question"], predict["seen"], *predict.get("options", ()), *spec["presets"]]
    known = marks_of(" ".join([*asked, *map(str, choices), *HOMES, COMMON]))
    around = marks_of(f"{section_above(above)}\n{first_block(behind)}")
    means_something_else, _why = MEETS.get(name, (set(), ""))
    assert (marks_of(what_answers(predict)) & around) - known == means_something_else


@each_figure_that_asks
def test_what_tells_the_answer_follows_at_once_and_is_folded(name, spec, above, behind):
    follows = TOLD.match(re.sub(r"\A\([\w-]+\)=\n", "", text_of(behind[0])))
    assert bool(follows) != (name in APART)


def test_what_is_folded_stands_behind_a_figure_that_asks():
    for path in NOTEBOOKS:
        asks = False
        for cell in read(path).cells:
            shown = [
                spec for spec, _ in stored.explorers([cell] if cell.cell_type == "code" else [])
            ]
            asks = "predict" in shown[-1] if shown else asks
            assert asks or "explorable-told" not in text_of(cell)


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param(behind, id=f"{path.stem}-{spec['name']}")
        for path, spec, _, behind in FIGURES
        if spec.get("question") and "predict" not in spec and path.stem[:2].isdigit()
    ],
)
def test_what_a_figure_without_a_guess_asks_is_answered_in_a_fold(behind):
    assert FOLD.match(text_of(behind[0]))
