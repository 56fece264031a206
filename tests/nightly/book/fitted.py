"""Runs in Pyodide, with nothing but what a page has and a book requires: fit a model."""

import json
import pathlib

from sklearn.linear_model import LogisticRegression

X, y = [[0.0], [1.0], [3.0], [4.0]], [0, 0, 1, 1]
answer = LogisticRegression().fit(X, y).predict(X).tolist()
pathlib.Path("/out/answer.json").write_text(json.dumps(answer), "utf-8")
