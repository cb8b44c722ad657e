# Thin on purpose: each target calls the command line of the engine, or pytest. Run `make` for the list.
SHELL := /bin/sh
RUN := .venv/bin/python -m
WORKERS ?= 2
ENGINE ?= mkdocs
export SITE_ENGINE := $(ENGINE)
export PYTHONUTF8 := 1
unexport PYTHONHOME PYTHONPATH

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: ## set up what a build needs; each target below does so by itself
	@sh .ci/setup requirements.txt
	@if [ "$(ENGINE)" = properdocs ]; then $(RUN) pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-properdocs.txt; fi

setup-test: # what the tests need, too
	@sh .ci/setup requirements-test.txt

site: setup ## set up what is missing and build site/; ENGINE=properdocs renders it with ProperDocs
	$(RUN) symptomguide build

release: setup ## build site/ as it is published: its pages offer the offline copy beside them
	$(RUN) symptomguide build --with-bundle

serve: setup ## preview on this machine, reloading at each change
	$(RUN) mkdocs serve --no-strict

check: setup ## check records and pages without building
	@$(RUN) symptomguide check

bundle: setup ## pack dist/*-offline.zip, and write dist/*-check.html
	$(RUN) symptomguide bundle

lint: setup-test ## style, types and layout of code and data
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) yamllint --strict site-data mkdocs.yml examples
	$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.venv/bin/zizmor --offline --quiet --min-severity medium .github hooks/symptomguide/starter/dot-github
	$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[0-9]*.yml
	$(RUN) check_jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml

browser: setup-test
	@sh .ci/browser
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-reader.txt

firefox: browser # for the long tests alone
	@sh .ci/browser firefox

test: lint browser ## set up what is missing and run every test: of the engine, and the verification of the site
	$(RUN) pytest -n $(WORKERS) --dist worksteal -m "not full"

test-full: lint firefox ## the tests that take longer, too
	$(RUN) pytest -n $(WORKERS) --dist worksteal

verify: browser ## what must hold of any site, whatever its records say: pages, links, check, paper, axe
	$(RUN) symptomguide check
	$(RUN) pytest -n $(WORKERS) --dist worksteal -m "not full" --pyargs symptomguide.verification

bench: browser ## measure speed and memory, as ratios in one run
	$(RUN) tests.tools.bench

reproduce: setup-test ## build the last commit on many machines, as far as they can be had here, and compare the bytes
	$(RUN) tests.tools.reproduce

screenshots: browser ## draw the pictures in docs/screenshots/
	$(RUN) tests.tools.screenshots
	$(RUN) tests.tools.draw_og

newer: setup-test ## renew the list of what older browsers lack, from MDN's browser-compat-data; needs npm
	rm -rf .cache/compat-data && mkdir -p .cache/compat-data
	cd .cache/compat-data && tar -xzf "$$(npm pack --silent @mdn/browser-compat-data)"
	$(RUN) tests.tools.list_newer .cache/compat-data/package/data.json

lock: setup-test ## renew every lock file from pyproject.toml
	$(RUN) pip install --quiet --disable-pip-version-check uv
	@sh .ci/lock

zensical: setup-test ## list what Zensical lacks to build this site; advice alone, it goes into .cache/zensical
	@test -x .cache/zensical/bin/python || .venv/bin/python -m venv .cache/zensical
	-@.cache/zensical/bin/python -m pip install --quiet --disable-pip-version-check --upgrade zensical
	@$(RUN) tests.tools.zensical .cache/zensical/bin/python

clean: ## remove everything that was built
	rm -rf .venv site site.* dist .cache/pages .pytest_cache .mypy_cache .ruff_cache .hypothesis

.NOTPARALLEL:
.PHONY: help setup setup-test site release serve check bundle lint browser firefox test test-full verify bench reproduce screenshots newer lock zensical clean
