"""The questions of the chapter on neural networks."""

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

from descent.activations import relu

_NARROW, _WIDE = 784 * 3 + 3 + 3 * 10 + 10, 784 * 10 + 10
_KNOTS = 2 * np.pi / 71
_AFAR = (100 - 2 * np.pi) * np.sin(_KNOTS) / _KNOTS
_X = np.arange(5)


def _printed(values: ArrayLike) -> str:
    """Return what ``print(*values)`` prints."""
    return " ".join(str(int(value)) for value in np.asarray(values))


narrow = Choice(
    "Softmax regression on digits has the scores $XW + \\mathbf{1} b^\\top$, with any $W$ of shape "
    "$784 \\times 10$. A network without a bend goes from 784 pixels to 3 units, and from there to "
    "10 scores. Which functions can it be, compared with softmax regression?",
    right="fewer: its ten scores are made of three numbers",
    wrong={
        "the same ones, because linear layers collapse into one": "They do collapse into one "
        "layer, but not into every one. What does the theorem say about the rank of its $W$?",
        "more, because it has one more layer": "Without a bend, the two matrices multiply into "
        "one, and the layer is gone.",
        "more, because its hidden units are features of its own": "It has three of them, each a "
        "linear function of the pixels. Softmax regression sees all the pixels themselves.",
    },
    hint="Two images that look the same to the three units get the same scores.",
    because="The product of the two matrices has rank 3 at most, so images that agree in three "
    "numbers get the same ten scores. Depth without a bend adds no function, and a narrow layer "
    f"takes some away. It also has only {_NARROW:,} parameters, where softmax regression has "
    f"{_WIDE:,}.",
)

sigmoid_as_tanh = Fill(
    "Choose what belongs in each gap. The network of sigmoids has the scores "
    "$\\sigma(XW + \\mathbf{1} b^\\top) V + \\mathbf{1} c^\\top$.",
    steps=[
        "The table says $\\tanh z = 2 \\sigma(2z) - 1$, so $\\sigma(z) =$ [[sigma]].",
        "Put this into the scores. The hidden layer of tanh gets the weights and the biases "
        "[[inner]],",
        "the weights behind it are [[outer]],",
        "and [[shift]] is added to $c$. Nothing is left over, so the scores are the same.",
    ],
    gaps={
        "sigma": Gap(
            "$\\frac12 + \\frac12 \\tanh(z / 2)$",
            wrong={
                "$\\frac12 + \\frac12 \\tanh(2z)$": "Solved for the sigmoid of $2z$, that would be "
                "$\\tanh z$. To have the sigmoid of $z$, halve the argument.",
                "$2 \\tanh(2z) - 1$": "Here tanh and sigmoid have changed places. Solve for the "
                "sigmoid.",
            },
        ),
        "inner": Gap(
            "$\\frac12 W$ and $\\frac12 b$",
            wrong={
                "$W$ and $b$": "Then tanh would get all of $z$. It takes half of it.",
                "$\\frac12 W$ and $b$": "tanh takes half of $z$, and the bias is a part of $z$.",
            },
        ),
        "outer": Gap(
            "$\\frac12 V$",
            wrong={
                "$V$": "There is a factor in front of the tanh.",
                "$2V$": "The sigmoid rises by 1 on its way from left to right, and tanh by 2.",
            },
        ),
        "shift": Gap(
            "$\\frac12 V^\\top \\mathbf{1}$",
            wrong={
                "nothing": "A sigmoid is never negative, and tanh is. What became of the ½ in "
                "front?",
                "$\\frac12 \\mathbf{1}$": "The ½ is the same for all hidden units. On its way to "
                "the scores, it goes through $V$.",
            },
        ),
    },
    hint="Solve the line of the table for the sigmoid first.",
    because="A sigmoid is a tanh, shifted and stretched, and the linear layers on its two sides "
    "can do the shifting and the stretching. So the two activations offer the same functions. "
    "They differ in how training goes: from the same small weights, tanh starts around 0 and four "
    "times as steep.",
)

wakes = Several(
    "A unit of the *first* hidden layer is dead: its $z$ is below 0 for each of 5,000 training "
    "images. Training is plain gradient descent, without a penalty. What can bring the unit back?",
    right={
        "a leaky ReLU in place of the ReLU": "With a slope of 0.1 below 0, the unit gets a tenth "
        "of the gradient, and can move.",
        "new training images, if its $z$ is above 0 for one of them": "The unit is dead for the "
        "images that it has seen. One with $z > 0$ sends a gradient through it.",
        "new random weights for this unit": "That is a new start, and its $z$ may well be above "
        "0 for some of the images.",
    },
    wrong={
        "a larger step size": "The step is the step size times the gradient, and the gradient of "
        "its weights is exactly 0.",
        "ten times as many epochs": "Each of these steps is 0, too.",
        "what the layers behind it learn": "They decide what comes back to the unit. There it is "
        "multiplied by its slope, which is 0.",
    },
    hint="Its weights take the derivatives $X^\\top \\delta$. What is its column of $\\delta$?",
    because="The ReLU's slope multiplies whatever comes back, and it is 0 for each image. No size "
    "and no number of steps changes that, only another slope, other images or other weights.",
)

outputs = Match(
    "Which output and which loss belong to each of these tasks?",
    pairs={
        "how warm tomorrow will be, right on average": "$z$ itself, squared error",
        "what a flat costs, whatever a few palaces cost": "$z$ itself, absolute error",
        "whether a letter is spam": "a sigmoid, binary cross-entropy",
        "which of seven tags a song has, none or several": "seven sigmoids, seven binary "
        "cross-entropies",
        "in which of seven languages a song is sung": "softmax, cross-entropy",
    },
    extra=["softmax, squared error", "a ReLU, binary cross-entropy"],
    words={
        "how warm tomorrow will be, right on average": "A temperature is any number, so nothing "
        "bends it. Which loss is smallest at the mean?",
        "what a flat costs, whatever a few palaces cost": "A few huge prices move the mean far "
        "away. Which loss asks for a number that they do not move?",
        "whether a letter is spam": "One question, yes or no. One number between 0 and 1 answers "
        "it.",
        "which of seven tags a song has, none or several": "Each tag is a question of its own. "
        "Softmax would make them share a sum of 1.",
        "in which of seven languages a song is sung": "One language rules out the others, so the "
        "seven probabilities sum to 1.",
    },
    hint="Can two of the answers be right at once?",
    because="Ask what the target is: any number, one yes or no, several of them, or one class of "
    "many. The output must be able to hit it, and the loss that matches the output leaves no "
    "factor that hides a confident mistake.",
)

tags = Explain(
    "For which photos does the rule fail? Would another threshold mend it? Which output would you "
    "give the network?",
    must=[
        "With two tags, the targets are ½ each, so that no tag gets above 0.5; with three, ⅓ each.",
        "Without a tag there is no target $1/k$, and softmax must give its whole sum of 1 to "
        "something.",
        "No threshold is right for all: one below ⅓ also reports the second guess of a photo with "
        "one tag.",
        "Three sigmoids, each with a binary cross-entropy of its own, answer three questions.",
    ],
    hint="What does a perfectly trained network say of a photo with two tags? And of one with "
    "none?",
    because="With two tags, the targets are ½ and ½, with three ⅓ each, so a perfectly "
    "trained network puts none of them above 0.5. A photo without a tag has no target at all, and "
    "the probabilities sum to 1 all the same. A threshold below ⅓ would report three tags at "
    "once, but also the second guess when the network is torn, 0.6 to 0.4, about a photo of a "
    "single thing. The numbers of softmax say how the tags share, not whether each is there. "
    "Three sigmoids with a binary cross-entropy each ask the three questions separately, and "
    "each has its own threshold. If only a *ranking* of tags is wanted, softmax can still do well.",
)

too_early = Bug(
    "One step of training for a network with one hidden layer, whose biases stay as they are. The "
    "loss falls, and yet $W_1$ does not move along its gradient. Which line is to blame?",
    code="""z1 = X @ W1 + b1
h1 = np.maximum(0, z1)
delta2 = (softmax(h1 @ W2 + b2) - Y) / len(X)
W2 -= eta * h1.T @ delta2
delta1 = delta2 @ W2.T * (z1 > 0)
W1 -= eta * X.T @ delta1""",
    line=4,
    wrong={
        3: "This is $(P - Y)/N$, from the weights as they are. Nothing has moved yet.",
        5: "The formula is right, back through $W_2$ and through the ReLU. But which numbers does "
        "it find in `W2`?",
        6: "What came in, transposed, times what came back: this is the rule. One of the two was "
        "wrong before.",
    },
    otherwise="The way forward is right.",
    hint="All derivatives are taken at the weights that made the scores.",
    because="Line 4 moves $W_2$ before line 5 has used it, so the gradient goes back through "
    "weights that the scores have never seen. As long as the step is small, so is the error, and "
    "the loss falls all the same, which is why this mistake can live long. First all derivatives, "
    "then all updates.",
)

spread = Number(
    "A layer of 50 ReLUs reads the 200 units of the layer before it. By He's rule, which "
    "*standard deviation* should its weights have at the start? (Two digits after the point.)",
    answer=float(np.sqrt(2 / 200)),
    tolerance=0.004,
    slips={
        2 / 200: "That is the variance. The standard deviation is its root.",
        float(np.sqrt(2 / 50)): "That is the rule for the way back, where the sum is over the 50 "
        "outputs. He's rule counts what comes in.",
        float(np.sqrt(1 / 200)): "That is for units that are nearly linear. A ReLU throws away "
        "half.",
        float(np.sqrt(2 / 250)): "That is Glorot's middle of the two ways.",
        2 / 50: "That is a variance, and it counts the outputs.",
    },
    otherwise="The variance is 2 divided by the number of inputs of a unit.",
    hint="How many terms has the sum that makes one $z$?",
    because="Each $z$ is a sum over 200 inputs, so the variance is 2/200 = 0.01, and its root is "
    "0.1. How many units the layer has makes no difference to the size of any of them.",
)

ramps = Output(
    "Three ramps, added. What do these lines print?",
    code="""x = np.arange(5)
a, b, c = (np.maximum(0, x - t)
           for t in (0, 1, 3))
print(*(a - 2 * b + 2 * c))""",
    prints=_printed(relu(_X) - 2 * relu(_X - 1) + 2 * relu(_X - 3)),
    slips={
        "0 1 -1 -3 -1": "You have taken each weight for the *slope* of its piece. It is what is "
        "added to the slope, so the line goes up by 1, then down by 1, then up again.",
        "0 1 0 0 0": "Each ramp is never negative, but a ramp with a weight of −2 is, and nothing "
        "cuts off the sum.",
        "0 1 2 3 4": "Those are ramps that all begin at 0. Where does each begin?",
        "0 1 0 -1 -2": "The first two ramps are right. The third begins at 3 and adds 2 to the "
        "slope.",
    },
    otherwise="Start at 0 with slope 1. By how much does the slope change at 1, and at 3?",
    hint="Which slope does the broken line have between 0 and 1, between 1 and 3, and after 3?",
    because="Each weight is a *change* of slope. The line has slope 1 up to $x = 1$, then "
    "$1 - 2 = -1$ up to $x = 3$, and $-1 + 2 = 1$ from there.",
)

beyond = Explain(
    "What do the ramps draw at $x = -10$ and at $x = 100$, about? Why does this not contradict the "
    "theorem, and would more ramps help?",
    must=[
        "Left of 0, every ramp is 0, so the line stays at $\\sin 0 = 0$.",
        "Right of the last kink there is one straight line, here of a slope close to 1, so at 100 "
        "it is above 90, while the sine stays between −1 and 1.",
        "The theorem speaks of the interval $[a, b]$ alone, here $[0, 2\\pi]$.",
        "However many ramps there are, a last kink remains. More of them on $[0, 2\\pi]$ change "
        "nothing far away.",
    ],
    hint="How many of the ramps are above 0 at $x = -10$, and where does the slope change for the "
    "last time?",
    because="At $-10$ all ramps are 0, and the network says $\\sin 0 = 0$, a constant. Beyond the "
    "last kink all ramps rise along straight lines, and so does their sum, with the slope of the "
    f"last chord, which is close to 1. At 100, it has come to about {_AFAR:.0f}. The theorem "
    "promises a small error on $[0, 2\\pi]$, where the ramps were placed, and says nothing about "
    "the rest. More ramps make the error there smaller still, but every sum of finitely many ramps "
    "is straight at both ends, and a sine is not.",
)

balance = Lines(
    "Put the lines of the proof in order. Some do not belong.",
    lines=[
        "For $a > 0$, $\\max(0, a z) = a \\max(0, z)$.",
        "So if unit $k$'s weights and its bias in the first layer are multiplied by $a$, and its "
        "weights to the scores by $1/a$, all scores stay as they are.",
        "Seen as a function $\\varphi(a)$, the loss is therefore constant, and $\\varphi'(1) = 0$.",
        "By the chain rule, $\\varphi'(1) = \\sum_i W_{1,ik} \\frac{\\partial L}{\\partial "
        "W_{1,ik}}$ $+\\, b_{1,k} \\frac{\\partial L}{\\partial b_{1,k}}$ "
        "$- \\sum_j W_{2,kj} \\frac{\\partial L}{\\partial W_{2,kj}}$.",
        "The two sides of the claim differ by $\\varphi'(1)$, so they are equal.",
    ],
    needs={1: [0], 2: [1], 3: [1], 4: [2, 3]},
    early={
        2: "The loss is constant because the scores are. Say first why they are.",
        3: "This line differentiates in $a$. Say first what $a$ multiplies.",
        4: "It takes both: that the derivative is 0, and what it is in terms of the gradient.",
    },
    distractors={
        "For all $z$ and $u$, $\\max(0, z + u)$ $= \\max(0, z)$ $+ \\max(0, u)$.": "That would be "
        "a linear function. Try $z = 1$ and $u = -1$.",
        "By the chain rule, $\\varphi'(1) = \\sum_i W_{1,ik} \\frac{\\partial L}{\\partial "
        "W_{1,ik}}$ $+\\, b_{1,k} \\frac{\\partial L}{\\partial b_{1,k}}$ "
        "$+ \\sum_j W_{2,kj} \\frac{\\partial L}{\\partial W_{2,kj}}$.": "At "
        "$a = 1$, the derivative of $1/a$ is −1, not 1.",
        "The loss is convex, so $a = 1$ is its minimum and $\\varphi'(1) = 0$.": "The loss of a "
        "network is not convex, and the claim holds at all weights, not just at the best ones.",
    },
    hint="What may be done to a unit without any score noticing?",
    because="A ReLU lets a positive factor through, so a unit can be scaled on one side and scaled "
    "back on the other. Along this path the loss is flat, and a flat path says something about the "
    "gradient: its parts on the two sides of the unit balance.",
)

swept_twice = Output(
    "The sweep is run twice by mistake. What do these lines print?",
    code="""x = Value(3.0)
y = x * x
sweep(y)
sweep(y)
print(round(x.gradient))""",
    prints="12",
    slips={
        "6": "That is the derivative, and what one sweep leaves. Does the second one begin at 0?",
        "3": "Two ways lead from $x$ to $y$, as $x$ is used twice, and there are two sweeps.",
        "9": "That is the value of $y$. The gradient of $x$ is the derivative of $y$ in $x$.",
        "36": "A second sweep multiplies nothing by the first. What does `+=` do?",
    },
    otherwise="What does one sweep add to the gradient of $x$?",
    hint="Nothing in `sweep` sets the gradients of the parents back to 0.",
    because="Each sweep adds $3 + 3$ to the gradient of $x$, for its two uses. Adding is right "
    "*within* a sweep, because the ways add up. Before the next one, the gradients have to be set "
    "to 0, and libraries have a function for that, which is easily forgotten.",
)

one_sample = Choice(
    "A network with batch normalization is asked about *one* photo, and takes mean and variance "
    "from this batch of one. What does it hand on from each unit, before gain and offset?",
    right="0, whatever the photo shows",
    wrong={
        "the unit's $z$ as it was": "One number has a mean, too, and it is subtracted.",
        "a huge number, because the variance is 0": "The small number that is added to the "
        "variance keeps the divisor above 0. And what is divided?",
        "the same as layer normalization": "That takes its mean over the units of one photo. Here "
        "each unit is by itself.",
    },
    hint="What is the mean of one number?",
    because="The mean of one number is the number itself, so the difference is 0 for each unit, "
    "and all photos look the same. In use, batch normalization needs statistics that were kept "
    "from training, and layer normalization needs none.",
)

in_use = Choice(
    "A model has been trained with this dropout, at $q = \\frac12$. How should it be used on new "
    "images?",
    right="as it is: nothing dropped, nothing multiplied",
    wrong={
        "with all inputs, each multiplied by $1 - q$": "That is right if the survivors were *not* "
        "divided by $1 - q$ in training. Here the division has already kept the expectation.",
        "with all inputs, each divided by $1 - q$": "Then each score would be made of inputs twice "
        "as large as training has had on average.",
        "with half of the inputs dropped, as in training": "Then the same image would get another "
        "answer each time.",
    },
    hint="What has an input been in training, on average?",
    because="In training, each input has been $x / (1 - q)$ with probability $1 - q$ and 0 "
    "otherwise, which is $x$ on average. So the weights fit inputs of the size $x$, and in use, "
    "there is nothing to correct.",
)

_from_behind = Choice(
    "A network has one hidden layer of tanh. $W_1$ and all biases start at 0, $W_2$ at random "
    "numbers. Can it learn?",
    right="Yes: $W_2$ waits for one step while $W_1$ moves, each unit in its own way.",
    wrong={
        "No: every $h_1$ is 0, so every derivative is 0.": "This stops $W_2$, whose derivative is "
        "$h_1^\\top \\delta_2$. That of $W_1$ is made of $X$ and of what comes back through $W_2$.",
        "No: units that start equal stay equal.": "They do if they also send on with equal "
        "weights. The rows of $W_2$ differ.",
        "Yes, but only the last biases learn.": "That is what happens if *all* weights are 0. Here "
        "$\\delta_2 W_2^\\top$ is not.",
    },
    because="What comes back to unit $k$ has passed through row $k$ of $W_2$, and these rows are "
    "random. So the columns of $W_1$ leave 0 in different ways, and after one step, $h_1$ is no "
    "longer 0. (With ReLUs, whose slope at 0 we take to be 0, nothing would come through.)",
    see="09-neural-networks.ipynb#learning-and-where-to-begin",
)

_slope = Number(
    "A sigmoid unit has the value 0.9. By which factor does it multiply a gradient that comes back "
    "through it? (Two digits after the point.)",
    answer=0.9 * (1 - 0.9),
    tolerance=0.004,
    slips={
        0.9: "That is its value. What counts is its slope.",
        0.25: "That is the slope at $z = 0$, where the value is ½. At 0.9, the curve is flatter.",
        0.1: "That is $1 - \\sigma$. The slope has one more factor.",
        0.19: "That is $1 - 0.9^2$, which would be the slope of a tanh.",
    },
    otherwise="The table of activations gives the slope of a sigmoid in terms of its value.",
    because="The slope is $\\sigma (1 - \\sigma) = 0.9 \\cdot 0.1 = 0.09$. At a value of 0.9, the "
    "sigmoid is well on its way to saturation.",
    see="09-neural-networks.ipynb#what-bends",
)

_bent_scores = Choice(
    "In a program, the last line of the way forward is `P = softmax(np.maximum(0, z3))`. What does "
    "the ReLU do to a sample with negative scores?",
    right="It makes them all 0, and lets no gradient through to them.",
    wrong={
        "Nothing, because softmax makes every score positive anyway.": "Softmax tells −1 from −5. "
        "Behind the ReLU, both are 0.",
        "Nothing, because the order of the scores stays.": "The order of the positive ones does. "
        "Those below 0 are now tied.",
        "The probabilities no longer sum to 1.": "Softmax sees to that, whatever it is given.",
    },
    because="Scores may be any real numbers, and softmax needs them to be: two classes with −1 and "
    "−5 get the same probability here, and where a score is below 0, nothing comes back to "
    "correct it. The last layer has no $g$.",
    see="09-neural-networks.ipynb#a-chain-of-layers",
)

_shapes = Match(
    "A batch of 32 samples goes through hidden layers of 50 and then 20 units. Which shapes do "
    "these arrays have on the way back?",
    pairs={
        "$\\delta_2$": "32 × 20",
        "$h_1^\\top \\delta_2$": "50 × 20",
        "$\\delta_2 W_2^\\top$": "32 × 50",
        "$\\mathbf{1}^\\top \\delta_2$": "1 × 20",
    },
    extra=["20 × 50", "1 × 50"],
    words={
        "$\\delta_2$": "The derivatives in $z_2$ have the shape of $z_2$: a row for each sample.",
        "$h_1^\\top \\delta_2$": "The derivatives in $W_2$ have the shape of $W_2$: what comes in "
        "by what goes out.",
        "$\\delta_2 W_2^\\top$": "The derivatives in $h_1$ have the shape of $h_1$.",
        "$\\mathbf{1}^\\top \\delta_2$": "The derivatives in $b_2$ are sums over the samples, one "
        "for each unit of the layer.",
    },
    because="A derivative has the shape of what it belongs to, here $z_2$, $W_2$, $h_1$ and $b_2$. "
    "If you forget which matrix to transpose, the shapes will tell.",
    see="09-neural-networks.ipynb#backpropagation",
)

_hundredth = Number(
    "The error bound of a layer of ramps is to shrink to a hundredth. How many times as many ramps "
    "does that take?",
    answer=10,
    tolerance=0.01,
    slips={
        100: "That would be right if the bound fell like $1/n$.",
        10_000: "That is the square of 100. Here, a root is needed.",
        50: "Twice the ramps make the bound four times smaller. How does that go on?",
        0.1: "A smaller error needs more ramps, not fewer.",
    },
    otherwise="In the theorem, the number of ramps stands in the denominator, with which power?",
    because="The bound falls like $1/n^2$, so ten times as many ramps make it a hundred times "
    "smaller.",
    see="09-neural-networks.ipynb#what-can-one-hidden-layer-be",
)

test = SelfTest([_from_behind, _slope, _bent_scores, _shapes, _hundredth])
