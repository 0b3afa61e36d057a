# `make verify` and `make test` set up .venv by themselves; nothing else is needed but Python 3.11 or later.

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3.14 python3,$(shell $(p) -c 'import sys; print(sys.executable) if sys.version_info >= (3, 11) else None' 2>/dev/null)))
VENV := .venv
LIGHT := .venv-light
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: verify test light lint formulas reported slips doors crashes soak mutants profile bench baseline lock clean

# Small matrices: the workers are the parallelism.
verify test slips doors crashes soak mutants: export OMP_NUM_THREADS ?= 1

verify: $(VENV)/ready
	$(BIN)/python -m pytest verify/ -n $(WORKERS) --dist worksteal
	$(BIN)/driftproof handbook reports/latest/handbook

test: $(VENV)/ready
	$(BIN)/python -m pytest tests/ -n $(WORKERS) --dist worksteal

# Formulas of one's own without torch, plots or tests: `.venv-light/bin/driftproof check FILE`, in a fifth of the space.
light: $(LIGHT)/ready
	@echo "ready: $(LIGHT)/bin/driftproof check FILE"

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The table of right, wrong and published formulas, each checked and diagnosed: minutes.
formulas: $(VENV)/ready
	$(BIN)/python -m tests.verify.derivations.table

# Formulas that people reported, as they write them: minutes.
reported: $(VENV)/ready
	$(BIN)/python -m tests.verify.derivations.reported.table

# Wrong lines planted into the closed forms, and which claims notice: half an hour.
slips: $(VENV)/ready
	$(BIN)/python -m tests.slips

# Bad input of every kind to every public function of analytic/, and what becomes of each call: two minutes.
doors: $(VENV)/ready
	$(BIN)/python -m tests.doors

# Each command killed before every step on the disk, with the disk full, or beside another run, and what is left: five minutes.
crashes: $(VENV)/ready
	$(BIN)/python -m tests.crashes

# 10 000 seeds of the random suites: hours; stopped, it goes on where it was.
soak: $(VENV)/ready
	$(BIN)/python -m tests.soak

# Mutants of all of analytic/, and which claim, suite or test sees each: four hours; stopped, it goes on where it was.
mutants: $(VENV)/ready
	$(BIN)/python -m tests.mutants

# Where the seconds of computing go: of `pytest verify/` and of an answer: ten minutes.
profile: $(VENV)/ready
	$(BIN)/python -m tests.profile

# Speed, against what users write instead: many minutes, of a machine that does nothing else.
bench: $(VENV)/peers
	$(BIN)/python -m tests.bench

baseline: verify
	$(BIN)/driftproof baseline

# An environment (1) of the packages of a lock (2), and the library in it.
define install
	@test -n "$(PYTHON)" || { echo "no Python >= 3.11 found: install one, or name it: make PYTHON=/path/to/python3.12"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" $(1) && \
	  uv pip install --quiet --python $(1)/bin/python --require-hashes -r $(2) && \
	  uv pip install --quiet --python $(1)/bin/python --no-deps --no-build-isolation -e .; \
	else \
	  "$(PYTHON)" -m venv $(1) && \
	  $(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2) && \
	  $(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(1)/ready
endef

$(VENV)/ready: requirements.lock pyproject.toml
	$(call install,$(VENV),requirements.lock)

$(LIGHT)/ready: tests/light/requirements.lock pyproject.toml
	$(call install,$(LIGHT),tests/light/requirements.lock)

# JAX, which only the benchmark needs.
$(VENV)/peers: tests/bench/requirements.lock $(VENV)/ready
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r $<; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; \
	fi
	@touch $@

# Needs uv. Pins what `make verify`, `make test` and `make lint` use, for every platform; `make light` and the peers of `make bench` have locks of their own.
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements.lock --group light -o tests/light/requirements.lock
	echo jax | uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements.lock - -o tests/bench/requirements.lock

clean:
	rm -rf $(VENV) $(LIGHT) reports/latest reports/partial .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
