# Two commands do everything, set-up included: `make repro` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

export PATH := $(CURDIR)/$(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1
export MLFLOW_DISABLE_TELEMETRY := true

.PHONY: help setup system repro test bench ui gate params lint clean

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: system $(READY) ## System packages and .venv with locked versions

system:
	@.ci/system-packages

$(READY): pyproject.toml constraints.txt
	@echo "installing locked versions into $(VENV) (about 3 minutes)"
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 13) else "Python 3.11 or 3.12 is needed, this is %d.%d: make PYTHON=python3.11" % v)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

repro: setup ## Run the pipeline on real seeds, then write its MLflow runs
	@janus config check
	@dvc repro; code=$$?; janus sync && exit $$code

test: setup ## All tests, the pipeline end to end on the smoke preset included
	@ruff check . && ruff format --check .
	@janus config check
	@pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: setup ## Speed of execution beside what others do, as a table (15 minutes)
	@python -m tests.benchmarks.execution

ui: setup ## The MLflow UI on this project's runs
	@janus ui

gate: setup ## The data gates alone, as a Markdown summary
	@janus gate

params: setup ## params.yaml from conf/
	@janus config write

lint: setup ## Format and lint
	@ruff format . && ruff check --fix .

clean: ## What the pipeline made (the record cache stays)
	rm -rf data models reports/index.html reports/explorer reports/data_docs
