"""The questions of the chapter on myths."""

from math import comb, factorial

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

from descent import entropy

_FLOOR = float(entropy([0.7, 0.3]))
_IGNORANT = {base: round(float(np.log(16) / np.log(base)), 4) for base in (2, np.e, 10)}
_TOSSES, _HEADS = 6, 2
_ORDERS = comb(_TOSSES, _HEADS)

ignorant = Number(
    "A model for 16 classes knows nothing and gives each the same probability. Which log loss does "
    "it report, if it counts in bits?",
    answer=_IGNORANT[2],
    tolerance=0.01,
    unit="bits",
    slips={
        _IGNORANT[np.e]: "That is $\\log 16$ in nats. In bits it is $\\log_2 16$.",
        _IGNORANT[10]: "That is the loss in base 10.",
        1: "No unit makes 1 the ceiling. What does each class cost that has the probability "
        "$\\frac{1}{16}$?",
        16: "That is the number of classes. The loss is its logarithm.",
        0.0625: "That is the probability of the true class, not yet its price.",
    },
    otherwise="The true class gets $\\frac{1}{16}$. How often must 1 be halved to get there?",
    hint="Which power of 2 is 16?",
    because="$-\\log_2 \\frac{1}{16} = 4$. A loss of 1 would be a good one here, and in nats the "
    f"same model reports {_IGNORANT[np.e]:.2f}.",
)

pushed = Output(
    "Four classes have equal scores, and the true one is the first. What is printed?",
    code="p = softmax(np.zeros(4))\ny = np.array([1, 0, 0, 0])\nprint(((p - y) > 0).sum())",
    prints="3",
    slips={
        "0": "That is the myth: the other classes have no *term*, but $p_j - 0$ is positive for "
        "each of them.",
        "1": "One entry is negative, that of the true class. How many are positive?",
        "4": "For the true class, $p_y - 1$ is negative: a step raises its score.",
    },
    otherwise="Compute $p_j - y_j$ class by class. All four probabilities are the same.",
    because="Each of the three other classes has the slope $\\frac14$, so a step lowers its score, "
    "while that of the true class rises by the sum of the three.",
)

halves = Fill(
    "The truth $P = (0.7, 0.3)$ stays fixed, and $Q$ is trained.",
    steps=[
        "In $H(P, Q) = H(P) + D_{\\mathrm{KL}}(P \\,\\|\\, Q)$ what depends on $Q$ is [[part]].",
        "So the slopes in the scores of $Q$ are [[slopes]],",
        "and the lowest value of the cross-entropy is [[floor]].",
    ],
    gaps={
        "part": Gap(
            "the divergence",
            wrong={
                "the entropy": "$H(P)$ belongs to the truth, which nobody trains.",
                "both terms": "$H(P)$ has no $Q$ in it.",
            },
        ),
        "slopes": Gap(
            "the same for cross-entropy and divergence",
            wrong={
                "larger for cross-entropy": "A constant is added, and a constant has no slope.",
                "the same only for one-hot labels": "The *values* agree only then. The slopes "
                "always do.",
            },
        ),
        "floor": Gap(
            "$H(P)$",
            wrong={
                "0": "That is the lowest value of the divergence. The cross-entropy still has "
                "$H(P)$ to pay.",
                "$\\log 2$": "That is the price of knowing nothing of two classes.",
            },
        ),
    },
    because="A constant moves the value and leaves the slopes and the best $Q$ alone, as the "
    "number of orders did for the die.",
)

shapes = Several(
    "Which of these functions of one number are convex?",
    right={
        "$\\max(x, x^2)$": "Both are convex, and a maximum of convex functions is convex: at its "
        "corners, 0 and 1, the slope jumps up.",
        "$-\\log x$, for $x > 0$": "Its second derivative is $1 / x^2$.",
        "$3 - 2x$": "A straight line lies on its chords, and never above.",
    },
    wrong={
        "$\\min(x^2, 1)$": "It bends up near 0, but at 1 its slope drops from 2 to 0: the chord "
        "from 0 to 2 runs below it.",
        "$x^3$": "It has its curvature on the wrong side for negative $x$.",
        "$\\sqrt{|x|}$": "Away from 0 it bends down.",
    },
    hint="Where there is a corner, does the slope jump up or drop?",
    because="What must not drop is the slope, whether it rises smoothly, in a jump, or not at all.",
)

sign_kept = Bug(
    "This network is meant to be convex in `x`, whatever weights are drawn. Which line spoils it?",
    code="def network(x, first, later, last):\n"
    "    h = np.maximum(x @ first, 0)\n"
    "    for W in later:\n"
    "        h = np.maximum(h @ W, 0)\n"
    "    return h @ np.abs(last)",
    line=4,
    wrong={
        2: "The first weights may have any sign: what they compute is linear in `x`, and a convex "
        "function of a linear one is convex.",
        5: "This one is needed: a sum of convex functions is convex if no weight is negative.",
    },
    otherwise="Nothing is computed there. Where are convex functions added with weights that may "
    "be negative?",
    hint="Which weights multiply something that is convex already?",
    because="From the second layer on, the weights multiply convex functions, and a negative one "
    "turns a valley into a hill. With `np.abs(W)` rule 4 applies layer by layer.",
)

flat = Number(
    "Softmax regression with 2 features and 4 classes has no bias and no penalty. In how many "
    "independent directions is its loss flat at every $W$, whatever the data?",
    answer=2,
    slips={
        1: "One shift can be added for *each* feature.",
        3: "With biases there would be one more. Here there are none.",
        4: "Shifting a single class changes the differences, and with them the loss.",
        8: "That is the number of weights. Most directions change the differences.",
        6: "Those are the directions that are left, in which the loss can change.",
    },
    otherwise="Which matrices can be added to $W$ without changing any difference of two scores?",
    because="$u \\mathbf{1}^\\top$ adds the same number to all scores of a sample. The vector $u$ "
    "has one entry for each feature, so 2 directions are flat.",
)

farther = Choice(
    "In the last experiment, without a penalty, what would 100,000 steps have brought?",
    right="a norm of about 8.3 and a loss about ten times lower",
    wrong={
        "the same $W$: it has converged by then": "Its direction nearly has. Its length has not, "
        "and never does.",
        "a norm ten times as large": "Ten times the steps *add* about 1.6 to the norm. They do not "
        "multiply it.",
        "a higher loss, because the step size is too large for such weights": "The farther out, "
        "the flatter the loss. The step stays safe.",
    },
    hint="Compare the rows of 100, 1,000 and 10,000 steps.",
    because="Each tenfold adds about the same to the norm and divides the loss by about ten, and "
    "this goes on without end.",
)

stuck = Explain(
    "A colleague trains on soft labels $(0.7, 0.3)$ and complains: the loss has been stuck at "
    f"{_FLOOR:.3f} for hours, so the optimizer must be broken. What do you answer?",
    because=f"The lowest cross-entropy that any prediction can have here is $H(P) = {_FLOOR:.3f}$ "
    "nats, the entropy of the labels, and it is reached when the model predicts $(0.7, 0.3)$. So "
    "the training has arrived. Report the divergence instead, the loss minus $H(P)$: it ends at 0, "
    "and its gradient is the same.",
    must=[
        "the loss is bounded below by the entropy of the labels, not by 0",
        "at this value the prediction equals the labels: training is done",
        "subtract the constant (the divergence) for a curve that ends at 0, or say that the "
        "gradient stays the same",
    ],
    hint="What does a perfect prediction of soft labels cost?",
)

two_answers = Explain(
    "Two runs of softmax regression, started at different weights, end at the same loss to twelve "
    "digits, but their $W$ differ a lot. Is one of them wrong? How could you tell whether they are "
    "the same model?",
    because="Neither needs to be wrong. Adding one vector $u$ to the columns of all classes "
    "changes no difference of scores, so there is a whole family of weights with the same loss, "
    "and each run keeps the shift that it started with. Compare what cannot be shifted: the "
    "probabilities on some samples, or $W$ after subtracting the mean of each row. A penalty would "
    "have made both runs end at the same $W$.",
    must=[
        "convexity promises one minimum value, not one minimizer",
        "the shift $u \\mathbf{1}^\\top$ changes no probability",
        "compare probabilities, or differences of columns, instead of $W$",
    ],
    hint="What can be added to $W$ without changing any probability?",
)

doubled = Lines(
    "Put the proof in order: if $W$ classifies every sample strictly right, without a penalty it "
    "is no minimizer. Two lines do not belong.",
    lines=[
        "Let $m_{ic} > 0$ be the lead of sample $i$'s true class over class $c$.",
        "Sample $i$ costs $\\log\\big(1 + \\sum_{c \\ne y_i} e^{-m_{ic}}\\big)$.",
        "With $2W$ each lead becomes $2 m_{ic}$.",
        "As $m_{ic} > 0$, each $e^{-2 m_{ic}}$ is smaller than $e^{-m_{ic}}$.",
        "So every sample costs less with $2W$ than with $W$.",
        "So $W$ does not minimize the loss.",
    ],
    needs={1: [0], 2: [0], 3: [0, 2], 4: [1, 3], 5: [4]},
    early={
        4: "How does the loss depend on the leads, and how do the leads change?",
        5: "This is what all the others lead to.",
    },
    distractors={
        "The loss is convex, so it has a minimizer.": "That is the myth: $e^{-x}$ is convex and "
        "has none.",
        "The gradient at $2W$ is twice the gradient at $W$.": "The scores double. The gradient "
        "does not: it shrinks, as the samples get surer.",
    },
    hint="Begin with a name for what separates the samples.",
    because="Nothing was used but that all leads are positive, so no matrix that separates the "
    "samples is a minimizer.",
)

_words = Match(
    "Each claim has lost a word. Which question brings it back?",
    pairs={
        "$-\\log 0.13$ is 0.89": "in which unit?",
        "softmax is convex": "of which function?",
        "a network with ReLU is convex": "convex in what?",
        "a convex function has exactly one minimum": "at most, at least, or exactly?",
    },
    extra=["over how many samples?"],
    words={
        "$-\\log 0.13$ is 0.89": "The number is right in base 10.",
        "softmax is convex": "Softmax is a gradient. Whose?",
        "a network with ReLU is convex": "In its input it can be, and in its weights it is not.",
        "a convex function has exactly one minimum": "A straight line has none.",
    },
    because="Ask these four of the next claim, too.",
    see="11-myths.ipynb#what-the-fourteen-have-in-common",
)

_good = Choice(
    "A model for ten classes has a log loss of 1.2 nats. Is that much?",
    right="It is better than knowing nothing, which costs 2.30.",
    wrong={
        "It is impossible: log loss is below 1.": "Nothing bounds it from above. The probability "
        "of the true class may be as small as it likes.",
        "It is worse than guessing.": "Guessing one of ten evenly costs $\\log 10$.",
        "It means that 88% of the answers are right.": "A loss is no share. It says how probable "
        "the truth was, on average of the logarithms.",
    },
    because="The number to compare with is $\\log C$.",
    see="11-myths.ipynb#log-loss-lies-between-0-and-1",
)

_scores = Choice(
    "Which of these is convex in the scores?",
    right="$-\\log p_y$",
    wrong={
        "$p_y$": "It is S-shaped along a line: below its chords first, then above.",
        "$-p_y$": "Upside down, the S is still an S.",
        "all three": "Only the logarithm straightens the S.",
    },
    because="$-\\log p_y = \\operatorname{lse}(o) - o_y$ is a convex function plus a linear one.",
    see="11-myths.ipynb#softmax-is-convex",
)

_sure = Choice(
    "A function is convex. What is sure?",
    right="A local minimum, if there is one, is a global minimum.",
    wrong={
        "It has a minimum.": "$e^{-x}$ has none: it sinks toward 0 and never gets there.",
        "It has at most one minimizer.": "$\\max(|x| - 1, 0)$ has a whole interval of them. At "
        "most one is the minimum *value*.",
        "Its curvature is positive.": "A straight line is convex and has none.",
    },
    because="From any higher point the chord to a lower one goes down at once.",
    see="11-myths.ipynb#a-convex-function-has-exactly-one-minimum",
)

_orders = Number(
    "A coin is tossed six times. How many times as probable is *two heads in any order* as the one "
    "sequence HHTTTT?",
    answer=_ORDERS,
    slips={
        factorial(_TOSSES): "That is $6!$. Orders that differ only by exchanging heads with heads, "
        "or tails with tails, are the same sequence.",
        _TOSSES * (_TOSSES - 1): "Each pair of places is counted twice here.",
        1: "Each sequence with two heads has this probability, and there are several.",
        round(1 / _ORDERS, 4): "Upside down: the counts are the more probable event.",
    },
    otherwise="In how many ways can two places of six be chosen for the heads?",
    because=r"$\frac{6!}{2! \, 4!} = 15$ sequences have two heads, all equally probable, whatever "
    "the coin.",
    see="11-myths.ipynb#the-rolls-34344-need-factorials",
)

test = SelfTest([_words, _good, _scores, _sure, _orders])
