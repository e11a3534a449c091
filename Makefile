# Thin wrappers of marketplace/bootstrap.py, which works by itself where make is missing.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) marketplace/bootstrap.py

.PHONY: run stop reset test test-search lint bench bench-search audit messages lock

run:
	@$(BOOTSTRAP) run

stop:
	@$(BOOTSTRAP) stop

reset:
	@$(BOOTSTRAP) reset

test:
	@$(BOOTSTRAP) test

test-search:
	@$(BOOTSTRAP) test-search

lint:
	@$(BOOTSTRAP) lint

bench:
	@$(BOOTSTRAP) bench

bench-search:
	@$(BOOTSTRAP) bench-search

audit:
	@$(BOOTSTRAP) audit

# Bring locale/ up to date with the texts in code and templates.
messages:
	@$(BOOTSTRAP) install
	@.venv/bin/python -m marketplace.translations update

# Write the locked requirements anew from the *.in files.
lock:
	@$(BOOTSTRAP) install
	@cd requirements && for name in base dev production; do \
		../.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header $$name.in -o $$name.txt; \
	done
