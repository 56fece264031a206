"""The questions of the chapter on softmax."""

import numpy as np
from explorable.question import (
    Bug,
    Choice,
    Explain,
    Fill,
    Gap,
    Lines,
    Match,
    Number,
    Output,
    SelfTest,
    Several,
)
from numpy.typing import ArrayLike

from descent import softmax, softmax_jacobian, sparsemax
from descent.datasets.photos import SCORES

_BEFORE, _HALFWAY, _AFTER = (
    round(float(softmax(SCORES[0] + [push, 0, 0])[0]), 4) for push in (0, 1, 2)
)
_TIMES, _ODDS = round(_BEFORE * np.e**2, 4), round(_AFTER / (1 - _AFTER), 4)
_RATES = softmax_jacobian(np.log([0.5, 0.3, 0.2])).round(2)
_TWO, _THOUSAND = round(float(np.log(2)), 4), round(float(np.log(1000)), 4)
_PULLED = np.log([0.5, 0.3, 0.2]) + np.array([1, 1, 0])
_O, _CLOSE = np.array([0, 1, 1.5]), np.array([0.2, 1.0, 0.7])
_SPARSE, _CUT = sparsemax(_CLOSE), softmax(_CLOSE[1:])


def _row(values: np.ndarray) -> str:
    """Return a distribution as a page shows it: an exact 0 or 1 without digits."""
    return ", ".join(f"{v:.0f}" if v in (0, 1) else f"{v:.2f}" for v in values)


def _signed(rate: float) -> str:
    return f"{rate:.2f}".replace("-", "−")


def _ratios(*scores: ArrayLike) -> str:
    """Return what a program prints of two probabilities, a line for each vector of scores."""
    return "\n".join(str(round(p[0] / p[1])) for p in map(softmax, scores))


raised = Number(
    "The cat's score rises by two points, from 3.2 to 5.2, and the other two stay where they are. "
    "What is the cat's probability now? (Two digits after the point.)",
    answer=_AFTER,
    tolerance=0.006,
    slips={
        _TIMES: "That is 0.13 times $e^2$. Two points multiply the *ratio* to each other class by "
        "$e^2$; the probability itself cannot grow so fast, because the sum grows, too.",
        _BEFORE: "That is the probability before the push.",
        _HALFWAY: "That is the probability after one point.",
        _ODDS: "Those are the odds of *cat* against the other two. Of odds $r$ to 1, the cat has "
        "the share $r / (1 + r)$.",
        0.605: "That is the score divided by the sum of the scores. The exponentials come first.",
    },
    otherwise="Take the three exponentials again, the first of them at 5.2, and divide it by their "
    "new sum.",
    hint="What do two points do to the ratio of *cat* to *car*?",
    because="Two points multiply the odds of *cat* against the rest by $e^2$, about 7.4, from "
    f"{_BEFORE / (1 - _BEFORE):.2f} to {_ODDS:.2f}, and {_ODDS:.2f} / {1 + _ODDS:.2f} = "
    f"{_AFTER:.2f}. The probability itself becomes only about four times as large, because the sum "
    "below it grows, too.",
)

crossed_out = Fill(
    "Choose what belongs in each gap. The classes 1, 2 and 3 are *cat*, *car* and *frog*.",
    steps=[
        "Before the frog is ruled out, $p_1 = e^{o_1} / Z$ and $p_2 = e^{o_2} / Z$ with "
        "$Z =$ [[all]].",
        "Together the two classes that are left have $p_1 + p_2 =$ [[both]].",
        "Divided by this, $p_1$ becomes [[new]],",
        "because [[gone]] cancels. The same goes for $p_2$, so this is softmax of two scores.",
    ],
    gaps={
        "all": Gap(
            "$e^{o_1} + e^{o_2} + e^{o_3}$",
            wrong={
                "$e^{o_1} + e^{o_2}$": "That is the sum after the frog is ruled out. At first, "
                "all three classes share the probability.",
                "$e^{o_1 + o_2 + o_3}$": "The exponential of a sum is a product of exponentials, "
                "and softmax divides by their sum.",
            },
        ),
        "both": Gap(
            "$(e^{o_1} + e^{o_2}) / Z$",
            wrong={
                "$1$": "All three sum to 1. Without the frog, something is missing.",
                "$1 - o_3$": "What is missing is the frog's probability, and $o_3$ is its score.",
            },
        ),
        "new": Gap(
            "$e^{o_1} / (e^{o_1} + e^{o_2})$",
            wrong={
                "$e^{o_1} / Z$": "That is $p_1$ as it was before the division.",
                "$o_1 / (o_1 + o_2)$": "The scores themselves are divided here, and the "
                "exponentials are gone.",
            },
        ),
        "gone": Gap(
            "$Z$",
            wrong={
                "$e^{o_1}$": "It stands in both, but in one of them as a term of a sum, which "
                "does not cancel.",
                "$e^{o_3}$": "It is no factor of its own. It stands inside a sum, and leaves with "
                "that sum.",
            },
        ),
    },
    hint="Leave $Z$ as it is, and see where it stands.",
    because="The frog's score stands only in $Z$, and $Z$ cancels. What is left is softmax of the "
    "scores of *cat* and *car*, with the log-odds $o_1 - o_2$ that they had before.",
)

same_model = Several(
    "A logistic regression for *cat* against *car* has the weights $(2, -4)$ and no bias. Which "
    "pairs of weight vectors, first that of *cat*, then that of *car*, give a softmax regression "
    "with the same probabilities?",
    right={
        "$(2, -4)$ and $(0, 0)$": "With $(0, 0)$, the car's score is always 0, and the lead is "
        "the cat's own score.",
        "$(1, -2)$ and $(-1, 2)$": "Each has half of the weights, with opposite signs, and the "
        "lead counts both halves.",
        "$(3, 1)$ and $(1, 5)$": "They look like nothing of the kind, but subtract the second "
        "from the first.",
    },
    wrong={
        "$(2, -4)$ and $(-2, 4)$": "Their difference is $(4, -8)$: all leads are doubled, and all "
        "probabilities are farther from ½.",
        "$(0, 0)$ and $(2, -4)$": "Their difference is $(-2, 4)$. That is the same model with "
        "*cat* and *car* exchanged.",
    },
    hint="Which weights does the *difference* of the two scores have?",
    because="Softmax of two scores is $\\sigma$ of their difference, and the weights of that "
    "difference are the difference of the two weight vectors. Three of the pairs have the "
    "difference $(2, -4)$, as do infinitely many others.",
)

printed = Output(
    "What do these lines print?",
    code="""a, b = np.log([2, 1]), np.log([20, 10])
for o in (a, b, 2 * a):
    p = softmax(o)
    print(round(p[0] / p[1]))""",
    prints=_ratios(np.log([2, 1]), np.log([20, 10]), 2 * np.log([2, 1])),
    slips={
        _ratios(*3 * [np.log([2, 1])]): "The first two are right. But a factor of all scores is no "
        "shift: it doubles the difference of the two.",
        _ratios([2, 1], [20, 10], [4, 2]): "Those are the ratios for the numbers themselves, as if "
        "`np.log` were not there.",
        "2\n20\n4": "The first and the third are right. But what the 10 does inside the logarithm, "
        "it does to both scores.",
        "2\n2\n1": "The first two are right. In the third, no score is shifted: the difference of "
        "the two doubles.",
    },
    otherwise="The logarithm of $p_1 / p_2$ is $o_1 - o_2$. What do the 10 and the last 2 do to "
    "that difference?",
    hint="No calculator is needed: what is $\\log 2 - \\log 1$, and what is $\\log 20 - \\log 10$?",
    because="The ratio of the probabilities is $e$ to the difference of the scores, and the "
    "exponential undoes the logarithm: 2 to 1. The factor 10 inside the logarithm adds $\\log 10$ "
    "to both scores, a shift, which changes nothing. The factor 2 outside doubles their "
    "difference, so the ratio is squared.",
)

one_maximum = Bug(
    "This softmax for a table of scores, one row per sample, passes all tests on small numbers. "
    "For the rows $(0, 1)$ and $(2000, 2001)$, it makes the first one `NaN`. Which line is to "
    "blame?",
    code="""def softmax(o):
    shifted = o - o.max()
    weights = np.exp(shifted)
    sums = weights.sum(axis=-1, keepdims=True)
    return weights / sums""",
    line=2,
    wrong={
        3: "It does what it should: no exponent is above 0, and nothing overflows. Why are "
        "both exponents of the first row so far below 0?",
        4: "Each row is summed by itself, as it should be. Why is a sum 0?",
        5: "Here 0 is divided by 0. Both were made further up.",
    },
    otherwise="This line only names the function.",
    hint="Compute by hand what becomes of the first row, line by line.",
    because="`o.max()` is the maximum of the whole table, 2001. The first row becomes "
    "$(-2001, -2000)$, both exponentials underflow, and 0/0 is `NaN`. Each row needs a maximum of "
    "its own, `o.max(axis=-1, keepdims=True)`.",
)

mean_instead = Explain(
    "What is right about the argument, which scores break the code, and why can nothing of the "
    "kind happen with the maximum?",
    must=[
        "On paper, any common shift leaves the probabilities as they are, so the mean is allowed.",
        "The size of the scores does no harm. What counts is how far the largest is above the "
        "mean.",
        "In float64, `exp` overflows if that is more than 709.78, as for the scores 2000, 0 and 0.",
        "With the maximum subtracted, no exponent is above 0, and one of them is exactly 0.",
    ],
    hint="Which exponent is the largest one, once the mean has been subtracted?",
    because="The argument is right about the mathematics: any common shift cancels. It is wrong "
    "about the computer. The mean takes away what all scores share, so scores around a million do "
    "no harm, but the largest score can still be far above the mean. From the scores 2000, 0 and "
    "0, the mean leaves an exponent of 1333, `exp` overflows, and `inf / inf` is `NaN`. The tests "
    "pass because their scores are close together. With the maximum subtracted, no exponent is "
    "above 0, so that no term can overflow, and one is exactly 0, so that the sum is at least 1.",
)

rates = Match(
    "The probabilities are 0.5 for *cat*, 0.3 for *car* and 0.2 for *frog*. How fast does each "
    "of these probabilities change with the score that is named?",
    pairs={
        "*cat*, with the score of *cat*": _signed(_RATES[0, 0]),
        "*cat*, with the score of *car*": _signed(_RATES[0, 1]),
        "*car*, with the score of *car*": _signed(_RATES[1, 1]),
        "*frog*, with the score of *car*": _signed(_RATES[2, 1]),
    },
    extra=["0.30", "0.15"],
    words={
        "*cat*, with the score of *cat*": "A class gains from its own score, and it can gain only "
        "what the others have: the rate is $p_i (1 - p_i)$.",
        "*cat*, with the score of *car*": "The cat loses what the car takes from it. The rate has "
        "a minus sign and both probabilities in it.",
        "*car*, with the score of *car*": "The probability is not its own rate. The car gains "
        "what it takes from the other two, $p_i (1 - p_i)$.",
        "*frog*, with the score of *car*": "The car takes from each class in proportion to what "
        "it has, and the frog has less than the cat.",
    },
    because="The diagonal of $J$ holds $p_i (1 - p_i)$, and every other entry is $-p_i p_j$. As "
    f"the car's score rises, the cat loses at the rate {-_RATES[0, 1]:.2f} and the frog at "
    f"{-_RATES[2, 1]:.2f}, and the car gains their sum, {_RATES[1, 1]:.2f}.",
)

crowd = Number(
    "A thousand classes all have the score 2. What is their soft maximum at $T = 1$? (One digit "
    "after the point.)",
    answer=2 + _THOUSAND,
    tolerance=0.06,
    slips={
        2.0: "That is the maximum itself. With a thousand equal scores, the soft maximum is as far "
        "above it as it can get.",
        _THOUSAND: "That is the gap between the soft maximum and the maximum.",
        5.0: "That is $2 + \\log_{10} 1000$. In this book, $\\log$ is the natural logarithm.",
        0.001: "That is the probability that softmax gives to each class. The soft maximum is one "
        "number, and it is a score.",
        2000.0: "That is the sum of the scores. Log-sum-exp adds up their exponentials.",
        2 * _THOUSAND: "The logarithm of a product is a sum.",
    },
    otherwise="There are a thousand terms $e^2$ in the sum. What is the logarithm of their sum?",
    hint="The theorem says where the upper bound is reached.",
    because=f"$\\log (1000\\, e^2) = 2 + \\log 1000$, which is {2 + _THOUSAND:.1f}. That is the "
    "upper bound, reached because all scores are equal. With many equal classes, the soft maximum "
    "is nowhere near the maximum, unless $T$ is small.",
)

shared_noise = Choice(
    "To save work, a programmer draws *one* Gumbel number, adds it to all three scores and takes "
    "the argmax. With the scores 3.2, 5.1 and −1.7, how often will *cat* be drawn?",
    right="never",
    wrong={
        f"in {_BEFORE:.0%} of the draws".replace("%", " percent"): "That is what softmax says, and "
        "what the trick does if each class has a Gumbel number of its own.",
        "in a third of the draws": "Huge noise would do that, if it were different for each class. "
        "One number for all changes no lead.",
        "more often the larger the noise": "One number for all moves all three scores alike, "
        "however large it is.",
    },
    hint="What does a common shift do to an argmax?",
    because="One number added to all scores is a common shift, and the argmax stays at the car in "
    "each draw. The cat can win only if its noise exceeds the car's by 1.9, so each class needs "
    "noise of its own.",
)

cut_softmax = Explain(
    f"Of the scores 0.2, 1.0 and 0.7, sparsemax makes {_row(_SPARSE)}. What does cutting and "
    "rescaling softmax make of them, and what does each of the two ways keep?",
    must=[
        f"Cut and rescaled, softmax gives 0, {_row(_CUT)}, which is not what sparsemax gives.",
        "Cutting and rescaling keeps the ratio of the classes that are left, $e^{0.3}$, or 1.35.",
        "Sparsemax keeps the *difference* of their scores: 0.65 and 0.35 are 0.3 apart, as 1.0 and "
        "0.7 are.",
        "For softmax, somebody has to choose where to cut. In sparsemax, the scores decide.",
    ],
    hint="Rescaled to a sum of 1, what remains of softmax is softmax of the scores that remain.",
    because="It is not. Whatever is cut off, dividing by the sum leaves the ratio of car to frog "
    f"at $e^{{1.0 - 0.7}}$, or {np.exp(0.3):.2f}, so the result is 0, {_row(_CUT)}. Sparsemax "
    f"gives a ratio of {_SPARSE[1] / _SPARSE[2]:.2f}. It keeps the *difference*: the car has 0.3 "
    "more than the frog, in scores and in probabilities. And it needs no threshold that somebody "
    "has to choose, because the closest point of the triangle settles which classes get 0.",
)

heating = Lines(
    "Put the lines of the proof in order. Here $V(T) = T \\operatorname{lse}(o / T)$ and "
    "$p = \\operatorname{softmax}(o / T)$. Some lines do not belong.",
    lines=[
        "The product rule gives $V'(T) = \\operatorname{lse}(o / T) + T \\, \\frac{d}{dT} "
        "\\operatorname{lse}(o / T)$.",
        "The gradient of log-sum-exp is softmax, and $o_i / T$ has the derivative $-o_i / T^2$ "
        "with respect to $T$.",
        "By the chain rule, $\\frac{d}{dT} \\operatorname{lse}(o / T) = -\\sum_i p_i\\, o_i / "
        "T^2$.",
        "Together, $V'(T) = \\operatorname{lse}(o / T) - \\sum_i p_i\\, o_i / T$.",
        "The theorem above, with the scores $o / T$ and $q = p$, says $\\operatorname{lse}(o / T) "
        "= \\sum_i p_i\\, o_i / T + H(p)$.",
        "So $V'(T) = H(p)$.",
        "Every $p_i$ is between 0 and 1, so $H(p) > 0$, and $V$ rises.",
    ],
    needs={2: [1], 3: [0, 2], 5: [3, 4], 6: [5]},
    early={
        2: "The chain rule multiplies two derivatives. Say first which.",
        3: "This line joins the product rule with the derivative of log-sum-exp. Both must stand "
        "above it.",
        5: "The entropy comes in through the theorem, and cancels against the formula for "
        "$V'(T)$. Both must stand above this line.",
    },
    distractors={
        "The chain rule gives $\\frac{d}{dT} \\operatorname{lse}(o / T) = \\sum_i p_i\\, o_i / "
        "T^2$.": "A sign is lost: as $T$ rises, a positive $o_i / T$ falls.",
        "Log-sum-exp increases with each score, so $V$ rises with $T$.": "As $T$ rises, positive "
        "scores $o_i / T$ fall, so this alone settles nothing.",
        "The theorem above, with the scores $o / T$ and a uniform $q$, says "
        "$\\operatorname{lse}(o / T) = \\sum_i p_i\\, o_i / T + \\log C$.": "For a uniform $q$, "
        "the mean score is another one, and the divergence is not 0.",
    },
    hint="Find the derivative first, and turn it into an entropy after that.",
    because="The derivative of $V$ is $\\operatorname{lse}(o / T)$ minus the mean of $o / T$ under "
    "$p$, and by the theorem that difference is the entropy of $p$. It is positive as long as no "
    "class has everything, which softmax never lets happen.",
)

reach = Number(
    "At the temperature $T = \\frac12$, a score vector moves by a distance of 0.06. How "
    "far can the probabilities move, at most?",
    answer=0.06,
    tolerance=0.0005,
    slips={
        0.03: "That is the bound for $T = 1$.",
        0.015: "You have used $\\lambda = \\frac12$. That is the temperature, and $\\lambda$ is "
        "its reciprocal.",
        0.12: "That is true, but twice as much as they can move: the constant is $\\frac{\\lambda}"
        "{2}$, not $\\lambda$.",
        2**0.5: "No step can move them farther than that, but one so short cannot move them so "
        "far.",
    },
    otherwise="Take $\\lambda = 1/T$, and the constant of the theorem.",
    because="With $\\lambda = 2$, the constant $\\frac{\\lambda}{2}$ is 1, so the probabilities "
    "move at most as far as the scores.",
)

stretch = Several(
    "Which of these maps from three scores to one number are non-expansions?",
    right={
        "the maximum": "If no score moves by more than $r$, the largest of them cannot either.",
        "log-sum-exp": "It is mellowmax at $\\lambda = 1$ plus $\\log 3$, and a constant cancels "
        "in a difference.",
        "the mean of the scores": "If no score moves by more than $r$, their mean cannot either.",
    },
    wrong={
        "the sum of the scores": "If all three rise by $r$, the sum rises by $3r$.",
        "the largest score minus the smallest": "The largest may rise by $r$ while the smallest "
        "falls by $r$, which makes $2r$.",
    },
    hint="Let each score move by at most $r$. How far can the number move?",
    because="The gradients of the first three have entries that are nonnegative and sum to 1 "
    "(that of the maximum wherever it has one), so none of these numbers can move farther than the "
    "score that moves most. For the other two, the sizes of the entries sum to 3 and to 2.",
)

_pulled = Choice(
    "The probabilities of *cat*, *car* and *frog* are 0.5, 0.3 and 0.2. Now the scores of *cat* "
    "and *car* both rise by one point, and that of *frog* stays. What becomes of the cat?",
    right="It gains, and it stays ahead of the car by 5 to 3.",
    wrong={
        "Nothing changes, because only differences count.": "Its differences from the frog have "
        "changed. Nothing changes if *all* scores take the same step.",
        "It gains, and its lead over the car grows.": "The difference of their two scores is what "
        "it was, and the ratio of their probabilities depends on nothing else.",
        "It neither gains nor loses: the car gains as much.": "Both gain, and the frog pays.",
    },
    because="The ratio of cat to car depends on the difference of their scores, which stays. Both "
    "become $e$ times as likely compared with the frog, and gain what it loses: the new "
    f"probabilities are {_row(softmax(_PULLED))}.",
    see="03-softmax.ipynb#only-differences-count",
)

_tie = Number(
    "Two classes have the scores 1000 and 1000. What is the *logarithm* of the first one's "
    "probability? (Two digits after the point.)",
    answer=-_TWO,
    tolerance=0.006,
    slips={
        _TWO: "A probability is at most 1, so its logarithm is never positive.",
        0.5: "That is the probability. What is its logarithm?",
        1000 + _TWO: "That is the log-sum-exp of the two scores. It is subtracted from the score.",
        -0.301: "That is the logarithm to base 10. In this book, $\\log$ is the natural one.",
        0.0: "The logarithm is 0 only for a class that has everything.",
    },
    otherwise="Subtract the maximum from both scores first. What is left is easy to exponentiate.",
    because="With the maximum subtracted, both scores are 0, and $\\log p_1 = 0 - \\log (1 + 1)$. "
    "A program that begins with $e^{1000}$ never gets there.",
    see="03-softmax.ipynb#when-numbers-run-out",
)

_heated = Choice(
    "A classifier answers with its most probable class and is right about 91 photos in 100. Now "
    "all its scores are divided by $T = 5$. About how many is it right now?",
    right="91, and they are the same photos.",
    wrong={
        "Fewer, because its probabilities are flatter.": "They are flatter, but their order has "
        "not changed.",
        "More, because it is less sure of its mistakes.": "It is less sure of them, and makes "
        "them all the same.",
        "That depends on the photos.": "*How sure* it is depends on the photos. Which class is "
        "ahead does not change for any of them.",
    },
    because="Dividing all scores by the same positive number leaves the largest the largest. "
    "Temperature changes how sure the classifier is, and never what it answers.",
    see="03-softmax.ipynb#temperature",
)

_sure = Several(
    "A photo of a cat gets $p = (0.01, 0.98, 0.01)$, so softmax is sure of the wrong class. What "
    "is true?",
    right={
        "A small push to any score changes the probabilities very little.": "No entry of $J$ is "
        f"above {0.98 * 0.02:.2f} here.",
        "If all scores rise together, no probability changes.": "The rows of $J$ sum to 0, here "
        "as everywhere.",
    },
    wrong={
        "The car reacts most: it changes with its own score at the rate 0.98.": "0.98 is its "
        "probability. The rate is $0.98 \\cdot 0.02$.",
        "The cat reacts most, because it has the most to gain.": "It changes at the rate "
        "$0.01 \\cdot 0.99$, and gains little until its score has come close to the car's.",
        "Whoever knows how the probabilities changed knows how the scores did.": "Not quite: any "
        "common shift may have been added, and $J$ sends it to 0.",
    },
    because="Every entry of $J$ is $p_i (1 - p_i)$ or $-p_i p_j$, and all of them are small where "
    "one class has almost everything. And $J$ always sends a common shift to 0.",
    see="03-softmax.ipynb#the-derivative",
)

_named = Match(
    "The scores are 0, 1 and 1.5. What comes out of each?",
    pairs={
        "softmax": _row(softmax(_O)),
        "sparsemax": _row(sparsemax(_O)),
        "argmax": "0, 0, 1",
        "sum-normalization": _row(_O / _O.sum()),
        "log-sum-exp": f"{np.log(np.exp(_O).sum()):.2f}",
    },
    extra=[_row(_O**2 / (_O**2).sum())],
    words={
        "softmax": "No class gets exactly 0 from softmax.",
        "sparsemax": "The closest point of the triangle keeps the second and the third class as "
        "far apart as their scores are.",
        "argmax": "Argmax leaves nothing to any class but one.",
        "sum-normalization": "Divided by their sum, the scores 1 and 1.5 keep their ratio.",
        "log-sum-exp": "This is the soft maximum, a single number. The others return one for each "
        "class.",
    },
    because="Softmax leaves something to every class. Sparsemax keeps the *difference* of 1 and "
    "1.5, sum-normalization their *ratio*, argmax neither. Log-sum-exp is one number, a bit above "
    "the maximum. The one left over is the spherical map's, the ratio of the squares.",
    see="03-softmax.ipynb#other-ways-onto-the-simplex",
)

test = SelfTest([_pulled, _tie, _heated, _sure, _named])
