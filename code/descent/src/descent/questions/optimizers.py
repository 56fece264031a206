"""The questions of the chapter on optimizers."""

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

CORE = "07-optimizers.ipynb"
DEEPER = "07-optimizers-deeper.ipynb"

_FAR, _NEAR, _ETA = 1e-6, 1e-9, 0.1


def _steps_from(y: float) -> int:
    """Return how many steps of plain descent leave the ridge of the saddle, from beside it."""
    steps = 0
    while abs(y) <= 0.5:
        y, steps = y - _ETA * (y**3 - y), steps + 1
    return steps


_LEFT, _MORE = _steps_from(_FAR), _steps_from(_NEAR) - _steps_from(_FAR)

near_ridge = Number(
    f"From $y = 10^{{-6}}$, beside the ridge of the saddle, plain descent with $\\eta = {_ETA}$ "
    f"needs {_LEFT} steps. About how many *more* does it need from $y = 10^{{-9}}$, a thousand "
    "times closer to the ridge?",
    answer=_MORE,
    tolerance=6,
    unit="steps",
    slips={
        (900 * _LEFT, 1100 * _LEFT): "That would be a thousand times as long. But the slope "
        "is as large as the distance, so each step *multiplies* the distance by the same number.",
        _LEFT: "That would be twice as long in all. How many steps does it take to multiply $y$ "
        "by 1,000?",
        _LEFT + _MORE: "That is how many it needs in all.",
        0: "The slope is a thousand times smaller there, too, and so is each step.",
        (29.5, 32): "That mixes a logarithm to base 10 with a natural one.",
    },
    otherwise="Near the ridge, a step takes $y$ to $y + \\eta y$. How many such steps multiply it "
    "by 1,000?",
    hint="Close to the ridge, the slope in the direction of $y$ is $-y$.",
    because=f"Each step multiplies $y$ by $1 + \\eta = {1 + _ETA}$, and $\\log 1000 / \\log "
    f"{1 + _ETA}$ is {np.log(1000) / np.log(1 + _ETA):.1f}. A saddle holds up descent for long, "
    "but a start that is a thousand times closer costs only that many steps more.",
    see=f"{CORE}#four-places-to-get-lost",
)


def _coast(mu: float, push: tuple[float, ...] = (-8, 0, 0, 0)) -> str:
    """Return what the program of `coasting` prints."""
    x, v, lines = 0.0, 0.0, []
    for g in push:
        v = mu * v + g
        x = x - v
        lines.append(str(round(x)))
    return "\n".join(lines)


coasting = Output(
    "One push, and then level ground. What do these lines print?",
    code="""\
x, v = 0, 0
for g in [-8, 0, 0, 0]:
    v = 0.5 * v + g
    x = x - v
    print(round(x))""",
    prints=_coast(0.5),
    slips={
        _coast(0): "That is plain descent, which stands still on level ground. Here the velocity "
        "is not 0 where the slope is.",
        _coast(1): "That is a sled without friction. Here half of the velocity is lost in every "
        "step.",
        _coast(0.5, (8, 0, 0, 0)): "The distances are right. But the step goes against $v$, and "
        "$v$ is negative.",
        "8\n4\n2\n1": "Those are the steps. What is printed is the place.",
        "8\n12\n12\n12": "The velocity fades by a half in each step, and does not stop at once.",
    },
    otherwise="Write down $v$ after each line of the loop, and then $x$.",
    hint="The velocity is halved in every step, and nothing is added to it after the first.",
    because="The velocity is −8, −4, −2, −1, and $x$ goes on by 8, 4, 2 and 1. One gradient of "
    "size 8 moves the point by $8 / (1 - 0.5) = 16$ in the long run, and most of that on ground "
    "whose slope is 0.",
    see=f"{CORE}#momentum-keep-some-speed",
)

decay_inside = Bug(
    "This is meant to be AdamW. But a weight that has no other gradient shrinks as fast with "
    "`decay = 0.01` as with `decay = 1`. Which line lets that happen?",
    code="""\
def adamw(gradient, x, eta, decay, steps):
    m, v = 0, 0
    for t in range(1, steps + 1):
        g = gradient(x) + decay * x
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        m_hat = m / (1 - 0.9**t)
        v_hat = v / (1 - 0.999**t)
        x = x - eta * m_hat / (np.sqrt(v_hat) + 1e-8)
    return x""",
    line=4,
    wrong={
        2: "Both means start at 0, and the repair makes up for it.",
        3: "The repair counts steps from 1.",
        6: "The mean of the squares is as Adam has it. What has been put into `g`?",
        7: "The repair is right, and so is the new name.",
        8: "The repair is right, and so is the new name.",
        9: "This line is Adam's. In AdamW, `x` is multiplied by `1 - eta * decay` before it. But "
        "as long as the decay is in the quotient as well, its strength cancels there.",
    },
    otherwise="This line is as it should be.",
    hint="A number that multiplies all gradients of a weight cancels. Where does `decay` come in?",
    because="In line 4 the decay becomes a part of the gradient, and goes through the quotient: "
    "that is Adam with a penalty. AdamW keeps `g = gradient(x)`, and multiplies `x` by "
    "`1 - eta * decay` before line 9.",
    see=f"{CORE}#a-step-size-for-each-weight",
)

turned = Lines(
    "Let $\\tilde f(x) = f(Q^\\top x)$ with an orthogonal $Q$, and let momentum start at "
    "$\\tilde x_0 = Q x_0$ with velocity 0. Show that $\\tilde x_t = Q x_t$ for all $t$. Three "
    "lines do not belong.",
    lines=[
        "By the chain rule, $\\nabla \\tilde f(x) = Q\\, \\nabla f(Q^\\top x)$.",
        "At the start, $\\tilde x_0 = Q x_0$ and $\\tilde v_0 = 0 = Q v_0$.",
        "Suppose that $\\tilde x_t = Q x_t$ and $\\tilde v_t = Q v_t$.",
        "Because $Q^\\top Q = I$, the gradients are $\\tilde g = Q\\, \\nabla f(x_t) = Q g$.",
        "The new velocity is $\\mu\\, Q v_t + Q g$, which is $Q v_{t+1}$.",
        "The new place is $Q x_t - \\eta\\, Q v_{t+1}$, which is $Q x_{t+1}$.",
        "By induction, this holds for all $t$.",
    ],
    needs={3: [0, 2], 4: [3], 5: [4], 6: [1, 5]},
    early={
        3: "What is the gradient of $\\tilde f$, and where do we stand? Both must be said above.",
        4: "The velocity needs the new gradient.",
        5: "The place needs the new velocity.",
        6: "An induction needs its start, and the step from $t$ to $t + 1$.",
    },
    distractors={
        "By the chain rule, $\\nabla \\tilde f(x) = \\nabla f(Q^\\top x)$.": "The inner function "
        "$Q^\\top x$ has a derivative, too, and its transpose comes in front.",
        "So $\\tilde g^2 = Q\\, g^2$.": "Squares are taken entry by entry, and $Q$ mixes the "
        "entries: turned by 45°, $(1, 0)$ becomes $(1, 1) / \\sqrt 2$, with the squares ½ and ½. "
        "Here AdaGrad's proof would break.",
        "Multiplying by $Q$ changes no entry's size.": "It keeps the length of a vector, but not "
        "its entries.",
    },
    hint="Say what the new gradient is; after that, each line of the rule is linear.",
    because="Velocity and place are sums of gradients, and $Q$ can be taken out of a sum. Because "
    "$\\tilde f(\\tilde x_t) = f(x_t)$, the heights are the same, step by step. A quotient by "
    "the roots of squares is taken entry by entry, and there $Q$ cannot be taken out.",
    see=f"{CORE}#a-fair-race",
)

same_eta = Explain(
    "What does the comparison show, and what would a fair one look like?",
    must=[
        "The same $\\eta$ does not mean the same for both: a step of SGD is $\\eta$ times the "
        "gradient, one of Adam is about $\\eta$, whatever the size of the gradients.",
        "So 0.001 may suit Adam and be far too small for SGD.",
        "A fair comparison tunes $\\eta$ for each method, on a grid of its own and with as many "
        "tries.",
        "It compares them on runs that had no part in the tuning, over several seeds, with the "
        "spread.",
    ],
    hint="In which unit does each of the two methods measure $\\eta$?",
    because="It shows that $\\eta = 0.001$ suits Adam better than SGD on this network, and no "
    "more. A step of SGD is $\\eta g$, so its length depends on the size of the gradients; a step "
    "of Adam is about $\\eta$ a weight, whatever that size. Where gradients are small, SGD has "
    "hardly moved. A fair comparison tries each method on a grid of its own, with equally many "
    "tries, chooses by held-out data, and then reports fresh runs with several seeds and their "
    "spread.",
    see=f"{CORE}#a-fair-race",
)

symptoms = Match(
    "Five trainings, each with another method and a constant $\\eta$. Which one behaves like this?",
    pairs={
        "On a steady slope, its steps get shorter and shorter.": "AdaGrad",
        "Where the slope is almost 0, it hops to and fro by about $\\eta$.": "RMSProp",
        "The data that matter most come in one step of 5,000, and it drifts away from what they "
        "ask for.": "Adam, $\\beta_2 = 0.99$",
        "In a ravine, its $f$ first rises to several times the start, and then falls fast.": "SGD "
        "with momentum",
        "It zig-zags across a ravine, and hardly moves along it.": "plain SGD",
    },
    extra=["L-BFGS"],
    words={
        "On a steady slope, its steps get shorter and shorter.": "Which method adds up squares, "
        "and never forgets one?",
        "Where the slope is almost 0, it hops to and fro by about $\\eta$.": "Which method divides "
        "a small gradient by its own small size, and has no momentum to cancel the hops?",
        "The data that matter most come in one step of 5,000, and it drifts away from what they "
        "ask for.": "Which one has a memory of about a hundred steps, and makes large gradients "
        "small?",
        "In a ravine, its $f$ first rises to several times the start, and then falls fast.": "Which"
        " one gathers so much speed that it first runs up the other side?",
        "It zig-zags across a ravine, and hardly moves along it.": "Which one has one step size "
        "for all directions, and no memory?",
    },
    because="AdaGrad's sum of squares only grows. RMSProp normalizes even the smallest slope. "
    "With $\\beta_2 = 0.99$, Adam remembers about a hundred steps, far fewer than 5,000. Momentum "
    "gathers speed, and plain SGD keeps none.",
    hint="Ask of each method what it remembers, and what it divides by.",
    see=f"{CORE}#where-each-one-fails",
)

doubled = Fill(
    "The images get twice as many pixels; $N$ and $C$ stay, and so does L-BFGS's memory of ten "
    "pairs. How much more work is each part of a step?",
    steps=[
        "The gradient takes [[gradient]],",
        "computing the Hessian takes [[hessian]],",
        "solving with it takes [[solve]],",
        "and turning the gradient into L-BFGS's direction takes [[direction]].",
    ],
    gaps={
        "gradient": Gap(
            "twice the work",
            wrong={
                "4 times the work": "Samples and weights are both twice as long, but a "
                "pixel meets only its own weights.",
                "the same work": "Each pixel is multiplied with $C$ weights.",
            },
        ),
        "hessian": Gap(
            "4 times the work",
            wrong={
                "twice the work": "The Hessian has an entry for each *pair* of weights.",
                "8 times the work": "It has four times as many entries, each a sum over "
                "the same $N$ samples.",
            },
        ),
        "solve": Gap(
            "8 times the work",
            wrong={
                "4 times the work": "That is how much larger the matrix is. Solving "
                "passes over it once for each unknown.",
                "twice the work": "That would be so for a diagonal matrix, where each "
                "equation stands alone.",
            },
        ),
        "direction": Gap(
            "twice the work",
            wrong={
                "4 times the work": "It never has a matrix: only products of a few pairs "
                "of vectors.",
                "the same work": "The pairs are as many, but each vector is twice as long.",
            },
        ),
    },
    hint="Put $2D$ in place of $D$ into the counts above, and remember $n = DC$.",
    because="The counts are $4NDC$, $2ND^2C^2$, $\\frac13 (DC)^3$ and $4mn$ with $n = DC$: the "
    "powers of $D$ are 1, 2, 3 and 1. That is why Newton's method is the first to be out of "
    "reach.",
    see=f"{CORE}#look-at-the-curvature-newton-and-l-bfgs",
)

averaged_adam = Choice(
    "Four workers have shards of equal size. In every step, each takes *Adam's* step for the "
    "gradient of its own shard, and then they average their weights. Is that Adam with the whole "
    "batch?",
    right="No, because the mean of quotients is not the quotient of means.",
    wrong={
        "Yes, because the theorem holds for any optimizer.": "It lets the workers add up "
        "*gradients*, and take one step along the sum. Here each one has stepped before anything "
        "was added.",
        "Yes, because the shards are equally large.": "That makes the plain mean of the gradients "
        "right. But what is averaged here are steps.",
        "Only in the first step, as long as no memory differs.": "Already the first step goes by "
        "signs. If three workers have the gradient 1 and one has −5, the mean of the signs points "
        "one way, and the mean gradient the other.",
    },
    hint="Think of the first step, which is $-\\eta$ times the sign of the gradient. One worker "
    "has a gradient of −5, and the others have 1.",
    because="A step of SGD is linear in the gradient, so it does not matter whether gradients or "
    "steps are averaged. Adam divides by the size of what it has seen, and a quotient is not "
    "linear. With gradients 1, 1, 1 and −5, the mean gradient is −½, so Adam steps up by $\\eta$, "
    "while the four steps average to $-\\eta / 2$.",
    see=f"{CORE}#many-workers-one-gradient",
)

test = SelfTest(
    [
        Choice(
            "In a ravine, the steep direction becomes four times as steep. $\\kappa$ was large, "
            "and both methods are tuned anew. How many times as many steps do they need?",
            right="plain descent about 4 times, momentum about twice",
            wrong={
                "both about 4 times": "That is true of plain descent. The pace of momentum "
                "depends on $\\sqrt\\kappa$.",
                "both about twice": "Momentum takes the root of $\\kappa$. Plain descent does not.",
                "plain descent about 4 times, momentum as many as before": "Momentum is hit less, "
                "but it does not get off free: its pace is about $1 - 2/\\sqrt\\kappa$.",
            },
            because="The paces are about $1 - 2/\\kappa$ and $1 - 2/\\sqrt\\kappa$, so the steps "
            "grow like $\\kappa$ and like $\\sqrt\\kappa$, and $\\sqrt 4 = 2$.",
            see=f"{CORE}#momentum-keep-some-speed",
        ),
        Several(
            "A program takes the loss as a *sum* over its batches of 100 in place of a mean, and "
            "keeps $\\eta$. Which trainings go exactly as before? (Take $\\varepsilon = 0$.)",
            right={
                "RMSProp": "All gradients grow by the factor 100, and so do the roots that divide "
                "them.",
                "Adam": "All gradients grow by the factor 100, and so do the roots that divide "
                "them.",
                "AdamW with a decay of 0.01": "Adam's step stays, and the decay never meets the "
                "loss.",
            },
            wrong={
                "SGD with momentum": "The velocity is a sum of gradients: all steps are 100 times "
                "as long.",
                "Adam, with a penalty $0.01\\, \\lVert W \\rVert^2$ added to the loss of each "
                "batch": "The data's part of the gradient has grown, and the penalty's has not. "
                "Their balance is another one.",
            },
            because="Multiply all gradients of a weight by the same number, and it cancels in "
            "the quotient. It does not cancel in SGD, or where only a part of the gradient is "
            "multiplied.",
            see=f"{CORE}#a-step-size-for-each-weight",
        ),
        Choice(
            "A run in noise has leveled off, with $\\eta = 0.001$ and $\\mu = 0.9$. Now $\\mu$ is "
            "raised to 0.99. What becomes of its floor?",
            right="It rises, about ten times as high.",
            wrong={
                "It falls, because momentum averages the noise.": "The velocity is a *sum*, with "
                "weights that add up to $1 / (1 - \\mu)$. It is smoother, and ten times as long.",
                "It stays, because the floor depends on $\\eta$ alone.": "It depends on "
                "$\\eta / (1 - \\mu)$, which is the step size that momentum amounts to.",
                "It falls, because the way through the valley gets faster.": "A floor is what "
                "remains at the end of the way.",
            },
            because="What counts is $\\eta / (1 - \\mu)$, which rises from 0.01 to 0.1, and the "
            "floor is about proportional to it. To try another $\\mu$, keep that quotient.",
            see=f"{CORE}#a-fair-race",
        ),
        Number(
            "On a long steady slope, AdaGrad has come some way. How many times as many steps "
            "does it need, in all, to come twice as far?",
            answer=4,
            tolerance=0.1,
            slips={
                2.0: "That is for steps that do not shrink.",
                (1.4, 1.42): "It is the way that grows like the root of the steps.",
                3.0: "That many more come on top of those it has taken. How many is that in all?",
            },
            otherwise="After $T$ steps it has covered about $2 \\eta \\sqrt T$.",
            because="The way is about $2 \\eta \\sqrt T$, and twice as much takes $4T$.",
            see=f"{CORE}#where-each-one-fails",
        ),
        Number(
            "A model has 100,000 weights. How many gigabytes does its full Hessian take, with 8 "
            "bytes an entry?",
            answer=8 * 100_000**2 / 1e9,
            tolerance=6,
            unit="GB",
            slips={
                8 * 100_000 / 1e9: "That is the gradient. The Hessian has an entry for each *pair* "
                "of weights.",
                10.0: "That is how many billions of entries it has. Each takes 8 bytes.",
                40.0: "That is one half of it, as the other half mirrors it. All entries are "
                "asked for.",
            },
            otherwise="It has $n^2$ entries, and a gigabyte is a billion bytes.",
            because="There are $10^{10}$ entries of 8 bytes. L-BFGS with ten pairs stores twenty "
            "vectors in their place, 16 megabytes.",
            see=f"{CORE}#look-at-the-curvature-newton-and-l-bfgs",
        ),
    ]
)

cliff = Lines(
    "Let $0 < \\mu < 1$ and $0 < \\eta\\lambda < 2(1 + \\mu)$. Show that both roots of "
    "$p(z) = z^2 - (1 + \\mu - \\eta\\lambda)\\, z + \\mu$ are smaller than 1 in size. Three lines "
    "do not belong.",
    lines=[
        "The product of the two roots is $\\mu$, which is below 1.",
        "If they are not real, they mirror each other, and each has the size $\\sqrt\\mu < 1$.",
        "Now let them be real. We have $p(1) = \\eta\\lambda > 0$, and $p(-1) = 2(1 + \\mu)$ "
        "$- \\eta\\lambda > 0$.",
        "A parabola that opens upward is positive only outside its roots. So both are on the same "
        "side of 1, and both on the same side of −1.",
        "Two roots above 1, or two below −1, would have a product above 1.",
        "So both real roots lie between −1 and 1.",
        "In either case both are smaller than 1 in size.",
    ],
    needs={1: [0], 3: [2], 4: [0], 5: [3, 4], 6: [1, 5]},
    early={
        1: "The size $\\sqrt\\mu$ comes from the product.",
        3: "What is known of $p$ at 1 and at −1?",
        4: "A product above 1 is a contradiction only if the product is known.",
        5: "Rule out both other places first.",
        6: "Two cases need two arguments.",
    },
    distractors={
        "The sum of the roots is below 2, so each is below 1.": "One may be 1.5 and the other 0.2. "
        "And nothing is said about −1.",
        "Since $p(0) = \\mu > 0$, both roots are positive.": "Both have the same sign, no more. "
        "For $\\eta\\lambda > 1 + \\mu$, their sum is negative.",
        "If they are real, each has the size $\\sqrt\\mu$.": "If they differ, the larger one is "
        "larger than that, since their product is $\\mu$.",
    },
    hint="Roots that are not real are the easy case. For real ones, look at $p$ at 1 and at −1.",
    because="At $\\eta\\lambda = 2(1 + \\mu)$, $p(-1) = 0$: a root has arrived at −1, and beyond "
    "that the point swings farther and farther. Plain descent, $\\mu = 0$, has its limit at 2, so "
    "momentum can bear nearly twice the step size.",
    see=f"{DEEPER}#how-much-do-the-settings-matter",
)

adam_batch = Number(
    "At a batch of 64, Adam did best with $\\eta = 0.004$. You go on with batches of 1,024. Which "
    "$\\eta$ does the rule say to try first?",
    answer=0.004 * (1024 / 64) ** 0.5,
    tolerance=0.0005,
    slips={
        0.004 * 1024 / 64: "That is linear scaling, the rule for SGD. Adam sees to a part of the "
        "growth by itself.",
        0.004: "Adam lengthens its steps by itself, but only by a part of what is needed.",
        0.001: "With less noise, steps can be longer, not shorter.",
        0.00025: "With less noise, steps can be longer, not shorter.",
    },
    otherwise="The batch is 16 times as large. What does the rule make of that?",
    hint="The batch grows by the factor 16, and Adam's step size by its root.",
    because="$\\sqrt{16} = 4$, and $4 \\cdot 0.004 = 0.016$. It is where to start a grid, and not "
    "where to end it.",
    see=f"{DEEPER}#how-large-a-batch-is-worth-it-and-adams-rule",
)

drift = Number(
    "One worker's loss is $\\frac12 x^2$, the other's $\\frac92 (x - 10)^2$. In each round they "
    "take so many steps that both arrive at the minimum of their own loss, and then they average. "
    "Where do they meet?",
    answer=5,
    slips={
        9: "That is the minimizer of the sum, where $H = 1$ leads. After so many steps, the "
        "workers no longer know how steep their losses were.",
        10: "That is where the second worker alone ends.",
        0: "That is where the first worker alone ends.",
        1: "That is the mean with the weights exchanged. And no weights come in: each worker "
        "counts once.",
    },
    otherwise="Where is each worker at the end of a round?",
    hint="At the end of a round, one is at 0.",
    because="They meet halfway between 0 and 10, in every round. The minimizer of the sum is where "
    "$x + 9 (x - 10) = 0$, at $x = 9$. So with many local steps, workers whose data differ do "
    "not only get there more slowly. They go somewhere else.",
    see=f"{DEEPER}#local-sgd-communicate-less-often",
)

safe_start = Explain(
    "Is this step size safe, and what would you expect to see?",
    must=[
        "The guarantee needs a bound on the curvature everywhere on the way, not at the start.",
        "The sharpness changes as the weights move. With long steps, it rose to $2/\\eta$ here.",
        "If it rises past $2/\\eta$, the loss goes up in some steps.",
        "That is no catastrophe: the sharpness hovers there, and in the long run the loss falls.",
    ],
    hint="At which weights does the theorem of chapter 5 need the bound $L$?",
    because="Not by this argument. The theorem asks for a bound on the curvature everywhere, and "
    "the sharpness at the start speaks for the start alone. In the runs above with long steps, "
    "it rose to $2/\\eta$, and for $\\eta = 1.9/L_0$ that level is only a little above the start. "
    "So I would expect the loss to rise now and then, in bursts, and yet to fall in the long run. "
    "Elsewhere the curvature falls from the start, as that of softmax regression did with large "
    "batches, and then longer steps would have been possible soon.",
    see=f"{DEEPER}#the-edge-of-stability",
)
