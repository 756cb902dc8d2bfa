.DEFAULT_GOAL := help
# The newest interpreter that really runs: a shim on the path may exist and fail, so each one is tried.
PY ?= $(shell for p in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v $$p; break; }; done)
V := .venv
RUN := $(V)/bin/python
LOCKED = $(V)/bin/uv pip install -q --python $(RUN) --require-hashes -r $(1) || $(RUN) -m pip install -q --require-hashes -r $(1)
export PYTHONPATH := src
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# The authorities that this machine trusts: an office behind a proxy has its own.
export UV_SYSTEM_CERTS := true
.PHONY: help run test check bench pictures system lock wheel clean

help:            ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(V)/.uv: requirements/uv.txt
	@test -n "$(PY)" || { echo "Python 3.11 or later with venv is needed: apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m venv --clear $(V)
	$(RUN) -m pip install -q --require-hashes -r requirements/uv.txt || echo "uv could not be installed: pip alone does its work" >&2
	@touch $@
$(V)/.base: requirements/base.txt | $(V)/.uv
	$(call LOCKED,requirements/base.txt)
	@touch $@
$(V)/.dev: requirements/dev.txt | $(V)/.base
	$(call LOCKED,requirements/dev.txt)
	@touch $@

run: $(V)/.base  ## install, prepare the database with the demonstration programme, serve
	@$(RUN) scripts/messages.py compile
	@$(RUN) scripts/assets.py
	@PROIM_TODAY=$${PROIM_TODAY-2011-07-18} $(RUN) -m proim serve --demo

test: $(V)/.dev system  ## the whole suite: linters, types, contracts, tests on both databases and in a browser
	@$(RUN) scripts/messages.py compile
	@$(RUN) scripts/assets.py
	@bash scripts/test.sh all

check: $(V)/.dev  ## linters, types, contracts and catalogues; no tests
	@$(RUN) scripts/messages.py compile
	@$(RUN) scripts/assets.py
	@bash scripts/test.sh check

bench: $(V)/.dev  ## CPU milliseconds per request at 75, 1,000 and 20,000 projects
	@$(RUN) scripts/messages.py compile
	@$(RUN) scripts/assets.py
	@$(RUN) -m benchmarks

pictures: $(V)/.dev system  ## screenshots of the main pages into docs/pictures
	@$(RUN) scripts/messages.py compile
	@$(RUN) scripts/assets.py
	@$(RUN) scripts/pictures.py

system: $(V)/.dev
	@bash scripts/system.sh

lock: $(V)/.uv   ## lock files anew, with hashes and without index addresses
	@for f in uv base scale dev browser; do \
	  $(V)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    requirements/$$f.in -o requirements/$$f.txt >/dev/null; done
	@! grep -l '://' requirements/*.txt

wheel: $(V)/.dev ## dist/: one file with assets and catalogues that an office installs and serves
	@$(RUN) scripts/assets.py
	@$(RUN) scripts/wheel.py

clean:           ## remove what was built; the data folder stays
	rm -rf $(V) build dist shots src/proim/staticfiles src/proim/ui/static/ui/build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	find src -name '*.mo' -delete
