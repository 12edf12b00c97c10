#!/bin/sh
# Run everything that must hold: lint, types, the suite. All of it runs even when a part fails.
# Two processes take a file of tests each; with `-n 0` they run in one.
set -u
cd "$(dirname "$0")/.."
failed=""
.venv/bin/ruff check elearn tests bench faults || failed="$failed ruff"
.venv/bin/mypy || failed="$failed mypy"
.venv/bin/python -m pytest -n 2 --dist loadfile "$@" || failed="$failed pytest"
if [ -n "$failed" ]; then
  echo "failed:$failed"
  exit 1
fi
