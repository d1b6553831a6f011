# Everything a person types. `make` alone lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
NEEDS := $(BIN)/python packaging/linux/system_packages.py
OFFSCREEN := QT_QPA_PLATFORM=offscreen $(BIN)/python
DEMO := build/demo

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile
.PHONY: help

# ---------------------------------------------------------------- what people run

ifneq ($(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s))),)
run: window ## open the program on a demo workspace; without a display, run the headless demo
else
run: no-display demo
endif

window: .venv/.runtime
	@$(NEEDS) screen window
	@test -e $(DEMO)/.complete || $(MAKE) demo
	@echo "Opening $(DEMO)/laptop, a workspace with invented witnesses. Its passphrase:"
	@$(BIN)/interview-kit demo --passphrase
	@$(BIN)/interview-kit-desktop $(DEMO)/laptop

no-display:
	@echo "There is no display here, so the headless demo runs instead of the window."

demo: .venv/.runtime ## the whole way once without a screen, from nothing (replaces build/demo)
	@rm -rf $(DEMO)
	@mkdir -p $(dir $(DEMO))
	@$(BIN)/interview-kit demo $(DEMO)
	@touch $(DEMO)/.complete
.PHONY: run window no-display demo

# ---------------------------------------------------------------- what developers run

test: .venv/.dev ## run the tests, without a screen; ARGS="-k seal" is passed on to pytest
	@$(NEEDS) screen window test
	@$(MAKE) -s build/node/.installed || echo "age-encryption is not installed: the test that needs it will fail."
	@echo "Running the tests"
	@$(OFFSCREEN) -m pytest -n 2 $(ARGS) </dev/null

lint: .venv/.dev ## check style, types and the direction of imports
	@echo "Checking style, types and imports"
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

format: .venv/.dev ## bring the sources into shape
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

screens: .venv/.dev ## render every screen in Korean and English into build/screens
	@$(NEEDS) screen
	@$(OFFSCREEN) tests/screens/render.py

guide: .venv/.dev ## render the pictures of the guide into resources/help/pictures
	@$(NEEDS) screen
	@$(OFFSCREEN) tests/screens/guide_pictures.py

PEERS := ../shared/benchmarks
bench: .venv/.dev ## measure; PEERS=folder holds the programs that run the engine's peers
	@$(NEEDS) screen
	@$(OFFSCREEN) tests/benchmarks/run.py
	@$(BIN)/python tests/benchmarks/journals.py
	@$(BIN)/python tests/benchmarks/attachments.py
	@PYTHONPATH=. $(BIN)/python tests/benchmarks/bundles.py
	@$(BIN)/python tests/benchmarks/places.py
	@$(OFFSCREEN) tests/benchmarks/maps.py
	@$(OFFSCREEN) tests/benchmarks/startup.py
	@$(OFFSCREEN) tests/benchmarks/screen.py
	@$(BIN)/python tests/benchmarks/engine.py $(PEERS)

faults: .venv/.dev ## kill it 1,500 times, cut the power, refuse every write (minutes); ARGS="--seed 1" runs it again
	@$(NEEDS) test
	@$(BIN)/python -m tests.faults.run $(ARGS)

attacks: .venv/.dev ## send an office some 50,000 hostile bundles (minutes); ARGS="--seed 1" runs it again
	@$(BIN)/python -m tests.attacks.run $(ARGS)

walks: .venv/.dev ## walk scripted interviews through the protocols for testimony, and tell what they reached
	@$(BIN)/python -m tests.content.walks

interview: .venv/.dev ## conduct an interview by keyboard in the real window, to the office (minutes); ARGS="--interview I001"
	@$(NEEDS) screen window test
	@$(BIN)/python -m tests.keyed.run $(ARGS)

SECONDS := 600
fuzz: .venv/.dev ## let made-up input find its way through every reader; SECONDS=600 is how long altogether
	@$(BIN)/python -m tests.fuzzing.run --seconds $(SECONDS) $(ARGS)

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock"
# npm writes down where each author takes donations; no lock file here names a host.
WITHOUT_FUNDING := const fs = require("fs"), file = "package-lock.json", lock = JSON.parse(fs.readFileSync(file)); \
	for (const entry of Object.values(lock.packages)) delete entry.funding; \
	fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
lock: .venv/.tools ## renew the lock files, keeping versions (remove a lock file first to renew those too)
	@echo "Locking packaging/setup.txt, requirements.txt, requirements-dev.txt, tests/interop/package-lock.json"
	@$(LOCK) packaging/setup.in -o packaging/setup.txt
	@$(LOCK) pyproject.toml -c packaging/setup.txt -o requirements.txt
	@$(LOCK) pyproject.toml --group dev -c packaging/setup.txt -c requirements.txt -o requirements-dev.txt
	@cd tests/interop && npm install --silent --package-lock-only --omit-lockfile-registry-resolved
	@cd tests/interop && node -e '$(WITHOUT_FUNDING)'

clean: ## remove what was built, measured or cached (not .venv)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
.PHONY: test lint format screens guide bench faults attacks walks interview fuzz lock clean

# ---------------------------------------------------------------- setting up

# An environment whose Python went away, or which was copied from another folder, is made anew.
ifneq ($(shell test -x $(BIN)/python && grep -qsF '$(CURDIR)/.venv' $(BIN)/activate && echo yes),)
.venv/.tools:
else
.venv/.tools: again
again:
.PHONY: again
endif

.venv/.tools: packaging/setup.txt packaging/setup.sh
	@PYTHON='$(PYTHON)' sh packaging/setup.sh
	@touch $@

.venv/.runtime: .venv/.tools requirements.txt pyproject.toml
	@echo "Installing the program and what it needs (requirements.txt)"
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Installing what its tests need (requirements-dev.txt)"
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

build/node/.installed: tests/interop/package.json tests/interop/package-lock.json
	@echo "Installing the npm package age-encryption for one test"
	@mkdir -p build/node
	@cp tests/interop/package.json tests/interop/package-lock.json build/node
	@npm ci --prefix build/node --silent --ignore-scripts --no-audit --no-fund
	@touch $@
