#!/bin/sh
# Set up .venv/ with what the lock file names; with the word `test`, also what the tests need.
# On Debian as root it installs what the system lacks; otherwise it says the one line to ask for.
set -eu
cd "$(dirname "$0")/.."
lock=requirements.lock
packages=""
need() { packages="$packages $1"; }
library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

command -v python3 >/dev/null || { echo "python3 (3.11 or newer) is missing: apt-get install python3"; exit 1; }
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "python3 is $(python3 -V), and 3.11 or newer is needed"; exit 1; }
python3 -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
library libpango-1.0.so || need libpango-1.0-0
library libpangoft2-1.0.so || need libpangoft2-1.0-0
library libharfbuzz-subset.so || need libharfbuzz-subset0
if [ "${1:-}" = test ]; then
  lock=requirements-test.lock
  command -v chromium >/dev/null || need chromium
  command -v pdftotext >/dev/null || need poppler-utils
fi
if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing$packages"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
  else
    echo "this machine lacks$packages; ask for: sudo apt-get install --no-install-recommends$packages"
    exit 1
  fi
fi

[ -x .venv/bin/python ] || python3 -m venv .venv
stamp=".venv/.set-up-$(cat "$lock" pyproject.toml | sha256sum | cut -c1-16)"
if [ ! -e "$stamp" ]; then
  echo "setting up .venv (a few minutes the first time)"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  touch "$stamp"
fi
