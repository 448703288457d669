# make demo   sets everything up and shows the archive on http://127.0.0.1:8000
# make test   sets everything up and runs the whole test suite
# Both need Python 3.11 or later (with venv) and nothing else; a second run is quick and changes nothing.
# `make help` lists the rest.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/installed-runtime
DEV := $(VENV)/installed-dev
PORT ?= 8000
PURE := $(wildcard archive/parsing archive/layout.py archive/invariants.py archive/derived.py \
	archive/operations archive/carry archive/sources \
	search/analysis.py search/query search/highlight.py search/engine)
# what needs Django to start but no archive of its own: a data folder that is thrown away
APART = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export ARCHIVE_DATA_DIR="$$folder" &&

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: test-hostile bench-ingest bench-load help demo test test-postgres deploy-check upgrade lint check-format check-code check-safety \
	check-advisories check-types check-django format check-messages messages check-pages check-editor bench-search requirements clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- environment --------------------------------------------------------------------------------------------
$(VENV)/made:
	@set -e; found=; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or later is needed; none was found. Install it, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; \
	fi; \
	if ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	  echo "Making the environment $(VENV) with $$($$found --version)"; \
	  $$found -m venv --clear $(VENV) || { echo "$$found has no working venv. On Debian: apt install python3-venv" >&2; exit 1; }; \
	fi; \
	touch $@

$(RUNTIME): requirements.txt $(VENV)/made
	@echo "Installing what the site needs (the first time takes some minutes)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing the tools of development"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# --- the two commands ---------------------------------------------------------------------------------------
demo: $(RUNTIME)  ## the archive on 127.0.0.1, with the sample issues or SOURCES=folder; PORT=8010 for another port
	@exec $(PY) manage.py demo --port "$(PORT)" $(if $(SOURCES),--sources "$(SOURCES)")

test: $(DEV)  ## the whole test suite; TESTS="tests/parsing -k dates" for a part of it
	@exec $(PY) -m pytest -q $(TESTS)

test-postgres: $(DEV)  ## the test suite on PostgreSQL (needs Debian's postgresql); TESTS=... for a part of it
	@exec $(PY) -m tests.postgres $(TESTS)

test-hostile: $(DEV)  ## 10,000 strange files and 10,000 strange queries (HOSTILE=n, HOSTILE_SEED=n)
	@HOSTILE="$${HOSTILE:-10000}" exec $(PY) -m pytest -q -s tests/test_hostile.py

bench-ingest: $(DEV)  ## twenty years of page files taken in, again, and after a kill; FILES=n TEXT=file.jsonl
	@$(PY) -u -m benchmarks.ingest $(if $(FILES),--files "$(FILES)") $(if $(TEXT),--text "$(TEXT)")

bench-load: $(DEV)  ## readers, writers and a crawler on the archive of ARCHIVE_DATA_DIR (see manage.py make_corpus)
	@$(PY) -u -m benchmarks.load

# --- running the site for years (docs/deploy.md) ------------------------------------------------------------
deploy-check: $(RUNTIME)  ## everything an operator may have got wrong, and what to mend
	@$(PY) manage.py check --deploy --fail-level WARNING

upgrade: $(RUNTIME)  ## after new code: backup, migrate, rebuild what changed, check; BACKUPS=folder
	@$(PY) manage.py upgrade $(if $(BACKUPS),--backups "$(BACKUPS)")

# --- checks -------------------------------------------------------------------------------------------------
lint: check-format check-code check-safety check-types check-django check-messages  ## all of the checks below

check-format: $(DEV)  ## is the code in the order that `make format` gives it?
	@$(PY) -m ruff format --check --quiet . || { echo "not in order: make format" >&2; exit 1; }

check-code: $(DEV)  ## what ruff finds
	@$(PY) -m ruff check .

check-safety: $(DEV)  ## what bandit finds
	@$(PY) -m bandit --quiet --configfile pyproject.toml --recursive archive search manage.py

check-advisories: $(DEV)  ## known holes in the pinned packages, where the advisory data can be had
	@$(PY) -m tests.advisories

check-types: $(DEV)  ## types of the pure modules
	@$(PY) -m mypy $(PURE)

check-django: $(DEV)  ## Django's and the project's own checks, for this machine and for a public https site
	@$(APART) $(PY) manage.py check
	@$(APART) export ARCHIVE_SITE_URL=https://archive.example.org && $(PY) manage.py migrate --verbosity 0 && \
	  $(PY) manage.py collectstatic --noinput --verbosity 0 && \
	  $(PY) manage.py rebuild_index --noinput --verbosity 0 && \
	  $(PY) manage.py check --deploy --fail-level WARNING
	@$(APART) $(PY) manage.py makemigrations --check --dry-run

format: $(DEV)  ## put the code in order
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

check-messages: $(RUNTIME)  ## is the English catalogue complete and compiled?
	@$(PY) -m tests.messages

messages: $(RUNTIME)  ## collect the texts of the interface and compile the catalogue (needs gettext)
	@$(PY) manage.py makemessages --locale en --no-obsolete --ignore '$(VENV)/*' --ignore 'tests/*'
	@$(PY) manage.py compilemessages --ignore '$(VENV)'

# --- measuring ----------------------------------------------------------------------------------------------
check-pages: $(DEV)  ## score the parser on PAGES=folder of NAME.txt with NAME.gold.json (default: the sample issues)
	@$(PY) -m benchmarks.check_pages "$(or $(PAGES),fixtures/issues)"

check-editor: $(DEV)  ## repair PAGES=folder of NAME.txt with NAME.gold.json by keys in a browser (default: the sample issues)
	@$(PY) -m benchmarks.check_editor "$(or $(PAGES),fixtures/issues)"

bench-search: $(DEV)  ## the search engine beside its peers; TEXT=file.jsonl ARTICLES=20000
	@$(PY) -m benchmarks.search $(if $(TEXT),--text "$(TEXT)") $(if $(ARTICLES),--articles $(ARTICLES))

# --- upkeep -------------------------------------------------------------------------------------------------
COMPILE = $(PY) -m piptools compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --strip-extras --allow-unsafe

requirements: $(DEV)  ## pin anew what pyproject.toml asks for
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean:  ## remove the environment and caches; the archive in .data stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
