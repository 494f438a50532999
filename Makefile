# Everything runs in .venv beside this file; nothing is installed elsewhere.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
DB ?= demo.db
TASKS ?=
.PHONY: install install-dev demo test check evals why bench docs reference lock clean help

help:  ## what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 14

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed  ## onrecord with its locked requirements, in .venv
install-dev: $(VENV)/.installed-dev  ## and what tests and checks need

demo: install  ## code the sample articles, print the events, open the database
	@rm -f $(DB) $(DB)-wal $(DB)-shm
	$(BIN)/onrecord code samples/articles --db $(DB)
	$(BIN)/onrecord events --db $(DB)
	@echo
	@echo "Where the accounts differ:"
	$(BIN)/onrecord disputes --db $(DB)
	@echo
	@echo "The database is $(DB). Go on with, for example:"
	@echo "  $(BIN)/onrecord events --db $(DB) --type ASSAULT --json"
	@echo "  $(BIN)/onrecord events --db $(DB) --claimant Moussadou"
	@echo "  $(BIN)/onrecord verify --db $(DB)"

test: install-dev  ## the tests
	$(BIN)/python -m pytest

check: install-dev  ## lint, types, knowledge files, the house's laws
	$(BIN)/ruff check src tests evals tools
	$(BIN)/ruff format --check src tests evals tools
	$(BIN)/mypy
	$(BIN)/python -m onrecord.knowledge.check
	$(BIN)/python tools/reference.py --check
	$(BIN)/python -m pytest tests/house

evals: install-dev  ## code the development sets, score them, write evals/RESULTS.md, fail where a figure fell
	$(BIN)/python evals/run.py $(TASKS)

why: install-dev  ## the errors of STAGE on its development set, by what made them
	$(BIN)/python evals/why.py $(or $(STAGE),attribution)

bench: install-dev  ## speed and memory
	$(BIN)/python bench/run.py

reference: install-dev  ## write docs/reference from the code
	$(BIN)/python tools/reference.py

docs: install-dev  ## the documentation as a web site, in site/
	$(BIN)/mkdocs build --strict

lock:  ## pin all requirements anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --quiet -c requirements.lock -o requirements-dev.lock

clean:  ## remove what was made, .venv too
	rm -rf $(VENV) $(DB) $(DB)-wal $(DB)-shm site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
