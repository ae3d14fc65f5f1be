# Everything a newcomer needs: `make demo` and `make test` set up what they use.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LEFT_OUT := server or browser or shared_data or slow

.PHONY: demo test check gate assault cases site accuracy clean

demo: $(VENV)/.installed  ## audit the example company and say where the reports are
	@$(BIN)/auditor demo --output auditor-demo
	@echo "Open auditor-demo/before/report.html and auditor-demo/after/report.html (or the PDFs beside them)."

test: $(VENV)/.tested  ## the tests that need nothing but this folder; under five minutes
	@echo "Left out here: real servers, a browser, the real data set, and packaging. docs/developing/testing.md says how to run them."
	$(BIN)/python -m pytest -q -n auto -m "not ($(LEFT_OUT))"

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

cases: $(VENV)/.tested  ## audit the made-up sites of the case book; needs Linux, `unshare` and `ip`; docs/cases.md
	$(BIN)/python -m tests.cases.run

site: $(VENV)/.installed  ## the documentation as a site, in build/site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@$(BIN)/python scripts/site.py
	@$(BIN)/mkdocs build --quiet --strict
	@echo "Open build/site/index.html."

accuracy: $(VENV)/.tested  ## measure again what docs/accuracy.md says; needs the real data set
	$(BIN)/python benchmarks/contact_details.py --write
	$(BIN)/python -m benchmarks.spikes --write
	$(BIN)/python -m benchmarks.personal_details --write
	$(BIN)/python benchmarks/documents.py --write
	$(BIN)/python -m benchmarks.post_texts --tweets $(TWEETS) --write

$(VENV)/.installed: pyproject.toml scripts/setup.sh
	@PYTHON="$(PYTHON)" bash scripts/setup.sh $(VENV)
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

clean:
	rm -rf $(VENV) auditor-demo dist build
