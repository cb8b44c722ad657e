# Thin on purpose: each target calls the command line of the engine, or pytest. Run `make` for the list.
SHELL := /bin/sh
BIN := .venv/bin
WORKERS ?= 2

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

.venv/site.stamp: requirements.txt pyproject.toml .ci/setup
	.ci/setup requirements.txt $@

.venv/test.stamp: requirements-test.txt pyproject.toml .ci/setup
	.ci/setup requirements-test.txt $@
	touch .venv/site.stamp

site: .venv/site.stamp ## set up what is missing and build site/
	$(BIN)/symptomguide build

serve: .venv/site.stamp ## preview on this machine, reloading at each change
	$(BIN)/mkdocs serve --no-strict --watch-theme

check: .venv/site.stamp ## check records and pages without building
	@$(BIN)/symptomguide check

bundle: .venv/site.stamp ## pack dist/*-offline.zip
	$(BIN)/symptomguide bundle

lint: .venv/test.stamp ## style, types and layout of code and data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict site-data mkdocs.yml

browser: .venv/test.stamp
	.ci/browser

test: lint browser ## set up what is missing and run every test, in a browser too
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not full"

test-full: lint browser ## the tests that take longer, too
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

bench: browser ## measure speed, as ratios in one run
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_web

stories: .venv/test.stamp ## count how the check answers the stories, into site-data/stories.yaml
	$(BIN)/python -m tests.story_report

screenshots: browser ## draw the pictures in docs/screenshots/
	$(BIN)/python -m tests.screenshots
	$(BIN)/python -m tests.draw_og

lock: .venv/test.stamp ## renew the lock files from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	echo setuptools | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade pyproject.toml - -o requirements.txt
	echo setuptools | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade --extra test pyproject.toml - -o requirements-test.txt

clean: ## remove everything that was built
	rm -rf .venv site site.old dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help site serve check bundle lint browser test test-full bench stories screenshots lock clean
