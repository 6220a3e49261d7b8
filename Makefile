# Every target sets up what it needs, once; `make help` explains them.
PYTHON ?= python3.11
# An index of CPU wheels for torch, such as PyTorch's own; empty takes torch from where pip looks by itself.
TORCH_INDEX ?=
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup repro test check format lint types contracts deadcode params tests torture simulate benchmark upgrade lock clean

help:  ## Explain every target
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/installed  ## Create .venv and install what requirements.lock pins

.venv/installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) is missing; name another: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $$(grep '^torch==' requirements.lock)
	$(BIN)/pip install --quiet --no-deps --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@! git rev-parse --git-dir > /dev/null 2>&1 || git config merge.ours.driver true
	@touch $@

repro: setup  ## From records to the verdict: the road, then the court
	@retrain promote --restore
	@dvc repro
	@retrain decision judge
	@changed=$$(git status --porcelain); \
	if [ -z "$$changed" ]; then echo "No tracked file changed on this machine."; \
	else echo "Changed on this machine:"; echo "$$changed"; fi

test: check tests  ## Everything that CI runs: format, lint, types, contracts, dead code, params, tests with coverage

check: format lint types contracts deadcode params  ## All checks without the tests

format: setup  ## ruff format, as a check
	@ruff format --check --quiet src tests benchmarks

lint: setup  ## ruff and pylint
	@ruff check --quiet src tests benchmarks
	@pylint --score=n --fail-under=9.5 src/retrain src/records

types: setup  ## mypy, strict
	@mypy --no-error-summary

contracts: setup  ## import-linter: the storeys and the walls
	@cd src && lint-imports --no-logo --config ../pyproject.toml

deadcode: setup  ## vulture
	@vulture

params: setup  ## params.yaml is the composition of conf/
	@retrain params check

tests: setup  ## pytest on two processes, with coverage of at least 95 %
	@pytest --quiet --numprocesses 2 --dist loadfile --cov --cov-report=term --cov-fail-under=95

torture: setup  ## Kill roads, promotion and searches at hundreds of random moments, and compare every byte
	@TORTURE_KILLS=60 pytest --quiet tests/torture tests/unit/pipeline -k "kill" --capture=no

simulate: setup  ## Judge a thousand invented worlds of each kind, and count how often the policy errs
	@SIMULATED_WORLDS=1000 pytest --quiet tests/behaviour/test_false_promotions.py --capture=no

benchmark: setup  ## Measure beside what people would use instead; QUICK=1 takes a few minutes: benchmarks/RESULTS.md
	@OMP_NUM_THREADS=1 python -W ignore benchmarks/run.py $(if $(QUICK),--quick)

upgrade: setup  ## Merge a later version, TAG=v1.2.0, of the remote `upstream` into your own repository
	@git remote get-url upstream > /dev/null || { echo "name the original once: git remote add upstream URL"; exit 2; }
	@test -n "$(TAG)" || { echo "name the version: make upgrade TAG=v1.2.0"; exit 2; }
	git config merge.ours.driver true
	git fetch --quiet --tags upstream
	git merge --no-edit $(TAG)
	@$(MAKE) --no-print-directory setup
	retrain params compose
	@git diff --quiet -- params.yaml || git commit --quiet --message "Compose params.yaml as of $(TAG)" -- params.yaml
	retrain doctor

lock:  ## Pin what a fresh environment resolves to
	$(PYTHON) -m venv .work/lock
	.work/lock/bin/pip install --quiet $$(grep '^torch==' requirements.lock) setuptools
	.work/lock/bin/pip install --quiet '.[train,serve,serve-log,queue,sources,documents,dev]'
	{ grep -B1 '^torch==' requirements.lock; .work/lock/bin/pip freeze --all | grep -vE '^(nvidia|pip|torch|retrain)[-= @]'; } > .work/requirements.lock
	mv .work/requirements.lock requirements.lock
	rm -rf .work/lock

clean:  ## Remove the environment and the work folder
	rm -rf .venv .work
