# Two commands: `make run` and `make test`. Everything they need they install into .venv/.
.PHONY: run test bench setup setup-test lock lint golden
PORT ?= 8000
ELEARN_DATA ?= instance
export ELEARN_DATA
PYTHON := .venv/bin/python
ELEARN := .venv/bin/elearn

run: setup
	@PORT=$(PORT) sh deploy/run.sh

test: setup-test
	@sh deploy/test.sh

bench: setup-test
	@$(PYTHON) -m bench.requests

setup:
	@sh deploy/setup.sh

setup-test:
	@sh deploy/setup.sh test

lock:
	.venv/bin/uv pip compile pyproject.toml --extra pdf --extra office --extra build \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --extra pdf --extra office --extra build --extra test -c requirements.lock \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-test.lock
