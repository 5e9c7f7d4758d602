# `make help` lists the targets. All except `clean` set up .venv first.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= python3
# The file that lists the sources, and the folder of everything made from them, or an address such as s3://bucket/prefix.
SOURCES = sources.yaml
DATA = data
# The release that `make verify` checks.
RELEASE = data/releases/latest
# Further arguments for pytest: make test ARGS="tests/unit -k dates"
ARGS =
export PYTHON SOURCES DATA RELEASE ONLY MONTH PAGE SOURCE HTML CONTACT
# Without compiled files every start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE

RUN := .venv/bin/python
COMMAND := .venv/bin/migration-bulletins
READY := .venv/ready
COMPILE := $(RUN) -m uv --quiet pip compile pyproject.toml --extra ui --extra postgres --extra notify --extra load --extra s3 --universal --generate-hashes \
	--no-header --no-annotate --no-strip-extras
LOCK := $(COMPILE) --extra dev --extra peers --output-file requirements.lock
# The container gets the same versions, without tests and linters.
DEPLOY_LOCK := $(COMPILE) --constraint requirements.lock --output-file deploy/requirements.lock

# A virtual environment cannot be moved: one that was made elsewhere is made again.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

.PHONY: help
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name text; do printf '%-13s %s\n' "$$name" "$$text"; done

.PHONY: datasets
datasets: $(READY) ## Refresh the datasets [SOURCES=sources.yaml] [DATA=data] [OFFLINE=1] [ONLY=source] [MONTH=2018-05] [EVERYTHING=1] [ACCEPT=1] [FULL=1] [STRICT=1]
	@$(COMMAND) datasets --sources "$$SOURCES" --data "$$DATA" $(if $(OFFLINE),--offline) \
		$(if $(ONLY),--only "$$ONLY") $(if $(MONTH),--month "$$MONTH") $(if $(EVERYTHING),--everything) \
		$(if $(ACCEPT),--accept) $(if $(FULL),--full) $(if $(STRICT),--strict)

.PHONY: ui
ui: $(READY) ## Serve the asset graph on http://127.0.0.1:3000 [SOURCES=] [DATA=] [PORT=3000]
	@$(COMMAND) ui --sources "$$SOURCES" --data "$$DATA" --port $(or $(PORT),3000)

.PHONY: test
test: $(READY) lint ## Run ruff, mypy and all tests [ARGS="tests/unit -k dates"]
	@$(RUN) -m pytest -n 2 --dist worksteal $(ARGS)

.PHONY: container
container: $(READY) ## Try the image's steps in a root made by debootstrap, in minutes, as root [CONTAINER_BASE=folder that keeps it]
	@CONTAINER_BASE=$(or $(CONTAINER_BASE),$(or $(TMPDIR),/tmp)/migration-bulletins-container) \
		$(RUN) -m pytest -ra tests/integration/test_deploy_image.py

.PHONY: fuzz
fuzz: $(READY) ## Read a million damaged documents, which takes hours [ARGS="--documents 50000 --seed 2 --minutes 30"]
	@$(RUN) -m tests.fuzz $(ARGS)

.PHONY: simulation
simulation: $(READY) ## Refresh from a changing, failing site for a thousand days [ARGS="--days 100 --seed 2 --kind feed"]
	@$(RUN) -m tests.simulation $(ARGS)

.PHONY: spark
spark: $(READY) ## Add the engine Spark, which needs Java 17; its tests then run too
	@$(RUN) -m uv --quiet pip install --python $(RUN) --editable '.[spark]'

.PHONY: lint
lint: $(READY) ## Run ruff and mypy
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

.PHONY: inspect
inspect: $(READY) ## Show what is read of a page, and why: PAGE=file-or-address [SOURCE=id] [HTML=out.html] [SOURCES=] [CONTACT=]
	@$(if $(PAGE),,echo "Name a file or an address: make inspect PAGE=page.html" >&2; exit 2;) \
		$(COMMAND) inspect "$$PAGE" --sources "$$SOURCES" $(if $(SOURCE),--source "$$SOURCE") \
		$(if $(HTML),--html "$$HTML") $(if $(CONTACT),--contact "$$CONTACT")

.PHONY: evaluate
evaluate: $(READY) ## Measure the accuracy and write docs/accuracy.md [ARGS="--misses 20"]
	@$(RUN) -m evaluation $(ARGS)

.PHONY: fit
fit: $(READY) ## Fit the weights of event types' cues and of confidence to the labelled entries
	@$(RUN) -m evaluation.event_types
	@$(RUN) -m evaluation.confidence

.PHONY: places
places: $(READY) ## Rebuild the place tables of reference/ [ARGS="--check"]
	@$(RUN) -m uv --quiet pip install --target .venv/places --no-deps --requirement reference/packages.txt
	@PYTHONPATH=.venv/places $(RUN) -m pipelines.curation.places $(ARGS)

.PHONY: organisations
organisations: $(READY) ## Match the register of organisations with public lists [ARGS="--check --most 100"]
	@$(RUN) -m pipelines.curation.organisations $(ARGS)

.PHONY: review
review: $(READY) ## List facts worth a look and organisations missing in the register [SOURCES=] [DATA=data] [ARGS="--set dev"]
	@$(COMMAND) review --sources "$$SOURCES" --data "$$DATA" $(ARGS)

.PHONY: bench
bench: $(READY) ## Measure speed and memory [ARGS="--sizes 1000 10000"]
	@$(RUN) -m benchmarks $(ARGS)

.PHONY: readers
readers: $(READY) ## Have other programs read a small release, and write docs/readers.md [ARGS="--only DuckDB"]
	@$(RUN) -m benchmarks.readers $(ARGS)

.PHONY: verify
verify: $(READY) ## Check a release on its own, offline [RELEASE=data/releases/latest]
	@$(COMMAND) verify "$$RELEASE"

.PHONY: lock
lock: $(READY) ## Update requirements.lock after a change of pyproject.toml
	@$(LOCK)
	@$(DEPLOY_LOCK)

.PHONY: upgrade
upgrade: $(READY) ## Upgrade requirements.lock to the newest versions allowed
	@$(LOCK) --upgrade
	@$(DEPLOY_LOCK)

.PHONY: pictures
pictures: $(READY) ## Take the pictures of README.md again, which needs Chromium
	@$(RUN) -m tests.browser.pictures

.PHONY: setup
setup: $(READY) ## Set up .venv only

.PHONY: clean
clean: ## Remove .venv and caches (never data/)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# pip installs uv, with its hash from the lock, because uv installs the rest in seconds.
$(READY): requirements.lock pyproject.toml
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, and $$PYTHON is older. Name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv: half a minute to two, by the network; again only when requirements change." >&2
	@echo "  1 of 3: an empty environment, and uv to fill it" >&2
	@"$$PYTHON" -m venv --clear .venv
	@awk '/^[^ ]/ { keep = /^uv==/ } keep' requirements.lock > .venv/uv.txt
	@$(RUN) -m pip --quiet --disable-pip-version-check install --no-deps --require-hashes -r .venv/uv.txt
	@echo "  2 of 3: $$(grep -c '^[^ ]' requirements.lock) packages, as requirements.lock has them" >&2
	@$(RUN) -m uv --quiet pip sync --python $(RUN) --require-hashes requirements.lock
	@echo "  3 of 3: this project" >&2
	@$(RUN) -m uv --quiet pip install --python $(RUN) --no-deps --no-build-isolation --editable .
	@printf '%s' "$$PWD" > $@
