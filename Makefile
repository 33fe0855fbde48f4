# reportedly: everything a fresh machine needs is Python 3.11 or newer with venv, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := out/demo.db

# How the reader is trained: LENGTH is --epochs N (the same steps everywhere) or --minutes N.
DATA ?= ../shared/data
RUN ?= runs/main
LENGTH ?= --epochs 7
TRAIN_VENV := .venv-train
TRAIN_PYTHON := $(TRAIN_VENV)/bin/python
TRAIN_STAMP := $(TRAIN_VENV)/.installed

.PHONY: demo test check quality bench train train-smoke train-check format clean

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m reportedly.run.warming
	touch $@

demo: $(STAMP)  ## set up, read examples/ into a fresh record, show what it holds
	rm -rf out && mkdir -p out
	$(BIN)/reportedly read examples/reports --into $(DEMO)
	$(BIN)/reportedly tally --by month,type,place --into $(DEMO)
	$(BIN)/reportedly verify --into $(DEMO)

check: $(STAMP)  ## style, types, direction of imports, documented tests
	$(BIN)/ruff format --check src tests bench train
	$(BIN)/ruff check src tests bench train
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate -q src tests

test: check  ## everything that is checked before a commit lands
	$(BIN)/pytest -n auto -q

quality: $(STAMP)  ## the figures on the data beside the project, against their floors
	$(BIN)/python -m tests.quality

bench: $(STAMP)  ## reports per second and memory, tallies, the queue, for growing collections
	$(BIN)/python -m bench
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.lineage
	$(BIN)/python -m bench.inputs
	$(BIN)/python -m bench.register
	$(BIN)/python -m bench.reviewing
	$(BIN)/python -m tests.web.large

$(TRAIN_STAMP): pyproject.toml constraints.txt train/constraints.txt
	$(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_PYTHON) -m pip install --quiet --disable-pip-version-check \
	    -c constraints.txt -c train/constraints.txt -e '.[train,dev]'
	touch $@

train: $(TRAIN_STAMP)  ## make the reader anew into RUN/model, with its figures; goes on where it stopped
	$(TRAIN_PYTHON) -m train.loop --data $(DATA) --out $(RUN) $(LENGTH)
	$(TRAIN_PYTHON) -m train.export --weights $(RUN)/weights.pt --out $(RUN)/model
	$(TRAIN_PYTHON) -m train.export --weights $(RUN)/weights.pt --out $(RUN)/full --full
	$(TRAIN_PYTHON) -m train.score --data $(DATA) --model $(RUN)/model --json $(RUN)/figures.json
	$(TRAIN_PYTHON) -m train.score --data $(DATA) --model $(RUN)/full --variants "as it is" \
	    --json $(RUN)/figures-full.json

train-smoke: $(TRAIN_STAMP)  ## all of training in about a minute, on made-up texts
	$(TRAIN_PYTHON) -m train.smoke --out runs/smoke

train-check: $(TRAIN_STAMP)  ## types and tests of train/, which need torch
	$(TRAIN_VENV)/bin/mypy train
	$(TRAIN_PYTHON) -m pytest -q tests/train

format: $(STAMP)
	$(BIN)/ruff format src tests bench train
	$(BIN)/ruff check --fix src tests bench train

clean:
	rm -rf $(VENV) $(TRAIN_VENV) out build src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
