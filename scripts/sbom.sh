#!/usr/bin/env bash
# Writes what an installation of Auditor holds, with versions, licences and who needs whom, as CycloneDX: dist/sbom.cdx.json.
# usage: sbom.sh CYCLONEDX PYTHON
set -euo pipefail
cyclonedx=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$2" -m venv "$work/venv"
bash scripts/install.sh "$work/venv/bin/python" run
"$work/venv/bin/python" -m pip uninstall --quiet --yes pip setuptools 2>/dev/null  # they came with the environment
mkdir -p dist
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) "$cyclonedx" environment "$work/venv/bin/python" --pyproject pyproject.toml \
  --output-reproducible --output-file dist/sbom.cdx.json
echo "dist/sbom.cdx.json"
