#!/usr/bin/env bash
# Holds every lock against published advisories; whatever could not be asked about fails too. usage: advisories.sh PIP_AUDIT
set -euo pipefail
folder=$(dirname "$0")/../requirements
known=0
for lock in run browser build docs test tools; do
  echo "== $lock"
  "$1" --strict --disable-pip --require-hashes --progress-spinner off --requirement "$folder/$lock.txt" || known=1
done
exit $known
