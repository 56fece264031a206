"""The machine's proof: what it rests on, where wrong statements fail, what the chapter shows."""

import re
import subprocess

import pytest
from browser import needed
from prose import CHAPTERS, text_of

PROOF = (CHAPTERS / "proof" / "convexity.v").read_text("utf-8")
AXIOMS = {  # of the library's real numbers, with the logic of an analysis course
    "classic",
    "functional_extensionality_dep",
    "sig_forall_dec",
    "sig_not_dec",
}
# A wrong statement: what is replaced in the file, by what, and the lemma at which its proof stops.
COMPONENT = ("convex (lse C).", "convex (fun o => softmax C o 0).", "lse_convex")
WRONG = {
    "a component of softmax is convex": COMPONENT,
    "minus log-sum-exp is convex": (
        "convex (lse C).",
        "convex (fun o => - lse C o).",
        "lse_convex",
    ),
    "convex means above the chords": ("f (mix t x y) <=", "f (mix t x y) >=", "lse_convex"),
    "exp lies below its tangents": ("* (z - w) <=", "* (z - w) >=", "exp_above_tangent"),
    "targets sum to -1": (
        "sum C y = 1",
        "sum C y = -1",
        "cross_entropy_is_lse_minus_targets",
    ),
    "targets sum to anything below 1": (
        "sum C (Y i) = 1",
        "sum C (Y i) < 1",
        "softmax_cross_entropy_convex",
    ),
    "probabilities without their logarithm": (
        "y c * ln (softmax C o c)",
        "y c * softmax C o c",
        "cross_entropy_is_lse_minus_targets",
    ),
    "weights multiplied with biases": (
        "x d * theta (weight d c))",
        "x d * theta (weight d c) * theta (bias c))",
        "scores_affine",
    ),
    "log-sum-exp is not convex": (
        "~ convex (fun o => softmax 2 o 0)",
        "~ convex (lse 2)",
        "softmax_component_not_convex",
    ),
}


@pytest.fixture
def coqc(tmp_path):
    """Run Coq on a text, in a folder of its own, for Coq leaves files beside what it checks."""
    path = needed("coq")

    def run(text):
        (tmp_path / "convexity.v").write_text(text, "utf-8")
        command = [path, "-q", "convexity.v"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    return run


def changed(old, new, *_):
    assert old in PROOF
    return PROOF.replace(old, new)


def axioms(output):
    """Return the names that ``Print Assumptions`` lists, without their modules."""
    names = re.findall(r"^(\S+)\s+:", output.partition("Axioms:\n")[2], re.MULTILINE)
    return {name.rpartition(".")[2] for name in names}


def failed_lemma(text, error):
    line = int(re.search(r'"\./convexity\.v", line (\d+)', error)[1])
    above = "\n".join(text.splitlines()[:line])
    return re.findall(r"^(?:Lemma|Theorem) (\w+)", above, re.MULTILINE)[-1]


def test_the_proof_holds_and_rests_on_the_classical_reals_alone(coqc):
    result = coqc(PROOF)
    assert (result.returncode, result.stderr) == (0, "")
    assert axioms(result.stdout) == AXIOMS


def test_a_gap_in_the_proof_appears_among_the_axioms(coqc):
    gap = re.sub(r"(Lemma exp_above_tangent .*?)Proof\..*?Qed\.", r"\1Admitted.", PROOF, flags=re.S)
    result = coqc(gap)
    assert result.returncode == 0
    assert axioms(result.stdout) == AXIOMS | {"exp_above_tangent"}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_statement_fails_at_its_lemma(wrong, coqc):
    text = changed(*wrong)
    result = coqc(text)
    assert result.returncode == 1
    assert failed_lemma(text, result.stderr) == wrong[-1]


def fences(language):
    prose = text_of(CHAPTERS / "06-convexity-deeper.ipynb")
    return re.findall(rf"^```{language}\n(.*?)^```$", prose, re.MULTILINE | re.DOTALL)


def test_excerpts_stand_in_the_file():
    excerpts = fences("coq")
    assert excerpts
    assert not [excerpt for excerpt in excerpts if excerpt not in PROOF]


def test_the_error_shown_is_the_one_that_coq_prints(coqc):
    (shown,) = fences("text")
    assert shown.strip() == coqc(changed(*COMPONENT)).stderr.strip()
