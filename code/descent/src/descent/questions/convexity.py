"""The questions of the chapter on convexity."""

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

CORE = "06-convexity.ipynb"
DEEPER = "06-convexity-deeper.ipynb"

_SHARES = np.array([0.9, 0.1])
_OF_MEAN, _MEAN = -np.log(_SHARES.mean()), -np.log(_SHARES).mean()

ensemble = Choice(
    "Two models give the true class the probabilities 0.9 and 0.1. A third model gives it their "
    "mean, 0.5. How does its loss $-\\log p$ compare with the mean of their losses?",
    right="It is lower, as for any two different probabilities.",
    wrong={
        "It is lower, but for other probabilities it may be higher.": "Jensen's inequality holds "
        "for every convex function and all points, and $-\\log p$ is convex for all $p > 0$.",
        "It is the same.": "It would be the same if the loss were a straight line. But $-\\log p$ "
        "bends, and the small probability costs more than the large one saves.",
        "It is higher.": "You may be thinking of a concave function, such as $\\log p$: its graph "
        "is above its chords.",
    },
    because=f"The loss of the mean is {_OF_MEAN:.2f}, and the mean of the losses is {_MEAN:.2f}. "
    "Since $-\\log p$ is strictly convex, a model that averages the probabilities of others never "
    "has a higher loss than they have on average.",
    hint="Compute both, or sketch $-\\log p$ and the chord from 0.1 to 0.9.",
    see=f"{CORE}#what-convex-means",
)

two_largest = Fill(
    "There are $C \\ge 3$ scores. Is the sum of the two largest a convex function of them? And the "
    "lead of the largest over the second?",
    steps=[
        "For two fixed classes $i \\ne j$, the sum $o_i + o_j$ is [[pair]] in $o$.",
        "The sum of the two largest scores is the [[how]] of all such sums,",
        "so it is convex by [[rule]].",
        "The lead is twice the largest score, minus the sum of the two largest. That it is convex "
        "[[lead]].",
    ],
    gaps={
        "pair": Gap(
            "linear",
            wrong={
                "strictly convex": "Along every line it is straight: it has no curvature at all.",
                "convex, but only where both are positive": "A sum does not ask for signs.",
            },
        ),
        "how": Gap(
            "maximum",
            wrong={
                "minimum": "The smallest of these sums belongs to the two smallest scores.",
                "sum": "All these sums together count each score $C - 1$ times.",
            },
        ),
        "rule": Gap(
            "rule 3",
            wrong={
                "rule 1": "Rule 1 adds functions that are fixed. Which two scores are the largest "
                "depends on $o$.",
                "rule 2": "Rule 2 needs one matrix. Which two scores are picked depends on $o$.",
            },
        ),
        "lead": Gap(
            "does not follow from the rules",
            wrong={
                "follows from rule 1": "Rule 1 allows no negative weight, and here one is $-1$.",
                "follows from rule 3": "The maximum is convex, and so is the sum. But one of them "
                "is subtracted.",
            },
        ),
    },
    because="A maximum over choices is convex, whatever is chosen. The lead is indeed not convex: "
    "for the scores $(s, 1, 0)$ it is 1 at $s = -1$ and at $s = 0$, but 0 at $s = 1$.",
    hint="The largest score is a maximum over classes. What is the sum of the two largest a "
    "maximum over?",
    see=f"{CORE}#building-convex-functions",
)

still_convex = Several(
    "Which of these changes keep the training loss convex in everything that is trained, for any "
    "data?",
    right={
        "The scores are divided by 2 before the softmax.": "$\\Theta^\\top \\tilde x / 2$ is still "
        "linear in $\\Theta$.",
        "The features are replaced by their squares and products.": "The samples are given "
        "numbers. Whatever was done to them, the scores are linear in $\\Theta$.",
        "$\\lVert W \\rVert_1$ is added.": "A norm is convex, and so is the sum.",
    },
    wrong={
        "The scores are divided by a number $T > 0$ that is trained as well.": "$W / T$ is not "
        "affine in $(W, T)$, so rule 2 does not apply, and a search soon finds a chord below the "
        "loss.",
        "Samples whose labels look wrong get the weight $-1$.": "Rule 1 allows no negative "
        "weights: minus a convex function is concave.",
        "Each score is squared before the softmax.": "$o_c^2$ is convex in $\\Theta$, but the loss "
        "also *subtracts* the true class's score.",
    },
    because="What counts is that the scores are affine in what is trained, and that convex pieces "
    "are added with weights of at least 0. What is done to the samples beforehand does not count.",
    hint="Which changes keep the scores affine in all that is trained?",
    see=f"{CORE}#a-roof-of-planes",
)

hinge = Lines(
    "Put the proof in order. Three lines do not belong.",
    lines=[
        "$o_c - o_k$ is linear in $\\Theta$, because $o = \\Theta^\\top \\tilde x$.",
        "So $1 + o_c - o_k$ is affine in $\\Theta$, hence convex.",
        "The constant function 0 is convex.",
        "By rule 3, $\\max(0, 1 + o_c - o_k)$ is convex.",
        "By rule 1, the sum over all $c \\ne k$ is convex.",
        "By rule 1 again, with the weights $\\frac1N$, the mean over the samples is convex.",
    ],
    needs={1: [0], 3: [1, 2], 4: [3], 5: [4]},
    early={
        1: "Why is it affine? First say what the scores are as functions of $\\Theta$.",
        3: "Rule 3 needs two convex functions. Both must be named first.",
        4: "Rule 1 adds convex functions. Are the terms known to be convex yet?",
    },
    distractors={
        "The second derivative of $\\max(0, u)$ is nowhere negative.": "At $u = 0$ there is none: "
        "the hinge has a corner. Rule 3 does without derivatives.",
        "$\\max(0, u)$ is convex, and so it stays convex whatever function of $\\Theta$ is put in "
        "for $u$.": "Put in $u = 1 - \\theta^2$: the result is a hill between $-1$ and 1. What is "
        "put in must be affine, or, by rule 4, convex.",
        "The maximum of two linear functions is linear.": "It has a corner where they cross.",
    },
    because="Nothing here used that the margin is 1, nor that the function is smooth. Any "
    "convex function of the differences $o_c - o_k$ can be treated alike.",
    hint="From the inside out: scores, differences, the maximum, two sums.",
    see=f"{CORE}#building-convex-functions",
)

absolute_error = Fill(
    "A third loss is the absolute error, $f(z) = 1 - \\sigma(z)$. Is it better than the square?",
    steps=[
        "The first derivative is [[first]],",
        "the second is [[second]],",
        "so $f$ bends down where [[where]].",
    ],
    gaps={
        "first": Gap(
            "$-\\sigma (1 - \\sigma)$",
            wrong={
                "$\\sigma (1 - \\sigma)$": "That is $\\sigma'$. A loss falls as the lead grows.",
                "$\\sigma - 1$": "That is the slope of the log loss.",
            },
        ),
        "second": Gap(
            "$-\\sigma (1 - \\sigma) (1 - 2 \\sigma)$",
            wrong={
                "$-(1 - 2 \\sigma)$": "That is the derivative with respect to $\\sigma$. By the "
                "chain rule, a factor $\\sigma'$ is missing.",
                "$\\sigma (1 - \\sigma) (1 - 2 \\sigma)$": "The minus of the first derivative is "
                "still there.",
            },
        ),
        "where": Gap(
            "$\\sigma < \\frac12$",
            wrong={
                "$\\sigma > \\frac12$": "There $1 - 2\\sigma$ is negative, and $f''$ positive.",
                "$\\sigma < \\frac13$": "That belongs to the square.",
            },
        ),
    },
    because="It bends down wherever the model prefers the wrong class, which is worse than the "
    "square. That a loss between 0 and 1 bends down somewhere could be known without any "
    "derivative: on the whole line, no convex function but a constant stays below a bound.",
    hint="$\\sigma - \\sigma^2$ has the derivative $(1 - 2\\sigma)\\, \\sigma'$.",
    see=f"{CORE}#two-classes-log-loss-and-squared-error",
)

_CLASSES, _COLUMNS = 10, 21
_SHIFTS, _TWINS = _COLUMNS, _CLASSES - 1
_ENTRIES = _CLASSES * _COLUMNS

flat_directions = Number(
    f"Softmax regression has {_CLASSES} classes, {_COLUMNS - 1} features and a bias, which makes "
    f"{_ENTRIES} weights. By mistake, the same length is there twice, as a feature in meters and "
    "as one in centimeters; apart from that, the columns of $\\tilde X$ are independent. How many "
    f"of the Hessian's {_ENTRIES} eigenvalues are 0?",
    answer=_SHIFTS + _TWINS,
    slips={
        _SHIFTS: "So many are the shifts, for independent columns. What can one class now do by "
        "itself without any effect on its scores?",
        _SHIFTS + 1: "The trade between meters and centimeters need not be the same in all "
        "classes.",
        _SHIFTS + _CLASSES: "Nearly. If all ten classes trade alike, that is a shift, which you "
        "have counted already.",
        _SHIFTS - 1: "The bias is a row of $\\Theta$ like the others.",
        1: "The common shift of the biases is one of many: weights can be shifted, too.",
        _CLASSES: "Each class can trade by itself. But there are the shifts as well.",
        _ENTRIES - _SHIFTS - _TWINS: "So many are *not* 0.",
    },
    otherwise="Count the shifts first, then what each class can trade between the two features.",
    because=f"There are {_SHIFTS} shifts, one for each row of $\\Theta$. Besides, each class can "
    "move weight from meters to centimeters so that its scores stay. That makes 10 more, but one "
    f"combination of them, all classes alike, is a shift: ${_SHIFTS} + {_TWINS} = "
    f"{_SHIFTS + _TWINS}$.",
    hint="Look into the proof: $\\tilde X (v_c - v_1) = 0$ for every $c$. Which $v_c - v_1$ does "
    "that allow now?",
    see=f"{CORE}#one-valley-what-is-at-its-bottom",
)

one_minimizer = Lines(
    "Put the proof in order. Three lines do not belong.",
    lines=[
        "Suppose that $x \\ne y$ are both minimizers, so that $f(x) = f(y) = m$.",
        "The midpoint $z = \\frac12 x + \\frac12 y$ is in the domain, which is convex.",
        "By strict convexity, $f(z) < \\frac12 f(x) + \\frac12 f(y)$.",
        "The mean of $f(x)$ and $f(y)$ is $m$.",
        "So $f(z) < m$, although $m$ is the lowest value of all: a contradiction.",
    ],
    needs={1: [0], 2: [1], 3: [0], 4: [2, 3]},
    early={
        1: "The midpoint of which two points?",
        2: "Before $f(z)$ can be compared with anything, $z$ must be named.",
        4: "This needs both: $f(z)$ is below the mean, and the mean is $m$.",
    },
    distractors={
        "By convexity, $f(z) \\le \\frac12 f(x) + \\frac12 f(y)$.": "True, but it leaves room for "
        "$f(z) = m$, which is no contradiction. Use all that you have.",
        "A strictly convex function has a minimizer.": "$e^x$ has none. You are to prove *at most "
        "one*, which promises none.",
        "At $x$ and $y$ the gradient is 0, and so $f$ is constant between them.": "There may be no "
        "gradient, and strict convexity is what forbids $f$ to be constant there.",
    },
    because="Two minimizers would have something lower between them. The "
    "penalty on $W$ is strictly convex in $W$ but not in $b$, and so the argument makes $W$ unique "
    "and not $b$.",
    hint="Suppose that there are two, and look halfway between them.",
    see=f"{CORE}#one-valley-what-is-at-its-bottom",
)

confident_sets = Several(
    "A softmax regression knows three classes. Which sets of samples $x$ are convex, whatever its "
    "weights?",
    right={
        "those with $p_{\\text{cat}} \\ge 0.2$": "It is the set where the convex function "
        "$-\\log p_{\\text{cat}}$ is at most $-\\log 0.2$. No number is special.",
        "those whose most probable class is *cat*": "$o_{\\text{cat}} \\ge o_{\\text{car}}$ is a "
        "half-space, so is $o_{\\text{cat}} \\ge o_{\\text{frog}}$, and both hold in their "
        "intersection.",
        "those with $p_{\\text{cat}} \\ge 2 p_{\\text{car}}$": "The logarithm makes it "
        "$o_{\\text{cat}} - o_{\\text{car}} \\ge \\log 2$, a half-space.",
    },
    wrong={
        "those with $p_{\\text{cat}} \\le 0.2$": "On the way from a sure car to a sure frog you "
        "may come through the cats.",
        "those whose most probable class is not *cat*": "They are what is left around a convex "
        "set: the union of the cars and the frogs.",
    },
    because="Where a convex function is *at most* some number, the set is convex; where it is at "
    "least some number, it need not be. And $-\\log p_{\\text{cat}}$ is convex in $x$, too, "
    "because the scores are affine in $x$.",
    hint="Write each condition with a convex function that is at most a number, or with scores.",
    see=f"{CORE}#softmax-itself-is-not-convex",
)

refused_by_rules = Choice(
    "You write $\\sqrt{1 + x^2}$ as `cp.sqrt(1 + cp.square(x))`, and CVXPY refuses to minimize it: "
    "it is not disciplined. What follows?",
    right="Only that the rules do not show it to be convex when it is written like this.",
    wrong={
        "It is not convex.": "Its second derivative is $(1 + x^2)^{-3/2}$, which is positive. The "
        "rules are sufficient, not necessary.",
        "Its minimum can be found by gradient descent alone.": "Other ways to write it pass the "
        "rules.",
        "It is convex near 0 only.": "CVXPY did not look at any point. It looks at the expression "
        "alone, from the outside in.",
    },
    because="A concave function of a convex one is outside the rules, although the result may be "
    "convex. Written as the length of the vector $(1, x)$, `cp.norm(cp.hstack([1, x]))`, it "
    "passes: a norm of an affine map.",
    hint="What do the rules say of a *concave* nondecreasing function of a convex one?",
    see=f"{CORE}#solved-to-the-optimum",
)

product = Output(
    "The smallest network has one unit and two weights, which are multiplied. Its squared error "
    "for one sample is computed in three places. What is printed?",
    code="def loss(u, v):\n    return (u * v - 1) ** 2\n\n\n"
    "print(loss(1, 1), loss(-1, -1), loss(0, 0))",
    prints="0 0 1",
    slips={
        "0 0 0": "The chord is at 0 there. But at $u = v = 0$ the network says 0, and it should "
        "say 1.",
        "0 4 1": "Minus times minus is plus: $(-1)(-1) = 1$.",
        "0 4 0": "Minus times minus is plus, and at $u = v = 0$ the network says 0, not 1.",
        "0 0 -1": "The difference is $-1$, but it is squared.",
    },
    otherwise="Multiply, take 1 away, and square.",
    because="Halfway between two minimizers the loss is 1, above the chord. No unit was swapped "
    "and none is switched off: a product of weights is enough. With either weight held fixed, the "
    "loss is a parabola in the other.",
    see=f"{CORE}#what-breaks-in-a-neural-network",
)

first_failure = Explain(
    "Which is the first step that fails, and why does no other rule help?",
    must=[
        "Log-sum-exp minus $y^\\top o$ is still convex in the scores $o$.",
        "The first step that fails is rule 2: it asks for scores that are affine in what is "
        "trained.",
        "The scores are not affine: they contain products of $W_2$ with units that depend on "
        "$W_1$.",
        "No other rule helps: log-sum-exp would allow scores that are convex, but the true class's "
        "score is subtracted.",
    ],
    because="That log-sum-exp minus $y^\\top o$ is convex in the *scores* does not depend on where "
    "they come from. The next step puts the scores in, by rule 2, which asks for an affine map. "
    "But the scores are $\\max(XW_1 + b_1, 0)\\, W_2 + b_2$, in which $W_2$ is multiplied by what "
    "$W_1$ makes. Nor would it help if they were convex: log-sum-exp is nondecreasing in each "
    "score, but the true class's score is subtracted, so it would have to be concave as well. With "
    "$W_1$ and $b_1$ held fixed, they are affine in $(W_2, b_2)$, and the proof goes through.",
    hint="Write the scores as a function of $W_1, b_1, W_2, b_2$. What does the proof ask of them?",
    see=f"{CORE}#a-roof-of-planes",
)

self_test = SelfTest(
    [
        Bug(
            "This search claims that $x^2$ is above a chord between 1 and 3. Which line is wrong?",
            code="""\
def above_a_chord(f, x, y):
    for t in np.linspace(0, 1, 11):
        point = t * x + (1 - t) * y
        chord = (1 - t) * f(x) + t * f(y)
        if f(point) > chord + 1e-9:
            return True
    return False""",
            line=4,
            wrong={
                2: "Eleven points, the ends included: a coarse search, but not a wrong one.",
                3: "At $t = 1$ the point is $x$, as in the definition.",
                5: "Above is above. The tiny number forgives rounding.",
                7: "Only after all values of $t$ is it time to give up.",
            },
            otherwise="This line does what it should. Try $t = 1$ by hand.",
            because="At $t = 1$ the point is $x$, but this chord is at $f(y)$. The weights of a "
            "point and of its chord must be the same.",
            hint="Where are point and chord at $t = 1$?",
            see=f"{CORE}#what-convex-means",
        ),
        Choice(
            "A quarter of the labels are replaced by random ones. What happens to the Hessian of "
            "the loss at the weights where you stand?",
            right="It stays the same.",
            wrong={
                "It may lose its convexity.": "The theorem holds for all targets, and for false "
                "ones as well.",
                "Its eigenvalues grow.": "Look at the formula: which letter stands for the labels?",
                "It becomes 0 where the labels were wrong.": "Each sample curves the loss by what "
                "the model thinks, whatever its label is.",
            },
            because="$\\frac1N \\sum_i \\tilde x_i \\tilde x_i^\\top \\otimes J_i$ contains "
            "samples and probabilities, and no labels. The gradient changes, and with it the "
            "minimizer.",
            see=f"{CORE}#the-hessian-is-a-sum-of-variances",
        ),
        Choice(
            "After 1,000 steps of softmax regression $\\lVert W \\rVert$ is 8, after 10,000 it is "
            "11, after 100,000 it is 14, and the loss creeps toward 0. What do you conclude?",
            right="There is no minimizer to arrive at.",
            wrong={
                "Descent is stuck in a local minimum.": "A local minimum would be a global one, "
                "and there $W$ would rest.",
                "The step size is too large.": "Then the loss would jump or rise. Here it falls.",
                "Ten times as many steps should be enough.": "Then $\\lVert W \\rVert$ will be "
                "about 17: it grows by about 3 for each factor of 10.",
            },
            because="A loss that creeps toward 0 with $\\lVert W \\rVert$ growing like the "
            "logarithm of the steps is the mark of separable data. A penalty gives the walk an "
            "end.",
            see=f"{CORE}#one-valley-what-is-at-its-bottom",
        ),
        Match(
            "What is at the bottom of the loss of softmax regression? Every class occurs, and the "
            "columns of $\\tilde X$ are independent.",
            pairs={
                "overlapping data, no penalty": "many minimizers, alike up to shifts of $\\Theta$",
                "separable data, no penalty": "no minimizer",
                "any data, a penalty $\\lambda \\lVert W \\rVert_F^2$": "one $W$, and biases up to "
                "a common number",
                "any data, a penalty on weights and biases": "exactly one $(W, b)$",
            },
            extra=["one global and several local minima"],
            words={
                "overlapping data, no penalty": "What can be added to the weights of all classes "
                "without any effect?",
                "separable data, no penalty": "What do larger weights do to every lead?",
                "any data, a penalty $\\lambda \\lVert W \\rVert_F^2$": "Which weights does this "
                "penalty not see?",
                "any data, a penalty on weights and biases": "Is any direction left without "
                "curvature?",
            },
            because="The data decide whether there is a minimizer, shifts make many of one, and a "
            "penalty removes those shifts that cost something.",
            see=f"{CORE}#one-valley-what-is-at-its-bottom",
        ),
        Several(
            "A network has one hidden layer of ReLU units. In which of these is its cross-entropy "
            "convex, if all else is held fixed, whatever the data?",
            right={
                "in the scores": "Log-sum-exp minus a linear function, wherever the scores come "
                "from.",
                "in $(W_2, b_2)$": "With the first layer fixed, the units are features.",
                "in $b_2$ alone": "What is convex in $(W_2, b_2)$ is convex along every line, "
                "also along those that move only $b_2$.",
            },
            wrong={
                "in $(W_1, b_1)$": "Where an entry of $W_2$ is negative, a convex unit becomes "
                "concave, and the true class's score is subtracted.",
                "in all weights together": "Swap two units and look halfway.",
            },
            because="Convexity lasts as long as the scores are affine in what moves.",
            see=f"{CORE}#what-breaks-in-a-neural-network",
        ),
    ]
)

square_of = Choice(
    "Let $f$ be convex. Which further condition makes sure that $f^2$ is convex?",
    right="$f$ is nowhere negative.",
    wrong={
        "None: $u^2$ is convex.": "It also has to be nondecreasing on all values of $f$. The "
        "square of $x^2 - 1$ has a hill at 0.",
        "$f$ is nondecreasing.": "It is the *outer* function that must rise. The square of $e^x - "
        "1$ has the second derivative $4 e^{2x} - 2 e^x$, negative for $e^x < \\frac12$.",
        "$f$ is at least $-1$ everywhere.": "$x^2 - 1$ is, and its square has a hill at 0.",
    },
    because="On the values of $f$, all at least 0, the square rises. So $f^2 = h(f)$ with "
    "$h(u) = \\max(0, u)^2$, which is convex and nondecreasing on the whole line: rule 4.",
    hint="Where does $u^2$ rise?",
    see=f"{DEEPER}#every-rule-of-composition",
)

all_convex = Explain(
    "Which $H$ and $Q_i$ are allowed, and what must hold for an equation?",
    must=[
        "All functions are convex if and only if $H \\succeq 0$ and every $Q_i \\succeq 0$.",
        "$g$, $a_i$ and $b_i$ may be anything: they do not curve a function.",
        "For an equation, the function and its negative must be convex.",
        "That leaves $Q_i = 0$: the equation must be linear.",
    ],
    because="By the test of second derivatives, if and only if $H \\succeq 0$ and every "
    "$Q_i \\succeq 0$, whatever $g$, $a_i$ and $b_i$ are. Each constraint then allows a convex "
    "set, the points at which a convex function is at most $b_i$, and so do all of them together. "
    "For an equation the function *and* its negative must be convex, so $Q_i \\succeq 0$ and "
    "$-Q_i \\succeq 0$, which leaves $Q_i = 0$: equations must be linear.",
    hint="What are the second derivatives of these functions? And which two inequalities make an "
    "equation?",
    see=f"{CORE}#what-convex-means",
)

no_gap = Choice(
    "Take $0 < t < 1$. For which scores $o$ and $o'$ is Hölder's sum exactly 1, so that "
    "log-sum-exp *is* its chord?",
    right="for those that differ by a common shift",
    wrong={
        "for $o = o'$ alone": "There it is, but $p$ and $q$ can be the same distribution without "
        "$o$ and $o'$ being the same scores.",
        "for none: log-sum-exp is strictly convex": "Along $(1, \\dots, 1)$ it is a straight line.",
        "for those with the same largest class": "Take $p = (0.9, 0.1)$ and $q = (0.6, 0.4)$: with "
        f"$t = \\frac12$ the sum is {np.sqrt(0.9 * 0.6) + np.sqrt(0.1 * 0.4):.2f}.",
    },
    because="The logarithm is strictly concave, so $p_c^t q_c^{1-t}$ is smaller than "
    "$t p_c + (1-t) q_c$ unless $p_c = q_c$. The sum is 1 only for $p = q$, that is, for scores "
    "that differ by a common shift: the flat directions again.",
    hint="When is the concavity of the logarithm used with equality, class by class?",
    see=f"{DEEPER}#the-chord-itself",
)

entropy_concave = Lines(
    "Let $u$ be the uniform distribution over $C$ classes. Put the proof in order. Three lines do "
    "not belong.",
    lines=[
        "$D_{\\mathrm{KL}}(p \\,\\|\\, u) = \\sum_c p_c \\log p_c + \\sum_c p_c \\log C$.",
        "Since the $p_c$ sum to 1, this is $-H(p) + \\log C$.",
        "So $H(p) = \\log C - D_{\\mathrm{KL}}(p \\,\\|\\, u)$.",
        "The divergence is convex in the pair, so it is convex in $p$ with $u$ held fixed.",
        "A constant minus a convex function is concave, so $H$ is concave.",
    ],
    needs={1: [0], 2: [1], 4: [2, 3]},
    early={
        2: "Where does $\\log C$ come from? First write the divergence out.",
        4: "Which convex function is subtracted, and why is it convex?",
    },
    distractors={
        "The cross-entropy $H(p, q)$ is convex in $q$, and $H(p) = H(p, p)$; so $H$ is "
        "convex.": "In $H(p, p)$ both arguments move, and $H(p, q)$ is not jointly convex.",
        "$D_{\\mathrm{KL}}(u \\,\\|\\, p) = \\log C - H(p)$.": "The arguments are swapped: that "
        "divergence takes the mean under $u$, and is not an entropy of $p$.",
        "A convex function minus a constant is concave.": "It is as convex as before. The sign "
        "must change.",
    },
    because="Entropy falls short of its largest value, $\\log C$, by a divergence. Mixing two "
    "distributions therefore never makes less entropy than they have on average.",
    hint="Which divergence contains $\\sum_c p_c \\log p_c$?",
    see=f"{DEEPER}#convex-in-what",
)

two_floors = Explain(
    "Which floor does $Q = Y$ give, why is it poor, and can a floor be too high?",
    must=[
        "$Q = Y$ gives $G = 0$, and one-hot rows have the entropy 0, so the floor is 0.",
        "It says only that the loss is not negative, which was known.",
        "No floor is above the optimum, because the optimum is the loss of some $W$ and $b$.",
    ],
    because="With $Q = Y$ there is $G = 0$, and a one-hot row has entropy 0, so the floor is "
    "$F(Y) = 0$: the loss is not negative, which we knew. A floor above the optimum would "
    "contradict the theorem, because the optimum is the loss of some $W$ and $b$.",
    hint="Put $Q = Y$ into $G$ and into the entropies.",
    see=f"{DEEPER}#a-floor-under-the-loss",
)
