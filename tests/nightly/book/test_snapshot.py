"""A returning reader's Python, restored from a snapshot, is the one that a plain start gives.

The snapshot touches private parts of Pyodide and Emscripten: these tests guard upgrades.
"""

import pytest
from descent.explorers import catalogue

START = """async ({url, home, fresh, snapshot, calls}) => {
  const worker = new Worker(url, {type: "module"});
  let outputs = [];
  const heard = (wanted) => new Promise((resolve, reject) => {
    worker.onmessage = ({data}) => {
      if (data.type === "output") outputs.push(data.output);
      if (data.type === "left" && data.snapshot) snapshot = data.snapshot;
      if (data.type === "failed") reject(new Error(data.reason));
      if (data.type === wanted) resolve(data);
    };
  });
  const modules = ["descent.explorers.softmax"];
  worker.postMessage({type: "start", home, fresh, modules, snapshot, words: {}});
  const { phases } = await heard("ready");
  const answers = {};
  for (const [name, method, args] of calls) {
    outputs = [];
    worker.postMessage({type: "call", id: 1, method, args});
    const { answer } = await heard("answer");
    answers[name] = method === "run" ? outputs : answer;
  }
  const kept = async () => {
    for (const name of await caches.keys())
      if (await (await caches.open(name)).match(new URL("snapshot", home))) return true;
    await new Promise(requestAnimationFrame);
    return kept();
  };
  const restored = "read snapshot" in phases;
  if (!restored && !snapshot) await heard("left");
  await kept();
  worker.terminate();
  return { restored, answers, snapshot };
}"""

REPLACE = """async ([home, kind]) => {
  const url = new URL("snapshot", home).href;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const old = new Uint8Array(await (await cache.match(url)).arrayBuffer());
    const layout = 4 + new Uint32Array(old.buffer, 0, 1)[0];
    const bytes = kind === "garbage" ? new Uint8Array(1000) : old;
    if (kind === "no memory") bytes.fill(0, layout);
    await cache.put(url, new Response(bytes));
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}"""
"""Puts something else into the cache, and gives the sum that vouches for it."""

CELLS = {
    "numbers": "import numpy as np\nnp.random.default_rng(0).normal(size=3)",
    "seeded": "np.random.seed(1); np.random.rand(2)",
    "linear algebra": "np.linalg.eigvalsh(np.diag([3.0, 1, 2]))",
    "an error in C": "np.linalg.inv(np.zeros((2, 2)))",
    "an error in C++": "from matplotlib.ft2font import FT2Font\nFT2Font('/nowhere.ttf')",
    "transform": "np.fft.fft(np.arange(4.0))",
    "a figure": "import matplotlib.pyplot as plt\nplt.contourf(np.eye(5))\n"
    "plt.title(r'$\\frac{a}{b}$')",
    "pixels": "import io\nf = plt.figure(); plt.imshow(np.eye(3)); b = io.BytesIO()\n"
    "f.savefig(b, format='png'); plt.close(f); len(b.getvalue())",
    "space": "a = plt.figure().add_subplot(projection='3d')\n"
    "a.plot_surface(*np.mgrid[:4, :4], np.ones((4, 4)))\nNone",
    "layout": "fig, ax = plt.subplots(2, 2, layout='constrained')\nNone",
    "not imported before": "import decimal, fractions\n"
    "decimal.Decimal(1) / 7, fractions.Fraction(1, 3)",
    "data": "from descent import load_mnist\n[x.sum() for x in load_mnist()]",
    "callbacks": "import ctypes\n"
    "[ctypes.CFUNCTYPE(ctypes.c_int)(lambda k=k: k)() for k in range(3)]",
    "recursion": "def f(n): return f(n + 1)\nf(0)",
    "JavaScript": "import js\njs.Math.sqrt(16), js.JSON.parse('[1, 2]').to_py()",
    "memory": "len([bytearray(10**6) for _ in range(60)])",
    "files": "import os\nhome = os.environ['HOME']\n"
    "open(home + '/a', 'w').write('b'), home, os.getcwd()",
}  # fmt: skip
DRAWN = "import random\nrandom.random(), np.random.rand(), np.random.default_rng().random()"


@pytest.fixture(scope="module")
def start(browser, address, scripts):
    """Start a worker as the page does and give what it answers, and whether it was restored."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/chapters/intro.html")
    kept = {"snapshot": ""}

    def start(calls=(), fresh=False):
        given = {"url": f"{scripts}/worker/worker.js", "home": f"{address}/_live/", **kept}
        answer = page.evaluate(START, {**given, "fresh": fresh, "calls": list(calls)})
        kept["snapshot"] = answer["snapshot"]
        return answer

    def replace(kind):
        kept["snapshot"] = page.evaluate(REPLACE, [f"{address}/_live/", kind])

    start.replace = replace
    yield start
    context.close()


SAMPLE = list(catalogue())[::3]
"""Explorers whose pictures are compared; `test_live` hears what all say after a restored start."""


def every_call():
    """One call for each explorer of the sample and one for each cell."""
    for name in SAMPLE:
        spec = catalogue()[name].spec()
        yield name, "show", [name, spec["module"], spec["name"], "{}", "{}"]
    for number, (name, source) in enumerate(CELLS.items()):
        yield name, "run", [source, number]


def test_it_answers_what_a_plain_start_answers(start):
    calls = list(every_call())
    plain, restored = start(calls, fresh=True), start(calls)
    assert (plain["restored"], restored["restored"]) == (False, True)
    assert not [name for name in SAMPLE if "error" in plain["answers"][name]]
    for name, answer in plain["answers"].items():
        assert restored["answers"][name] == answer, name


def test_it_draws_other_random_numbers_each_time(start):
    calls = [("numbers", "run", [CELLS["numbers"], 0]), ("drawn", "run", [DRAWN, 1])]
    drawn = [start(calls)["answers"]["drawn"][0]["data"].strip("()").split(", ") for _ in range(2)]
    assert len({number for visit in drawn for number in visit}) == 6


@pytest.mark.parametrize("kind", ["garbage", "no memory"])
def test_one_that_does_not_start_is_dropped_and_python_starts_plainly(start, kind):
    start()
    start.replace(kind)
    calls = [("numbers", "run", [CELLS["numbers"], 0])]
    healed = start(calls)
    assert healed["answers"]["numbers"][0]["kind"] == "text"
    again = start(calls)
    assert again["restored"]
    assert again["answers"] == healed["answers"]
