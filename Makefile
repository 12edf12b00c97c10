# Two commands: `make run` and `make test`. Everything they need they install into .venv/.
.PHONY: run test bench faults golden words setup setup-test lock shots
PORT ?= 8000
ELEARN_DATA ?= instance
PYTHON := .venv/bin/python
UV := .venv/bin/uv

run: export PORT := $(PORT)
run: export ELEARN_DATA := $(ELEARN_DATA)
run: setup
	@sh deploy/run.sh

test: setup-test
	@sh deploy/test.sh

bench: setup-test
	@$(PYTHON) -m bench.requests
	@$(PYTHON) -m bench.attempt
	@$(PYTHON) -m bench.line
	@$(PYTHON) -m bench.scale $(if $(LEARNERS),--many $(LEARNERS))

faults: setup-test
	@$(PYTHON) -m faults $(if $(SIZE),--size $(SIZE)) $(if $(SEED),--seed $(SEED))

golden: setup-test
	@$(PYTHON) -m tests.render.golden $(if $(ACCEPT),--accept)

words: setup-test
	@$(PYTHON) -m tests.house.catalogues

# Pictures of 14 pages to look at, into OUT.
shots: setup-test
	@$(PYTHON) -m tests.browser.shots $(or $(OUT),instance/shots)

setup:
	@sh deploy/setup.sh

setup-test:
	@sh deploy/setup.sh test

lock: setup
	@[ -x $(UV) ] || $(PYTHON) -m pip install -q uv
	$(UV) pip compile pyproject.toml --extra pdf --extra office --extra build \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	$(UV) pip compile pyproject.toml --extra pdf --extra office --extra build --extra test -c requirements.lock \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-test.lock
