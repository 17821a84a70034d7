# For developers; to use ditich, see README.md. Needs make and Python 3.11 or newer, nothing else.
#
#   make site     install into .venv, build the demo project, say where to look
#   make test     everything in its short form
#   make ordeal   the long counts; the result goes to docs/ordeal.md
#   make judge    what outside judges (validators, other readers) say
#   make lint     style, types, import contracts
#   make lock     choose versions anew and write the lock files
#   make clean    remove what the above made, .venv too
#
# Options: PYTHON=python3.12 (which Python .venv is made with), TESTS="-k codes -x" (for pytest).

SHELL := /bin/sh
.DEFAULT_GOAL := site
.PHONY: site test ordeal judge lint lock compiled clean

PYTHON ?= $(shell tools/find-python)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
TESTS ?= -n auto --dist worksteal
SITE := .venv/.site
DEV := .venv/.dev
COMPILE := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-annotate --custom-compile-command "make lock"

site: $(SITE)
	@$(PY) -m generator build
	@echo
	@echo "output/web/index.html   the pages: open it in a browser"
	@echo "output/print/           the plaques"

test: $(DEV) compiled
	@tools/test-needs
	@$(PY) -m pytest $(TESTS)

# A process for each test: they wait for kills and saves most of the time, and two last longer than all the others.
ordeal: $(DEV) compiled
	@tools/test-needs
	@$(PY) tools/ordeal.py -n 12 --dist worksteal

judge: $(DEV)
	@tools/test-needs
	@tools/judge-needs
	@$(PY) -m pytest -m judge -rP

lint: $(DEV)
	@$(PY) tools/lint.py

lock: $(DEV)
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --group dev --extra zbar -c requirements.lock \
		--output-file requirements-dev.lock
	npm install --package-lock-only

# Tests start the command hundreds of times; where Python may not keep what it compiled, each would compile anew.
compiled: $(DEV)
	@$(PY) -m compileall -q generator

clean:
	rm -rf .venv output .ditich dist generator/assets/fonts \
		.hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The stamps: which lock files and build rules .venv was last filled from.

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "ditich needs Python 3.11 or newer, and found none."; exit 3; }
	"$(PYTHON)" -m venv .venv

$(SITE): .venv/bin/python requirements.lock pyproject.toml hatch_build.py package-lock.json
	@echo "Installing into .venv; the first time takes a minute or two."
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(DEV): $(SITE) requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
