# Weerklank: everything from nothing. `make help` lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check build bench dist screenshots lock

PYTHON ?= python3
PORT ?= 8000
INTRANET_PORT ?= 8080
HOST ?= 127.0.0.1
DATA ?= var
ONLY ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
NODE_MODULES := node_modules/.package-lock.json
INSTALL = $(PIP) install --require-hashes --requirement $(1) | sed -u '/^Requirement already satisfied/d; /^Ignoring .*markers/d'

# Root needs no sudo; others only where it asks for no password. Empty: apt is not for us.
AS_ROOT = $(shell command -v apt-get >/dev/null && { test "$$(id -u)" = 0 && echo env || { sudo -n true 2>/dev/null && echo sudo env; }; })

# Debian and Ubuntu leave out a part of Python that makes environments.
PYTHON3_VENV = { \
	test -n "$(AS_ROOT)" || { echo "Python's venv module is missing here. Install it, then try again:"; echo "  sudo apt-get install python3-venv"; exit 1; }; \
	echo "Installing python3-venv through apt."; $(AS_ROOT) apt-get update -q && \
	$(AS_ROOT) DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends python3-venv; }

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "  %-18s%s\n", $$1, $$2 }'

run: $(RUNTIME) ## the service and a demo intranet (PORT=, INTRANET_PORT=, HOST=, DATA= move it)
	@exec $(PY) -m widget_server demo --host "$(HOST)" --port "$(PORT)" --intranet-port "$(INTRANET_PORT)" --data "$(DATA)"

test: $(DEVELOPMENT) ## all tests, system packages included (ONLY=unit, ALLOW_MISSING=firefox)
	@$(PY) -m tests.run $(ONLY)

check: $(DEVELOPMENT) ## style, types, import contracts, sizes
	@$(PY) -m tests.check

build: $(RUNTIME) $(NODE_MODULES) ## bundle the embed and weigh it against its budgets (needs Node and npm)
	@$(PY) -m widget_server.assets.build

bench: $(DEVELOPMENT) $(NODE_MODULES) ## measure service and widgets, into var/bench/ (ROUNDS=1: a quick look, SCALE=1: with 100,000 people too)
	@$(PY) -m tests.bench.run

dist: build ## what a server needs, in dist/: the wheel with the built embed, its lock, configurations
	@rm -rf build dist && mkdir dist && $(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@cp -R requirements.lock examples/config dist/ && ls -l dist
	@echo "The WordPress zip, the SharePoint package and the npm package come later."

screenshots: $(DEVELOPMENT) ## make every picture in docs/ again, from the running demo (needs Chromium)
	@$(PY) tests/screenshots.py

# One lock for Python 3.11 and newer on any machine. It names no index: pip asks the one that it is configured for.
LOCK = $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url pyproject.toml

lock: $(RUNTIME) ## choose the newest versions that pyproject.toml allows
	@$(PIP) install --quiet uv
	@echo 'setuptools>=77' | $(LOCK) - --output-file requirements.lock
	@echo 'setuptools>=77' | $(LOCK) - --output-file requirements-dev.lock --group dev --constraint requirements.lock

$(RUNTIME): requirements.lock pyproject.toml | $(PY)
	@echo "Installing what the service needs; the first time this takes about a minute."
	@$(call INSTALL,requirements.lock)
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	@echo "Installing what the tests need."
	@$(call INSTALL,requirements-dev.lock)
	@touch $@

$(NODE_MODULES): package-lock.json
	@command -v npm >/dev/null || { echo "This needs Node 20 or newer, and npm."; exit 1; }
	npm install --no-save --no-audit --no-fund
	@touch $@

$(PY):
	@command -v $(PYTHON) >/dev/null || { echo "Weerklank needs Python 3.11 or newer: there is no $(PYTHON) here."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Weerklank needs Python 3.11 or newer, and $(PYTHON) is older. Name another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(PYTHON3_VENV)
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
