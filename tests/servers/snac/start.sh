#!/usr/bin/env bash
# usage: start.sh STATE PORT: a fresh snac on http://localhost:PORT; what was put in stands in
# STATE/seeded.json. Ends, with all it started, on TERM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=$1 port=$2
cache=$("$here/../cache.sh")/snac
[ -x "$cache/usr/bin/snac" ] || { echo "snac is not installed: bash tests/servers/snac/install.sh" >&2; exit 1; }
mkdir -p "$state/data"
chmod 755 "$state"
# Where the cache lies, others may have no way in.
install -m 755 "$cache/usr/bin/snac" "$state/snac"
owner=()
if [ "$(id -u)" = 0 ]; then
  chown nobody "$state/data"
  owner=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
pids=()
finish() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done; }
trap finish EXIT
trap 'exit 0' TERM INT

printf '127.0.0.1\n%s\nlocalhost:%s\n\n\n' "$port" "$port" | "${owner[@]}" "$state/snac" init "$state/data/snac" >"$state/init.log" 2>&1
for user in borehole boreholeeu boreholesupport tamsin olu; do
  printf '\n' | "${owner[@]}" "$state/snac" adduser "$state/data/snac" "$user" 2>>"$state/init.log" | sed -n 's/.*assword is //p' >"$state/password.$user"
done
python3 "$here/seed.py" prepare "$state" "$port"
"${owner[@]}" "$state/snac" httpd "$state/data/snac" >"$state/snac.log" 2>&1 </dev/null &
pids=($!)
until curl -fs -o /dev/null "http://localhost:$port/"; do
  kill -0 "${pids[0]}" || exit 1
  sleep .1
done
python3 "$here/seed.py" fill "$state" "$port" >"$state/seed.log" 2>&1
echo "READY"
while kill -0 "${pids[0]}" 2>/dev/null; do sleep 1 & wait $!; done
