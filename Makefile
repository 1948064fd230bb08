# Thin names for the commands; `make check` is the one gate.
PYTHON := .venv/bin/python

.PHONY: start test check train sample bench

start:
	python3 start.py

test:
	python3 start.py test

check:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy training
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -n auto --dist loadfile

train:
	$(PYTHON) -m training.train --data $(DATA)

sample:
	$(PYTHON) -m training.make_sample
