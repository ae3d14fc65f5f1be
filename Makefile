# Everything a newcomer needs: `make demo` and `make test` set up what they use.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LOWEST := .venv-lowest
TOOLS := .venv-tools
TESTS ?= tests
LEFT_OUT := server or browser or shared_data or slow

# Tests start many processes, and each would compile the program anew where nothing compiled may be kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check gate assault fuzz cases site accuracy lock lowest audit-dependencies check-workflows dist sbom clean

demo: $(VENV)/.installed  ## audit the example company and say where the reports are
	@$(BIN)/auditor demo --output auditor-demo
	@echo "Open auditor-demo/before/report.html and auditor-demo/after/report.html (or the PDFs beside them)."

test: $(VENV)/.tested  ## the tests that need nothing but this folder; some minutes
	@echo "Left out here: real servers, a browser, the real data set, and whatever takes seconds a test: kills, PDFs, the demo, packaging. docs/developing/testing.md says how to run them."
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not ($(LEFT_OUT))"

check: $(VENV)/.tested  ## what a change has to pass: lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

gate: $(VENV)/.installed  ## the gate on the example: it has to fail before the fixes, and to pass after
	@$(BIN)/auditor demo --output auditor-demo --format json >/dev/null
	@$(BIN)/auditor check auditor-demo/before --against none --fail-on high >/dev/null; \
		code=$$?; [ $$code = 1 ] || { echo "gate: before the fixes it left with $$code instead of 1" >&2; exit 1; }
	@$(BIN)/auditor check auditor-demo/after --against none --fail-on high >/dev/null; \
		code=$$?; [ $$code = 0 ] || { echo "gate: after the fixes it left with $$code instead of 0" >&2; exit 1; }
	@echo "The gate fails on the example before its fixes, and passes after."

assault: $(VENV)/.tested  ## what was done to the program on purpose, and whether it survived: docs/reliability.md
	$(BIN)/python -m pytest -q -n auto -m assault -p tests.assault.tally

FUZZ_SECONDS ?= 180
FUZZ_SEED ?= $(shell date -u +%Y%m%d)
FUZZ_MOST ?= 1000000000
fuzz: $(VENV)/.tested  ## input made up at random for everything that reads what strangers wrote; FUZZ_SECONDS=3600 for an hour
	@$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED) --most $(FUZZ_MOST)

cases: $(VENV)/.tested  ## audit the made-up sites of the case book; needs Linux, `unshare` and `ip`; docs/cases.md
	$(BIN)/python -m tests.cases.run

site: $(VENV)/.installed  ## the documentation as a site, in build/site
	@bash scripts/install.sh $(BIN)/python docs
	@$(BIN)/python scripts/site.py
	@$(BIN)/mkdocs build --quiet --strict
	@echo "Open build/site/index.html."

accuracy: $(VENV)/.tested  ## measure again what docs/accuracy.md says; needs the real data set
	$(BIN)/python benchmarks/contact_details.py --write
	$(BIN)/python -m benchmarks.spikes --write
	$(BIN)/python -m benchmarks.personal_details --write
	$(BIN)/python benchmarks/documents.py --write
	$(BIN)/python -m benchmarks.post_texts --tweets $(TWEETS) --write

lock: $(TOOLS)/.installed  ## renew what is locked in requirements/; with KEEP=yes, only what pyproject.toml changed
	@bash scripts/lock.sh $(TOOLS)/bin/uv $(if $(KEEP),,--upgrade)

lowest: $(LOWEST)/.installed  ## the tests with the lowest versions that pyproject.toml allows; TESTS names some of them
	$(LOWEST)/bin/python -m pytest -q -n auto -m "not ($(LEFT_OUT))" $(TESTS)

audit-dependencies: $(TOOLS)/.installed  ## whether anything that is locked has a known vulnerability; asks the package index
	@bash scripts/advisories.sh $(TOOLS)/bin/pip-audit

check-workflows: $(TOOLS)/.installed  ## lint of the workflows and the action
	@$(TOOLS)/bin/zizmor --offline --quiet --no-progress .github action.yml

dist: $(VENV)/.tested  ## wheel and source package in dist/, the same bytes from the same commit
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation >/dev/null
	@bash scripts/try_wheel.sh dist $(BIN)/python

sbom: $(TOOLS)/.installed  ## what an installation holds, as CycloneDX: dist/sbom.cdx.json
	@bash scripts/sbom.sh $(TOOLS)/bin/cyclonedx-py "$(PYTHON)"

$(VENV)/.installed: pyproject.toml scripts/setup.sh scripts/install.sh requirements/build.txt requirements/run.txt
	@PYTHON="$(PYTHON)" bash scripts/setup.sh $(VENV)
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements/test.txt
	@bash scripts/install.sh $(BIN)/python test
	@touch $@

$(TOOLS)/.installed: requirements/tools.txt scripts/install.sh
	@$(PYTHON) -m venv --clear $(TOOLS)
	@bash scripts/install.sh $(TOOLS)/bin/python tools
	@touch $@

$(LOWEST)/.installed: pyproject.toml requirements/lowest.txt scripts/install.sh
	@$(PYTHON) -m venv --clear $(LOWEST)
	@bash scripts/install.sh $(LOWEST)/bin/python lowest
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(LOWEST) $(TOOLS) auditor-demo dist build
