"""The questions of the chapter on scores and margins."""

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

from descent import multiclass_hinge

_MEANS = np.array([[1, 0], [3, 0]])
_FOUND = np.array([[1.5, 0], [2.5, 9], [10, -9]]) @ _MEANS.T
_APART = round(float(np.sqrt(2)), 4)
_SCORES = np.array([2.0, 2.5, 1.4])
_LOSS = round(float(multiclass_hinge(_SCORES, 0)), 2)
_WORST, _WITHOUT = 1.5, 0.5


def _column(values: np.ndarray) -> str:
    """Return what a program prints of whole numbers, one a line."""
    return "\n".join(map(str, values))


which_kind = Choice(
    "All four of these questions have a number in them. Which one is regression?",
    right="How many people will get on the bus at the next stop?",
    wrong={
        "Which bus comes next: the 4, the 7 or the 12?": "These numbers are names. The 7 is not "
        "between the 4 and the 12 in any sense that would help you get home.",
        "Which digit, 0 to 9, is on this photo?": "A machine torn between 1 and 7 must not answer "
        "4. The ten digits on the photos are classes that happen to be called by numbers.",
        "Will more than 20 people get on?": "That can be answered only by yes or no, which are two "
        "classes, although a number is behind them.",
    },
    hint="In which of them is an answer that is almost right better than one that is far off?",
    because="In regression, a number is asked for, and 12 is a good answer if 13 people get on. "
    "Buses and digits are told apart by numbers, and yes or no can be decided by one, but in none "
    "of the three does it mean anything to be close.",
)

shapes = Match(
    "A classifier tells four kinds of fish apart by 12 measurements. It scores 50 fish at once, as "
    "the rows of $X$, by $O = XW + \\mathbf{1} b^\\top$. Which shape has each of these?",
    pairs={
        "$W$": "$12 \\times 4$",
        "$O$": "$50 \\times 4$",
        "$b$": "$4$",
        "$\\theta_c$, the template of one class": "$12$",
    },
    extra=["$4 \\times 12$", "$12 \\times 50$", "$50$"],
    words={
        "$W$": "$XW$ needs as many rows in $W$ as $X$ has columns. With one *row* per class, "
        "$W$ is the matrix of $o = Wx + b$ for a single fish.",
        "$O$": "Each fish has a row, and in it a score for each class.",
        "$b$": "A bias belongs to a class. It is the same for every fish.",
        "$\\theta_c$, the template of one class": "A template has a weight for each measurement. "
        "It is a column of $W$.",
    },
    because="$X$ is $50 \\times 12$, $W$ is $12 \\times 4$, and the 12 in the middle is summed "
    "over. What is left is a row for each fish and a column for each class. A template must be as "
    "long as a fish has measurements, and there are as many biases as classes.",
)

fewer_above = Number(
    "The classifier of houses says *above* too often. It should do so only where $s > 1$. Which "
    "value must the bias of *above* get, if nothing else changes?",
    answer=-1,
    slips={
        1.0: "With a bias of 1, *above* wins as soon as $s > -1$.",
        3.25: "That lowers the bias by 1. The cutoff rises by 1, too, but it was at −4.25.",
        5.25: "That *raises* the bias by 1. A higher bias makes a class win more often.",
        -5.25: "Where $s = 1$, this leaves *above* a score of −4.25, and it only has to beat 0.",
    },
    otherwise="Around $s = 1$ the rival of *above* is *below*, whose score is always 0. Which bias "
    "makes the score of *above* 0 at $s = 1$?",
    hint="Which score does *above* have to beat where $s$ is near 1?",
    because="Near $s = 1$ the strongest rival is *below* with a score of 0, and $s + b > 0$ should "
    "hold for $s > 1$ alone, so $b = -1$. The lower the bias of a class, the better the "
    "rest of its score must be before it wins.",
)

nearest = Output(
    "Two classes have the means (1, 0) and (3, 0). What does this program print?",
    code="""means = np.array([[1, 0], [3, 0]])
b = -0.5 * (means ** 2).sum(axis=1)
for x in [1.5, 0], [2.5, 9], [10, -9]:
    print((means @ x + b).argmax())""",
    prints=_column((_FOUND - 0.5 * (_MEANS**2).sum(1)).argmax(1)),
    slips={
        _column(_FOUND.argmax(1)): "Without `b`, the longer template would win wherever the first "
        "feature is positive. What does `b` do?",
        _column((-_FOUND + 0.5 * (_MEANS**2).sum(1)).argmax(1)): "These are the classes whose "
        "means are *farthest* away.",
        "0\n0\n1": "The second photo is far from both means, but one of them is still nearer.",
        "0\n1\n0": "The third photo is far from both means, but one of them is still nearer.",
        "0\n0\n0": "Not every photo is nearest to the first mean.",
        "1\n2\n2": "`argmax` counts from 0.",
    },
    otherwise="The program prints one class, 0 or 1, for each of the three photos.",
    hint="You need not multiply. By the theorem, what does the largest score tell you?",
    because="By the theorem, the largest score belongs to the nearest mean. The means differ only "
    "in the first feature, and the border is halfway between them, at 2. The second feature moves "
    "a photo away from both means alike.",
)

two_templates = Choice(
    "In the plane, the cat's template is $(1, 0)$ and the car's is $(0, 1)$. Both biases are 0. "
    "Where is the border between the two classes?",
    right="On the line $x_1 = x_2$.",
    wrong={
        "On the line $x_1 = 0$.": "That line is at a right angle to the *cat's* template. There "
        "the cat's score is 0, but the car's need not be.",
        "On the line $x_2 = 0$.": "That line is at a right angle to the *car's* template. There "
        "the car's score is 0, but the cat's need not be.",
        "On the line $x_1 = -x_2$.": "It is the border between the templates $(1, 0)$ and "
        "$(0, -1)$. Which sign has a lead?",
        "There is none, because both templates are equally long.": "The cat wins at $(1, 0)$ and "
        "the car at $(0, 1)$, so there must be a border in between.",
    },
    hint="Write both scores down. Where are they equal?",
    because="The scores are $x_1$ and $x_2$, and they are equal where $x_1 = x_2$. This line is at "
    "a right angle to $(1, -1)$, the *difference* of the templates, and to neither of them alone.",
)

separable = Several(
    "Which of these photos can a linear classifier with biases put all in their classes? Each has "
    "two features, and where nothing else is said, these are all it gets.",
    right={
        "Cats at $(0, 0)$ and $(5, 5)$, cars at $(1, 0)$ and $(6, 5)$.": "Draw them: the cats "
        "have $x_1 = x_2$ and the cars $x_1 = x_2 + 1$, so the line $x_1 - x_2 = \\frac12$ is "
        "between them.",
        "A cat at $(0, 0)$, cars at $(1, 0)$, $(0, 1)$ and $(1, 1)$.": "Only one of four corners "
        "is to be cut off. The line $x_1 + x_2 = \\frac12$ does it.",
        "A cat in the middle of a circle of cars, with the third feature $x_1^2 + x_2^2$.": "Seen "
        "from this feature, the cat is at 0 and all cars are equally high above it.",
    },
    wrong={
        "A cat in the middle of a circle of cars.": "The cat is between two cars, and the cars' "
        "region is convex. No border can go around.",
        "The same cat and circle, with the third feature $x_1 + x_2$.": "A sum of features can be "
        "had from their weights. Only a feature that is not linear brings anything new.",
    },
    hint="Is there a photo of one class on the line segment between two of the other?",
    because="A linear classifier fails where the photos of the two classes get in each other's "
    "way: where a cat is between cars, or a line segment between two cats crosses one between two "
    "cars. The first two sets are clear of that. The circle is not, and a feature that "
    "is itself linear does not help. The feature $x_1^2 + x_2^2$ does.",
)

mean_of_a_hundred = Several(
    "The mean hinge loss on 100 photos is 0.3. What is certain?",
    right={
        "At most 30 photos are classified wrongly.": "A wrong photo costs at least 1, and all "
        "photos together cost 30.",
        "In some photo, the true class leads another by less than 1.": "If every lead were 1 or "
        "more, the loss would be 0.",
    },
    wrong={
        "Exactly 30 photos are classified wrongly.": "A mistake costs 1 *or more*, and a right "
        "guess can cost something, too.",
        "At least one photo is classified wrongly.": "All of them can be right with a lead that is "
        "too thin: one rival each, 0.7 points behind, costs 0.3 each.",
        "At least 70 photos have a loss of 0.": "The 30 points can also be spread evenly, 0.3 for "
        "each photo.",
    },
    hint="All photos together cost 30. How can the 30 be divided among them?",
    because="The loss bounds the number of mistakes from above and does not tell it. The 30 points "
    "may belong to 30 mistakes that cost 1 each, to two that cost 15, or to a hundred right "
    "guesses whose leads are 0.3 too small.",
)

before_learning = Explain(
    "What is the loss, for which data does that hold, and what use is it?",
    must=[
        "All scores are 0, so all ten classes are level.",
        "Each of the nine wrong classes costs 1: by fact 3, the loss is $C - 1 = 9$.",
        "It is the same for every photo, so it holds for the mean of any data.",
        "The number is known before the program runs. If it prints another, it has a bug.",
    ],
    hint="What do weights and biases of 0 make of any photo?",
    because="Whatever the photo, all scores are 0, so by fact 3 the loss is $C - 1 = 9$, for each "
    "digit and for the mean of any data. If a program prints anything else before it "
    "has learned anything, it has a bug, and you have found it in the first second.",
)

halved = Choice(
    "All photos of a data set are classified correctly, and the smallest lead is 1.6, so the mean "
    "hinge loss is 0. A friend divides all weights and biases by 2. What happens?",
    right="Every guess stays right, and the loss rises above 0.",
    wrong={
        "Nothing happens to the guesses, nor to the loss: half of 0 is 0.": "The *leads* are "
        "halved. The margin of 1 that they are compared with is not.",
        "Some guesses turn wrong, so the loss rises above 0.": "Half of a positive lead is still "
        "positive: no class overtakes another.",
        "The loss falls below 0, because smaller weights are better.": "No hinge loss is below 0, "
        "and nothing in it says that smaller weights are better.",
    },
    hint="How large is the smallest lead now?",
    because="The smallest lead is now 0.8: still a lead, so all guesses stay right, but 0.2 short "
    "of the margin. In the theorem, $\\gamma = 1.6$ and $\\alpha = 0.5$, which is less than "
    f"$1 / \\gamma = {1 / 1.6:.3f}$.",
)

mixture = Lines(
    "Put the lines of the proof in order. Here $g$ is a lead with the first weights, $g'$ the same "
    "lead with the second, and $0 \\le t \\le 1$. Some lines do not belong.",
    lines=[
        "Take a sample, its true class $k$ and any other class $j$.",
        "Both losses are 0, so by the [theorem](01-scores-and-margins.ipynb#the-hinge-loss) "
        "$k$ leads $j$ by $g \\ge 1$ and by $g' \\ge 1$.",
        "Scores are linear in weights and biases, so the mixture's are $t$ times the first "
        "plus $1 - t$ times the second.",
        "So with the mixture, $k$ leads $j$ by $t g + (1 - t) g'$.",
        "Neither $t$ nor $1 - t$ is negative, so this is at least $t + (1 - t) = 1$.",
        "This holds for every sample and every $j \\ne k$, so the mixture has a mean loss of 0.",
    ],
    needs={1: [0], 3: [0, 2], 4: [1, 3], 5: [4]},
    early={
        1: "It speaks of $k$ and $j$. Say first which classes these are.",
        3: "Before two leads can be mixed, say whose they are, and that scores can be mixed.",
        4: "It puts 1 in the place of both leads, in a formula that must stand above it.",
    },
    distractors={
        "So the mixture's loss is $t$ times the first loss plus $1 - t$ times the second.": "This "
        "is true of scores. The loss has a maximum in it, so the mixture's can be smaller.",
        "Both losses are 0, so both sets of weights give the same scores.": "They need not. A loss "
        "of 0 does not tell the scores.",
        "Both losses are 0, so the second weights are a multiple of the first.": "The scale is not "
        "all that can differ: two very different sets of weights can both have a loss of 0.",
    },
    hint="A loss of 0 is a statement about leads, and leads can be mixed.",
    because="Leads are linear in weights and biases, so the mixture's leads are mixtures of leads "
    "that are 1 or more. Any two answers are thus joined by a whole line segment of answers: the "
    "weights and biases of loss 0 form a convex set.",
)

_neighbors = Choice(
    "Ten classes are written as one-hot labels of length 10. How far apart are the labels of class "
    "3 and class 9?",
    right="As far as those of class 3 and class 4.",
    wrong={
        "6 times as far as those of class 3 and class 4.": "That is true of the *numbers* 3, 4 and "
        "9. One-hot labels were made to get rid of it.",
        "At a distance of 0, because both have nine zeros.": "They differ in two places: "
        "each has its 1 where the other has a 0.",
        "At a distance of 2, because they differ in two places.": "2 is the *squared* distance. "
        "The same holds for any two classes.",
    },
    because="Two different one-hot labels differ in exactly two places, by 1 each, so their "
    f"distance is $\\sqrt 2$, about {_APART:.2f}, whichever two classes they belong to.",
    see="01-scores-and-margins.ipynb#a-number-or-a-class",
)

_wrong_axis = Bug(
    "This function should return the share of photos whose guess is right. `X` has one row per "
    "photo, `W` one column per class. Which line is wrong?",
    code="""def right_share(X, W, b, labels):
    scores = X @ W + b
    guesses = scores.argmax(axis=0)
    right = guesses == labels
    return right.mean()""",
    line=3,
    wrong={
        2: "The product has one row per photo and one column per class, and NumPy adds `b` to each "
        "row.",
        4: "It compares each guess with its label, if there is one guess for each photo. Is there?",
        5: "The mean of `True` and `False` is the share of `True`.",
    },
    otherwise="This line only names the function and what it is given.",
    because="`argmax(axis=0)` looks down each *column* and finds the photo with the highest score "
    "for each class. The guess is the class with the highest score for each photo, along a row: "
    "`axis=1`.",
    see="01-scores-and-margins.ipynb#a-score-for-each-class",
)

_halfway = Choice(
    "A linear classifier of *cat*, *car* and *frog* says *cat* to one photo and *car* to another. "
    "What does it say to the photo halfway between them?",
    right="That can be any of the three.",
    wrong={
        "*Cat* or *car*, but never *frog*.": "The region of *frog* can lie between the other two, "
        "as *below* lies between *above* and *not sold*.",
        "Neither: the border is halfway between the two photos.": "For the nearest mean, the "
        "border is halfway between two *means*. These are just two photos.",
        "*Cat* or *car*, whichever has the longer template.": "Templates and biases together "
        "decide, and a third class may win.",
    },
    because="Convexity says something about two photos of the *same* region, and here they are "
    "in different ones. The border between *cat* and *car* may be anywhere on the way, and a third "
    "region may begin before it comes.",
    see="01-scores-and-margins.ipynb#where-the-borders-run",
)

_by_hand = Number(
    "The photo of a cat gets the scores 2.0 for *cat*, 2.5 for *car* and 1.4 for *frog*. What is "
    "its hinge loss? (One digit after the point.)",
    answer=_LOSS,
    tolerance=0.01,
    slips={
        _WITHOUT: "That is the car's lead. The margin of 1 is missing, and with it the frog is "
        "charged, too.",
        _WORST: "That is the car's part. Is the frog a full point behind?",
        _LOSS + 1: "It is 1 too large: the cat does not compete with itself.",
        2.0: "Two classes break the margin, but each is charged for how much is missing.",
        0.95: "That is the mean of the two terms. The loss of a photo is their sum.",
        2.41: "These are the squares of the two terms, added up.",
        0.0: "The cat does not even win here.",
    },
    otherwise="How far is each of the two wrong classes above $2.0 - 1$?",
    because=f"The car is charged $2.5 - 2.0 + 1 = 1.5$. The frog is behind, but only by 0.6, so it "
    f"is charged $1.4 - 2.0 + 1 = 0.4$. Together that is {_LOSS:.1f}.",
    see="01-scores-and-margins.ipynb#the-hinge-loss",
)

_two_programs = Several(
    "Two programs were given the same photos, and both have found weights and biases whose hinge "
    "loss on them is 0. What must the two have in common?",
    right={
        "Their guesses for these photos.": "A loss of 0 means that every true class leads, so both "
        "programs are right about all of them.",
        "On these photos, every true class leads every other class by 1 or more.": "This is just "
        "what a loss of 0 says.",
    },
    wrong={
        "Their weights, up to a factor.": "The scale is not the only freedom. A common shift of "
        "all templates is another, and turning the borders a little may do no harm, either.",
        "Their borders.": "Several lines may leave enough room between the same photos.",
        "Their guesses for other photos.": "New photos may be where the borders differ.",
    },
    because="A loss of 0 says that all leads on these photos are 1 or more, and nothing beyond. "
    "Weights, borders and guesses for other photos may all differ.",
    see="01-scores-and-margins.ipynb#zero-loss-does-not-pin-down-the-weights",
)

test = SelfTest([_neighbors, _wrong_axis, _halfway, _by_hand, _two_programs])

on_a_line = Explain(
    "Which of the two can a linear classifier do? Say why, and give scores where it can.",
    must=[
        "A, B, A: it cannot.",
        "The region of A is convex, so with the outer two photos it contains the middle one.",
        "A, B, C: it can.",
        "Three scores that show it, for example $-x$, 1 and $x$ for photos at $-2$, 0 and 2.",
    ],
    hint="If a class wins at two points, what is known of the points between them?",
    because="A, B, A: no. The region of A is convex, so with the outer two it contains the middle "
    "one. A, B, C: yes. Let the photos be at $x = -2, 0, 2$ and take the scores $-x$, $1$ and $x$, "
    "so that the middle class has a template of 0 and a bias. Its score is the largest for "
    "$-1 < x < 1$.",
)

ten_times = Choice(
    "All features of all samples, the constant one included, are multiplied by 10. What becomes of "
    "the perceptron's mistakes, and of their bound?",
    right="It makes exactly the same mistakes, and the bound is the same.",
    wrong={
        "The bound is 100 times as large, since $R$ is.": "$R$ is 10 times as large, and so is "
        "$\\gamma$.",
        "The bound is 100 times smaller, since every lead has grown.": "Every lead with "
        "$v^\\ast$ is 10 times as large, and so is $R$. Only their ratio counts.",
        "The bound is the same, but the number of mistakes is not.": "Follow $v$: after each "
        "mistake it is 10 times what it would have been, and no $s\\, v^\\top x$ changes its sign.",
    },
    hint="What becomes of $v$ after the first mistake, and of the sign of $s\\, v^\\top x$ then?",
    because="After each mistake, $v$ is 10 times what it would have been without the factor, so "
    "every $s\\, v^\\top x$ is 100 times as large. No sign changes, and the same samples are "
    "mistakes. The bound knows $R$ and $\\gamma$ only by their ratio, which stays.",
)

who_disagrees = Fill(
    "Choose what belongs in each gap. *First* is the set of weights that leaves $n$ photos $u$ "
    "points short each, *second* the one that leaves one photo 1 point short.",
    steps=[
        "For the first, the hinge adds up to [[hinge]], and for the second to 1.",
        "For the first, the squared hinge adds up to [[square]], and for the second to 1.",
        "So they disagree exactly when 1 lies strictly between these two numbers of the first.",
        "For $u < 1$, the smaller of the two is [[smaller]], so the losses disagree exactly for "
        "[[range]].",
        "For $u = 1$ both numbers are equal. For $u > 1$ the losses never disagree, because "
        "[[never]].",
    ],
    gaps={
        "hinge": Gap(
            "$n u$",
            wrong={
                "$u$": "That is what *one* of its photos costs.",
                "$n + u$": "Each of $n$ photos costs $u$, so the number of photos is a factor.",
            },
        ),
        "square": Gap(
            "$n u^2$",
            wrong={
                "$(n u)^2$": "Each photo is squared by itself, before they are added up.",
                "$n^2 u$": "The square is taken of what is missing. The photos are only counted.",
            },
        ),
        "smaller": Gap(
            "$n u^2$",
            wrong={"$n u$": "The square of a number below 1 is smaller than the number itself."},
        ),
        "range": Gap(
            "$1/u < n < 1/u^2$",
            wrong={
                "$1/u^2 < n < 1/u$": "For $u < 1$, $1/u^2$ is the larger of the two, so no $n$ is "
                "in this range.",
                "$u^2 < n < u$": "For $u < 1$ this allows no whole number. Divide "
                "$n u^2 < 1 < n u$ by $u^2$ and by $u$.",
                "$n > 1/u$": "Beyond $n = 1/u^2$, the square finds the second better, too, as the "
                "hinge does.",
            },
        ),
        "never": Gap(
            "both numbers are above 1, whatever $n$ is",
            wrong={
                "both numbers are below 1, whatever $n$ is": "$n$ is 1 or more, and so a product "
                "of $n$ and something above 1 is above 1.",
                "the square of $u$ is smaller than $u$": "For $u > 1$, the square is larger.",
            },
        ),
    },
    hint="Begin with ten photos that are 0.2 points short each, as above.",
    because="The hinge compares $nu$ with 1, the square compares $nu^2$ with 1. For $u < 1$, one "
    "is above 1 and the other below exactly for $1/u < n < 1/u^2$: for $u = 0.2$, from 6 photos to "
    "24. A photo that is more than 1 point short is worse than the single one by "
    "itself, for both.",
)

no_shares = Choice(
    "With a bias, the three scores that least squares fits sum to 1 at every $x$. Are they "
    "probabilities?",
    right="No. Some are below 0 and others above 1, if $x$ is far enough out.",
    wrong={
        "Yes. A sum of 1 is all that it takes.": "None of them may be negative, either, and "
        "straight lines that are not level fall below 0 somewhere.",
        "Yes. All labels are 0 or 1, and the fit stays between them.": "The fit is made of "
        "straight lines, which know no bounds.",
        "No. They sum to 1 only at the samples it was fitted to.": "They do so everywhere: the "
        "slopes of the three lines sum to 0, and their biases to 1.",
    },
    hint="Follow the left and the right class in the figure beyond its edges.",
    because="The outer two lines have slopes, so each of them falls below 0 on one side and rises "
    "above 1 on the other, while the three still sum to 1. [Chapter 3](03-softmax.ipynb) makes "
    "probabilities of scores.",
)
