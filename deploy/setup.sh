#!/bin/sh
# Set up .venv/ with what the lock file names; with the word `test`, also what the tests need.
# On Debian as root it installs what the system lacks; otherwise it says the one line to ask for.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
lock=requirements.lock
packages=""
need() { packages="$packages $1"; }
library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
stop() { echo "$1" >&2; exit 1; }

command -v python3 >/dev/null || stop "python3 (3.11 or newer) is missing; ask for: sudo apt-get install python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "this is $(python3 -V), and 3.11 or newer is needed"
python3 -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
library libpango-1.0.so || need libpango-1.0-0
library libpangoft2-1.0.so || need libpangoft2-1.0-0
library libharfbuzz-subset.so || need libharfbuzz-subset0
if [ "$kind" = test ]; then
  lock=requirements-test.lock
  command -v chromium >/dev/null || need chromium
  command -v pdftotext >/dev/null || need poppler-utils
  library libatomic.so.1 || need libatomic1
  command -v java >/dev/null || need default-jre-headless
fi
if [ -n "$packages" ]; then
  ask="apt-get install --no-install-recommends$packages"
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    stop "this machine lacks$packages; ask for: sudo $ask"
  fi
  echo "installing$packages"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null ||
    stop "Debian's packages could not be installed: see above, then run this again, or try: $ask"
fi

# .venv/.set-up says what .venv/ was made from. It goes before anything in there changes and comes back
# after all of it is done; so a .venv/ without it was left half made, or moved here, and is made anew.
place="$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])') $(pwd -P)"
sum="$(cat requirements.lock requirements-test.lock pyproject.toml | sha256sum | cut -c1-16) $place"
held="$(cat .venv/.set-up 2>/dev/null || true)"
case "$held" in "$sum $kind" | "$sum test") exit 0 ;; esac
echo "setting up .venv (a few minutes the first time)"
case "$held" in *" $place "*) ;; *) python3 -m venv --clear .venv ;; esac
rm -f .venv/.set-up
pip() { .venv/bin/python -m pip install -q --disable-pip-version-check "$@"; }
pip --require-hashes -r "$lock" && pip --no-deps --no-build-isolation -e . ||
  stop "the packages of $lock could not be installed: see above, then run this again"
echo "$sum $kind" >.venv/.set-up
