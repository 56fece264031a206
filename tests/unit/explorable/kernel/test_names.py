"""What a cell reads, binds and changes, on cells that are easy to get wrong."""

import pytest
from explorable.kernel.names import names_of


@pytest.mark.parametrize(
    ("source", "reads", "binds"),
    [
        ("y = x", "x", "y"),
        ("x = 1\ny = x", "", "x y"),
        ("x = x + 1", "x", "x"),
        ("x += 1", "x", "x"),
        ("a, (b, *c) = d", "d", "a b c"),
        ("if c: x = 1\nx", "c x", "x"),
        ("for i in n: t = i\nt", "n", "i t"),
        ("while c: x = 1\nx", "c x", "x"),
        ("try: x = 1\nexcept E as e: x = 2\nx", "E x", "x e"),
        ("with f() as g: h = g\nh", "f", "g h"),
        ("[i for i in j if k]", "j k", ""),
        ("[x for x in x]", "x", ""),
        ("[(w := i) for i in j]\nw", "j", "w"),
        ("f = lambda a, b=c: a + d", "c d", "f"),
        ("def f(a=c):\n b = a\n return b + d", "c d", "f"),
        ("def f(n): return f(n - 1)", "", "f"),
        ("def f():\n global g\n g = 1", "", "f g"),
        ("class A(B):\n c = d\n def e(self): return c2", "B d c2", "A"),
        ("import a.b, c as d\nfrom e import f as g", "", "a d g"),
        ("match s:\n case {'k': v, **r}: v\n case [a, *b]: a", "s v a", "v r a b"),
        ("f'{x!r:>{w}}'", "x w", ""),
        ("x: int = x + 1", "int x", "x"),
        ("x: int", "int", ""),
        ("class A:\n def f(self): return f()", "f", "A"),
        ("class A: x = x", "x", "A"),
        ("for x in x: pass", "x", "x"),
        ("def f():\n def g():\n  global h\n  h = i", "i", "f h"),
        ("x = = 1", "", "*"),
    ],
)
def test_reads_and_binds(source, reads, binds):
    found = names_of(source)
    assert (found.reads, found.binds) == (set(reads.split()), set(binds.split()))


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("x[0] = 1", "x"),
        ("x.a.b[0] = 1", "x"),
        ("x[0] += 1", "x"),
        ("del x", "x"),
        ("del x[0]", "x"),
        ("np.add(x, y, out=z)", "z"),
        ("np.fill_diagonal(x, 0)", "x"),
        ("def f(x): x[0] = 1", ""),
        ("def f(): y[0] = 1", "y"),
        ("x.mean()", ""),
    ],
)
def test_changes(source, changes):
    assert names_of(source).changes == set(changes.split())


def test_method_calls_and_what_is_handed_on_are_left_to_the_page():
    found = names_of("model.fit(X)\nX.mean()\ndraw(rng=rng)")
    assert found.calls == {"model", "draw"}
    assert {("model", "X"), ("draw", "rng")} <= found.passes
