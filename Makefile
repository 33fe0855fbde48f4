# reportedly: everything a fresh machine needs is Python 3.11 or newer with venv, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := out/demo.db

.PHONY: demo test check quality bench format clean

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(STAMP)  ## set up, read examples/ into a fresh record, show what it holds
	rm -rf out && mkdir -p out
	$(BIN)/reportedly read examples/reports --into $(DEMO)
	$(BIN)/reportedly tally --by month,type,place --into $(DEMO)
	$(BIN)/reportedly verify --into $(DEMO)

check: $(STAMP)  ## style, types, direction of imports, documented tests
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate -q src tests

test: check  ## everything that is checked before a commit lands
	$(BIN)/pytest -n auto -q

quality: $(STAMP)  ## the figures on the data beside the project, against their floors
	$(BIN)/python -m tests.quality

bench: $(STAMP)  ## reports per second and memory, for growing collections
	$(BIN)/python -m bench

format: $(STAMP)
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix src tests bench

clean:
	rm -rf $(VENV) out build src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
