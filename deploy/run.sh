#!/bin/sh
# Serve the course with demonstration data on this machine: tables, content, people, then web and worker.
set -eu
umask 077
cd "$(dirname "$0")/.."
export ELEARN_PORT="${PORT:-8000}" ELEARN_HOST=127.0.0.1 ELEARN_DEMO=1
elearn=.venv/bin/elearn
$elearn serve --check
$elearn db upgrade
$elearn activate
$elearn demo --learners "${DEMO_LEARNERS:-600}" --if-none
$elearn report snapshot
echo "http://127.0.0.1:$ELEARN_PORT/  (stop with Ctrl-C)"
exec $elearn serve
