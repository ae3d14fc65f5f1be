#!/usr/bin/env bash
# Sets up a virtual environment with auditor in it, and on Debian or Ubuntu the system libraries that PDF reports need.
# usage: setup.sh VENV   (PYTHON names the interpreter to use)
set -euo pipefail
venv=$1
python=${PYTHON:-python3}

say() { echo "setup: $*" >&2; }
stop() { say "$*"; exit 1; }
new_enough() { command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
listed=
apt() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    say "no root and no sudo here; run this as root: apt-get install $*"
    return 1
  fi
  say "installing $* (Debian packages)"
  [ -n "$listed" ] || as_root apt-get update -qq || return 1
  listed=yes
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

if ! new_enough "$python"; then
  apt python3 python3-venv || true
  python=python3
  new_enough "$python" || stop "auditor needs Python 3.11 or newer; name one as PYTHON=/path/to/python3"
fi
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then  # Debian and Ubuntu package them apart
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    apt "$package" || stop "Python's venv module is missing: install $package"
  fi
  "$python" -m venv --clear "$venv"
fi
if ! "$venv/bin/python" -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, ["pangoft2-1.0", "harfbuzz-subset"])))'; then
  apt libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core ||
    say "without Pango there will be no PDF (everything else works). macOS: brew install weasyprint. Windows: MSYS2's pango."
fi
say "installing auditor and what it needs into $venv, as locked in requirements/"
here=$(dirname "$0")
bash "$here/install.sh" "$venv/bin/python" build run
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "$here/.."
