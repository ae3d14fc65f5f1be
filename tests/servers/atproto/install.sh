#!/usr/bin/env bash
# Installs the Bluesky network's own servers from npm, with the Node.js they are built for, into a cache folder outside of the
# clone: they take minutes and 700 MB. PostgreSQL and Redis come as programs only; start.sh runs its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$("$here/../cache.sh")/atproto
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
command -v redis-check-rdb >/dev/null || missing+=(redis-tools)
command -v npm >/dev/null || missing+=(npm)
command -v g++ make python3 >/dev/null || missing+=(build-essential python3)
if [ ${#missing[@]} -gt 0 ]; then
  # Debian's package would otherwise set up a database of its own and start it.
  settings=/etc/postgresql-common/createcluster.d
  case " ${missing[*]} " in *" postgresql "*)
    as_root mkdir -p "$settings"
    echo 'create_main_cluster = false' | as_root tee "$settings/auditor-tests.conf" >/dev/null
  esac
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

# A newer Node.js aborts with the SQLite binding that the servers bring along.
node=node@22.23.3 network=@atproto/dev-env@0.6.7
wanted="$node $network"
[ "$(cat "$cache/installed" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$cache"
mkdir -p "$cache/runtime" "$cache/network"
quietly=(--no-fund --no-audit --no-update-notifier --loglevel=error)
for folder in runtime network; do echo '{"private": true}' >"$cache/$folder/package.json"; done
(cd "$cache/runtime" && npm install "${quietly[@]}" "$node")
runtime=$(dirname "$(dirname "$(readlink -f "$cache/runtime/node_modules/node/bin/node")")")
ln -s "$runtime/bin/node" "$cache/node"
# The headers for what has to be compiled come with the runtime: nothing else is downloaded.
for sibling in "$runtime" "$cache"/runtime/node_modules/node-*/ "$cache"/runtime/node_modules/node/node_modules/node-*/; do
  [ -e "$sibling/include/node/node.h" ] && headers=${sibling%/}
done
(cd "$cache/network" && PATH="$cache:$runtime/bin:$PATH" npm_config_nodedir="${headers:?the runtime came without headers}" \
  npm install "${quietly[@]}" "$network")
# redis-server is another name of this program; the package of that name would start it.
ln -sf "$(command -v redis-check-rdb)" "$cache/redis-server"
echo "$wanted" >"$cache/installed"
