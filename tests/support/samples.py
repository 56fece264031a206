"""A question of each kind, with the answers that a reader might give."""

from explorable.question import (
    Choice,
    Explain,
    Lines,
    Number,
    SelfTest,
)

SEE = "wave.md#der-takt"

SAMPLES = {
    "choice": Choice(
        "A wave swings twice as *fast*. What happens to its length $l$?",
        right="it is halved",
        wrong={
            "it doubles": "That is the frequency: $l = c/f$, so $f$ stands **below**.",
            "it stays": "Then the wave itself would be faster.",
        },
        because="Speed is `length * frequency`, and the speed stays.",
        hint="Draw two waves of one speed.",
        see=SEE,
    ),
    "bug": Choice(
        "Which line is wrong?",
        program="def mean(x):\n    total = 0\n\n    for a in x:\n        total = a\n"
        "    return total",
        right="`total = a`",
        wrong={"`total = 0`": "An empty sum is 0.", "`return total`": "It returns what it has."},
        because="It forgets what came before.",
        see=SEE,
    ),
    "number": Number(
        "A wave swings three times in a second. How long is one swing?",
        answer=1 / 3,
        digits=2,
        unit="s",
        slips={3: "That is the frequency, not the period."},
        otherwise="Three swings fill a second.",
        because="A second has three of them: 0.33 s.",
        see=SEE,
    ),
    "lines": Lines(
        "Why is the length halved?",
        lines=["The speed $c$ stays.", "$c = l f$.", "So $l = c/f$.", "Twice $f$ is half of $l$."],
        needs={2: [1], 3: [0, 2]},
        early={3: "What $l$ is has not been said yet."},
        distractors={"Waves are beautiful.": "They are, but nothing follows from it."},
        because="Each line uses those above.",
        see=SEE,
    ),
    "program": Lines(
        "Order the program.",
        lines=["def mean(x):", "    total = sum(x)", "    return total / len(x)"],
        distractors={"    return total": "That is the sum."},
        code=True,
        because="A name is given before it is used.",
    ),
    "explain": Explain(
        "Why does a low note carry further?",
        must=["air takes energy at each swing", "a low note swings less often"],
        because="Each swing costs energy, and a low note has fewer of them.",
    ),
}

TEST = SelfTest([SAMPLES[name] for name in ("choice", "number", "lines")])
