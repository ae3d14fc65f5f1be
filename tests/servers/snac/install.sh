#!/usr/bin/env bash
# Unpacks snac, a small ActivityPub server that speaks Mastodon's API. Debian 12 has it in its backports: only that one package
# is fetched from there, through lists of its own, and the machine's sources stay as they are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$("$here/../cache.sh")/snac
[ -x "$cache/usr/bin/snac" ] && exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
mkdir -p "$cache"
cd "$cache"
if ! apt-get download -qq snac2 2>/dev/null; then
  own=$(mktemp -d)
  chmod 755 "$own"  # apt downloads as a user of its own
  trap 'rm -rf "$own"' EXIT
  mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | head -1)
  key=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb [signed-by=$key] $mirror $(. /etc/os-release && echo "$VERSION_CODENAME")-backports main" >"$own/sources.list"
  options=(-o "Dir::Etc::SourceList=$own/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$own/lists" -o "Dir::Cache=$own/cache")
  as_root apt-get "${options[@]}" update -qq
  apt-get "${options[@]}" download -qq snac2
fi
dpkg-deb -x snac2_*.deb .
rm snac2_*.deb
ldconfig -p 2>/dev/null | grep -q libcurl.so.4 || as_root apt-get install -y -qq --no-install-recommends libcurl4 </dev/null >/dev/null
missing=$(ldd usr/bin/snac | awk '/not found/ {print $1}')
[ -z "$missing" ] || { echo "snac lacks $missing" >&2; exit 1; }
