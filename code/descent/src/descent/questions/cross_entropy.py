"""The questions of the chapter on cross-entropy."""

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

from descent import cross_entropy, entropy, kl_divergence

CORE = "04-cross-entropy.ipynb"
DEEPER = "04-cross-entropy-deeper.ipynb"
_SATURDAY, _SUNDAY = 1 / 2, 1 / 4
_BOTH = _SATURDAY * _SUNDAY
_P, _Q = np.array([1 / 2, 1 / 2, 0]), np.array([1 / 8, 1 / 8, 3 / 4])
_SMOOTH = np.array([0.91] + 9 * [0.01])
_KNOWN = np.log(10) - 0.5
_SURE_ONE, _SURE_OTHER = 0.9, 0.001
_MIXED = (_SURE_ONE + _SURE_OTHER) / 2
_SOFT_P, _SOFT_Y = np.array([0.1, 0.6, 0.3]), np.array([0.2, 0.8, 0.0])


def _nats(p: float) -> float:
    """Return the price of an event of this probability, as a page shows it."""
    return round(float(-np.log(p)), 2)


def _bits(amount: np.ndarray) -> str:
    if amount == np.inf:
        return "$\\infty$"
    return f"{amount:.3g} bits" if amount != 1 else "1 bit"


weekend = Number(
    "A forecaster gives rain on Saturday a probability of ½. If it rains then, she gives rain on "
    "Sunday ¼. It rains on both days. How many *bits* of surprise is that together?",
    answer=-np.log2(_BOTH),
    tolerance=0.05,
    unit="bits",
    slips={
        _BOTH: "That is the probability of two wet days. What is its price?",
        -np.log(_BOTH): "That is right in nats. In bits, the logarithm has base 2.",
        2.0: "That is the price of Sunday alone, or the product of the two. Prices are added.",
        1.0: "That is the price of Saturday alone.",
        -np.log2(_SATURDAY + _SUNDAY): "You have added the probabilities. For both to happen, they "
        "are multiplied.",
        -np.log2((_SATURDAY + _SUNDAY) / 2): "That is the price of the mean of the two "
        "probabilities. Each day has a price of its own.",
    },
    otherwise="Which price has ½ in bits, and which has ¼? Then add.",
    hint="One bit is the surprise of one coin that falls heads. How many coins is ¼?",
    because="One coin for Saturday and two for Sunday make 3 bits, and $-\\log_2 \\frac18$ is 3 as "
    "well. The days need not be independent: the second price belongs to the probability of rain "
    "on Sunday *given* what happened on Saturday.",
)

four_prices = Match(
    "The truth is $p = (\\frac12, \\frac12, 0)$, the belief is $q = (\\frac18, \\frac18, "
    "\\frac34)$. Find each of these in bits.",
    pairs={
        "$H(p)$": _bits(entropy(_P, base=2)),
        "$H(p, q)$": _bits(cross_entropy(_P, _Q, base=2)),
        "$D_{\\mathrm{KL}}(p \\,\\|\\, q)$": _bits(kl_divergence(_P, _Q, base=2)),
        "$D_{\\mathrm{KL}}(q \\,\\|\\, p)$": _bits(kl_divergence(_Q, _P, base=2)),
    },
    extra=["0 bits", _bits(entropy(_Q, base=2))],
    words={
        "$H(p)$": "Two equally common outcomes, and a third that never comes, cost as much as a "
        "coin.",
        "$H(p, q)$": "The truth says how often you pay: half the time for the first outcome, half "
        "the time for the second. The belief says what: each has ⅛.",
        "$D_{\\mathrm{KL}}(p \\,\\|\\, q)$": "This is what is left of the cross-entropy when the "
        "entropy of the truth has been taken off.",
        "$D_{\\mathrm{KL}}(q \\,\\|\\, p)$": "Now $q$ is the truth, and $p$ the belief. What does "
        "the third outcome cost, and how often does it come?",
    },
    hint="In bits, the outcomes that come cost 3 each under the belief.",
    because="The belief charges 3 bits for each outcome that comes, 1 of which nobody can avoid. "
    "That it gives ¾ to an outcome that never comes costs nothing by itself. It costs something "
    "because the other two get less. The other way around, the third outcome comes three times "
    "out of four, and was held impossible.",
)

most_uncertain = Fill(
    "Choose what belongs in each gap.",
    steps=[
        "Let $u$ be the uniform distribution, $u_i = 1/C$. By the theorem above, with the truth "
        "$p$ and the belief $u$, $H(p)$ is at most [[paid]].",
        "The belief $u$ charges for every class the same price, [[price]],",
        "so whatever $p$ is, the mean price is $\\sum_i p_i \\log C =$ [[mean]].",
        "Together, $H(p) \\le \\log C$. Equality holds only if [[equal]].",
    ],
    gaps={
        "paid": Gap(
            "$H(p, u)$",
            wrong={
                "$H(u, p)$": "There $u$ is the truth and $p$ the belief. In the theorem, the "
                "entropy belongs to the truth.",
                "$D_{\\mathrm{KL}}(p \\,\\|\\, u)$": "The divergence is what remains of the "
                "cross-entropy *after* the entropy has been taken off. For $p = u$ it is 0.",
                "$H(u)$": "That is what we want to prove. The theorem compares two prices under "
                "one truth.",
            },
        ),
        "price": Gap(
            "$-\\log \\frac1C = \\log C$",
            wrong={
                "$\\frac1C$": "That is the probability. Its price is minus its logarithm.",
                "$-\\log C$": "No price is negative: $-\\log \\frac1C$ has two minus signs.",
                "$-\\log p_i$": "That is what the belief $p$ would charge.",
            },
        ),
        "mean": Gap(
            "$\\log C$",
            wrong={
                "$C \\log C$": "There are $C$ terms, but their weights $p_i$ sum to 1.",
                "$H(p) \\log C$": "The sum of the $p_i$ is 1. It is not the entropy.",
            },
        ),
        "equal": Gap(
            "$p = u$",
            wrong={
                "$p$ is one-hot": "Then nothing is uncertain, and the entropy is 0.",
                "no $p_i$ is 0": "That is not enough: the entropy of (0.98, 0.01, 0.01) is only "
                "0.11, far below $\\log 3$.",
            },
        ),
    },
    hint="If every class has the same price, what is the mean of the prices?",
    because="Somebody who believes in the uniform distribution pays $\\log C$ whatever happens, "
    "and by the theorem nobody who knows the truth pays more than that. So $H(p) = \\log C - "
    "D_{\\mathrm{KL}}(p \\,\\|\\, u)$, and the divergence is 0 only for $p = u$.",
)

fair_coin = Choice(
    "A coin falls heads, heads, heads, tails. If it is fair, the likelihood is $(\\frac12)^4 = "
    "\\frac1{16}$. What does this number say?",
    right="how probable these four tosses are, in this order, if the coin is fair",
    wrong={
        "how probable it is that the coin is fair, given these four tosses": "The likelihood goes "
        "from the coin to the tosses. The way back needs to know how common fair coins are.",
        "how probable three heads and one tail are, if the coin is fair": "Any of the four tosses "
        "could be the one that shows tails, so the counts have a probability of $\\frac4{16}$.",
        "how probable it is to be wrong if you call the coin fair": "It is a probability of "
        "tosses, not of a verdict. Even the best coin makes a long row of such tosses "
        "improbable.",
    },
    hint="What is random here: the coin, or what it shows?",
    because="The likelihood is a probability of the data, under a coin that you have in mind. "
    "Over all coins, likelihoods need not sum to 1. They can be compared: a coin with "
    f"$\\frac34$ heads gives $(\\frac34)^3 \\cdot \\frac14$, or {0.75**3 / 4:.3f}, and no coin "
    "gives more.",
)

two_means = Output(
    "A model gives the true classes of three photos these probabilities. What is printed?",
    code="""p = np.array([1/2, 1/4, 1/8])
bits = -np.log2(p)
print(bits.mean())
print(2 ** -bits.mean())""",
    prints="2.0\n0.25",
    slips={
        f"2.0\n{np.mean([1 / 2, 1 / 4, 1 / 8])}": "The first is right. The second is not the "
        "ordinary mean of the probabilities: what is 2 to the power of −2?",
        "2.0\n4.0": "The first is right. Look at the minus sign in the last line.",
        "6.0\n0.015625": "These are the sum of the prices and the product of the probabilities. "
        "The mean divides by 3.",
        "-2.0\n4.0": "The logarithm of a probability is not positive. There is a minus in front.",
    },
    otherwise="In bits, the prices are 1, 2 and 3.",
    hint="How many coins that all fall heads are as improbable as each of the three?",
    because="The prices are 1, 2 and 3 bits, with the mean 2. Turned back into a probability, a "
    "mean loss is not the ordinary mean of the probabilities, 0.29, but their *geometric* mean, "
    "the cube root of their product. It falls to 0 if a single photo's probability does, so one "
    "terrible answer is enough to ruin the mean.",
)

nothing_to_gain = Choice(
    "A softmax regression with a bias for each class, and without a penalty, is fitted until the "
    "gradient is 0. In the photos that it was fitted to, 30 of 100 show a cat. What is the mean "
    "of the probabilities $p_{\\text{cat}}$ that it gives to these 100 photos?",
    right="exactly 0.30",
    wrong={
        "It depends on how well the classes can be told apart.": "That decides how far the single "
        "probabilities are from 0.30. Their mean is fixed by the gradient of one bias.",
        "above 0.30, because cross-entropy makes models too sure of themselves": "On the photos "
        "that it was fitted to, it cannot be: $\\nabla_b L$ would not be 0.",
        "⅓, because all three biases have the same gradient": "All are 0, but each compares a "
        "class with its own targets.",
    },
    hint="Write down the entry of $\\nabla_b L$ for the cat.",
    because="The entry of $\\nabla_b L$ for the cat is the mean of $p_{\\text{cat}} - "
    "y_{\\text{cat}}$ over the photos. Where it is 0, both have the same mean, and that of the "
    "targets is the share of cats. For new photos, nothing of the kind is promised.",
)

eighty_tags = Several(
    "A model gives 80 tags to photos, such as *cat*, *car* and *night*. Each tag has a score, a "
    "sigmoid and a binary cross-entropy of its own, and the 80 losses are added up. Which are "
    "true?",
    right={
        "For one photo, the 80 probabilities may sum to 3.": "They answer 80 separate questions, "
        "and three of the answers may be yes.",
        "If all 80 scores rise by one point, all probabilities rise.": "Each sigmoid rises with "
        "its score. That a common shift changes nothing is a property of softmax.",
        "While all scores are 0, the loss of a photo is $80 \\log 2$.": "Then each of the 80 "
        "yes-or-no questions is answered with ½, at the price of one coin.",
    },
    wrong={
        "While all scores are 0, the loss of a photo is $\\log 80$.": "That is softmax, which "
        "gives each class $\\frac1{80}$. A sigmoid of 0 is ½.",
        "If the score of *cat* rises, the probability of *car* falls.": "With softmax it would. "
        "Here the two share nothing.",
        "A photo without any tag has the loss 0, as nothing can be missing.": "Every tag that is "
        "not there is a label 0, and costs $-\\log(1 - p)$.",
    },
    hint="Think of 80 models with two classes each.",
    because="These are 80 logistic regressions that look at the same photo. Nothing ties their "
    "probabilities together, and a photo pays for each of them, for the tags that it lacks as "
    "well as for those that it has.",
)

trailing = Choice(
    "The true class trails the leader by 20 points, and all others are far below both. Now all "
    "scores are doubled, so that it trails by 40. What becomes of the softmax loss?",
    right="It very nearly doubles, from 20 to 40.",
    wrong={
        "It grows by a factor of $e^{20}$.": "By that factor the *probability* shrinks. The loss "
        "is a logarithm.",
        "It hardly changes, because softmax is already sure.": "The probabilities of the others "
        "hardly change. But $p_k$ falls from $e^{-20}$ to $e^{-40}$, and each point of that is "
        "paid.",
        "It doubles, and so does its pull on the scores.": "The pull is $p - y$, and none of its "
        "entries is above 1 in size. It has been at its limit all the time.",
        "It grows from 21 to 41, like the hinge.": "One point too many: that is the hinge, which "
        "asks for a margin on top.",
    },
    hint="The loss is the soft maximum of the scores minus the score of the true class.",
    because="Far behind, the soft maximum is as good as the maximum, and the loss is the distance "
    "by which the true class trails. It grows in proportion, as the hinge does. Neither explodes, "
    "and the pull of both has a limit.",
)

rising_loss = Explain(
    "How can the loss and the accuracy rise together? And what would you look at before you search "
    "the code for a mistake?",
    must=[
        "Both can be right, because they count different things: the accuracy asks only which "
        "class is ahead, the loss asks how sure the model was.",
        "A few photos on which the model is sure and wrong can cost more than all others together, "
        "as the loss has no upper bound.",
        "The model has become overconfident. A reliability diagram, or the losses one by one, "
        "would show it.",
        "Dividing the scores by a temperature, chosen on photos that were not used for fitting, "
        "can lower the loss and leaves the accuracy as it is.",
    ],
    hint="What does a single photo cost on which the model is sure and wrong? And how much "
    "accuracy does it take away?",
    because="There need not be a mistake. A photo that is now just right instead of just wrong "
    "raises the accuracy and hardly lowers the loss. A photo that stays wrong takes no further "
    "accuracy away, but the surer the model gets of its mistake, the more it costs, without a "
    "bound. So the accuracy of a model that becomes more confident everywhere can rise together "
    "with its mean loss. I would look at the reliability diagram and at the largest losses, and "
    "then try a temperature above 1, chosen on photos that were not used for fitting.",
    see=f"{CORE}#calibration",
)

not_added_back = Bug(
    "This loss is right for the scores $(0, 0, 0)$ and $(-1, 0, 0)$. For the scores $(5, 5, 5)$, "
    "it returns −3.90 instead of 1.10. Which line is wrong?",
    code="""def mean_loss(o, labels):
    m = o.max(axis=1)
    shifted = o - m[:, None]
    lse = np.log(np.exp(shifted).sum(axis=1))
    true = o[np.arange(len(o)), labels]
    return (lse - true).mean()""",
    line=4,
    wrong={
        2: "Each row has a maximum of its own. That is what is needed.",
        3: "The shift is right: no exponent is above 0 now. But somebody has to remember it.",
        5: "This picks the true score of each row from the scores as they were given. Where does "
        "the other half of the difference come from?",
        6: "This is the mean of $\\operatorname{lse}(o) - o_k$, if both are what they are called.",
    },
    otherwise="This line does what it should.",
    hint="Which of the lines uses the shifted scores, and which the scores as they were?",
    because="Line 4 computes lse of the *shifted* scores, which is smaller than "
    "$\\operatorname{lse}(o)$ by $m$. Either add the maximum again, `m + np.log(...)`, or pick the "
    "true score from `shifted`, too. A test at scores whose maximum is 0 cannot see it. A "
    "negative loss should make you suspicious, because no cross-entropy is below 0.",
)

at_least_bits = Explain(
    "At least how many bits about the class does a photo contain? Can you also say how many *at "
    "most*?",
    must=[
        f"$\\log 10 - 0.5 = {_KNOWN:.2f}$ nats, or {_KNOWN / np.log(2):.2f} bits, at least.",
        f"At most $H(Y) = \\log_2 10 = {np.log2(10):.2f}$ bits.",
        "The loss of one model gives no better upper bound, because another model may do better.",
    ],
    hint="The inequality has $H(Y)$ on its right side. What is it for ten equally common classes?",
    because=f"By the inequality, at least $\\log 10 - 0.5 = {_KNOWN:.2f}$ nats; divided by "
    f"$\\log 2$, that is {_KNOWN / np.log(2):.2f} bits. At most $H(Y) = \\log_2 10 = "
    f"{np.log2(10):.2f}$ bits, as nothing can say more about the class than the class itself. The "
    "loss of one model gives no better upper bound, since another model may do better.",
)

errors_cost = Lines(
    "Put the lines of the proof in order. Some lines do not belong.",
    lines=[
        "Let a photo of class $k$ be misclassified. Then some $j \\ne k$ has $o_j \\ge o_k$.",
        "The loss of any photo of class $k$ is $\\ell = \\log \\sum_i e^{o_i - o_k}$.",
        "All terms of the sum are positive. If only those of $k$ and $j$ are kept, $\\ell \\ge "
        "\\log \\big( 1 + e^{o_j - o_k} \\big)$.",
        "The exponent is not negative, so $\\ell \\ge \\log (1 + 1) = \\log 2$ for a misclassified "
        "photo.",
        "A photo that is classified correctly costs more than 0.",
        "Added up over all $N$ photos, $N L \\ge (\\text{number of errors}) \\cdot \\log 2$.",
        "Divided by $N \\log 2$, the error rate is at most $L / \\log 2$.",
    ],
    needs={2: [0, 1], 3: [0, 2], 5: [3, 4], 6: [5]},
    early={
        2: "Which $j$ is that, and of which sum are two terms kept? Both must be said before.",
        3: "The bound with two terms must come first.",
        5: "The sum runs over all photos. What do the misclassified ones cost at least, and what "
        "the others?",
    },
    distractors={
        "Then $p_k < \\frac1C$, so $\\ell > \\log C$.": "A misclassified class can have more than "
        "that: of (0.45, 0.50, 0.05), the first has more than ⅓ and still loses.",
        "A photo that is classified correctly costs less than $\\log 2$, so it can be left out.": (
            "With three classes it can cost more: 0.4 may be enough to lead. And what is left out "
            "of a lower bound must not be negative. It need not be small."
        ),
        "The probabilities sum to 1, so $p_k + p_j = 1$ and $p_k \\le \\frac12$.": "With three "
        "classes or more, others have a part of the sum. ($p_k \\le \\frac12$ is true, but not for "
        "this reason.)",
    },
    hint="First show what one misclassified photo costs. Then add up.",
    because="One rival that is not behind is enough to bring the sum to 2 and the loss to "
    "$\\log 2$. Everything else in the sum, and every other photo, only adds to that.",
)

unweighted = Number(
    "A model of the right kind was fitted with the weight 19 for the rare class and 1 for the "
    "common one. For a photo it says that both are equally probable. Which probability does the "
    "*rare* class have, for photos like this, in the world? (Three digits after the point.)",
    answer=1 / 20,
    tolerance=0.0005,
    slips={
        1 / 2: "That is what the weighted fit says. Its probabilities are no longer those of the "
        "world.",
        1 / 38: "That is ½ divided by 19. It is the *odds* that were multiplied by 19.",
        1 / 19: "Those are the odds, 1 to 19. Which share is that?",
        19 / 20: "That is the probability of the common class.",
    },
    otherwise="The weights add $\\log 19$ to the lead of the rare class. What does that do to its "
    "odds?",
    hint="Odds of 1 to 1 in the weighted fit: what were they before the factor of 19?",
    because="The weights multiply the odds of the rare class by 19. Where the fit says 1 to 1, the "
    "world says 1 to 19, which is a share of $\\frac1{20}$. Whoever answers *rare* from there on "
    "counts a miss as 19 false alarms.",
    see=f"{DEEPER}#class-weights-in-full",
)

half_and_half = Number(
    f"One model gives the true class {_SURE_ONE}, the other {_SURE_OTHER}. What does their mix "
    "with $a = \\frac12$ pay, in nats? (Two digits after the point.)",
    answer=-np.log(_MIXED),
    tolerance=0.006,
    unit="nats",
    slips={
        (_nats(_SURE_ONE) + _nats(_SURE_OTHER)) / 2: "That is the mean of the two losses, which "
        "the mix never exceeds. It mixes the probabilities, before the logarithm.",
        _nats(_SURE_ONE): "That is what the better one pays alone.",
        _MIXED: "That is the probability that the mix gives. What does it cost?",
        round(float(-np.log2(_MIXED)), 2): "That is right in bits.",
    },
    otherwise="Mix the two probabilities first, and take the logarithm after that.",
    hint="Which probability does the mix give to the true class?",
    because=f"The mix gives {_MIXED:.4f}, which costs {-np.log(_MIXED):.2f}. The two pay "
    f"{-np.log(_SURE_ONE):.2f} and {-np.log(_SURE_OTHER):.2f}, a mean of "
    f"{-(np.log(_SURE_ONE) + np.log(_SURE_OTHER)) / 2:.2f}. Whatever the other one says, half "
    "of the better model's probability is still there, so the mix never pays more than $\\log 2$ "
    "above the better one.",
    see=f"{DEEPER}#the-best-mix-of-two-models",
)

_coin_less = Choice(
    "In one step, the loss of a photo falls by 0.69 nats. What became of the probability of its "
    "true class?",
    right="It doubled, wherever it was.",
    wrong={
        "It rose by 0.69.": "Losses are logarithms, and a difference of logarithms is a *ratio* of "
        "probabilities.",
        "It rose by one half.": "From 0.1 that would be 0.6. The price falls by the same amount "
        "only if the *ratio* is the same.",
        "That depends on where it was.": "The difference of the probabilities does. Their ratio "
        "does not.",
        "It halved.": "A lower price belongs to a larger probability.",
    },
    because="0.69 nats is $\\log 2$, one coin. If $-\\log p$ falls by $\\log 2$, $p$ doubles, be "
    "it from 0.4 to 0.8 or from one in a million to two.",
    see=f"{CORE}#surprise",
)

_floor = Choice(
    "With targets of 0.91 for the true class and 0.01 for each of nine others, a model's loss "
    f"does not fall below {float(entropy(_SMOOTH)):.2f} nats, however long it is fitted. What does "
    "this show?",
    right="Nothing bad: no model can do better with these targets.",
    wrong={
        "The model is too simple. A richer one would come closer to 0.": "The best model of all "
        "gives $p = y$. What does it pay?",
        "There is a mistake in the code, as a cross-entropy can come as close to 0 as you like.": (
            "With one-hot targets it can. These are soft."
        ),
        "It is still far from its targets, by a divergence of 0.50.": "The divergence is what the "
        "cross-entropy is *above* the entropy of the targets.",
    },
    because="The cross-entropy is the entropy of the targets plus the divergence from them, and "
    f"the entropy alone is {float(entropy(_SMOOTH)):.2f}. Only with one-hot targets is it 0. To "
    "see how far a model still is from its targets, look at the divergence.",
    see=f"{CORE}#entropy-cross-entropy-divergence",
)

_soft_slope = Number(
    "Softmax gives the probabilities 0.1, 0.6 and 0.3. The target is $y = (0.2, 0.8, 0)$. What is "
    "the derivative of the loss with respect to the *second* score?",
    answer=round(float(_SOFT_P[1] - _SOFT_Y[1]), 4),
    tolerance=0.0005,
    slips={
        round(float(_SOFT_Y[1] - _SOFT_P[1]), 4): "That is $y - p$, the way downhill. The gradient "
        "points uphill.",
        (-1.34, -1.33): "That is the derivative with respect to the *probability* $p_2$. The score "
        "changes all three probabilities.",
        -0.4: "That would be right for a target that is 1 for the second class. This one is soft.",
        0.6: "That is the probability. The target is subtracted from it.",
        0.24: "That is $p_2 (1 - p_2)$, how fast the probability changes with its own score.",
    },
    otherwise="Write down $p - y$ for all three scores. They sum to 0.",
    because="It is $p_2 - y_2 = 0.6 - 0.8$. Nothing in the derivation needed a one-hot target. It "
    "needed only that the targets sum to 1. Raising the second score lowers the loss as long as "
    "its probability is below 0.8.",
    see=f"{CORE}#the-gradient-probabilities-minus-targets",
)

_honest = Several(
    "It rains on 6 days of 10. Under which of these prices does a forecaster pay least on average "
    "if she says 0.6, and more if she says anything else?",
    right={
        "$-\\log$ of the probability that she gave to what happened": "Honesty is the cheapest "
        "policy, and every other forecast costs more.",
        "$(1 - q)^2$ on wet days and $q^2$ on dry ones": "The mean $0.6 (1 - q)^2 + 0.4\\, q^2$ is "
        "a parabola with its lowest point at 0.6. What is wrong with squared error is its "
        "gradient behind a softmax.",
    },
    wrong={
        "$1 - q$ on wet days and $q$ on dry ones": "The mean is a straight line in $q$. It is "
        "lowest at the end, $q = 1$.",
        "1 for each day on which she held the wrong weather more probable": "Saying 0.6 costs as "
        "much as saying 0.9. Nothing rewards the difference.",
    },
    because="Cross-entropy and squared error are strictly proper. The charge for wrong guesses is "
    "proper, but not strictly, and the absolute error rewards her for exaggerating.",
    see=f"{CORE}#why-not-squared-error-absolute-error-accuracy",
)

_silent_guard = Output(
    "What do these lines print?",
    code="""losses = np.array([0.4, np.nan, 7.1])
mean = losses.mean()
print(mean > 5, mean <= 5, mean == mean)""",
    prints="False False False",
    slips={
        "False True True": "A `nan` is not passed over: it makes the mean `nan` as well.",
        "False False True": "The first two are right. But a `nan` is not even equal to itself.",
        "True False False": "Every order comparison with a `nan` is false, in both directions.",
        "False True False": "Every order comparison with a `nan` is false, in both directions.",
        "nan nan nan": "A comparison returns `True` or `False`, with a `nan`, too.",
    },
    otherwise="The mean is `nan`. What does a comparison with it give?",
    because="One `nan` makes the mean `nan`, and every order comparison with it is false. It is "
    "not even equal to itself. A guard that asks `mean > 5` says nothing. Ask `np.isfinite`.",
    see=f"{CORE}#never-take-the-logarithm-of-softmax",
)

test = SelfTest([_coin_less, _floor, _soft_slope, _honest, _silent_guard])
