"""The questions of the chapter on MNIST."""

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

_STEP = 0.1 * (99 + 1)
_CONFUSION = np.array([[8, 2, 0], [0, 4, 1], [0, 2, 3]])
_RIGHT = _CONFUSION.diagonal()
_CLAIM, _SHARE, _IMAGES = 0.90, 0.84, 100
_ERROR = np.sqrt(_SHARE * (1 - _SHARE) / _IMAGES)
_BELOW = round(float((_CLAIM - _SHARE) / _ERROR), 2)
_CLAIMED = round(float((_CLAIM - _SHARE) / np.sqrt(_CLAIM * (1 - _CLAIM) / _IMAGES)), 2)
_COUNT = (784 + 1) * 20 + (20 + 1) * 10


def _percents(*parts: np.ndarray) -> str:
    """Return what a program prints of the right answers as percents of something, line by line."""
    return "\n".join(" ".join(str(p) for p in 100 * _RIGHT // part) for part in parts)


ink = Choice(
    "A programmer forgets the biases of the second rule, and takes the digit whose mean image has "
    "the largest $m_k^\\top x$. What goes wrong?",
    right="Means with much ink win too often, those of 0 and 8 above all.",
    wrong={
        "Nothing: the closest mean has the largest product.": "That is so if all means have the "
        "same length, and they do not: a mean 0 has more than twice the squared length of a "
        "mean 1.",
        "Images with much ink are all taken for the same digit.": "Ink in the *image* raises all "
        "ten products. The digit is chosen among them.",
        "It says 1 too often, the most frequent digit.": "The rule does not know how frequent a "
        "digit is. And a mean 1 has the least ink of all.",
        "Nothing: a bias shifts all scores alike.": "These biases differ from digit to digit, so "
        "they change which score is the largest.",
    },
    hint="Which is larger for an image $x$ of a 1, the product with its own mean or that with "
    "twice as much ink in the same pixels?",
    because="The squared distance to $m_k$ is $\\lVert x \\rVert^2 - 2\\, m_k^\\top x + "
    "\\lVert m_k \\rVert^2$. Without its last term, nothing makes a mean pay for its ink. On the "
    "test images, the accuracy drops by 14 points: the rule says 0 and 8 more than twice as "
    "often as they occur, and never 5.",
)

shuffled = Bug(
    "No line raises an error. But however many epochs follow, the loss gets no better than "
    "$\\log 10$, that of a blind guess. Which line is to blame?",
    code="""order = rng.permutation(5000)
X, Y = X_train[order], Y_train
for start in range(0, 5000, 32):
    A, T = X[start : start + 32], Y[start : start + 32]
    error = (softmax(A @ W + b) - T) / len(A)
    W -= 0.1 * A.T @ error
    b -= 0.1 * error.sum(axis=0)""",
    line=2,
    wrong={
        1: "Each number from 0 to 4999 comes once, in random order, as it should be.",
        3: "The last batch begins at 4992 and has 8 images. None is left out.",
        4: "Both are cut in the same places. Do they belong to each other?",
        5: "Probabilities minus targets, divided by the size of the batch, even of the last one.",
        6: "A step against the gradient. The arrays have the right shapes.",
        7: "The gradient for the biases is the sum of the errors; they are divided already.",
    },
    otherwise="This line does what it should.",
    hint="Follow one image and its label through the lines.",
    because="The images are shuffled and the labels are not, so that nearly every image comes with "
    "the label of another. There is nothing to learn but how frequent each digit is. The shapes "
    "are right, and no error is raised. A loss that does not fall is often the only sign.",
)

curves = Match(
    "Four trainings, each with its losses over 50 epochs. What does each show?",
    pairs={
        "The training loss keeps falling. The test loss falls, then rises.": "It learns by heart.",
        "Both fall side by side, and still fall in the last epoch.": "It was stopped too early.",
        "Both jump from epoch to epoch, and the test loss is high from the first one on.": "Its "
        "steps are too large.",
        "Both stay at $\\log 10$.": "No gradient reaches its weights.",
    },
    extra=["Its batches are too large."],
    words={
        "The training loss keeps falling. The test loss falls, then rises.": "What it still learns "
        "after the turn helps on the training images alone.",
        "Both fall side by side, and still fall in the last epoch.": "What it learns helps on both "
        "sets, and there is more to come.",
        "Both jump from epoch to epoch, and the test loss is high from the first one on.": "Even "
        "before any image has been seen twice, it is thrown about.",
        "Both stay at $\\log 10$.": "It still gives every digit a tenth, as before the first step.",
    },
    hint="Look at the training loss first. Does it fall at all, does it fall steadily?",
    because="The training loss tells whether the descent works, and the test loss whether what it "
    "finds is of use elsewhere. If the first stays where it began, nothing is learned. If it "
    "jumps, the steps are too large. Only when it falls is the test loss worth a look. Large "
    "batches are calm, and with small steps just slow.",
)

lead = Number(
    "An image with $\\lVert x \\rVert^2 = 99$ is misread with certainty: $p$ is 1 at a wrong class "
    "and 0 at its own. One step with $\\eta = 0.1$ is made on it alone. By how much does the lead "
    "of the wrong class over the true one shrink?",
    answer=2 * _STEP,
    tolerance=0.01,
    slips={
        _STEP: "Each of the two scores moves by that much, one up and one down. The lead is their "
        "difference.",
        2 * _STEP - 0.2: "The biases move, too: that is the $+ 1$ in the formula.",
        _STEP - 0.1: "The biases move, too, and the lead is the difference of two scores.",
        2 * _STEP / 0.1: "The step is only $\\eta$ times as long.",
        0.1: "That is how far the bias moves. The weights of all the inked pixels move with it.",
    },
    otherwise="Compute $\\Delta o$ for the two classes, and subtract one from the other.",
    hint="What is $p - y$ at each of the two classes?",
    because=f"The factor is $0.1 \\cdot (99 + 1) = {_STEP:.0f}$, and $p - y$ is 1 at the wrong "
    f"class and −1 at the true one. One score falls by {_STEP:.0f}, the other rises by "
    f"{_STEP:.0f}, and the lead shrinks by {2 * _STEP:.0f}. With $\\eta = 0.1/32$ it would have "
    f"been {2 * _STEP / 32:.1f}.",
)

half_dead = Explain(
    "What will the small steps repair, what can they not, and what should the colleague do?",
    must=[
        "A dead unit outputs 0 for every training image, so no gradient reaches its incoming "
        "weights, its bias, or the weights that lead on from it.",
        "Small steps do not bring it back: a gradient of 0 times any step size is 0.",
        "The units that are left still learn, so the loss can fall.",
        "The colleague should begin anew, with small steps from the first image on.",
    ],
    hint="What is the gradient of a weight into a unit that outputs 0 for every image?",
    because="The small steps calm whatever still moves: the living units and the biases of the "
    "scores learn on, and the loss falls. A dead unit outputs 0 for every training image. Its "
    "incoming weights and its bias get no gradient, because the unit is on the flat side for all "
    "of them, and its outgoing weights get none, because their gradient is multiplied by its "
    "output. Zero times a small step is still zero. And its inputs are pixels, which never change. "
    "So the network stays as narrow as it has become, and it is better to begin anew with small "
    "steps.",
)

peeked = Explain(
    "Is the student's number a fair estimate of the loss on new images? If not, in which direction "
    "is it off, and what should be done instead?",
    must=[
        "The test images were used to choose, so they are no longer new to what was chosen.",
        "The lowest of many noisy measurements is low partly by luck, so on average the number is "
        "too low.",
        "Choose the optimizer, the step size and the epoch on held-out images from the training "
        "set.",
        "Then measure the one that was chosen on the test images, once.",
    ],
    hint=f"How many losses were measured on the same 1,000 images before the lowest of the "
    f"{7 * 7 * 30:,} was taken?",
    because=f"It is too low, on average. The student compared {7 * 7} trainings after each of 30 "
    f"epochs, {7 * 7 * 30:,} test losses in all. Each is a measurement with an error of its own, "
    "and whoever takes the lowest of them prefers the lucky ones. No image was trained on, and yet "
    "the test images had their say. The choice belongs to held-out images, and the test images are "
    "for one measurement at the end.",
)

spanned = Lines(
    "Put the lines of the proof in order. Some do not belong.",
    lines=[
        "Before the first step, every template is 0, the linear combination of the training "
        "images whose coefficients are all 0.",
        "Suppose that before some step each template is a linear combination, $\\theta_c = "
        "\\sum_i a_{ic} x_i$.",
        "Column $c$ of $\\nabla_W L = \\frac1B X^\\top (P - Y)$ is $\\frac1B \\sum_i (p_{ic} - "
        "y_{ic})\\, x_i$, summed over the batch.",
        "So the step turns $\\theta_c$ into $\\sum_i a_{ic} x_i - \\frac{\\eta}{B} \\sum_i (p_{ic} "
        "- y_{ic})\\, x_i$, the second sum over the batch.",
        "This is a linear combination again: $a_{ic}$ has changed by $-\\frac{\\eta}{B} (p_{ic} - "
        "y_{ic})$ for the images of the batch, and not for the others.",
        "So after every step, all templates are linear combinations of the training images.",
        "A pixel that is 0 in every training image is 0 in every linear combination of them, so "
        "its weights are 0.",
    ],
    needs={3: [1, 2], 4: [3], 5: [0, 4], 6: [5]},
    early={
        3: "The step subtracts the gradient from what was there before. Say first what both are.",
        5: "That needs a beginning and a step: all templates are of this form at first, and each "
        "step leaves them so.",
    },
    distractors={
        "Column $c$ of $\\nabla_W L$ is $\\frac1B \\sum_i (p_{ic} - y_{ic})\\, x_i$, summed over "
        "the images of class $c$ in the batch.": "Images of other classes pull at this template, "
        "too: there $y_{ic} = 0$, and $p_{ic}$ is above 0.",
        "The coefficients $a_{ic}$ of all images of class $c$ are equal, so $\\theta_c$ is a "
        "multiple of the mean image.": "An image that is read well has small errors and so a small "
        "coefficient. The mean images are another rule.",
        "There are more images than pixels, so every vector is a combination of them.": "There "
        "are more, but 121 pixels are 0 in all of them. No combination has ink there.",
    },
    hint="It is a proof by induction: how it begins, what one step does, what follows.",
    because="A gradient step adds to each template a linear combination of the batch's images, "
    "and from 0 nothing else can come of it. The coefficients $a_{ic}$ collect, step by step, the "
    "errors $y_{ic} - p_{ic}$ that were made on image $i$, so an image that is soon read well "
    "counts little.",
)

table = Output(
    "The rows of this table are true classes, the columns guesses. What do the lines print? "
    "(Which comes first, recall or precision?)",
    code="""confusion = np.array([[8, 2, 0], [0, 4, 1], [0, 2, 3]])
right = confusion.diagonal()
for axis in (0, 1):
    print(*(100 * right // confusion.sum(axis=axis)))""",
    prints=_percents(_CONFUSION.sum(axis=0), _CONFUSION.sum(axis=1)),
    slips={
        _percents(_CONFUSION.sum(axis=1), _CONFUSION.sum(axis=0)): "The two lines are exchanged. "
        "`axis=0` is the one that is summed away: what remains is a sum for each column.",
        _percents(np.array(20), np.array(20)): "That divides by all 20 images. Each class is "
        "divided by its own sum.",
        _percents(_CONFUSION.sum(axis=1), _CONFUSION.sum(axis=1)): "The second line is right. The "
        "first divides by the sums of the columns.",
        _percents(_CONFUSION.sum(axis=0), _CONFUSION.sum(axis=0)): "The first line is right. The "
        "second divides by the sums of the rows.",
    },
    otherwise="The sums of the columns are 8, 8 and 4, those of the rows 10, 5 and 5. Which come "
    "first?",
    hint="`axis=0` sums over the rows, so that a number is left for each column.",
    because="`sum(axis=0)` counts how often each class was guessed, so the first line is the "
    "precision in percent, and the second the recall. The second class is found in 4 of 5 cases, "
    "but of 8 such guesses only 4 are right.",
)

promise = Number(
    f"A bin of the diagram holds {_IMAGES} images with a mean confidence of {_CLAIM:.2f}, and "
    f"{_SHARE * _IMAGES:.0f} of them are right. How many standard errors is the share right below "
    "the confidence? (One digit after the point.)",
    answer=_BELOW,
    tolerance=0.06,
    slips={
        _CLAIMED: "That takes the standard error of a share of 0.9, which is a fair question, too. "
        "The diagram's error bar is that of the share *measured*.",
        (0.055, 0.065): "That is the difference itself. How large is the standard error?",
        (5.9, 6.1): "Those are percentage points. How large is the standard error?",
        (0.15, 0.18): "The standard deviation of one image's result is divided by the root of "
        f"{_IMAGES}.",
        (44, 45.5): "The standard error is the *root* of $a (1 - a) / n$.",
    },
    otherwise=f"Take the standard error of a share of {_SHARE} of {_IMAGES} images, and divide the "
    "difference by it.",
    hint="$\\sqrt{a (1 - a) / n}$ with $a$ the share right.",
    because=f"The standard error is $\\sqrt{{{_SHARE} \\cdot {1 - _SHARE:.2f} / {_IMAGES}}} = "
    f"{_ERROR:.3f}$, and 0.06 is {_BELOW:.1f} times that. A model whose probabilities are right "
    "misses by as much now and then. One such mark shows little; ten of them would show a lot.",
)

raised = Several(
    "The threshold $\\tau$ is raised, and everything else stays. What holds for every model and "
    "every set of images?",
    right={
        "The share of images that are answered does not rise.": "Whatever reaches the higher "
        "threshold reaches the lower one.",
        "The number of errors does not rise.": "An error that is made at the higher threshold is "
        "made at the lower one, too. Nothing new is answered.",
    },
    wrong={
        "The share of errors among the answered does not rise.": "Often it falls, but not always. "
        "If the surest answer of all is an error, the share ends at 1.",
        "An image that is refused would have been misread.": "Most of them would have been read "
        "correctly. The model is just less sure of them.",
        "A picture that shows no digit is refused.": "The ten probabilities sum to 1 for any "
        "picture, and one of them can be near 1. The model was nearly sure that the cross "
        "at the head of this chapter is an 8.",
    },
    hint="Which images are answered before, but not after?",
    because="Raising the threshold only takes answers away. So there are fewer answers and fewer "
    "errors. Whether their *share* falls depends on which answers go, and it does so where higher "
    "confidence means fewer errors.",
)

_counted = Number(
    "How many parameters has the network 784 → 20 → 10?",
    answer=_COUNT,
    slips={
        784 * 20 + 20 * 10: "Those are the weights. Each unit and each score has a bias, too.",
        784 * 20 + 20: "That is the first layer alone.",
        784 * 20 + 20 * 10 + 10: "The 20 hidden units have biases, too.",
        784 * 20 + 20 * 10 + 20: "The ten scores have biases, too.",
        784 * 20 * 10: "The weights of two layers are added. No weight leads from a pixel to a "
        "score.",
    },
    otherwise="A layer has a weight for each pair of an input and an output, and a bias for each "
    "output.",
    because=f"The first layer has 785 · 20 = {785 * 20:,} numbers and the second 21 · 10 = "
    f"{21 * 10}, together {_COUNT:,}: nearly twice as many as with ten hidden units.",
    see="08-mnist-end-to-end.ipynb#the-model-and-how-many-numbers-it-learns",
)

_batches = Choice(
    "Single images with $\\eta = 0.002$ train one layer well, but slowly. You switch to batches "
    "of 50. With which $\\eta$ do you expect about the same curves, epoch by epoch?",
    right="0.1",
    wrong={
        "0.002": "One batch would move the weights about as far as one image did, and there are "
        "50 times fewer steps in an epoch.",
        "0.00004": "The steps have become calmer and fewer. They should be longer, not shorter.",
        "0.014": "That is larger by $\\sqrt{50}$, which is how the noise goes. 50 steps of 0.002 "
        "in about the same direction lead farther.",
    },
    because="Fifty steps of 0.002 move the weights about as far as one step of $50 \\cdot 0.002 = "
    "0.1$ along the mean of the fifty gradients.",
    see="08-mnist-end-to-end.ipynb#the-experiment-layers-and-batches",
)

_same_images = Choice(
    "On the same 1,000 test images, one model has a loss of 0.41, another of 0.38, and each is "
    "known to about 0.03. Is the second one better?",
    right="That depends on the differences, image by image.",
    wrong={
        "No, the difference is not larger than the error.": "That error comes mostly from images "
        "that are hard for both, and in the difference it cancels.",
        "Yes, 0.38 is less than 0.41.": "On these images it is. Whether on others, too, depends on "
        "how much the difference varies from image to image.",
        "The one with the higher accuracy is.": "Accuracy is another question, and it is noisy, "
        "too.",
    },
    because="Hard images are hard for both models, so the two losses go up and down together. The "
    "standard error of their mean *difference* can be far smaller than 0.03, or not.",
    see="08-mnist-end-to-end.ipynb#two-models-one-test-set",
)

_blank = Choice(
    "One layer is trained from $W = 0$. A test image has ink in a pixel in which no training image "
    "has any. What does this ink do to the ten scores?",
    right="Nothing at all.",
    wrong={
        "It changes them at random, by the weights of the start.": "That would be so with a random "
        "start, as hidden units have it. Here the start was 0.",
        "It lowers them all, because it is unusual.": "That would be wise. But the model knows "
        "nothing of usual and unusual pixels.",
        "It raises the score of the digit whose template is darkest nearby.": "Each pixel has "
        "weights of its own. The model does not know which pixels are neighbors.",
    },
    because="The gradient's row of that pixel is 0 in every step, so its ten weights are still 0. "
    "In a network whose weights start at random, they would stay as random as they were, and the "
    "ink would change the scores.",
    see="08-mnist-end-to-end.ipynb#weights-as-images",
)

_expected = Number(
    "A model whose confidence can be trusted answers 400 images, with a mean confidence of 0.97. "
    "About how many of these answers are wrong?",
    answer=12,
    tolerance=0.1,
    slips={
        388: "That many are right.",
        0: "It is sure, but not certain, and over 400 answers that shows.",
        3: "That is the percentage. Of 400 images?",
        0.03: "That is the share. Of 400 images?",
    },
    otherwise="What share of its answers does such a model get right?",
    because="If confidence and share right agree, a mean confidence of 0.97 leaves 3% errors, and "
    "3% of 400 is 12.",
    see="08-mnist-end-to-end.ipynb#can-the-probabilities-be-trusted",
)

test = SelfTest([_counted, _batches, _same_images, _blank, _expected])

mixed = Choice(
    "In run 0, the loss is lower by 0.073, six times its error. But of the images that only one of "
    "the two reads, the network has 30 and one layer 18, with $p = 0.111$. How do you read that?",
    right="Its probabilities are better. Whether it reads more digits, this run leaves open.",
    wrong={
        "The two results contradict each other.": "They are about different things. The loss sees "
        "every change of a probability, the accuracy only which one is the largest.",
        "With $p$ above 0.05, the two models are equally good.": "A large $p$ is no proof of "
        "equality. 30 to 18 just happens now and then with a fair coin.",
        "The network is better in 89% of the cases.": "$1 - p$ is not the probability that a "
        "model is better. $p$ says how often a fair coin is at least as unequal.",
    },
    hint="How many of the 1,000 images does each of the two measures look at?",
    because="All 1,000 images count in the loss, and just 48 in the test of the accuracies. So the "
    "loss can tell the models apart where the counts cannot yet. In the other four runs, the "
    "counts lean the same way.",
)

cancelled = Fill(
    "With the means $\\bar a$ and $\\bar b$, let $u_i = a_i - \\bar a$ and $v_i = b_i - \\bar b$. "
    "Choose what belongs in each gap.",
    steps=[
        "The difference $a_i - b_i$ is [[far]] away from the mean of all differences,",
        "and the square of that is $u_i^2 + v_i^2 -$ [[cross]].",
        "Averaged over all $n$ images, $\\operatorname{std}(a - b)^2 = \\operatorname{std}(a)^2 + "
        "\\operatorname{std}(b)^2 -$ [[mean]].",
        "So the paired error is the smaller one exactly if [[when]].",
    ],
    gaps={
        "far": Gap(
            "$u_i - v_i$",
            wrong={
                "$u_i + v_i$": "The mean of the differences is $\\bar a - \\bar b$. Subtract it "
                "from $a_i - b_i$.",
                "$a_i - b_i$": "That is the difference itself. Its mean $\\bar a - \\bar b$ is "
                "subtracted.",
            },
        ),
        "cross": Gap(
            "$2 u_i v_i$",
            wrong={
                "$u_i v_i$": "In $(u - v)^2$ the product comes twice.",
                "$0$": "That would be so if one of them were 0. The product does not vanish for "
                "each image.",
            },
        ),
        "mean": Gap(
            "$\\frac2n \\sum_i u_i v_i$",
            wrong={
                "$\\frac2n \\sum_i u_i \\cdot \\sum_i v_i$": "These two sums are 0. The products "
                "are averaged, image by image.",
                "$2 \\operatorname{std}(a) \\operatorname{std}(b)$": "That is the most it can be, "
                "if one model's losses follow the other's exactly.",
            },
        ),
        "when": Gap(
            "$\\sum_i u_i v_i > 0$",
            wrong={
                "$\\bar a < \\bar b$": "Which model is better does not matter here. The means are "
                "subtracted.",
                "$\\operatorname{std}(a) = \\operatorname{std}(b)$": "Two unrelated losses can "
                "vary equally much, and pairing them gains nothing.",
                "$\\sum_i u_i v_i = 0$": "Then the two errors are equal.",
            },
        ),
    },
    hint="Expand $(u - v)^2$.",
    because="The sum is positive if images that are hard for one model tend to be hard for the "
    "other. If both losses vary equally much and their correlation is $r$, the paired error is "
    "$\\sqrt{1 - r}$ times the other one.",
)

more_images = Choice(
    "You have found the best `C` on 5,000 images. Then you train on all 60,000, and leave `C` as "
    "it is. What becomes of $\\lambda$?",
    right="It is a twelfth of what it was.",
    wrong={
        "It stays as it is.": "`C` is a factor of the *sum* of the losses, and the sum has twelve "
        "times as many terms now.",
        "It is twelve times as large.": "The sum of the losses has grown, and the penalty has not. "
        "So the penalty weighs less.",
        "It is a 144th of what it was.": "$N$ enters the formula once.",
    },
    hint="Solve the formula for $\\lambda$.",
    because="$\\lambda = \\frac{1}{2 N C}$, and $N$ is twelve times as large. That is often "
    "wanted, because more images need less of a penalty. But you should know that it happens.",
)
