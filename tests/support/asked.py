"""A guess of each kind, about a ball that falls in ten steps."""

from explorable import guess

ASKED = {
    "number": guess.Number(
        lambda: 7,
        unit="steps",
        maximum=10,
        along="x",
        at={"steps": 7},
        seen="The ball starts at height 1.",
        says="It takes {answer}.",
    ),
    "one": guess.OneOf("down", ["up", "down", "nowhere"], seen="A ball.", at={"steps": 10}),
    "order": guess.Ranking(["start", "middle", "end"], ["end", "start", "middle"], seen="A ball."),
    "mark": guess.Mark(lambda: (7, 0.3), seen="A ball.", at={"steps": 7}, says="At {answer}."),
    "line": guess.Line(lambda: [1, 0.5, 0], [0, 5, 10], seen="A ball.", says="It is straight."),
}
