"""Every optimizer beside PyTorch's: the same parameters after 200 steps of the same gradients."""

import numpy as np
import pytest
import torch
from descent import SGD, AdaGrad, Adam, AdamW, RMSProp, exponential_decay
from descent.optimizers import AMSGrad

SHAPES = [(4, 3), (3,), ()]
PAIRS = {
    "SGD": (SGD(), torch.optim.SGD, {}),
    "SGD, a rate": (SGD(0.1), torch.optim.SGD, {"lr": 0.1}),
    "momentum": (SGD(0.1, momentum=0.9), torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    "Nesterov": (
        SGD(0.1, momentum=0.9, nesterov=True),
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    ),
    "AdaGrad": (AdaGrad(), torch.optim.Adagrad, {}),
    "AdaGrad, eps": (AdaGrad(0.3, eps=0.1), torch.optim.Adagrad, {"lr": 0.3, "eps": 0.1}),
    "RMSProp": (RMSProp(), torch.optim.RMSprop, {}),
    "RMSProp, alpha": (
        RMSProp(0.2, alpha=0.8, eps=0.1),
        torch.optim.RMSprop,
        {"lr": 0.2, "alpha": 0.8, "eps": 0.1},
    ),
    "Adam": (Adam(), torch.optim.Adam, {}),
    "Adam, betas": (
        Adam(0.2, betas=(0.5, 0.9), eps=0.1),
        torch.optim.Adam,
        {"lr": 0.2, "betas": (0.5, 0.9), "eps": 0.1},
    ),
    "AMSGrad": (AMSGrad(), torch.optim.Adam, {"amsgrad": True}),
    "AMSGrad, betas": (
        AMSGrad(0.2, betas=(0.5, 0.9), eps=0.1),
        torch.optim.Adam,
        {"lr": 0.2, "betas": (0.5, 0.9), "eps": 0.1, "amsgrad": True},
    ),
    "AdamW": (AdamW(), torch.optim.AdamW, {}),
    "AdamW, decay": (
        AdamW(0.2, weight_decay=0.3),
        torch.optim.AdamW,
        {"lr": 0.2} | {"weight_decay": 0.3},
    ),
}


def run_both(ours, theirs, settings, schedule=None):
    rng = np.random.default_rng(0)
    parameters = [np.array(rng.normal(size=shape)) for shape in SHAPES]
    tensors = [torch.nn.Parameter(torch.tensor(p)) for p in parameters]
    optimizer, ours = theirs(tensors, **settings), ours.fresh()
    for t in range(200):
        gradients = [
            np.array(rng.normal(size=shape) * 10.0 ** rng.integers(-3, 3)) for shape in SHAPES
        ]
        ours.update(parameters, gradients)
        for tensor, g in zip(tensors, gradients, strict=True):
            tensor.grad = torch.tensor(g)
        if schedule:
            optimizer.param_groups[0]["lr"] = schedule(t)
        optimizer.step()
    return parameters, [tensor.detach().numpy() for tensor in tensors]


@pytest.mark.parametrize(("ours", "theirs", "settings"), PAIRS.values(), ids=PAIRS)
def test_two_hundred_steps_end_at_the_same_parameters(ours, theirs, settings):
    for mine, other in zip(*run_both(ours, theirs, settings), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-10)


def test_a_schedule_is_pytorchs_rate_set_before_each_step():
    schedule = exponential_decay(0.1, rate=0.02)
    ours, theirs = run_both(Adam(schedule), torch.optim.Adam, {}, schedule)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-10)
