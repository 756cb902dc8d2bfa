#!/usr/bin/env bash
# What `make check` and `make test` run: each step is named, the first that fails ends the run.
set -u
cd "$(dirname "$0")/.." || exit 1
B=.venv/bin
scratch=$(mktemp -d) || exit 1
PROIM_DATA=$scratch
export PROIM_DATA PROIM_TEST=1
trap 'rm -rf "$scratch"' EXIT
started=$SECONDS
done_steps=()

step() {
  local name=$1 from=$SECONDS
  shift
  echo "== $name"
  "$@" || { echo "FAILED: $name" >&2; exit 1; }
  done_steps+=("$name: $((SECONDS - from)) s")
}

folders=(src tests scripts)
[ -d benchmarks ] && folders+=(benchmarks)
step "ruff (lint)" $B/ruff check --quiet "${folders[@]}"
step "ruff (format)" $B/ruff format --quiet --check "${folders[@]}"
step "djlint" $B/djlint --quiet --lint src
step "import contracts" $B/lint-imports --no-logo
step "mypy" $B/mypy
if [ "${1:-all}" = check ]; then
  step "catalogues and shape" $B/python -m pytest tests/core/test_architecture.py tests/core/test_templates.py tests/core/test_catalogues.py
else
  unset PROIM_DATA
  step "tests on SQLite" $B/python -m pytest -n 2 --dist loadfile
  # How a page looks does not hang on the database: barriers are looked for once.
  step "tests on PostgreSQL" env PROIM_TEST_DB=postgres $B/python -m pytest -n 2 --dist loadfile -k "not barriers"
fi
printf '%s\n' "${done_steps[@]}"
echo "All passed in $((SECONDS - started)) s."
