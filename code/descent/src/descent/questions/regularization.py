"""The questions of the chapter on regularization."""

from math import comb

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

from descent.projections import l2_proximal, soft_threshold

CORE = "02-regularization.ipynb"

_LOSSES, _PRICES = (0.30, 0.36), (4, 1)
_EXCHANGE = round((_LOSSES[1] - _LOSSES[0]) / (_PRICES[0] - _PRICES[1]), 4)
_LUCKY = sum(comb(40, k) for k in range(28, 41)) / 2**40
_BEST = round(100 * (1 - (1 - _LUCKY) ** 50))
_NOISE, _BIAS, _VARIANCE = 0.04, 0.01, 0.10
_X = np.array([3.0, 4.0])
_SPREAD, _SPIKE = 5 * _X / (_X @ _X), np.array([0, 5 / 4])


def _zeros(rounds: int) -> str:
    """Return how many weights are 0 after some rounds of soft thresholding, and of dividing."""
    w = v = np.array([40.0, -6.0, 0.5])
    for _ in range(rounds):
        w, v = soft_threshold(w, 1), l2_proximal(v, 1)
    return f"{(w == 0).sum()} {(v == 0).sum()}"


def _pair(w: np.ndarray) -> str:
    return f"({w[0]:g}, {w[1]:g})"


exchange = Number(
    f"Weights $A$ have the data loss {_LOSSES[0]:.2f} and $R = {_PRICES[0]}$, weights $B$ the data "
    f"loss {_LOSSES[1]:.2f} and $R = {_PRICES[1]}$. Above which $\\lambda$ does the total loss "
    "prefer $B$?",
    answer=_EXCHANGE,
    tolerance=0.0005,
    slips={
        0.06: "That is how much better $A$ fits. How many units of $R$ does $B$ save for it?",
        0.015: "You have divided by the $R$ of $A$. What counts is how much less $R$ is for $B$.",
        0.012: "You have added the two $R$. What counts is how much less one is than the other.",
        50.0: "That is the reciprocal. $\\lambda$ is data loss for each unit of $R$.",
        0.0: "At $\\lambda = 0$ only the data loss counts, and $A$ has the lower one.",
        0.18: "You have multiplied. $\\lambda$ is data loss for each unit of $R$.",
    },
    otherwise="Write down both totals, and set them equal.",
    hint="By how much does $A$ fit better, and by how much is $B$ cheaper?",
    because=f"$B$ gives up {_LOSSES[1] - _LOSSES[0]:.2f} of data loss to save "
    f"{_PRICES[0] - _PRICES[1]} units of $R$. That is a good trade as soon as a unit of $R$ is "
    f"worth more than {_EXCHANGE:g} units of data loss, which is what $\\lambda$ says.",
    see=f"{CORE}#a-loss-with-an-opinion",
)

priced_bias = Explain(
    "What happens to $w$, to $b$ and to the predicted years in each case, and why?",
    must=[
        "With a free $b$, only $b$ changes, by 2000. $w$ stays, and both fits predict the same "
        "year.",
        "The reason: $w$ with $b - 2000$ makes the same errors on the new years as $w$ with $b$ on "
        "the old ones, at the same price.",
        "With a price on $b$, a large $b$ is expensive, and predictions are pulled toward 0.",
        "0 means another year on each scale, so the colleague's two fits differ.",
    ],
    hint="Take any $w$ and $b$ for years such as 1987. Which pair makes the same errors on the "
    "years minus 2000, and what does it cost?",
    because="With a free $b$, the two fits say the same. Whatever errors $w$ and $b$ make on one "
    "scale, $w$ and $b - 2000$ make on the other, at the same price, so the best $w$ is the same "
    "and $b$ takes all of the shift. With a price on $b$, a large $b$ is expensive. Some of it is "
    "given up for larger errors, and the predictions are pulled toward 0. On one scale, that is "
    "the year 2000, on the other, it is two thousand years ago, and neither has anything to do "
    "with the houses.",
    see=f"{CORE}#a-loss-with-an-opinion",
)

doubled = Choice(
    "For the photo of the car, $\\lambda$ is doubled from 0.01 to 0.02. What happens to the best "
    "scale $\\alpha$?",
    right="Nothing. It stays at the kink.",
    wrong={
        "It is halved.": "That would halve the leads, too. At $\\alpha = 0.17$, the frog is only "
        "half a point behind, and the hinge charges far more than $R$ saves.",
        "It falls a little.": "So it would on a smooth slope. At a kink, the slope jumps, and a "
        "small change of the price does not get past the jump.",
        "It rises, to make up for the price.": "A larger $\\alpha$ costs more at any $\\lambda$, "
        "and the hinge is 0 already.",
    },
    hint="On which side of the bound are 0.01 and 0.02?",
    because="Both are below the bound of 0.566. Just below the kink the hinge falls with the slope "
    "$-2.9$, and the penalty rises with a slope of only $2 \\cdot 0.02 \\cdot 7.425 \\cdot 0.345 = "
    f"{2 * 0.02 * 7.425 / 2.9:.2f}$. The total loss at the kink does change. Where it is lowest "
    "does not.",
    see=f"{CORE}#breaking-the-tie-between--and-",
)

shares = Fill(
    "Choose what belongs in each gap. Let $w_1 = \\frac s2 + d$ and $w_2 = \\frac s2 - d$.",
    steps=[
        "The squares sum to $w_1^2 + w_2^2 =$ [[squares]].",
        "As long as $\\lvert d \\rvert \\le \\frac s2$, the sizes sum to $\\lvert w_1 \\rvert + "
        "\\lvert w_2 \\rvert =$ [[sizes]], and beyond that to more.",
        "So the elastic net with $\\beta > 0$ is cheapest at [[net]],",
        "and L1 is cheapest at [[one]].",
    ],
    gaps={
        "squares": Gap(
            "$\\frac{s^2}{2} + 2 d^2$",
            wrong={
                "$\\frac{s^2}{2}$": "The terms $s d$ and $-s d$ cancel. The two $d^2$ have the "
                "same sign.",
                "$s^2 + 2 d^2$": "Twice the square of $\\frac s2$ is less than $s^2$.",
            },
        ),
        "sizes": Gap(
            "$s$",
            wrong={
                "$2 \\lvert d \\rvert$": "That is the sum once one of the two weights is "
                "negative. Here neither is.",
                "$s + 2 \\lvert d \\rvert$": "What one weight gains, the other one loses.",
            },
        ),
        "net": Gap(
            "$d = 0$ alone",
            wrong={
                "$d = \\frac s2$ or $-\\frac s2$": "There one weight is 0, and the squares cost "
                "the most.",
                "every $d$ from $-\\frac s2$ to $\\frac s2$": "The sizes do not care, but the "
                "squares do.",
            },
        ),
        "one": Gap(
            "every $d$ from $-\\frac s2$ to $\\frac s2$",
            wrong={
                "$d = 0$ alone": "It is one of the cheapest. Which others cost $s$, too?",
                "$d = \\frac s2$ and $-\\frac s2$ alone": "A single weight is among the cheapest. "
                "Which others cost $s$, too?",
            },
        ),
    },
    hint="Multiply out the two squares. For the sizes, ask when both weights have the sign of $s$.",
    because="L1 charges $s$ for every division into two weights of the same sign, so it leaves a "
    "tie. The squares add $2 \\beta d^2$, and that breaks it, however small $\\beta$ is.",
    see=f"{CORE}#what-should-a-weight-cost",
)

rounds = Output(
    "Ten rounds of each penalty. What is printed?",
    code="""w = v = np.array([40.0, -6.0, 0.5])
for _ in range(10):
    w = np.sign(w) * np.maximum(np.abs(w) - 1, 0)
    v = v / 3
print((w == 0).sum(), (v == 0).sum())""",
    prints=_zeros(10),
    slips={
        "2 2": "The first number is right. The entries of `v` are tiny, but a third of something "
        "is never nothing.",
        "2 3": "The first number is right. The entries of `v` are tiny, but a third of something "
        "is never nothing.",
        _zeros(1): "So it is after one round. The force does not fade, and nine more follow.",
        "3 0": "Ten rounds take 10 away. What is left of 40?",
        "0 0": "`np.maximum` stops each weight at exactly 0.",
        "0 2": "The two are exchanged.",
    },
    otherwise="Follow each of the three weights for ten rounds, first in `w`, then in `v`.",
    hint="What does a round of `w` take away from a large weight, and what from a small one?",
    because="Soft thresholding takes 1 from each weight in each round, until it is exactly 0. That "
    "ends $-6$ and 0.5, and 40 comes down to 30. Division by 3 makes weights small, in ten rounds "
    "by a factor of 59,049, and never 0.",
    see=f"{CORE}#where-the-zeros-come-from",
)

units = Several(
    "Ridge predicts the asking prices from size, age and lot, with $\\lambda = 1$ and a free $b$. "
    "Which of these changes the fit by more than the unit in which prices are written?",
    right={
        "Ages are in months instead of years.": "Twelve times the number needs a twelfth of the "
        "weight, and its square is nearly free.",
        "Each feature is divided by its standard deviation.": "Each weight is multiplied by that "
        "number, and the squares are weighted anew.",
    },
    wrong={
        "Prices are in dollars instead of 100,000 dollars.": "All weights, and all errors, grow by "
        "the same factor. So do both terms of the loss, by its square.",
        "Ten years are added to each age.": "A number added to a feature changes what "
        "$b$ has to be, and $b$ costs nothing.",
        "Each house stands in the list twice.": "The data loss is a mean, and stays what it was.",
    },
    hint="For each change, ask which weights make the same predictions as before, and what they "
    "cost now.",
    because="The penalty compares the weights of *features* with each other, so it notices when a "
    "single feature is rescaled. A factor of all prices multiplies both terms of the loss alike, a "
    "shift of a feature goes into $b$, and a mean ignores copies of the whole list.",
    see=f"{CORE}#a-price-per-what",
)

diagnoses = Match(
    "A polynomial of degree 11 is fitted to twelve points with noise of variance 0.04. What would "
    "you do?",
    pairs={
        "The training error is 0.36, the test error 0.46.": "Lower $\\lambda$.",
        "The training error is 0.001, the test error 1.4.": "Raise $\\lambda$.",
        "The training error is 0.03, the test error 0.05.": "Keep $\\lambda$.",
        "The test error is 0.05, the lowest of 30 values of $\\lambda$.": "Take new test points.",
    },
    extra=["Lower the degree to 1."],
    words={
        "The training error is 0.36, the test error 0.46.": "It misses even the points that it was "
        "fitted to, by far more than the noise. Is it too free or too stiff?",
        "The training error is 0.001, the test error 1.4.": "It has learned the noise of its own "
        "points by heart. Is it too free or too stiff?",
        "The training error is 0.03, the test error 0.05.": "How low can a test error get, with "
        "this noise?",
        "The test error is 0.05, the lowest of 30 values of $\\lambda$.": "What have the test "
        "points been used for here?",
    },
    hint="The noise alone costs any fit 0.04 on new points.",
    because="Two errors that are both high show underfitting, and a gap between them shows "
    "overfitting. Close to the 0.04 of the noise there is little to gain. And test points that "
    "have chosen $\\lambda$ are validation points now.",
    see=f"{CORE}#what-is-a-penalty-good-for",
)

monotone = Lines(
    "Put the lines of the proof in order. Some do not belong.",
    lines=[
        "$w_1$ is best at $\\lambda_1$, so $D(w_1) + \\lambda_1 R(w_1) \\le D(w_2) + \\lambda_1 "
        "R(w_2)$.",
        "$w_2$ is best at $\\lambda_2$, so $D(w_2) + \\lambda_2 R(w_2) \\le D(w_1) + \\lambda_2 "
        "R(w_1)$.",
        "In the sum of both the data losses cancel: $\\lambda_1 R(w_1) + \\lambda_2 R(w_2)$ is at "
        "most $\\lambda_1 R(w_2) + \\lambda_2 R(w_1)$.",
        "That is the same as $(\\lambda_2 - \\lambda_1) \\big(R(w_2) - R(w_1)\\big) \\le 0$.",
        "Since $\\lambda_2 > \\lambda_1$, it follows that $R(w_2) \\le R(w_1)$.",
        "So $D(w_1) + \\lambda_1 R(w_1) \\le D(w_2) + \\lambda_1 R(w_1)$, and $D(w_1) \\le "
        "D(w_2)$.",
    ],
    needs={2: [0, 1], 3: [2], 4: [3], 5: [0, 4]},
    early={
        2: "A sum of two inequalities needs both of them above it.",
        5: "On the right, $R(w_2)$ has been replaced by $R(w_1)$. What allows that, and in which "
        "inequality?",
    },
    distractors={
        "$w_2$ is best at $\\lambda_2$, so $D(w_2) \\le D(w_1)$.": "It is the total that is "
        "lowest there, not the data loss.",
        "At the best $w$, the gradient of $D + \\lambda R$ is 0.": "L1 has a kink at 0 and no "
        "gradient there. The theorem holds all the same.",
        "As $\\lambda$ grows, each weight moves toward 0.": "Not each one. Under L2, a single "
        "weight may grow on the way.",
    },
    hint="All that is known is that each of the two is best at its own $\\lambda$. Write that down "
    "twice.",
    because="No derivative and no convexity is needed. A higher price is never answered by a "
    "larger $R$, and whatever is saved on $R$ is paid for in data loss. That is why the training "
    "error of ridge can only rise with $\\lambda$.",
    see=f"{CORE}#what-is-a-penalty-good-for",
)

seen_before = Bug(
    "Used on any data, this validation error is lowest for the smallest $\\lambda$. Which line is "
    "to blame?",
    code="""def validation_error(X, y, fold, strength):
    errors = []
    for k in np.unique(fold):
        own, held = fold != k, fold == k
        w, b = ridge(X[own], y[own], strength)
        missed = X[own] @ w + b - y[own]
        errors.append(np.mean(missed ** 2))
    return np.mean(errors)""",
    line=6,
    wrong={
        3: "Each fold gets its turn, as it should.",
        4: "Fold $k$ is held out, and the others are kept. Is that what happens below?",
        5: "The fit sees all samples but those of fold $k$, as it should.",
        7: "The mean of the squares is what is asked. Of which samples are they?",
        8: "The folds are averaged, as they should be.",
    },
    otherwise="This line is as it should be.",
    hint="Who is the judge in each round?",
    because="The errors in line 6 are those of the samples that the fit has just seen, and `held` "
    "is never used. That is a training error, and it can only rise with $\\lambda$. Both `own` in "
    "line 6 should be `held`.",
    see=f"{CORE}#choosing-",
)

luckiest = Choice(
    "The best of 50 settings gets 28 of 40 validation samples right, 70%. What should we expect of "
    "it on new samples?",
    right="Probably fewer than 70%, because it was also chosen for its luck.",
    wrong={
        "70%, because its weights have never seen the validation samples.": "The weights have not, "
        "but the choice has. It was made for this very number.",
        "More than 70%, because it will be fitted again to all samples.": "More samples may help a "
        "little. But 70% is the best of 50 numbers, each with luck of its own.",
        "50%, because validation says nothing about new samples.": "It says a lot, if not exactly. "
        "Only the best of many numbers is too good to be true.",
    },
    hint="Suppose that all 50 settings toss coins. How good would the best of them look?",
    because="If 50 settings tossed a coin for each sample, the best of them would get 28 or more "
    f"of 40 right in {_BEST}% of all cases. A single validation error is fair, or a bit too high, "
    "but the lowest of many tends to be too low. So the number to report comes from the "
    "test set.",
    see=f"{CORE}#choosing-",
)

twin = Explain(
    "What do L2 and L1 do with the two weights? And what does a weight of 0 say about its feature?",
    must=[
        "Only the sum of the two weights counts for the scores.",
        "L2 divides it into equal halves, which cost half of what one weight did.",
        "For L1, all divisions into weights of the same sign cost the same, so there is a tie. "
        "Which one comes out depends on the method.",
        "A weight of 0 says that the feature is not needed *beside the others*, not that it is "
        "useless.",
    ],
    hint="Which pairs of weights make the same scores, and what does each penalty charge for them?",
    because="The scores see only the sum of the two weights. L2 divides it into halves, and as "
    "$2 \\left(\\frac w2\\right)^2 = \\frac12 w^2$, the pair costs half of what the single weight "
    "did. The sum can therefore come out larger than before. L1 charges the same for every "
    "division without opposite signs. One solution gives the copy a 0, another gives the original "
    "a 0, and both are best. So a 0 in the path means that the feature adds too little to what "
    "the others say. Rank evidence by the path, but do not call a feature useless because its twin "
    "came first.",
    see=f"{CORE}#the-path-of-the-weights",
)

ten_fits = Number(
    f"At some $x$, the noise has the variance {_NOISE:g}, and a fit has the squared bias "
    f"{_BIAS:g} and the variance {_VARIANCE:.2f}. Ten people each measure twelve points of their "
    "own, and we take the mean of their ten fits. What is its mean squared error on new "
    "measurements? (Two digits after the point.)",
    answer=_NOISE + _BIAS + _VARIANCE / 10,
    tolerance=0.0005,
    slips={
        _NOISE + _BIAS + _VARIANCE: "That is the error of a single fit.",
        (_NOISE + _BIAS + _VARIANCE) / 10: "Only one of the three parts gets smaller. All ten fits "
        "miss the same bend, and the noise is that of the *new* measurement.",
        _NOISE / 10 + _BIAS + _VARIANCE / 10: "The noise is that of the new measurement, and there "
        "is one of them.",
        _NOISE + _BIAS / 10 + _VARIANCE / 10: "All ten fits miss in the same direction, so their "
        "mean does, too.",
        _BIAS + _VARIANCE / 10: "That is the distance to the truth. A new measurement has noise of "
        "its own.",
        _NOISE + _BIAS: "That would be the mean of infinitely many fits.",
    },
    otherwise="Which of the three parts does a mean of independent fits change?",
    hint="A mean of ten independent numbers has a tenth of the variance of one.",
    because=f"The mean of ten independent fits has the variance {_VARIANCE / 10:g}, and the same "
    f"bias as one of them: {_NOISE:g} + {_BIAS:g} + {_VARIANCE / 10:g} = "
    f"{_NOISE + _BIAS + _VARIANCE / 10:g}. Averaging helps against variance alone, which is why it "
    "suits fits that are too free.",
)

shortest = Lines(
    "Put the lines of the proof in order. Some do not belong.",
    lines=[
        "The gradient $\\frac2N X^\\top (X w - y)$ is always a weighted sum of the $x_i$.",
        "Started at 0, descent never leaves these sums, so $\\hat w = X^\\top a$ for some $a$.",
        "Let $w$ be another one that fits every point, and $u = w - \\hat w \\ne 0$.",
        "Then $X u = y - y = 0$.",
        "So $\\hat w^\\top u = a^\\top X u = 0$.",
        "Hence $\\lVert w \\rVert_2^2 = \\lVert \\hat w \\rVert_2^2 + \\lVert u \\rVert_2^2$, "
        "which is more than $\\lVert \\hat w \\rVert_2^2$.",
    ],
    needs={1: [0], 3: [2], 4: [1, 3], 5: [4]},
    early={
        1: "Why can descent not leave these sums? Say first where its steps point.",
        3: "Which $u$ is this?",
        4: "This line needs to know of both, what $\\hat w$ looks like and what $X$ does to $u$.",
        5: "By Pythagoras, but only if the two are orthogonal.",
    },
    distractors={
        "The loss is convex, so it has one minimizer.": "With more features than samples it has "
        "infinitely many, all of them with loss 0.",
        "Each step makes $w$ shorter.": "Descent starts at 0. Nothing is shorter.",
        "As $w$ fits every point, it is a weighted sum of the $x_i$, too.": "Only one of those "
        "that fit is such a sum. From a random start, descent ends at others.",
    },
    hint="Two things are needed. What does every point of the descent look like, and what does $X$ "
    "make of the difference of two fits?",
    because="What descent can build are sums of the $x_i$, and what two perfect fits differ by is "
    "orthogonal to all $x_i$. So every other fit is $\\hat w$ plus something at a right angle to "
    "it, and longer.",
)

certified = Several(
    "The penalty is $\\lambda \\lVert W \\rVert_1$ with $\\lambda = 0.3$. For some weights $w$, we "
    "know the slope of the data loss there. Which of them are as the certificate demands?",
    right={
        "$w = 2$, slope $-0.3$": "In use, positive, and the data pull upward exactly as hard as "
        "the price pulls down.",
        "$w = 0$, slope 0.2": "Not in use, and the data pull less than the price.",
        "$w = 0$, slope $-0.3$": "Not in use, and the data pull no harder than the price.",
    },
    wrong={
        "$w = -1$, slope $-0.3$": "Here data and price both push the weight up. For a negative "
        "weight, the slope has to be 0.3.",
        "$w = 0.5$, slope $-0.1$": "The data pull with 0.1 and the price with 0.3, so a smaller "
        "weight is better.",
        "$w = 0$, slope 0.5": "The data pull harder than the price. A negative weight is better.",
    },
    hint="For a weight in use, slope and price must cancel. For a weight at 0, the slope must be "
    "small enough.",
    because="Where $w \\ne 0$, the slope is $-0.3 \\operatorname{sign}(w)$, and where $w = 0$, it "
    "is between $-0.3$ and $0.3$. One entry that breaks the rule is enough to show that $W$ is not "
    "the best.",
)

_stretched = Number(
    "Weights $W$ classify all samples correctly, and their smallest lead is 0.25. Of all "
    "$\\alpha W$ with hinge loss 0, which $\\alpha$ has the smallest $R$?",
    answer=4,
    tolerance=0.005,
    slips={
        0.25: "With that factor, the smallest lead is $0.25 \\cdot 0.25$, far from the margin.",
        0.75: "That is how much is missing. A factor does not add.",
        1.0: "At $\\alpha = 1$ the lead is 0.25, and the hinge charges 0.75 for it.",
        2.0: "With that factor, the smallest lead is 0.5, and the margin is 1.",
        16.0: "$R$ has a square in it, the leads do not.",
        0.0: "At $\\alpha = 0$, $R$ is 0, but all leads are 0, too.",
    },
    otherwise="The smallest lead of $\\alpha W$ is $0.25\\,\\alpha$. Where is it just enough?",
    because="The hinge is 0 as soon as the smallest lead is 1, so from $\\alpha = 1 / 0.25$ on, "
    "and $R$ grows with $\\alpha$.",
    see=f"{CORE}#breaking-the-tie-between--and-",
)

_costs = Match(
    "Weights are to give $x = (3, 4)$ the score 5. What is what?",
    pairs={
        "the cheapest weights for L2": _pair(_SPREAD),
        "the cheapest weights for L1": _pair(_SPIKE),
        "what L2 charges for its choice": f"{(_SPREAD**2).sum():.2f}",
        "what L1 charges for its choice": f"{np.abs(_SPIKE).sum():.2f}",
    },
    extra=["(1, 0.5)", f"{np.abs(_SPREAD).sum():.2f}"],
    words={
        "the cheapest weights for L2": "L2 takes the shortest way to the score, which runs along "
        "$x$.",
        "the cheapest weights for L1": "L1 spends everything on the feature that yields the most.",
        "what L2 charges for its choice": "That is $s^2 / \\lVert x \\rVert_2^2$.",
        "what L1 charges for its choice": "That is $\\lvert s \\rvert / \\max_j \\lvert x_j "
        "\\rvert$.",
    },
    because="L2 takes $5 x / 25$, which costs $25 / 25$. L1 takes the second feature alone and "
    "pays 5/4. For the choice of L2, it would charge 1.40.",
    see=f"{CORE}#what-should-a-weight-cost",
)

_zero = Several(
    "A single weight is held by the data loss $\\frac12 (v - w)^2$. Which of these are true?",
    right={
        "Under L1, the best $v$ is 0 for a whole interval of $w$.": "It is 0 for all $w$ from "
        "$-\\lambda$ to $\\lambda$.",
        "Under L1, all weights that stay lose the same amount.": "Each of them loses $\\lambda$.",
        "Under L2, the best $v$ is 0 only for $w = 0$.": "It is $w / (1 + 2 \\lambda)$.",
    },
    wrong={
        "Under L2, a large enough $\\lambda$ makes $v$ exactly 0.": "A large $\\lambda$ divides by "
        "a large number. The result is small, and not 0.",
        "Under L1, a large weight loses more than a small one.": "That is L2, which takes a share. "
        "The force of L1 is the same everywhere.",
    },
    because="L1 pulls with a constant force, so small weights reach 0 and large ones all lose the "
    "same. L2 pulls in proportion to the weight, and the pull is gone before the weight is.",
    see=f"{CORE}#where-the-zeros-come-from",
)

_retried = Choice(
    "The test error of 0.30 is disappointing. You try three more values of $\\lambda$ and report "
    "the lowest test error, 0.21. What is this 0.21?",
    right="a validation error",
    wrong={
        "an honest test error, because no weight was fitted to the test points": "Weights are not "
        "all that is chosen. The test points have decided on $\\lambda$.",
        "a training error": "The weights never saw these points. It was only $\\lambda$ that was "
        "chosen by them.",
        "an error that is too high, as validation errors are": "It is the lowest of several, and "
        "picked for that. It is more likely to be too low.",
    },
    because="Whatever data decide on a hyperparameter are validation data from then on. An honest "
    "number now needs points that have decided nothing.",
    see=f"{CORE}#choosing-",
)

_crossing = Choice(
    "On the path of L2, a weight is 0 at $\\lambda = 0.2$. What does that say?",
    right="Little. It passes through 0 there, with the other sign on the other side.",
    wrong={
        "Its feature is noise.": "The weight is not 0 for other $\\lambda$. L2 does not tell noise "
        "by zeros.",
        "It stays 0 for all larger $\\lambda$.": "So it may under L1. Under L2, no region of "
        "$\\lambda$ holds a weight at 0.",
        "L2 has made the model sparse.": "It takes a special $\\lambda$ to hit the 0 exactly, and "
        "a slightly different one loses it again.",
    },
    because="Under L2 the *length* of all weights falls, but a single one may grow, or change its "
    "sign on the way. Zeros that last come from the corners of L1.",
    see=f"{CORE}#the-path-of-the-weights",
)

test = SelfTest([_stretched, _costs, _zero, _retried, _crossing])
