"""Models of the next character: counted by hand, their gradients and their own laws."""

from collections import Counter

import numpy as np
import pytest
from descent.datasets import load_alice
from descent.gradients import numerical_gradient
from descent.models import AttentionModel, CountingModel, NotFittedError, load_attention

TEXT = np.random.default_rng(0).integers(0, 3, 400)


def small(**settings):
    settings = {"context": 4, "width": 8, "heads": 2, "hidden": 8, "steps": 20} | settings
    return AttentionModel(3, random_state=0, **settings)


@pytest.mark.parametrize("context", [0, 1, 2])
def test_without_strength_counting_is_relative_frequency(context):
    p = np.exp(CountingModel(3, context=context, strength=0).fit(TEXT).log_probabilities(TEXT))
    text = TEXT.tolist()
    grams = Counter(zip(*(text[k:] for k in range(context + 1)), strict=False))
    for i in range(context, len(text)):
        before = tuple(text[i - context : i])
        total = sum(grams[(*before, x)] for x in range(3))
        assert p[i] == pytest.approx([grams[(*before, x)] / total for x in range(3)])


def test_every_row_is_a_distribution_of_what_follows():
    for model in (CountingModel(3, context=3, strength=2).fit(TEXT), small().fit(TEXT)):
        p = np.exp(model.log_probabilities(TEXT[:30]))
        assert p.shape == (31, 3)
        np.testing.assert_allclose(p.sum(1), 1)
        later = np.exp(model.log_probabilities(np.append(TEXT[:10], [2, 2, 2])))
        np.testing.assert_allclose(later[:11], p[:11], rtol=1e-5)  # what follows is not seen


def test_a_text_may_be_shorter_than_the_context():
    model = CountingModel(3, context=8).fit(TEXT)
    for length in range(9):
        found = model.log_probabilities(TEXT[:length])
        np.testing.assert_array_equal(found, model.log_probabilities(TEXT)[: length + 1])


def test_what_was_never_seen_is_infinitely_surprising_unless_something_is_leaned_on():
    text = [0, 1, 0, 1, 0]
    bare = CountingModel(2, context=1, strength=0).fit(text)
    assert np.isposinf(bare.surprise([0, 0])[1])
    assert np.isfinite(CountingModel(2, context=1, strength=1).fit(text).surprise([0, 0])).all()


def test_bits_are_the_mean_surprise():
    model = CountingModel(2, context=0, strength=0).fit([0, 1, 1, 1])
    assert model.bits_per_character([0, 1]) == pytest.approx((2 + np.log2(4 / 3)) / 2)


def test_gradients_of_the_attention_model():
    model = small(steps=1).fit(TEXT)
    model._parameters = {name: a.astype(float) for name, a in model._parameters.items()}
    X, Y = TEXT[:8].reshape(2, 4), TEXT[1:9].reshape(2, 4)
    _, gradients = model._loss_and_gradients(X, Y)
    for name, array in model._parameters.items():

        def loss(value, name=name, array=array):
            model._parameters[name] = value
            found = model._loss_and_gradients(X, Y)[0]
            model._parameters[name] = array
            return found

        np.testing.assert_allclose(gradients[name], numerical_gradient(loss, array), atol=1e-7)


def test_training_learns_what_counting_one_character_cannot():
    text = np.tile([0, 1, 0, 2], 100)  # after 0 comes 1 or 2, by what was before the 0
    model = small(steps=300).fit(text)
    assert model.bits_per_character(text[4:100]) < 0.2
    assert CountingModel(3, context=1).fit(text).bits_per_character(text[4:100]) > 0.4


def test_the_same_seed_trains_the_same_model_and_tells_its_steps():
    told = []
    one = small().fit(TEXT, callback=lambda step, loss: told.append((step, loss)))
    np.testing.assert_array_equal(
        one.log_probabilities(TEXT), small().fit(TEXT).log_probabilities(TEXT)
    )
    assert [step for step, _ in told] == list(range(1, 21))
    assert one.num_parameters == sum(array.size for array in one.parameters.values())


def test_the_bar_counts_steps(monkeypatch):
    shown = []
    monkeypatch.setattr("tqdm.auto.tqdm", lambda steps, **bar: shown.append(bar) or steps)
    small().fit(TEXT, progress=True)
    assert [(bar["desc"], bar["unit"]) for bar in shown] == [("AttentionModel", "step")]


def test_weights_of_attention_look_back_only():
    weights = small().fit(TEXT).attention_weights(TEXT[:4])
    assert weights.shape == (2, 4, 4)
    np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-6)
    assert (weights[:, ~np.tri(4, dtype=bool)] == 0).all()


@pytest.mark.parametrize("context", [2, 3, 4, 5])
def test_a_long_text_is_read_in_pieces_without_a_gap(context):
    model = small(context=context).fit(TEXT)
    for length in (0, 1, context - 1, context, context + 1, 3 * context + 1):
        assert model.log_probabilities(TEXT[:length]).shape == (length + 1, 3)


def test_not_fitted():
    for model in (CountingModel(3), small()):
        with pytest.raises(NotFittedError, match=f"this {type(model).__name__} is not fitted"):
            model.surprise([0, 1])
    for ask in (lambda m: m.num_parameters, lambda m: m.attention_weights([0, 1])):
        with pytest.raises(NotFittedError, match="this AttentionModel is not fitted"):
            ask(small())


def test_an_empty_text_has_a_next_character():
    for model in (CountingModel(3).fit(TEXT), small().fit(TEXT)):
        assert model.log_probabilities([]).shape == (1, 3)
        assert model.surprise([]).shape == (0,)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64])
def test_the_type_of_a_text_does_not_matter(dtype):
    text = np.random.default_rng(0).integers(0, 35, 500)
    for model in (CountingModel(35, context=3), AttentionModel(35, steps=1, random_state=0)):
        expected = model.fit(text).surprise(text)
        np.testing.assert_array_equal(model.fit(text.astype(dtype)).surprise(text), expected)
        np.testing.assert_array_equal(model.surprise(text.astype(dtype)), expected)


def test_contexts_are_counted_up_to_the_largest_int64():
    text = np.full(100, 34)  # of the largest number
    assert CountingModel(35, context=12).fit(text).surprise(text)[-1] < 0.5
    for characters, context in ((35, 13), (2, 63), (2, 10**9)):
        with pytest.raises(ValueError, match=rf"context must leave .* got {context} with num_char"):
            CountingModel(characters, context=context)


@pytest.mark.parametrize(
    ("rate", "steps"),
    [(1e200, 2), (1e160, 1)],
    ids=["a product of two is beyond all floats", "after the last step"],
)
def test_training_that_diverges_says_so(rate, steps):
    with pytest.raises(FloatingPointError, match="the loss is not finite"):
        small(learning_rate=rate, steps=steps).fit(TEXT)


@pytest.mark.parametrize(("rate", "error"), [(1e160, FloatingPointError), (0.01, RuntimeError)])
def test_a_fit_that_fails_leaves_the_model_as_it_was(rate, error):
    def stop(step, loss):
        if step == 10:
            raise RuntimeError("from the callback")

    model = small().fit(TEXT)
    before = model.surprise(TEXT)
    model.learning_rate = rate
    with pytest.raises(error):
        model.fit(TEXT, callback=stop)
    np.testing.assert_array_equal(model.surprise(TEXT), before)
    new = small(learning_rate=rate)
    with pytest.raises(error):
        new.fit(TEXT, callback=stop)
    with pytest.raises(NotFittedError):
        new.surprise(TEXT)


def test_the_stored_model_says_what_the_counted_one_of_three_before_does_not():
    text = load_alice()
    counted = CountingModel(35, context=3, strength=8).fit(text.train)
    stored = load_attention()
    assert stored.bits_per_character(text.test) < counted.bits_per_character(text.test)
