# kzcorpus: `make help` explains every target.

PYTHON ?= python3
VENV   ?= .venv
RAW    ?= data/raw
OUT    ?= data/processed
PIPELINE ?=

BIN := $(VENV)/bin
# Installed again whenever the project's requirements change.
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
TRUST_STAMP := $(VENV)/.installed-trust
# Of `make fuzz`: how long for each target, and which (left out: all).
SECONDS ?= 60
TARGETS ?=
# Two processes; with the models a file's tests stay together, so that what it builds is built once.
# Tests in a browser have a target of their own.
PYTEST := $(BIN)/python -m pytest -q -n 2 --ignore tests/browser
OFFLINE := $(BIN)/python -m tests.offline -q -n 2 --dist worksteal --ignore tests/browser -m 'not models'
# The tests of what `make coverage` measures.
LOWER_TESTS := tests/annotate tests/cli tests/engines tests/entities tests/ingest tests/models tests/normalise tests/remote tests/tables \
	$(wildcard tests/test_*.py)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help build test test-fast torture test-browser check format bench docs notebook wheel clean distclean
.PHONY: test-ray test-offline coverage fuzz mutate audit

help:  ## show this list
	@echo "make TARGET [RAW=folder] [OUT=folder] [PIPELINE=file]"
	@sed -n 's/^\([a-z-]*\):.*##\(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("kzcorpus needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing kzcorpus into $(VENV) (the first time takes a few minutes)"
	@$(INSTALL) --editable '.[nlp]'
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	@echo "installing the development tools"
	@$(INSTALL) --editable '.[nlp,dev]'
	@touch $@

$(TRUST_STAMP): $(DEV_STAMP)
	@echo "installing the tools for fuzzing, mutation testing and the audit"
	@$(INSTALL) --editable '.[nlp,dev,trust]'
	@touch $@

build: $(RUN_STAMP)  ## build RAW (data/raw) into Parquet tables in OUT (data/processed)
	@$(BIN)/kzcorpus build '$(RAW)' --out '$(OUT)' $(if $(PIPELINE),--pipeline '$(PIPELINE)')

test: $(DEV_STAMP)  ## run all tests, those with the bundled models too
	@$(PYTEST) --dist loadfile

test-fast: $(DEV_STAMP)  ## run the tests that need no trained model
	@$(PYTEST) --dist worksteal -m 'not models'

torture: $(DEV_STAMP)  ## let every call of a build fail, kill builds at random moments, flip bits
	@$(BIN)/python -m tests.faults

test-ray: $(DEV_STAMP)  ## test the Ray engine (installs Ray, 80 MB)
	@$(INSTALL) --editable '.[nlp,dev,ray]'
	@$(BIN)/python -m pytest -q tests/engines

test-browser: $(DEV_STAMP)  ## open the report in Chromium and test it there (needs chromium and its driver)
	@$(INSTALL) --editable '.[nlp,dev,browser]'
	@test -f build/axe/package/axe.min.js || { mkdir -p build/axe && cd build/axe && \
		npm pack --silent axe-core@4 >/dev/null && tar xzf axe-core-*.tgz; } || \
		echo "no axe-core: its rules are not checked (it comes from npm)"
	@KZCORPUS_BROWSER=1 $(BIN)/python -m pytest -q tests/browser

test-offline: $(DEV_STAMP)  ## run the fast tests without a network: cut off where Linux allows it, else guarded
	@if unshare -rn true 2>/dev/null; then CUT_OFF=1 unshare -rn $(OFFLINE); else $(OFFLINE); fi

coverage: $(DEV_STAMP)  ## branch coverage of the lower floors by their own tests; fails under 95 %
	@$(PYTEST) --dist worksteal -m 'not models' --cov --cov-branch --cov-report= $(LOWER_TESTS)
	@$(BIN)/python -m coverage report

fuzz: $(TRUST_STAMP)  ## fuzz every reader for SECONDS (60) each; TARGETS="pdf html" for some of them
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(TARGETS)

mutate: $(TRUST_STAMP)  ## change the code in small ways and see whether the tests notice (an hour)
	@$(BIN)/python -m mutmut run
	@$(BIN)/python -m mutmut results

audit: $(TRUST_STAMP)  ## compare the pinned versions with the public advisories (needs a network)
	@$(BIN)/python -c 'import socket; socket.create_connection(("pypi.org", 443), 5)' 2>/dev/null || \
		{ echo "no network: the pinned versions were compared with nothing"; exit 1; }
	@$(BIN)/python -m pip_audit --requirement constraints.txt --no-deps --disable-pip --strict --progress-spinner off

check: $(DEV_STAMP)  ## lint, types, import contracts, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PYTEST) --dist loadfile

format: $(DEV_STAMP)  ## set the code in the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: build  ## time a build and the queries, against the naive loop and plain pandas
	@$(BIN)/python benchmarks/build.py --words 50000
	@$(BIN)/python benchmarks/build.py --words 20000 --only again
	@$(BIN)/python benchmarks/annotate.py
	@$(BIN)/python benchmarks/linking.py
	@$(BIN)/python benchmarks/query.py
	@$(BIN)/python benchmarks/entities.py
	@$(BIN)/python benchmarks/words.py

docs: $(DEV_STAMP)  ## write the pages that come from the code: commands.md, the columns of tables.md
	@$(BIN)/python docs/generate.py

notebook: build  ## open the notebooks on the built corpus
	@$(INSTALL) --editable '.[nlp,notebook]'
	@$(BIN)/jupyter lab notebooks

wheel: $(DEV_STAMP)  ## make the wheel, which carries the models, in dist/
	@$(BIN)/python -m build --wheel --outdir dist .

clean:  ## remove what was built, but not the environment
	rm -rf data/processed build dist mutants .coverage .coverage.* .mypy_cache .ruff_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean  ## remove the environment too
	rm -rf $(VENV)
