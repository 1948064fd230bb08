# Thin names for the commands; `make check` is the one gate.
PYTHON := .venv/bin/python

.PHONY: start test check train sample

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

# Writes build/judge, then the model that is shipped. docs/models.md says what an hour buys.
train:
	@test -n "$(DATA)" || { echo "Name the folder of the data: make train DATA=FOLDER"; exit 2; }
	$(PYTHON) -m training.train --data "$(DATA)" --out build/judge
	$(PYTHON) -m training.export_judge --data "$(DATA)" --weights build/judge/average.safetensors

sample:
	$(PYTHON) -m training.make_sample
