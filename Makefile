# briefgen: `make` alone prints what can be made. Everything that is missing is installed first.

# The first Python that is new enough; `make PYTHON=/path/to/python3.12 …` names another.
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)
endif
VENV ?= .venv
RUN := $(VENV)/bin/python -m
PYTEST := $(RUN) pytest -n auto
# More words for the tool behind a target: make test ARGS="-n 0 -k citations", make briefs ARGS="nmi-mandate".
ARGS ?=

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help briefs test check format bench many-briefs bench-peers fuzz fuzz-notes prove-mends fuzz-archive archive-oracle textlayer conformance browser yaml-server wheel wheel-test lock clean distclean \
	ready-to-run ready-to-test

help: ## print this help
	@echo 'make TARGET [ARGS="…"]'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS='	' read -r target text; \
		do printf '  %-12s %s\n' "$$target" "$$text"; done

briefs: ready-to-run ## print every brief into build/
	@$(VENV)/bin/briefgen build $(ARGS)

test: ready-to-test ## run the tests
	@$(PYTEST) $(ARGS)

check: ready-to-test ## format, lint, types, layers and tests: what a change must pass
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports
	$(PYTEST) $(ARGS)

format: ready-to-test ## put the code in its normal form and repair what the linter can
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

# In an environment of its own: what briefgen is compared with is no part of it.
bench: ready-to-test ## measure speed beside other typesetters and write docs/benchmarks.md (takes a quarter of an hour)
	@$(PYTHON) tools/bootstrap.py bench --venv .bench
	@$(RUN) tools.bench $(ARGS)

many-briefs: ready-to-run ## print 10,000 small briefs from one matrix; tell memory, bytes and pace (takes an hour or more)
	@$(RUN) tools.manybriefs $(ARGS)

bench-peers: ready-to-test ## the same after installing XeLaTeX and Chromium (400 MB)
	@$(PYTHON) tools/bootstrap.py bench-peers --venv .bench
	@$(RUN) tools.bench $(ARGS)

fuzz: ready-to-test ## try 20,000 random and hostile files on everything that reads them (takes a quarter of an hour)
	@$(RUN) tests.fuzz.harness $(ARGS)

fuzz-notes: ready-to-test ## print random note-dense briefs and count their notes (takes minutes)
	@$(RUN) tests.press.notegen $(ARGS)

prove-mends: ready-to-test ## print samples and random briefs with the mends for speed and without, byte for byte (takes hours)
	@$(RUN) tests.press.speed.prove $(ARGS)

# The further readers stand in a folder of their own; pdf.js in the last version for Debian 12's Node.js.
textlayer: ready-to-test ## compare what seven PDF readers extract with what was set (takes minutes)
	@$(PYTHON) tools/bootstrap.py textlayer --venv .textlayer
	@test -d .textlayer/node_modules/pdfjs-dist || npm install --prefix .textlayer --no-save --no-audit --no-fund \
		--ignore-scripts --omit=optional pdfjs-dist@4.8.69
	@$(RUN) tests.press.textlayer.harness $(ARGS)

# In an environment of its own: veraPDF judges what briefgen prints and is no part of it.
conformance: ready-to-test ## judge every brief with veraPDF: PDF/A-3a and PDF/UA-1
	@$(PYTHON) tools/bootstrap.py conformance --venv .conformance
	@BRIEFGEN_CONFORMANCE=required $(RUN) pytest tests/press/test_conformance.py
	@$(RUN) tests.press.verapdf $(ARGS)

# In an environment of its own too: it brings an object store's client along.
archive-oracle: ready-to-test ## let ocfl-py judge what the archive writes, after a crash at every call too
	@$(PYTHON) tools/bootstrap.py oracle --venv .oracle
	@BRIEFGEN_OCFL_PYTHON=$(CURDIR)/.oracle/bin/python $(RUN) pytest tests/archive/test_oracle.py $(ARGS)

fuzz-archive: ready-to-test ## kill publishers at every call and at odd moments, many times (takes minutes)
	@BRIEFGEN_KILLS=100 $(RUN) pytest -m 'slow or not slow' tests/archive/test_crowd.py $(ARGS)

browser: ## follow the links of notes in headless Chromium to their passages
	@$(PYTHON) tools/bootstrap.py browser --venv $(VENV)
	@$(RUN) pytest -m slow tests/evidence/test_fragments_in_chromium.py $(ARGS)

# The server of the YAML extensions of VS Code, Neovim, Helix and Emacs, in a folder of its own.
yaml-server: ready-to-test ## try the JSON Schemas in the YAML language server
	@command -v npm >/dev/null || { echo 'setup: error: npm is needed (on Debian: apt-get install npm)' >&2; exit 4; }
	@test -d .yamlserver/node_modules/yaml-language-server || npm install --prefix .yamlserver --no-save --no-audit \
		--no-fund --ignore-scripts yaml-language-server@1.25.0
	@$(RUN) pytest -m slow tests/test_yaml_language_server.py $(ARGS)

wheel: ready-to-test ## build the wheel into dist/
	@$(RUN) hatchling build -t wheel -d dist

wheel-test: ready-to-test ## install the wheel into an empty environment and print a brief with it
	@$(RUN) pytest -m slow tests/test_setup.py $(ARGS)

# `make lock ARGS=--upgrade` moves every package to its newest version; without it only what pyproject.toml forces.
COMPILE = $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--custom-compile-command 'make lock' $(ARGS)
lock: ready-to-test ## write the locks again from pyproject.toml
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --extra capture --extra cluster --extra lsp --extra sign --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(subst pyproject.toml,,$(COMPILE)) --group textlayer --output-file requirements-textlayer.lock
	$(subst pyproject.toml,,$(COMPILE)) --group conformance --output-file requirements-conformance.lock
	$(subst pyproject.toml,,$(COMPILE)) --group bench --output-file requirements-bench.lock
	$(subst pyproject.toml,,$(COMPILE)) --group sdist --output-file requirements-sdist.lock
	$(subst pyproject.toml,,$(COMPILE)) --group oracle --no-emit-package bagit --no-emit-package pairtree \
		--output-file requirements-oracle.lock
	$(subst pyproject.toml,,$(COMPILE)) --group oracle-sdist --output-file requirements-oracle-sdist.lock

clean: ## remove what was built and what the tools remember
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the virtual environments too
	rm -rf $(VENV) .textlayer .conformance .oracle .yamlserver .bench

ready-to-run ready-to-test:
	@test -n '$(PYTHON)' || { echo 'setup: error: Python 3.11 or later is needed (on Debian: apt-get install python3)' >&2; exit 4; }
	@$(PYTHON) tools/bootstrap.py --venv $(VENV) $(if $(filter ready-to-run,$@),run,dev)
