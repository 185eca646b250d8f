# `make build` compiles everything into build/; `make test` runs all that CI runs.
# Both make .venv/ themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.PHONY: build test serve check bench clean programs

build: $(READY)
	$(BIN)/craft build

test: $(READY) programs
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/craft check

serve: $(READY)
	$(BIN)/craft serve

bench: $(READY)
	$(BIN)/python -m benchmarks.run

# Debian's Chromium, pdftotext and LibreOffice, for the tests in a real browser and those that read PDFs and Word files back.
programs:
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null && command -v soffice >/dev/null || \
		($(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium poppler-utils libreoffice-writer >/dev/null)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV) || ($(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv $(VENV))
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(READY)

clean:
	rm -rf build .craft
