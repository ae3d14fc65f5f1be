#!/usr/bin/env bash
# usage: start.sh STATE PORT: a fresh Mezzanine company site on 127.0.0.1:PORT; ends, with all it started, on TERM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=$1 port=$2
bin=$here/../state/mezzanine/bin
[ -x "$bin/mezzanine-project" ] || { echo "Mezzanine is not installed: bash tests/servers/install.sh" >&2; exit 1; }
mkdir -p "$state"
cd "$state"
export PYTHONWARNINGS=ignore
"$bin/mezzanine-project" borehole >project.log 2>&1
cd borehole
"$bin/python" manage.py createdb --noinput >../createdb.log 2>&1
"$bin/python" manage.py shell <"$here/seed.py" >../seed.log 2>&1
"$bin/python" manage.py runserver --noreload --insecure "127.0.0.1:$port" >../server.log 2>&1 </dev/null &
pid=$!
trap 'kill $pid 2>/dev/null; wait' EXIT
trap 'exit 0' TERM INT
until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do
  kill -0 $pid || exit 1
  sleep .1
done
echo "READY"
while kill -0 $pid 2>/dev/null; do sleep 1 & wait $!; done
