"""The questions of the chapter on gradient descent."""

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

CORE = "05-gradient-descent.ipynb"
DEEPER = "05-gradient-descent-deeper.ipynb"

steps_shrink = Choice(
    "A descent with a constant $\\eta$ closes in on the bottom of a smooth valley. What happens to "
    "the length of its steps?",
    right="They get shorter, because the slope does.",
    wrong={
        "They all have the length $\\eta$.": "The slope is multiplied by $\\eta$, so that a step "
        "has the length $\\eta \\lVert \\nabla f(x) \\rVert_2$.",
        "They get shorter only if $\\eta$ does.": "A step has two factors. The other one shrinks "
        "by itself.",
        "They get longer, because the way leads down.": "A ball would gather speed. A step "
        "remembers nothing: it is $\\eta$ times the slope where it begins.",
    },
    because="A step is $\\eta$ times the slope, and at the bottom of a smooth valley the slope is "
    "0. That is why a constant $\\eta$ can arrive.",
    hint="What is the slope at the bottom?",
    see=f"{CORE}#one-step-down",
)

three_steps = Output(
    "Three steps down $x^2$, whose slope is $2x$. What is printed?",
    code="x = 8.0\nfor _ in range(3):\n    x = x - 0.75 * 2 * x\n    print(x)",
    prints="-4.0\n2.0\n-1.0",
    slips={
        "4.0\n2.0\n1.0": "The distances are right. But which side of the minimum is $8 - 12$ on?",
        "2.0\n0.5\n0.125": "That is the factor $1 - 0.75$, as if the slope of $x^2$ were $x$.",
        "-4.0\n-16.0\n-28.0": "Every step here uses the slope at 8. At $-4$, the slope is $-8$, "
        "and the way down leads to the right.",
        "-4.0": "`print` is inside the loop: it prints three times.",
        "-1.0": "`print` is inside the loop: it prints three times.",
    },
    otherwise="Do one step by hand: take 0.75 times the slope at 8 away from 8.",
    because="The factor is $1 - \\eta L = 1 - 0.75 \\cdot 2 = -0.5$. Each step jumps over the "
    "minimum and lands half as far away.",
    see=f"{CORE}#how-large-a-step",
)

two_directions = Several(
    "A quadratic has the curvatures 100 and 1, and $\\eta = 0.019$. Which of these are true?",
    right={
        "The steep coordinate changes sign in every step.": "The steep factor is $1 - 1.9$.",
        "The flat coordinate is the slower one.": "Compare $|1 - 1.9|$ with $|1 - 0.019|$: what is "
        "nearer to 1 takes longer.",
        "With half the step size, the steep coordinate would shrink faster.": "With half the step "
        "size, the steep factor is $1 - 0.95$.",
    },
    wrong={
        "The flat coordinate changes sign, too.": "The two share $\\eta$, not the factor: the flat "
        "one has $1 - 0.019$.",
        "With half the step size, the flat coordinate would shrink faster.": "It would take about "
        "twice as long. Below $2/L$, the flat direction gains from every increase.",
        "With twice the step size, both would shrink faster.": "The flat one would. But the steep "
        "factor would be $1 - 3.8$, and the descent diverges.",
    },
    because="The factors are $1 - 1.9 = -0.9$ and $1 - 0.019 = 0.981$. A step size that is good "
    "for one of them is not for the other.",
    hint="Write down both factors $1 - \\eta\\mu$, for this $\\eta$ and for the others.",
    see=f"{CORE}#a-valley-has-two-curvatures",
)

broken_training = Bug(
    "This training runs without an error, but its loss first falls and then rises, however small "
    "the step. Which line is wrong?",
    code="""\
def train(X, y, C, eta, steps):
    Y = np.eye(C)[y]
    W = np.zeros((X.shape[1], C))
    for _ in range(steps):
        O = X @ W
        O = O - O.max(axis=1, keepdims=True)
        P = np.exp(O) / np.exp(O).sum(axis=0)
        W = W - eta * X.T @ (P - Y) / len(X)
    return W""",
    line=7,
    wrong={
        2: "Row `k` of the identity is the one-hot target of class $k$.",
        3: "Zeros are a fine start: the first probabilities are all equal.",
        6: "Taking one number away from a whole row changes no probability, and keeps `np.exp` "
        "from overflowing.",
        8: "This is a step against $\\frac1N X^\\top (P - Y)$.",
    },
    otherwise="This line does what it should. Look for a sum that runs the wrong way.",
    because="Line 7 makes each *column* of $P$ sum to 1, over the samples. Probabilities sum to 1 "
    "over the classes: `axis=1, keepdims=True`. NumPy divides either way, and says nothing.",
    hint="Which of the arrays should have rows that sum to 1?",
    see=f"{CORE}#softmax-regression-from-scratch",
)

_X, _H = 3, 2

wide_step = Number(
    f"At $x = {_X}$, the slope of $x^2$ is {2 * _X}. Which slope does the central difference with "
    f"$h = {_H}$ find there?",
    answer=((_X + _H) ** 2 - (_X - _H) ** 2) / (2 * _H),
    slips={
        ((_X + _H) ** 2 - _X**2) / _H: "That is the one-sided difference, from 3 to 5.",
        (_X**2 - (_X - _H) ** 2) / _H: "That is the one-sided difference, from 1 to 3.",
        ((_X + _H) ** 2 - (_X - _H) ** 2) / _H: "From 1 to 5 the way is $2h$, not $h$.",
        (_X + _H) ** 2 - (_X - _H) ** 2: "That is how much $x^2$ rises; divide by the way.",
        2 * _X + _H**2: "The error is $h^2$ times something that belongs to $f'''$.",
    },
    otherwise="Take $5^2$ and $1^2$. How far apart are 5 and 1?",
    because="$(25 - 1) / 4 = 6$, without any error, although $h$ is huge. The error comes from "
    "$f'''$, and a parabola has none.",
    hint="Compute it first; then ask which derivative the error belongs to.",
    see=f"{CORE}#is-the-gradient-right",
)

_ALIKE = 0.98

still_narrow = Choice(
    "Two features are standardized, and still the condition number of $X^\\top X$ is "
    f"{(1 + _ALIKE) / (1 - _ALIKE):.0f}. How can that be?",
    right="The two say nearly the same: where one is large, so is the other.",
    wrong={
        "It cannot be: standardized features make a round valley.": "They make features equally "
        "large. Two that rise and fall together still leave a direction in which the samples "
        "hardly differ, and there the valley is flat.",
        "Their means differ.": "After standardizing, both means are 0.",
        "One of them has the larger spread.": "After standardizing, both deviations are 1.",
    },
    because=f"With a correlation of {_ALIKE}, the eigenvalues of $X^\\top X / N$ are "
    f"{1 + _ALIKE:.2f} and {1 - _ALIKE:.2f}. Standardizing repairs the sizes of features, not "
    "their likeness.",
    hint="Imagine the samples as points in the plane. Standardized, can they still lie close to a "
    "line?",
    see=f"{DEEPER}#what-the-slow-directions-mean",
)

one_noisy_step = Choice(
    "One sample's gradient is unbiased, and $\\eta$ is small. What does this promise for the full "
    "loss $f$ in the next step?",
    right="It falls on average over the draws, but this draw may raise it.",
    wrong={
        "It falls, because $\\eta$ is below $2/L$.": "That needs the gradient of $f$ itself. The "
        "gradient of a single sample may even point uphill.",
        "It falls, because $f_i$ does.": "The sample that was drawn gains. The others may lose "
        "more.",
        "Nothing, not even on average.": "The average step is a step of the full descent, and if "
        "$\\eta$ is small, the loss follows the average.",
    },
    because="The mean over all draws is $-\\eta \\nabla f$, and it leads down. A single draw "
    "strays from it, with variance $\\eta^2 s^2$.",
    hint="Which vector is the mean of all possible steps?",
    see=f"{CORE}#learn-from-a-few-samples-at-a-time",
)

both_conditions = Several(
    "Which of these $\\eta_t$ have an infinite sum, but squares with a finite sum?",
    right={
        "$\\frac{0.5}{1 + 0.25\\,t}$": "Inverse time decays just slowly enough: its sum grows like "
        "$\\log t$.",
        "$(t + 1)^{-3/4}$": "The squares of $(t + 1)^{-3/4}$ are $(t + 1)^{-3/2}$, with a finite "
        "sum.",
        "$\\frac{10}{t + 1}$": "The factor 10 makes no sum infinite that was finite, nor the other "
        "way around.",
    },
    wrong={
        "$0.5\\, e^{-0.02\\,t}$": "A geometric series has a finite sum: the way has an end.",
        "$\\frac{1}{\\sqrt{t + 1}}$": "Its squares are $\\frac{1}{t + 1}$, and they add up to "
        "infinity, if slowly.",
        "$\\frac{1}{(t + 1)^2}$": "Its sum is finite. A minimum that is farther away is never "
        "reached.",
        "$0.001$": "A small constant is a constant: its squares add up to infinity.",
    },
    because="In the end, $\\eta_t$ may fall as fast as $1/t$ and must fall faster than "
    "$1/\\sqrt t$. Factors in front do not matter.",
    hint="$\\sum_t t^{-r}$ is finite exactly for $r > 1$.",
    see=f"{CORE}#let-the-step-size-shrink",
)

alike = Explain(
    "Why do the classes not stay alike?",
    must=[
        "At zero all probabilities are equal, and so are the columns of $P$.",
        "The labels enter through $Y$, whose columns differ.",
        "So each class has its own column of the gradient, in the first step already.",
    ],
    because="At $\\Theta = 0$, every entry of $P$ is $\\frac13$. But the rows of $Y$ are the "
    "labels, so in the gradient $\\frac1N \\tilde X^\\top (P - Y)$ the column of class $c$ is a "
    "third of the mean sample, minus the samples of class $c$ added up and divided by $N$. "
    "The first step moves each class's weights toward its own samples.",
    hint="Write down the gradient's column for one class. Where do the labels come in?",
    see=f"{CORE}#softmax-regression-from-scratch",
)

_TINY, _FACTOR, _STEPS = 0.001, 1.2, 40

seventh_curve = Explain(
    "How can the same $\\eta$ first do well and then fail?",
    must=[
        "Each coordinate along an eigenvector has its own factor $1 - \\eta\\mu_j$.",
        "The loss falls because most coordinates shrink.",
        "In the steepest direction $\\eta$ is above $2/L$: the factor is beyond $-1$.",
        "That coordinate began so small that its growth could not be seen.",
        "The cure is a smaller $\\eta$.",
    ],
    because="Each coordinate along an eigenvector is multiplied by its own $1 - \\eta\\mu_j$. Most "
    "shrink, and the loss falls with them. In the steepest direction, $\\eta$ is above $2/L$, and "
    f"the factor is, say, $-{_FACTOR}$. If that coordinate begins at {_TINY}, it has grown to "
    f"{_TINY * _FACTOR**_STEPS:.1f} after {_STEPS} steps, and soon nothing else is seen. "
    "Stopping early hides this; a smaller $\\eta$ cures it.",
    hint="One descent is many, each with a factor of its own. What if one of them is $-1.2$?",
    see=f"{CORE}#a-valley-has-two-curvatures",
)

decimals = Lines(
    "Put the proof in order. Two lines do not belong.",
    lines=[
        "After $t$ steps, the height is at most $(1 - 1/\\kappa)^t$ times the first.",
        "For every $u$, $1 - u \\le e^{-u}$.",
        "With $u = 1/\\kappa$, this gives $(1 - 1/\\kappa)^t \\le e^{-t/\\kappa}$.",
        "For $t \\ge \\kappa \\log 10$, this is at most $e^{-\\log 10} = \\frac1{10}$.",
        "So the height is at most a tenth of the first.",
    ],
    needs={2: [1], 3: [2], 4: [0, 3]},
    early={
        2: "Which inequality does $u = 1/\\kappa$ go into?",
        3: "What is at most $\\frac1{10}$? First bound the power by $e^{-t/\\kappa}$.",
        4: "The end needs both: what a step does to the height, and what $t$ steps make of it.",
    },
    distractors={
        "So $(1 - 1/\\kappa)^t = 1 - t/\\kappa$.": "Each step takes its share of what is *left*. "
        "By this line, nothing would be left after $\\kappa$ steps.",
        "For every $u$, $e^{-u} \\le 1 - u$.": "It is the other way around: at $u = 1$, "
        "$e^{-u}$ is 0.37, and $1 - u$ is 0.",
    },
    because="$1 - u$ is the tangent of $e^{-u}$ at 0 and stays below it. Every decimal costs at "
    "most $\\kappa \\log 10$ steps, no matter how many came before.",
    hint="Begin with what one step is sure to do, or with the inequality about $e^{-u}$.",
    see=f"{DEEPER}#two-rates-proved",
)

self_test = SelfTest(
    [
        Number(
            "A quadratic has the curvatures 0.5 and 8. Below which step size does gradient descent "
            "converge from everywhere?",
            answer=2 / 8,
            tolerance=0.002,
            slips={
                2 / 0.5: "That is the limit of the flat direction. The steep one diverges long "
                "before.",
                1 / 8: "That is the safe choice, $1/L$. Beyond it, the steep coordinate jumps over "
                "the minimum and still comes closer.",
                0.235: "That is the best step size. The limit is a little larger.",
            },
            otherwise="Which of the two factors reaches $-1$ first?",
            because="The steepest direction sets the limit, $2/L = 2/8$.",
            see=f"{CORE}#a-valley-has-two-curvatures",
        ),
        Choice(
            "Where does the negative gradient point?",
            right="where $f$ falls fastest from here",
            wrong={
                "to the minimum": "It does so in a round valley. In a narrow ravine, it points "
                "almost straight across.",
                "along the level line": "Along it $f$ does not change. The gradient is at a right "
                "angle to it.",
                "to the lowest point within the distance $\\eta$": "It knows the slope at one "
                "point, and nothing of the ground farther away.",
            },
            because="No unit vector has a lower slope than $-g / \\lVert g \\rVert_2$. That is "
            "true here, and may be false one step later.",
            see=f"{CORE}#one-step-down",
        ),
        Fill(
            "From batches of 4 to batches of 16:",
            steps=[
                "The variance of the gradient becomes [[variance]],",
                "its typical error becomes [[error]],",
                "and a step costs [[cost]].",
            ],
            gaps={
                "variance": Gap(
                    "a quarter",
                    wrong={
                        "half": "That is the typical error, the root of the variance.",
                        "a sixteenth": "The variance is $s^2/B$, not $s^2/B^2$.",
                    },
                ),
                "error": Gap(
                    "half",
                    wrong={
                        "a quarter": "That is the variance; the error is its root.",
                        "four times as large": "More samples make a mean more certain.",
                    },
                ),
                "cost": Gap(
                    "four times as much",
                    wrong={
                        "twice as much": "Each sample of the batch has to be worked through.",
                        "the same": "It is still one step, but with four times the samples.",
                    },
                ),
            },
            because="The variance is $s^2/B$, the error its root, and the work grows with $B$: "
            "half the noise for four times the work.",
            see=f"{CORE}#learn-from-a-few-samples-at-a-time",
        ),
        Choice(
            "Feature 1 is in millimeters, feature 2 in meters. After 100 steps of one size, the "
            "weight of feature 2 has hardly moved. What follows?",
            right="Little, because the step size suits feature 1.",
            wrong={
                "Feature 2 does not matter.": "A weight can be slow and important. Standardize, "
                "and look again.",
                "Feature 2 has been learned.": "Its steps are short because its slopes are small, "
                "and these are small because its numbers are.",
                "The step size should be 1,000 times larger.": "Then it would be far above $2/L$, "
                "which feature 1 sets.",
            },
            because="The large feature sets $L$, and with it the step for both weights. The other "
            "weight gets steps that are far too short for it.",
            see=f"{CORE}#one-step-size-for-all-weights",
        ),
        Match(
            "What ails these trainings?",
            pairs={
                "a level loss, lower once $\\eta$ is cut": "the noise of small batches",
                "a level loss, flatter still once $\\eta$ is cut": "flat directions that crawl",
                "jumps to more than the first loss": "a step beyond $2/L$",
                "a falling line that hardly bends": "a step far below $1/L$",
            },
            extra=["a batch that is too large"],
            words={
                "a level loss, lower once $\\eta$ is cut": "Which floor falls with $\\eta$?",
                "a level loss, flatter still once $\\eta$ is cut": "Whose progress is proportional "
                "to $\\eta$?",
                "jumps to more than the first loss": "Which factor is beyond $-1$?",
                "a falling line that hardly bends": "Nothing is wrong with the direction; it is "
                "only slow.",
            },
            because="Cut $\\eta$ to tell a floor of noise from a flat direction.",
            see=f"{CORE}#read-a-loss-curve",
        ),
    ]
)

small_gradient = Lines(
    "Put the proof in order. Three lines do not belong.",
    lines=[
        "A step from $x_k$ gains at least $\\frac{1}{2L} \\lVert \\nabla f(x_k) \\rVert_2^2$.",
        "All $t$ gains together are $f(x_0) - f(x_t)$.",
        "That is at most $f(x_0) - f_{\\min}$, because $f(x_t) \\ge f_{\\min}$.",
        "So $\\frac{1}{2L} \\sum_k \\lVert \\nabla f(x_k) \\rVert_2^2$ $\\le f(x_0) - f_{\\min}$.",
        "The smallest of $t$ numbers is at most their mean.",
        "So some $\\lVert \\nabla f(x_k) \\rVert_2^2$ is at most "
        "$\\frac{2L}{t} \\big(f(x_0) - f_{\\min}\\big)$.",
    ],
    needs={2: [1], 3: [0, 2], 5: [3, 4]},
    early={
        2: "What is at most $f(x_0) - f_{\\min}$?",
        3: "The sum needs what a single step gains and what all can gain together.",
        5: "From a sum to one of its terms: what do you know of the smallest?",
    },
    distractors={
        "The last gradient is the shortest.": "Nobody says so: from near a hilltop, the slope "
        "first grows.",
        "By convexity, $f(x_k) - f_{\\min}$ $\\le \\nabla f(x_k)^\\top (x_k - z)$.": "This "
        "time there is no convexity, and no minimizer $z$ is needed.",
        "Where the gradient is short, $f(x_k)$ is close to $f_{\\min}$.": "That "
        "would be one more assumption. A saddle has slope 0, too, and may be high.",
    },
    because="The gains share a finite budget, so they cannot all be large. For networks it says "
    "less than it seems: one with a hidden layer has no such $L$, as at $u = 0$ the curvature of "
    "$\\log(1 + e^{-uv})$ in $u$ is $v^2/4$. Where its weights stay bounded it has one, and the "
    "slope gets as small as you like. Whether the ground there is low, the theorem does not say.",
    hint="What does one step gain at least, and what can all of them gain at most?",
    see=f"{CORE}#one-step-down",
)

newton_scales = Fill(
    "Scale the features, so that $w = S v$ with an invertible diagonal $S$. With $g$ and $H$, the "
    "gradient and the Hessian in $w$, what does Newton's method do in $v$?",
    steps=[
        "The gradient in $v$ is [[gradient]],",
        "the Hessian in $v$ is [[hessian]],",
        "and Newton's step in $v$ is [[step]].",
        "It moves $w$ by [[way]].",
    ],
    gaps={
        "gradient": Gap(
            "$S g$",
            wrong={
                "$g$": "The chain rule brings a factor: $v_j$ moves $w_j$ by $S_{jj}$.",
                "$S^{-1} g$": "Where $S_{jj}$ is large, $v_j$ moves much, and its slope is large.",
            },
        ),
        "hessian": Gap(
            "$S H S$",
            wrong={
                "$S H$": "Two derivatives, two factors, one on each side: this is not symmetric.",
                "$S^{-1} H S^{-1}$": "Where $S_{jj}$ is large, $v_j$ moves much, and its curvature "
                "is large.",
            },
        ),
        "step": Gap(
            "$-S^{-1} H^{-1} g$",
            wrong={
                "$-H^{-1} g$": "That is the step in $w$. Multiply out $(S H S)^{-1} S g$: does "
                "everything cancel?",
                "$-H^{-1} S^{-1} g$": "An inverse turns the order around: $(S H S)^{-1}$ is "
                "$S^{-1} H^{-1} S^{-1}$, and $S^{-1} S$ cancels on the right.",
            },
        ),
        "way": Gap(
            "$-H^{-1} g$",
            wrong={
                "$-S^{-2} H^{-1} g$": "$w = S v$ moves by $S$ times the step in $v$.",
                "$-S^2 g$": "So a *gradient* step in $v$ moves $w$. Newton's method divides by the "
                "curvature, which has grown by the same factors.",
            },
        ),
    },
    because="That is Newton's step in $w$: the method never notices how the features are scaled.",
    hint="Multiply: $(S H S)^{-1} S g$ with $(S H S)^{-1} = S^{-1} H^{-1} S^{-1}$.",
    see=f"{CORE}#one-step-size-for-all-weights",
)

hidden_at_zero = Several(
    "You check the gradient of the mean cross-entropy plus $\\lambda \\lVert W \\rVert^2$ at "
    "$W = 0$ alone. Which slips stay hidden there?",
    right={
        "The gradient of the penalty is left out.": "What is $2 \\lambda W$ at $W = 0$?",
        "It has $\\lambda W$ for $2 \\lambda W$.": "Both are 0 at $W = 0$.",
        "It takes the softmax of $2 X W$ for that of $X W$.": "At $W = 0$, both have equal "
        "probabilities.",
    },
    wrong={
        "It has the wrong sign.": "The data loss has a slope there, and so its sign shows.",
        "The factor $\\frac1N$ is missing.": "The data loss has a slope there, and so its size "
        "shows.",
        "It knows only the labels of the first class.": "The labels enter through $Y$, which does "
        "not depend on $W$.",
    },
    because="At $W = 0$, whatever multiplies $W$ drops out, and all probabilities are equal. "
    "Random weights bring all six slips to light.",
    hint="Put $W = 0$ into the wrong gradient and into the right one. Are they equal?",
    see=f"{DEEPER}#what-fools-a-gradient-check",
)
