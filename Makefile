# Two commands do all their own set-up: `make run` and `make test`.
.DEFAULT_GOAL := test
PYTHON ?= python3
BIN := .venv/bin
LOCK := requirements.txt requirements-dev.txt
# One more at work than there are cores: tests wait a third of their time.
WORKERS := $(shell $(PYTHON) -c 'import os; print(min(8, (os.cpu_count() or 1) + 1))')
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal

# pytest rewrites what each test asserts: without its compiled files, in each worker and each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint types check slow deploy-check fuzz stress coverage bench tune lock clean

run: .venv/.ready
	@$(BIN)/eig-bot run --terminal

test: lint types check
	$(PYTEST)

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready
	$(BIN)/mypy

check: .venv/.ready
	$(BIN)/eig-bot check

# What takes long; 5 is pytest's code for "there is no such test".
slow: .venv/.ready .venv-deploy/.ready
	$(PYTEST) -m slow -rs || [ $$? -eq 5 ]

# The recipes of deploy/ alone; it ends by naming what this machine lacks for some of them.
deploy-check: .venv/.ready .venv-deploy/.ready
	$(PYTEST) -m slow -rs tests/deploy tests/journal/test_pooler.py

# Thousands of examples at random for each test that takes any; `make fuzz SEED=…` draws the same ones again.
fuzz: .venv/.ready
	@seed=$${SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; echo "make fuzz SEED=$$seed"; \
	$(PYTEST) -m hypothesis --hypothesis-profile fuzz --hypothesis-seed $$seed --randomly-seed $$seed

# The tests while other work keeps every core busy: none may need a quiet machine.
stress: .venv/.ready
	$(BIN)/python -m tests.burner $(PYTEST)

coverage: .venv/.ready
	$(PYTEST) --cov

# Beside other search libraries, into benchmarks/RESULTS.md, the kept halves of the question sets included;
# `make bench ARGS="--help"` tells its options.
bench: .venv/.bench
	@$(BIN)/python -m benchmarks $(ARGS)

# What each number of search and answers is worth; `make tune ARGS="--help"` tells its options.
tune: .venv/.ready
	@$(BIN)/python -m benchmarks.tune $(ARGS)

.venv/.ready: $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What a server installs, and nothing else.
.venv-deploy/.ready: requirements.txt
	@test -x .venv-deploy/bin/python || $(PYTHON) -m venv .venv-deploy
	@.venv-deploy/bin/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

.venv/.bench: .venv/.ready requirements-bench.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.txt
	@touch $@

# Versions are pinned with hashes and without the address of an index.
lock:
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	    --quiet --output-file requirements.txt pyproject.toml
	.venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	    --quiet --group dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	.venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	    --quiet --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt pyproject.toml
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-deploy .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache
