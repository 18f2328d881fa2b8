PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup demo run test check conformance faults lookup bench pictures format lock

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

setup: .venv/.ready  ## make the environment in .venv

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(if $(shell command -v uv), uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock, $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock)
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	$(if $(shell command -v uv), uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock, $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock)
	@touch $@

demo: .venv/.ready  ## a local Bot API with a chat page, the bot beside it, the sample ministry
	$(BIN)/pandu demo

run: .venv/.ready  ## serve Telegram by long polling (PANDU_TELEGRAM_TOKEN)
	$(BIN)/pandu serve

test: .venv/.ready-dev  ## every test
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/.ready-dev  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

conformance: .venv/.ready-dev  ## the engine beside JavaRosa on the forms of others, one table (JDK)
	$(BIN)/python -m tests.conformance

faults: .venv/.ready-dev  ## the bot killed and the Bot API faulty while people answer in any way; prints counts
	KILLS=50 TAP_MS=2000 $(BIN)/pytest -s tests/system/test_kills.py tests/system/test_faults.py tests/system/test_tour.py
	ANY_WAY=500 $(BIN)/pytest -s tests/bot/interviews/test_any_way.py

lookup: .venv/.ready-dev  ## how well SOP questions are answered, and those of public sets beside others
	$(BIN)/python -m benchmarks.lookup_quality

bench: .venv/.ready-dev  ## speed: a look-up beside bm25s, tantivy and rapidfuzz, pictures, the index beside pandas and polars, the engine beside JavaRosa (JDK) and rxeval, answers beside PTB's own handler
	$(BIN)/python -m benchmarks.lookup
	$(BIN)/python -m benchmarks.pictures
	$(BIN)/python -m benchmarks.index
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.answers

pictures: .venv/.ready-dev  ## the pictures of typical cards in the docs, from the chat page (Chromium)
	$(BIN)/python -m tests.page.pictures

format: .venv/.ready-dev  ## let ruff format and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## compute the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group install pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group dev -c requirements.lock -o requirements-dev.lock
