# Each target is a line or two; `make help` lists them. Nothing is fetched once .venv is ready.
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python -m
READY := .venv/ready
CHAPTER ?= *
NOTEBOOKS = $(wildcard chapters/$(CHAPTER).ipynb)
PYTEST := $(RUN) pytest

.PHONY: help book build lab test test-package test-chapters test-site test-lab peers bench notebooks lint lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

book: build ## build the book and serve it at the address printed
	@$(RUN) descent.site.serve _build/html

build: $(READY) ## build the pages from the notebooks' stored outputs
	$(BIN)/jupyter-book build . -W -n --keep-going

lab: $(READY) ## open the chapters in JupyterLab
	$(RUN) jupyter lab --notebook-dir=chapters

notebooks: $(READY) ## run the notebooks and store their outputs; one: CHAPTER=03-softmax
	$(RUN) descent.site.notebooks $(NOTEBOOKS)

lint: $(READY) ## check style
	$(RUN) ruff check . && $(RUN) ruff format --check .

lock: ## pin the versions anew (needs uv)
	uv pip compile requirements.txt -o requirements.lock --universal --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url --no-emit-package descent-book

clean: ## remove the built book; `rm -rf .venv` removes what was installed
	rm -rf _build

$(READY): requirements.txt requirements.lock code/pyproject.toml
	$(PYTHON) -m venv .venv || { echo "No virtual environment: on Debian, apt-get install python3-venv" >&2; exit 1; }
	$(RUN) pip install --quiet -r requirements.txt -c requirements.lock
	touch $@
