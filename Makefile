# Everything a newcomer needs: `make demo` and `make test` set up what they use.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

.PHONY: demo test check accuracy clean

demo: $(VENV)/.installed  ## audit the example company and say where the reports are
	@$(BIN)/auditor demo --output auditor-demo
	@echo "Open auditor-demo/before/report.html and auditor-demo/after/report.html (or the PDFs beside them)."

test: $(VENV)/.tested  ## the tests that need nothing but this folder; under five minutes
	@echo "Left out here: real servers, a browser and the real data set. CONTRIBUTING.md says how to run them."
	$(BIN)/python -m pytest -q -n auto -m "not server and not browser and not shared_data and not slow"

check: $(VENV)/.tested  ## what a change has to pass: lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

$(VENV)/.installed: pyproject.toml scripts/setup.sh
	PYTHON="$(PYTHON)" bash scripts/setup.sh $(VENV)
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

clean:
	rm -rf $(VENV) auditor-demo dist build
