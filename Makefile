# Two commands are enough: `make run` and `make test`. Both set up what is missing.

SHELL := /bin/bash
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run test coverage check lint types imports unit bench stress

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup:  ## make .venv from the locked dependencies; quick when nothing changed
	@scripts/setup

run: setup  ## build the sample store if there is none, serve it and print its address
	@scripts/run

test: setup  ## every test, on SQLite and PostgreSQL and in a real browser
	@scripts/chromium
	@scripts/test

coverage: setup  ## the same, and which lines and branches they reach: half as long again
	@scripts/chromium
	@scripts/test --cov --cov-report=term:skip-covered --cov-report=html:build/coverage

check: lint types imports unit  ## what to run before each commit: under a minute

lint: setup  ## every ruff rule
	@$(PYTHON) -m ruff check .

types: setup  ## strict types
	@$(PYTHON) -m mypy

imports: setup  ## the dependency rule between the layers
	@.venv/bin/lint-imports

unit: setup  ## the tests that need neither a server nor a browser
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile monitoring tests/monitoring $(wildcard tests/test_*.py)

bench: setup  ## speed, as ratios within one run
	@$(PYTHON) -m tests.bench

stress: setup  ## every role by everything of every contract; with CORPORA every awkward file
	@$(PYTHON) -m tests.stress "$(CORPORA)"
