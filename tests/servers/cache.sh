#!/usr/bin/env bash
# Prints the folder for what takes minutes to install: outside of the clone, so that a new clone finds it again.
set -euo pipefail
echo "${AUDITOR_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/auditor-servers}"
