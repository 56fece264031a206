"""The questions of the chapter on what lies beyond softmax."""

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

from descent import losses, softmax

CORE = "10-beyond-softmax.ipynb"
DEEPER = "10-beyond-softmax-deeper.ipynb"

_SURE = softmax([2.0, 1.5])[0]
_FLOOR, _ONE_RIVAL, _AT_90 = (
    round(float(np.log1p(rivals * np.exp(-lead))), 4)
    for rivals, lead in ((2, 1.5), (1, 1.5), (2, 1))
)
_RANKED = np.log([6, 3, 1, 2])
_ON, _MARKED, _BOTH = 6, 8, 4
_EITHER = _ON + _MARKED - _BOTH
_LATE = losses.softmax_margin([2.0, 1.0], 0, costs=3.0)
_NO_COST = losses.softmax_margin([2.0, 1.0], 0, costs=0.0)
_HELPED = losses.softmax_cross_entropy([2.0, -2.0], 0)


def _printed(*ks: int) -> str:
    """Return what the program prints: $e$ to the losses for these k."""
    values = [float(np.exp(losses.top_k_entropy(_RANKED, 2, k))) for k in ks]
    return "\n".join(str(round(value)) for value in values)


at_prediction = Choice(
    "A model was trained with the softmax-margin, and calling a cat a frog had a cost of 3. A new "
    "photo gets 2.0 for *cat* and 1.5 for *frog*; all other scores are far below. What does the "
    "model answer?",
    right="*Cat*, but softmax of the scores is no honest probability.",
    wrong={
        f"*Cat*, with an honest probability of {_SURE:.2f}.": "That is softmax of the two scores. "
        "But the loss was trained on raised scores, and how far the cat should lead depends on "
        "the costs as well as on the probabilities.",
        "*Frog*, because 1.5 + 3 is more than 2.0.": "The head start belongs to training, where "
        "the truth is known. For a new photo, nobody knows whose costs to add.",
        "Nothing, because a lead of 0.5 is less than 3.": "In training, such a lead would be "
        "charged. An answer takes only the largest score.",
    },
    hint="To add the costs of a photo, what do you have to know about it?",
    because="The costs of row $k$ can be added only while the truth $k$ is known, in training. "
    "Afterward, the largest score wins as always. It has been trained to win by the costs, which "
    "is why its softmax is not the probability any more.",
)

paid = Fill(
    "Choose what belongs in each gap. The truth is $k$, and $j$ is the class with the largest "
    "score.",
    steps=[
        "A maximum is at least each of its terms, so that $h$ is at least [[term]].",
        "The model answers $j$, which means that [[order]].",
        "So this term is at least [[cost]], and the loss is, too, because $\\ell \\ge h$.",
        "If the answer is right, the claim is only that [[right]].",
    ],
    gaps={
        "term": Gap(
            "$o_j + c_j - o_k$",
            wrong={
                "$o_j - o_k$": "In $h$, every class enters with its cost.",
                "$o_k + c_k - o_k$": "That is a term of it, too, the one of the true class. It is "
                "0 and knows nothing of the answer.",
            },
        ),
        "order": Gap(
            "$o_j \\ge o_k$",
            wrong={
                "$o_j \\ge o_k + c_j$": "That would be a lead of the size of the cost. To be the "
                "answer, any lead is enough.",
                "$o_k \\ge o_j + c_j$": "That is what the loss asks for: the truth wins by the "
                "cost. Here it may have lost.",
            },
        ),
        "cost": Gap(
            "$c_j$",
            wrong={
                "$p_j c_j$": "No probability has come up: the term has the whole cost.",
                "$c_j + o_j$": "The lead $o_j - o_k$ can be as small as 0, however large $o_j$ is.",
            },
        ),
        "right": Gap(
            "$\\ell \\ge 0$",
            wrong={
                "$\\ell = 0$": "A right answer is charged as well, unless it is infinitely far "
                "ahead.",
                "$\\ell \\ge c_j$ for all $j$": "The claim is about the class that was answered, "
                "here $k$, with $c_k = 0$.",
            },
        ),
    },
    hint="Look for the answer's own term in the maximum.",
    because="The term of the answered class alone is $c_j$ or more. So the mean loss is at least "
    "the mean cost of the answers, and a model with a small loss cannot be an expensive one.",
)

perfect = Number(
    "Three classes have the directions 0° and ±120°, and the scale is $s = 1$. What is the lowest "
    "loss that any feature can reach, without a margin? (Two digits after the point.)",
    answer=_FLOOR,
    tolerance=0.006,
    slips={
        0.0: "That would take a lead without end. How large can a lead be in cosines?",
        _AT_90: "That would be with both rivals at right angles. What is the cosine of 120°?",
        _ONE_RIVAL: "That is with one rival. There are two, at +120° and at −120°.",
        1.0986: "That is $\\log 3$, the loss of a feature that tells no class from another.",
    },
    otherwise="Put the feature on its class's own direction. Which three cosines does it have?",
    hint="Which feature is the best? Its three cosines are 1, −½ and −½.",
    because="The best feature points where its class does and leads each rival by "
    f"$1 - (-\\frac12) = 1.5$. The loss is $\\log(1 + 2 e^{{-1.5}}) = {_FLOOR:.2f}$, and no "
    "feature has less. This is what the scale is for: at $s = 8$, the lead becomes 12 points.",
)

printed = Output(
    "The label is the class with the score $\\log 1 = 0$. What do these lines print?",
    code="""o = np.log([6, 3, 1, 2])
for k in (1, 2, 3):
    loss = losses.top_k_entropy(o, 2, k)
    print(round(np.exp(loss)))""",
    prints=_printed(1, 2, 3),
    slips={
        "12\n10\n7": "The first is right. For $k = 2$, the *strongest* rival is left out, the 6.",
        "6\n3\n1": "One rival too many is left out each time: for $k = 1$, all three are counted.",
        "11\n5\n2": "The rivals are right. The 1 in the logarithm is the label itself.",
        "12\n12\n12": "That is cross-entropy for every $k$. What does a larger $k$ leave out?",
    },
    otherwise="The exponential undoes the logarithm: 1, plus the rivals that are left, divided by "
    "the label's own number. Which are left?",
    hint="The exponentials of the scores are 6, 3, 1 and 2, and that of the label is 1.",
    because="The rivals have 6, 3 and 2. For $k = 1$ all of them count, $1 + 11$. For $k = 2$ the "
    "6 is left out, $1 + 5$, and for $k = 3$ the 3 as well, $1 + 2$.",
)

overlap = Number(
    f"In an image of 100 pixels, the object covers {_ON}. A model marks {_MARKED} pixels, "
    f"{_BOTH} of them on the object. What is the Jaccard index?",
    answer=_BOTH / _EITHER,
    tolerance=0.002,
    slips={
        1 - _BOTH / _EITHER: "That is the Jaccard *loss*, one minus the index.",
        (0.66, 0.67): "That is the share of the object that was found. False alarms would be free.",
        _BOTH / _MARKED: "That is the share of the marked pixels that are right. What was missed "
        "would be free.",
        (
            0.57,
            0.572,
        ): "That is twice the intersection divided by the sum of both sizes, a relative "
        "of the index. What is the union?",
        (0.285, 0.286): "In 6 + 8, the pixels that belong to both are counted twice. A union has "
        "them once.",
        0.94: "That is the share of all pixels that are right. Nearly all of it is background.",
    },
    otherwise="Count two sets: the pixels that belong to both, and those that belong to at least "
    "one.",
    hint="How many pixels are in the object or marked? Draw the two sets.",
    because=f"{_BOTH} pixels are in both sets, and {_ON} + {_MARKED} − {_BOTH} = {_EITHER} in at "
    f"least one. The index is {_BOTH / _EITHER:.1f}, although 94 pixels of 100 are right.",
)

incredible = Match(
    "A label has $p_k = 0.01$: the model is all but sure that it is wrong. The gradient of each "
    "loss is that of cross-entropy times a number. Which number?",
    pairs={
        "cross-entropy": "1",
        "$\\ell_q$ with $q = \\frac12$": f"{0.01**0.5:.1f}",
        "$\\ell_q$ with $q = 1$": "0.01",
        "the absolute error": "0.02",
    },
    extra=["100", "0.005"],
    words={
        "cross-entropy": "Cross-entropy is what the others are compared with.",
        "$\\ell_q$ with $q = \\frac12$": "The factor is $p_k^q$: here, a square root.",
        "$\\ell_q$ with $q = 1$": "The factor is $p_k^q$, with $q = 1$.",
        "the absolute error": "The absolute error is *twice* $\\ell_1$.",
    },
    hint="What stands in front of $p - e_k$ in the gradient of $\\ell_q$?",
    because="The factor is $p_k^q$. The larger $q$ is, the less a label counts that the model "
    "does not believe. That protects from wrong labels, and it is also why a model that believes "
    "nothing yet learns slowly.",
)

shifted = Several(
    "For one photo, the scores of all classes rise by 5. Which of these change?",
    right={
        "the log-sum-exp of the scores": "It rises by 5, as every score does.",
        "the sigmoid of the largest score": "A sigmoid takes one score by itself and compares it "
        "with 0.",
    },
    wrong={
        "the largest probability of softmax": "The same factor $e^5$ is in every exponential and "
        "in their sum.",
        "the class that is answered": "All scores rise alike, so the largest stays the largest.",
        "the difference of the two largest scores": "Both have risen by 5.",
    },
    hint="Which of these compare a score with the other scores, and which with something else?",
    because="Softmax, the answer and the lead depend on differences of scores. The log-sum-exp and "
    "a sigmoid also see how high the scores are, so they can tell something about strangers that "
    "the probabilities do not show.",
)

steepest = Lines(
    "Put the proof in order. Three lines do not belong.",
    lines=[
        "For any allowed $\\delta$, $g^\\top \\delta \\le \\sum_i |g_i| \\, |\\delta_i|$.",
        "As $|\\delta_i| \\le \\epsilon$, this is at most $\\epsilon \\sum_i |g_i| = \\epsilon "
        "\\lVert g \\rVert_1$.",
        "For $\\delta = \\epsilon \\operatorname{sign}(g)$, each product $g_i \\delta_i$ is "
        "$\\epsilon |g_i|$.",
        "So this $\\delta$ has $g^\\top \\delta = \\epsilon \\lVert g \\rVert_1$.",
        "It is allowed, and no allowed $\\delta$ has more.",
    ],
    needs={1: [0], 3: [2], 4: [1, 3]},
    early={
        1: "What is at most $\\epsilon \\lVert g \\rVert_1$? First bound the products.",
        3: "What is each of the products that are added?",
        4: "The end needs both: what no step can exceed, and a step that reaches it.",
    },
    distractors={
        "By Cauchy and Schwarz, $g^\\top \\delta \\le \\lVert g \\rVert_2 \\lVert \\delta "
        "\\rVert_2$.": "That is true, but this bound is reached along $g$ itself, where most "
        "pixels move by less than they may.",
        "So each pixel adds the same amount.": "Each pixel *moves* by the same amount. It adds "
        "$\\epsilon |g_i|$, which is large for some pixels and small for others.",
        "So the loss rises by exactly $\\epsilon \\lVert g \\rVert_1$.": "That is the rise to "
        "first order. The loss is convex in the pixels, and rises by that or more before clipping.",
    },
    hint="First show what no allowed step can exceed, then look at the one step.",
    because="Every pixel has a limit of its own, so each can be moved as if it were alone: all the "
    "way, in the direction that raises the loss.",
)

coin = Explain(
    "What does a pixel add to the loss, to first order? Compare what 784 pixels add up to in the "
    "two cases.",
    must=[
        "To first order, the loss changes by the sum of $g_i \\delta_i$ over all pixels, where $g$ "
        "is the gradient.",
        "With the signs of $g$, every term is $\\epsilon |g_i|$, and nothing cancels.",
        "With random signs, the terms are positive as often as negative, and most of the sum "
        "cancels.",
        "A number: the random sum has the standard deviation $\\epsilon \\lVert g \\rVert_2$, and "
        "$\\lVert g \\rVert_1$ is up to $\\sqrt{784} = 28$ times $\\lVert g \\rVert_2$.",
    ],
    hint="How far from 0 does the sum of 784 numbers get if a coin decides each sign?",
    because="To first order, the loss changes by $\\sum_i g_i \\delta_i$. With the signs of the "
    "gradient, every term is $\\epsilon |g_i|$, and together they make $\\epsilon \\lVert g "
    "\\rVert_1$. With random signs, each term is as likely to lower the loss as to raise it. Their "
    "sum is 0 on average, with the standard deviation $\\epsilon \\lVert g \\rVert_2$. If all "
    "slopes have the same size, the first is $\\sqrt{784} = 28$ times the second; otherwise, it is "
    "less. No single pixel matters. What does the harm is that all of them agree.",
)

all_draws = Bug(
    "This program estimates $\\log Z$ from $m$ drawn classes. It adds the label $k$ by "
    "itself. But when half of the draws hit the label, the rivals' part of the sum comes out about "
    "twice as large as it should. Which line is to blame?",
    code="""def estimate(o, k, q, m, rng):
    drawn = rng.choice(len(o), size=m, p=q)
    rivals = drawn[drawn != k]
    corrected = o[rivals] - np.log(len(rivals) * q[rivals])
    return logsumexp(np.append(o[k], corrected))""",
    line=4,
    wrong={
        2: "It draws with replacement, as it should: a class that is drawn twice counts twice.",
        3: "It drops the draws that hit the label, as the bracket in the formula does. The label's "
        "own term is added exactly, further down.",
        5: "It adds the label's score without a correction, as it should: the label is there for "
        "certain.",
    },
    otherwise="This line only names the function.",
    hint="Say $q_k = \\frac12$ and $m = 100$. By which number is each rival's weight divided, and "
    "by which should it be?",
    because="Class $j$ is drawn $m\\, q_j$ times on average, out of all $m$ draws, those that hit "
    "the label included. If half of the draws are gone, `len(rivals)` is about $m / 2$, and every "
    "weight is twice what it should be. It is `np.log(m * q[rivals])`.",
)

pairs = Choice(
    "In a batch of photos, each with a caption, two photos show the same beach, and their captions "
    "say nearly the same. What does InfoNCE ask for?",
    right="That each photo score higher with its own caption than with the other one.",
    wrong={
        "That both photos score high with both captions.": "Nothing tells the loss that they "
        "belong together. Every other caption of the batch is a rival.",
        "Nothing, because the two pairs cancel.": "Each of the two photos has a row and a label of "
        "its own, and both rows charge.",
        "That the two photos have the same features.": "With the same features, they would have "
        "the same scores, and could not both prefer their own captions.",
    },
    hint="Which class is the right one in row $i$, and what are all the others?",
    because="The label of row $i$ is $i$, and all other captions of the batch are wrong answers, "
    "even one that would fit. So the loss rewards telling apart what nobody wants to tell apart, "
    "and large batches hold more of such pairs.",
)

adjusted = Number(
    "A model was trained on 90 percent cats and 10 percent dogs, and both classes should count "
    "alike from now on. By how many points must *cat* lead before the adjusted model answers "
    "*cat*? (Two digits after the point.)",
    answer=float(np.log(9)),
    tolerance=0.006,
    slips={
        0.0: "That is without any adjustment. What have nine cats for every dog done to the "
        "scores?",
        -2.197: "The size is right. But *cat* owes part of its score to the many cats: should "
        "this answer become easier or harder?",
        0.8: "That is the difference of the shares. It is their logarithms that are subtracted.",
        0.954: "That is the logarithm to base 10.",
        9.0: "That is the ratio of the shares. Scores are compared with its logarithm.",
    },
    otherwise="Which of $o_1 - \\log 0.9$ and $o_2 - \\log 0.1$ is larger?",
    hint="Subtract from each score the logarithm of its class's share.",
    because="The adjusted scores are $o_1 - \\log 0.9$ and $o_2 - \\log 0.1$, and the first is "
    f"larger when $o_1 - o_2 > \\log 9 = {np.log(9):.2f}$. The shares alone would give *cat* this "
    "lead for a photo that tells nothing.",
)

conformal = Explain(
    "What exactly does the theorem average over? Find numbers for which the colleague is wrong.",
    must=[
        "The theorem averages over all new samples, not over those that are chosen by their sets.",
        "Large sets can hold the truth more often than promised and make up for small ones that do "
        "so less often.",
        "An example: if half of the sets hold all ten classes, they are always right, and the "
        "other half need be right only in 80 of 100 cases.",
        "How often single answers are right can be measured, on labeled samples set aside.",
    ],
    hint="Suppose that half of the images get all ten classes. How often are these sets right, and "
    "what is left for the others?",
    because="No. The promise is about a new sample before its set is seen. Whoever then chooses by "
    "the set's size has another collection of samples, about which the theorem says nothing. "
    "Suppose that half of the images get all ten classes and the other half get one. The large "
    "sets always hold the truth, so 90 percent on the whole leaves only 80 percent for the single "
    "answers. The way out is to measure: take labeled samples set aside, keep those with one class "
    "in the set, and count how many are right.",
)

_handicap = Number(
    "Two classes have the scores 2 and 1, the first is the truth, and answering the second "
    "costs 3. What is the softmax-margin loss? (Two digits after the point.)",
    answer=float(_LATE),
    tolerance=0.006,
    slips={
        round(float(_NO_COST), 4): "That is cross-entropy: the cost has not been added.",
        round(float(_HELPED), 4): "The cost has been subtracted. A costly class gets a head start.",
        2.0: "That is the hinge $h$. The loss is a little more.",
        round(float(_NO_COST) + 3, 4): "The cost is added to the loss here. It belongs to the "
        "score of the wrong class.",
    },
    otherwise="Raise the wrong class's score by its cost, and take cross-entropy.",
    because="With its head start, the wrong class has 4 points against 2, and cross-entropy is "
    f"$\\log(1 + e^2) = {_LATE:.2f}$.",
    see=f"{CORE}#winning-is-not-enough",
)

_left_out = Number(
    "There are 1,000 classes, and $k = 5$. In how many of the 1,000 scores does the truncated "
    "top-k entropy have a slope other than 0?",
    answer=996,
    slips={
        995: "Almost. Either the label's own score is missing, or one rival too many is left out.",
        1000: "That is cross-entropy. The strongest rivals do not count here.",
        4: "That is how many rivals are left out.",
        5: "That is $k$. How many rivals does it leave out, and what becomes of all the others?",
    },
    otherwise="Count the label, and the rivals that are left.",
    because="Of 999 rivals, the strongest $k - 1 = 4$ are left out and have no slope. The other "
    "995 and the label make 996.",
    see=f"{CORE}#the-right-answer-among-k",
)

_lied = Choice(
    "There are two classes, and 60 labels of 100 are wrong, whatever the image. For which "
    "probability of the true class is the expected absolute error the lowest?",
    right="0",
    wrong={
        "1": "The theorem has a condition: with two classes, fewer than half of the labels may be "
        "wrong.",
        "0.4": "That is where cross-entropy would be lowest, at the share of the right labels.",
        "½": "The expected error is a straight line in $p$, and such a line is lowest at an end.",
    },
    because="The expected error is $0.4 \\cdot 2(1 - p) + 0.6 \\cdot 2p = 0.8 + 0.4\\,p$, lowest "
    "at 0. If most labels are wrong, the labels themselves speak for the other class.",
    see=f"{CORE}#labels-that-lie",
)

_unknown = Several(
    "A softmax for cats and dogs has never seen a car. Of a photo of one, it says *cat*, with a "
    "probability of 0.97. What follows?",
    right={
        "The score of *cat* is about 3.5 points above that of *dog*.": "The logarithm of 0.97 / "
        f"0.03 is {np.log(0.97 / 0.03):.2f}.",
        "With both scores 10 points lower, it would say the same.": "Only the difference counts.",
    },
    wrong={
        "The photo looks much like the cats in the training data.": "Both scores may be lower than "
        "those of any cat. The probability does not show it.",
        "Of such photos, 97 in 100 show a cat.": "That could be so at best for photos like those "
        "in the training data, which show a cat or a dog.",
        "A sigmoid for each class would have said no twice.": "It *could* have, which softmax "
        "cannot. Whether it does depends on the photo.",
    },
    because="A probability of softmax is a statement about a difference of scores, among the "
    "classes that it knows. How high the scores are is lost.",
    see=f"{CORE}#strangers",
)

_products = Match(
    "One training sample, and $C = 1{,}000{,}000$ classes. How many products of two vectors does "
    "the loss take?",
    pairs={
        "softmax over all classes": f"{10**6:,}",
        "two levels, $\\sqrt C$ groups of $\\sqrt C$ classes": f"{2 * 10**3:,}",
        "a balanced binary tree": f"{int(np.ceil(np.log2(10**6)))}",
        "a sample of 500 rivals": "501",
    },
    extra=["1,000", "500"],
    words={
        "softmax over all classes": "Each class needs a score.",
        "two levels, $\\sqrt C$ groups of $\\sqrt C$ classes": "First one softmax over the groups, "
        "then one over the classes of a single group.",
        "a balanced binary tree": "One product for each fork on the way, and there are $\\log_2 C$ "
        "of them, rounded up.",
        "a sample of 500 rivals": "The label's own score is needed, too.",
    },
    because="A group has $\\sqrt C = 1{,}000$ classes, and there are as many groups. A binary tree "
    "halves a million 20 times before one class is left. A sample adds the label to its rivals.",
    see=f"{CORE}#a-hundred-thousand-classes",
)

test = SelfTest([_handicap, _left_out, _lied, _unknown, _products])
