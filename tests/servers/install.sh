#!/usr/bin/env bash
# Installs what the real servers and the browser tests need (Debian or Ubuntu): programs only, no service is set up or started.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=$here/state
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

packages=(python3-venv mariadb-server-core mariadb-client-core php-cli php-mysql php-xml php-mbstring php-gd php-intl curl chromium)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

# Unpacked, not installed: as a package it brings a web server along and starts it.
if [ ! -e "$state/wordpress/usr/share/wordpress/wp-load.php" ]; then
  mkdir -p "$state/wordpress"
  cd "$state/wordpress"
  archives=(wordpress wordpress-theme-twentytwentythree)
  apt-get download -qq "${archives[@]}" 2>/dev/null || { as_root apt-get update -qq; apt-get download -qq "${archives[@]}"; }
  for archive in ./*.deb; do dpkg-deb -x "$archive" .; done
  rm ./*.deb
fi

if [ ! -e "$state/axe/node_modules/axe-core/axe.min.js" ]; then
  command -v npm >/dev/null || as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm </dev/null >/dev/null
  npm install --silent --no-save --no-fund --no-audit --prefix "$state/axe" axe-core@4.14 >/dev/null
fi

if [ ! -x "$state/mezzanine/bin/mezzanine-project" ]; then
  python3 -m venv --clear "$state/mezzanine"
  "$state/mezzanine/bin/pip" install --quiet --disable-pip-version-check 'mezzanine==6.1.1' 'setuptools<81'
fi

bash "$here/snac/install.sh"
bash "$here/atproto/install.sh"
