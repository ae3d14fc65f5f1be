#!/usr/bin/env bash
# usage: start.sh STATE PORT: a fresh Bluesky network on 127.0.0.1:PORT to PORT+5, the AppView at PORT; what was put in stands in
# STATE/seeded.json. Ends, with all it started, on TERM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=$1 port=$2
cache=$("$here/../cache.sh")/atproto
[ -e "$cache/installed" ] || { echo "the Bluesky network is not installed: bash tests/servers/atproto/install.sh" >&2; exit 1; }
postgres=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -1)")
database=$state/database
mkdir -p "$database"
chmod 755 "$state"
pids=()
# One after the other: each closes its connections to the next. INT is what ends the database without waiting for anybody.
finish() { for pid in "${pids[@]}"; do kill -INT "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done; }
trap finish EXIT
trap 'exit 0' TERM INT

owner=()
# The database refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown nobody "$database"
  owner=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
"${owner[@]}" "$postgres/initdb" -D "$database" -A trust -U postgres --no-sync -E UTF8 --locale=C >"$state/initdb.log" 2>&1
"$cache/redis-server" --port $((port + 5)) --bind 127.0.0.1 --save '' --dir "$state" >"$state/redis.log" 2>&1 </dev/null &
store=$!
pids=("$store")
"${owner[@]}" "$postgres/postgres" -D "$database" -p $((port + 4)) -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 >"$state/postgres.log" 2>&1 </dev/null &
base=$!
pids=("$base" "$store")
until "$postgres/pg_isready" -q -h 127.0.0.1 -p $((port + 4)); do
  kill -0 $base || exit 1
  sleep .1
done

DB_POSTGRES_URL=postgresql://postgres@127.0.0.1:$((port + 4))/postgres REDIS_HOST=127.0.0.1:$((port + 5)) LOG_ENABLED=false \
  NODE_ENV=test "$cache/node" "$here/network.mjs" "$cache/network" "$port" "$state/network.json" >"$state/network.log" 2>&1 </dev/null &
pids=($! "$base" "$store")
until [ -s "$state/network.json" ]; do
  kill -0 "${pids[0]}" || exit 1
  sleep .1
done
python3 "$here/seed.py" "$state/network.json" "$state/seeded.json" >"$state/seed.log" 2>&1
echo "READY"
while kill -0 "${pids[0]}" 2>/dev/null; do sleep 1 & wait $!; done
