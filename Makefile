# policygraph: from a bare machine with Python >= 3.11 and make, each target is complete alone.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Python does so itself, but not where PYTHONDONTWRITEBYTECODE is set: there each start would compile everything
COMPILE := $(BIN)/python -m compileall -q corpus graph ingest qa ui

Q ?= 第十二条谁牵头？
# the question reaches the shell as a variable, so that no character of it is read as a command
override Q := $(value Q)
export Q

.DEFAULT_GOAL := help
.PHONY: help ui ask ingest doctor test lint bench neo4j clean

help:  ## this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):[^#]*## */  make \1\t/' | expand -t 16

ui: .venv/base  ## open the pages in a browser, on what ships in corpus/
	@$(BIN)/policygraph ui --open

ask: .venv/base  ## answer a question from the graph: make ask Q="第十二条谁牵头？"
	@$(BIN)/policygraph ask -- "$$Q"

ingest: .venv/base  ## (re)read the documents in corpus/ into the graph
	@$(BIN)/policygraph ingest

doctor: .venv/base  ## say what is there, what is missing and what to do
	@$(BIN)/policygraph doctor

test: .venv/dev lint  ## set up and run every check: style, types, layers, tests with coverage, evaluation floors
	@command -v java >/dev/null && command -v mvn >/dev/null || \
		echo "make: java or mvn is missing, so the tests on a Neo4j server can't run (Debian: default-jre-headless maven)" >&2
	$(BIN)/pytest --cov --cov-report=term

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/dev  ## measure and print the table of benchmarks/README.md
	@$(BIN)/python -m benchmarks

neo4j: .venv/dev  ## run a Neo4j server without a container (needs java and mvn); Ctrl-C ends it
	@$(BIN)/python tests/neo4j_server.py

clean:  ## remove what was built, keep the graph
	rm -rf .venv build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed, and none was found" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "make: Python can't make a virtual environment (Debian: apt install python3-venv)" >&2; exit 1; }

.venv/base: pyproject.toml constraints.txt | .venv/bin/python
	@echo "make: installing policygraph into .venv …" >&2
	@$(PIP) --editable .
	@$(COMPILE)
	@touch $@

.venv/dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "make: installing policygraph and what its checks need into .venv (torch is large) …" >&2
	@$(PIP) --editable '.[dev,transformers]'
	@$(COMPILE)
	@touch $@ .venv/base
