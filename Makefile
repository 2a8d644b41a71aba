# `make app` and `make test` need Python 3.11 or newer, make and git. They set up the rest in .venv, once.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
APP := .venv/app-is-installed
TOOLS := .venv/tools-are-installed

define install_in_venv
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Installing $(2) in .venv; the first time this takes a few minutes."
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '$(1)'
endef

.PHONY: app tools quick test lint lint-types lint-rest lowest clean

app: $(APP)
	$(BIN)/quotes dashboard

tools: $(TOOLS)

# By file, because a file shares servers and libraries; in the order of tests/conftest.py.
SHARED := $(BIN)/pytest --dist loadfile --no-loadscope-reorder
# A quarter of the time of all tests is spent waiting: for a server, a browser, a pause that somebody makes. So there
# is one worker more than cores.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

# The inner loop: no browser, no killed processes.
quick: $(TOOLS)
	$(SHARED) -n auto -m "not browser and not faults"

test: $(TOOLS)
	$(SHARED) -n $(WORKERS)

lint: lint-types lint-rest

lint-types: $(TOOLS)
	$(BIN)/mypy

lint-rest: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry quotes
	$(BIN)/deptry tests tests/support benchmarks docs --ignore DEP002,DEP004  # what only tests and tools need

# The tests without a browser, with the lowest versions that pyproject.toml allows; about 15 minutes.
LOWEST := build/lowest
lowest:
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/bin/uv pip install --quiet --python $(LOWEST) --resolution lowest-direct -e '.[dev]'
	$(LOWEST)/bin/pytest -m "not browser"

clean:
	rm -rf .venv

$(APP): pyproject.toml
	$(call install_in_venv,.,the dashboard)
	@touch $@

$(TOOLS): pyproject.toml
	$(call install_in_venv,.[dev],the dashboard and the tools of its developers)
	@touch $(APP) $@
