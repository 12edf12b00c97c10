#!/bin/sh
# Run everything that must hold: lint, types, the suite. All of it runs even when a part fails.
set -u
cd "$(dirname "$0")/.."
failed=""
.venv/bin/ruff check elearn tests bench || failed="$failed ruff"
.venv/bin/mypy || failed="$failed mypy"
.venv/bin/python -m pytest "$@" || failed="$failed pytest"
if [ -n "$failed" ]; then
  echo "failed:$failed"
  exit 1
fi
