#!/usr/bin/env bash
# Tries the wheel in a folder as people get it: in an environment of its own, away from this checkout. usage: try_wheel.sh FOLDER PYTHON
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wheel=$(cd "$1" && ls "$PWD"/auditor-*.whl)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$2" -m venv "$work/venv"
bash "$here/install.sh" "$work/venv/bin/python" run
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$wheel"
"$work/venv/bin/python" -m pip check
cd "$work"
venv/bin/auditor demo --output demo --format html,json >/dev/null
for half in before after; do test -s "demo/$half/report.html" && test -s "demo/$half/results.json"; done
code=0
venv/bin/auditor check demo/before --against none --fail-on high >/dev/null || code=$?
[ "$code" = 1 ] || { echo "try_wheel: the gate left the example with $code instead of 1" >&2; exit 1; }
echo "$(basename "$wheel") works on $("$work/venv/bin/python" --version)."
