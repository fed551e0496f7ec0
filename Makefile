# quoteindex from a fresh clone: needs Python 3.11 or newer, make and a network.  Nothing outside this folder changes.
#
#   make demo    scan, search and list the sample document
#   make test    run the tests          make lint    check style and types
#   make bench   measure                make setup   make the environment alone (the others call it)
#   make clean   throw away what these made

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench clean

EXTRAS := hadith,translations
SAMPLE := corpora/samples/patience.md
DEMO := build/demo

# The first Python that is new enough; `make setup PYTHON=…` names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$python" && break; done)

# uv: the one on the path where it knows dependency groups, else one of our own.
UV := $(shell uv pip install --help 2>/dev/null | grep -q -- '--group' && command -v uv || echo .tools/bin/uv)

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,6p'

setup: .venv/ready

.venv/ready: pyproject.toml | $(UV)
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name one: make $(MAKECMDGOALS) PYTHON=…" >&2; exit 1; }
	@test -x .venv/bin/python || $(UV) venv --quiet --python "$(PYTHON)" .venv
	$(UV) pip install --quiet --python .venv/bin/python --editable '.[$(EXTRAS)]' --group dev
	@touch $@

# A virtual environment where Python can make one with pip in it, else (Debian without python3-venv) pip alone.
.tools/bin/uv:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name one: make $(MAKECMDGOALS) PYTHON=…" >&2; exit 1; }
	@rm -rf .tools
	@if "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then \
		"$(PYTHON)" -m venv .tools && .tools/bin/python -m pip install --quiet --root-user-action=ignore 'uv>=0.8'; \
	else \
		"$(PYTHON)" -m pip install --quiet --root-user-action=ignore --target .tools 'uv>=0.8'; \
	fi

demo: setup
	@mkdir -p $(DEMO)
	.venv/bin/quoteindex scan $(SAMPLE)
	.venv/bin/quoteindex index --index $(DEMO)/index $(SAMPLE)
	.venv/bin/quoteindex search --index $(DEMO)/index صبر
	.venv/bin/quoteindex search --index $(DEMO)/index '"gift better"'
	.venv/bin/quoteindex search --index $(DEMO)/index 2:153
	.venv/bin/quoteindex appendix $(SAMPLE) -f html -o $(DEMO)/appendix.html
	@echo "the appendix lies in $(DEMO)/appendix.html"

test: setup
	.venv/bin/python -m pytest

lint: setup
	.venv/bin/ruff check .
	.venv/bin/mypy

bench: setup
	.venv/bin/python -m tests.bench

clean:
	rm -rf .venv .tools build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
