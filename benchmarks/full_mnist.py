"""The experiment of the chapter on MNIST on all images: ``full_mnist.py FOLDER`` prints its table.

FOLDER holds the four original files; the README.md of descent.datasets says where they are from.
It takes about half an hour, most of it for steps on single images.
"""

from argparse import ArgumentParser

from descent import MLP, SGD, SoftmaxRegression, load_mnist
from descent.models import fit_together

RATES = {32: [0.1], 1: [0.1, 0.1 / 32]}


def main(rounds: int, folder: str) -> None:
    """Train one and two layers on batches of 32 and of 1, with two rates for single images.

    A round is an epoch.
    """
    X_train, y_train, X_test, y_test = load_mnist(full=folder)
    X_train, X_test = X_train.astype(float), X_test.astype(float)
    print("run     rate    train loss  test loss  train accuracy  test accuracy  lowest test loss")
    for layers, kind in enumerate((SoftmaxRegression, MLP), start=1):
        for size, rates in RATES.items():
            models = [
                kind(optimizer=SGD(eta), batch_size=size, epochs=rounds, random_state=0)
                for eta in rates
            ]
            fit_together(models, X_train, y_train, validation=(X_test, y_test))
            for eta, model in zip(rates, models, strict=True):
                report(f"l{layers}_b{size}", eta, model.history_)


def report(name: str, eta: float, history: dict[str, list[float]]) -> None:
    """Print one row of the table: the last epoch, and the best one."""
    losses = history["validation_loss"]
    best = min(range(len(losses)), key=losses.__getitem__)
    last = [history[key][-1] for key in ("loss", "validation_loss")]
    right = [history[key][-1] for key in ("accuracy", "validation_accuracy")]
    print(f"{name:7} {eta:<7.4g} {last[0]:10.3f} {last[1]:10.3f}", end="")
    print(f" {right[0]:15.3f} {right[1]:14.3f} {losses[best]:10.3f} (epoch {best + 1})", flush=True)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50, help="50 without it")
    parser.add_argument("folder")
    main(**vars(parser.parse_args()))
