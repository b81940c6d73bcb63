# Two commands for a stranger: `make chat` and `make test`. Everything else is for those who work on it.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
ARGS ?=
BASE ?= main

.DEFAULT_GOAL := help
.PHONY: help venv dev chat test lint types imports check-pr maestro-smoke bench fuzz features pages tools lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

venv: $(VENV)/.runtime ## make .venv with .venv/bin/maestro

dev: $(VENV)/.dev ## the same with all that the tests and linters need

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1). Name another with make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "Python's venv module is incomplete here; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/.python
	@echo "Installing into $(VENV) (once, about a minute) ..." >&2
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

chat: venv ## talk to Maestro; ARGS="--factory DIR" for a factory of yours
	@$(BIN)/maestro chat $(ARGS)

test: dev ## all tests
	@$(BIN)/python -m pytest -q -n 2 $(ARGS)

lint: dev imports ## style, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev ## mypy --strict
	@$(BIN)/mypy

imports: dev ## the import contracts
	@$(BIN)/lint-imports

check-pr: venv ## the guard over what this branch adds to BASE
	@$(BIN)/maestro check-pr --base $(BASE) $(ARGS)

maestro-smoke: venv ## a whole embedded handoff, from a conversation to a merged pull request
	@$(BIN)/python scripts/smoke.py

bench: dev ## speed, as ratios in one run
	@$(BIN)/python -m benchmarks $(ARGS)

fuzz: dev ## hostile input for the engines; ARGS="MINUTES SEED", ten minutes if not said
	@$(BIN)/python -m benchmarks.fuzz $(ARGS)

features: dev ## the rows of Kyverno's own suites that we answer as expected, by feature
	@$(BIN)/python -m benchmarks.features

pages: dev ## write the made parts of README.md and docs/ again
	@$(BIN)/python -m scripts.pages

tools: ## the real helm and kyverno, at pinned versions, into .tools/bin (needs Go)
	@scripts/build-tools.sh

lock: dev ## write requirements/ again from pyproject.toml (needs uv)
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml --group build -o requirements/runtime.txt
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml --extra documents --group dev --group build -o requirements/dev.txt

clean: ## remove what make made, but not the tools
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
