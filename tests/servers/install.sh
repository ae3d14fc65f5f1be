#!/usr/bin/env bash
# Installs what the real servers need: Debian's WordPress with MariaDB and PHP, and Mezzanine in its own environment.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

packages=(mariadb-server wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml php-mbstring php-curl php-gd php-intl chromium poppler-utils)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

mkdir -p "$here/state"
if [ ! -x "$here/state/mezzanine/bin/mezzanine-project" ]; then
  python3 -m venv "$here/state/mezzanine"
  "$here/state/mezzanine/bin/pip" install --quiet --disable-pip-version-check 'mezzanine==6.1.1' 'setuptools<81'
fi
