#!/usr/bin/env bash
# Installs what locks name, each file held against its hash. usage: install.sh PYTHON LOCK…   (requirements/LOCK.txt)
set -euo pipefail
python=$1; shift
folder=$(cd "$(dirname "$0")/../requirements" && pwd)
locks=()
for name in "$@"; do locks+=(--requirement "$folder/$name.txt"); done
# Wheels alone: a source package runs code as it is installed, with tools that no lock names. Set but empty, this allows them.
export PIP_ONLY_BINARY=${PIP_ONLY_BINARY-:all:}
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes "${locks[@]}"
