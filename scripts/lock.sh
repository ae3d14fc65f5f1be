#!/usr/bin/env bash
# Writes requirements/*.txt: one version of everything that is installed here, with the hashes of all its files.
# usage: lock.sh UV [--upgrade]   without --upgrade, what is locked stays where pyproject.toml still allows it
# One resolution holds for every system and for Python 3.11 and later; the files can be installed together.
set -euo pipefail
uv=$1; shift
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A release that was tampered with is mostly found out within days: nothing younger than a week is taken.
export UV_EXCLUDE_NEWER=${COOLDOWN:-7 days} UV_CUSTOM_COMPILE_COMMAND="make lock"
compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --no-build --no-annotate --no-emit-index-url "$@" >/dev/null
}
locked() { compile --generate-hashes --output-file "requirements/$1.txt" "${@:2}"; }
extra() { python3 -c 'import sys, tomllib; print(*tomllib.load(sys.stdin.buffer)["project"]["optional-dependencies"][sys.argv[1]], sep="\n")' "$1" <pyproject.toml; }

cat requirements/{build,run,browser,docs,test}.txt >"$work/all.txt" 2>/dev/null || true
compile "$@" --all-extras --group build --group docs --group test pyproject.toml --output-file "$work/all.txt"
together=(--constraint "$work/all.txt" --upgrade)
locked run "${together[@]}" pyproject.toml
for group in build docs test; do locked "$group" "${together[@]}" --group "$group"; done
extra browser >"$work/browser.in"
locked browser "${together[@]}" "$work/browser.in"
locked tools "$@" --group tools

# The lowest versions that pyproject.toml allows, with the tools of the tests as they fit.
compile --upgrade --resolution lowest-direct --all-extras pyproject.toml --output-file "$work/lowest.txt"
locked lowest --constraint "$work/lowest.txt" --upgrade --all-extras --group test pyproject.toml
