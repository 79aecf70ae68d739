# Two commands do all: `make run` and `make test`. Nothing but Python 3.11 and make is needed.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
export PORT
export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: run test check bench village clean lock install dev texts

ENGLISH := locale/en/LC_MESSAGES/django.mo

run: install            ## install, migrate, seed once, start web, worker and stand-ins; Ctrl-C stops all
	@$(BIN)/python manage.py start

install: $(VENV)/.runtime $(ENGLISH)

$(VENV)/.runtime: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

dev: $(VENV)/.dev $(ENGLISH)

$(ENGLISH): locale/en/LC_MESSAGES/django.po $(VENV)/.runtime
	@$(BIN)/pybabel -q compile --directory locale --domain django

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

test: dev               ## everything that needs no server; the rest when PostgreSQL, Redis or a browser are there
	@$(BIN)/python -m pytest -n 2 $(TESTS)

check: dev              ## the one list of checks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=market.settings.production SECRET_KEY=check-$$(head -c 40 /dev/urandom | base64 | tr -d '/+=\n') ALLOWED_HOSTS=lumbung.example MIDTRANS_SERVER_KEY=Mid-server-check MIDTRANS_MERCHANT_ID=G1 MIDTRANS_IS_PRODUCTION=1 $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/mypy

bench: dev              ## the table of docs/performance.md, on PostgreSQL (BENCH="--sqlite" for files)
	@$(BIN)/python -m tests.bench $(BENCH)

village: install        ## seed the demo village again from nothing
	@$(BIN)/python manage.py village --again

texts: dev              ## gather the texts of code and templates into the English catalogue
	@$(BIN)/python -m tests.house.catalogue

lock: dev               ## pin requirements.in and requirements-dev.in with hashes
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-annotate --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-annotate --no-header requirements-dev.in -o requirements-dev.txt

clean:                  ## take away what run and test made
	@rm -rf var .venv
