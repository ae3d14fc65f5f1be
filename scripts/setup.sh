#!/usr/bin/env bash
# Sets up a virtual environment with auditor in it, and on Debian or Ubuntu the system libraries that PDF reports need.
# usage: setup.sh VENV   (PYTHON names the interpreter to use)
set -euo pipefail
venv=$1
python=${PYTHON:-python3}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    echo "This needs root and there is no sudo: $*" >&2; return 1; fi
}
have_pango() { "$python" -c 'import ctypes.util, sys; sys.exit(not (ctypes.util.find_library("pangoft2-1.0") and ctypes.util.find_library("harfbuzz-subset")))'; }
apt() { command -v apt-get >/dev/null && as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

if ! command -v "$python" >/dev/null || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt python3 python3-venv && python=python3
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "auditor needs Python 3.11 or newer" >&2; exit 1; }
fi
if [ ! -x "$venv/bin/python" ]; then
  "$python" -c 'import ensurepip' 2>/dev/null || apt python3-venv || { echo "Python's venv module is missing: install python3-venv" >&2; exit 1; }
  "$python" -m venv "$venv"
fi
if ! have_pango; then
  apt libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core ||
    echo "Without Pango there will be no PDF (everything else works). macOS: brew install weasyprint. Windows: MSYS2's pango." >&2
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable .
