# Each target sets up what it needs, once; `make help` explains the targets.
PYTHON ?= python3.11
# An index of CPU wheels for torch, such as PyTorch's own; if empty, pip's default index.
TORCH_INDEX ?=
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup repro test check format lint types contracts deadcode params tests test-long torture simulate benchmark architecture upgrade lock clean

help:  ## Explain every target
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/installed  ## Create .venv and install the versions of requirements.lock

.venv/installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) is missing; choose another: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $$(grep '^torch==' requirements.lock)
	$(BIN)/pip install --quiet --no-deps --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@! git rev-parse --git-dir > /dev/null 2>&1 || git config merge.ours.driver true
	@touch $@

repro: setup  ## Run the training and the judging pipeline, and print the decision
	@retrain promote --restore
	@dvc repro
	@retrain decision judge
	@changed=$$(git status --porcelain); \
	if [ -z "$$changed" ]; then echo "No tracked file changed on this machine."; \
	else echo "Changed on this machine:"; echo "$$changed"; fi

test: check tests  ## Everything that CI runs: all checks, tests with coverage

check: format lint types contracts deadcode params  ## All checks without the tests

format: setup  ## ruff format, as a check
	@ruff format --check --quiet src tests benchmarks docs/generate

lint: setup  ## ruff and pylint
	@ruff check --quiet src tests benchmarks docs/generate
	@pylint --score=n --fail-under=9.5 src/retrain src/records

types: setup  ## mypy, strict
	@mypy --no-error-summary

contracts: setup  ## import-linter: which folder may import which
	@cd src && lint-imports --no-logo --config ../pyproject.toml

deadcode: setup  ## vulture
	@vulture

params: setup  ## Check that params.yaml is composed from conf/
	@retrain params check

tests: setup  ## pytest on two processes, with coverage of at least 95 %
	@pytest --quiet --numprocesses 2 --dist loadfile -m "not long" --cov --cov-report=term --cov-fail-under=95

test-long: setup  ## The long forms of the tests, on two processes; at most 20 minutes
	@pytest --quiet --numprocesses 2 --dist worksteal -m long

torture: setup  ## Kill pipelines, promotions and searches at random moments, and compare every byte
	@TORTURE_KILLS=60 pytest --quiet tests/torture tests/unit -k "kill" --capture=no

simulate: setup  ## Measure the error rates of the policy on a thousand simulated retrains of each kind
	@SIMULATED_WORLDS=1000 pytest --quiet tests/behaviour/test_false_promotions.py --capture=no

benchmark: setup  ## Compare speed and accuracy with other libraries; QUICK=1 takes a few minutes: benchmarks/RESULTS.md
	@OMP_NUM_THREADS=1 python -W ignore benchmarks/run.py $(if $(QUICK),--quick)

architecture: setup  ## Write the generated parts of docs/architecture.md and README.md; TRACE=1 traces the demo first
	@python docs/generate/architecture.py $(if $(TRACE),--trace)

upgrade: setup  ## Merge a later version, TAG=v1.2.0, of the remote `upstream` into your own repository
	@git remote get-url upstream > /dev/null || { echo "add the original repository once: git remote add upstream URL"; exit 2; }
	@test -n "$(TAG)" || { echo "choose a version: make upgrade TAG=v1.2.0"; exit 2; }
	git config merge.ours.driver true
	git fetch --quiet --tags upstream
	git merge --no-edit $(TAG)
	@$(MAKE) --no-print-directory setup
	retrain params compose
	@git diff --quiet -- params.yaml || git commit --quiet --message "Compose params.yaml as of $(TAG)" -- params.yaml
	retrain doctor

lock:  ## Write requirements.lock from a fresh environment
	$(PYTHON) -m venv .work/lock
	.work/lock/bin/pip install --quiet $$(grep '^torch==' requirements.lock) setuptools
	.work/lock/bin/pip install --quiet '.[train,serve,serve-log,queue,sources,documents,dev]'
	{ grep -B1 '^torch==' requirements.lock; .work/lock/bin/pip freeze --all | grep -vE '^(nvidia|pip|torch|retrain)[-= @]'; } > .work/requirements.lock
	mv .work/requirements.lock requirements.lock
	rm -rf .work/lock

clean:  ## Remove the environment and the work folder
	rm -rf .venv .work
