#!/usr/bin/env bash
# usage: start.sh STATE PORT: a fresh WordPress company site on 127.0.0.1:PORT; ends, with all it started, on TERM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=$1 port=$2
wordpress=$here/../state/wordpress/usr/share/wordpress
for needed in mariadbd php "$wordpress/wp-load.php"; do
  command -v "$needed" >/dev/null || [ -e "$needed" ] || { echo "$needed is missing: bash tests/servers/install.sh" >&2; exit 1; }
done
socket=$state/mysql/s.sock
mkdir -p "$state/mysql" "$state/www"
chmod 755 "$state" "$state/mysql"
pids=()
finish() { for pid in "${pids[@]}"; do pkill -TERM -P "$pid" 2>/dev/null || true; kill "$pid" 2>/dev/null || true; done; wait; }
trap finish EXIT
trap 'exit 0' TERM INT

owner=$(id -un)
# The database refuses to run as root.
[ "$owner" = root ] && owner=nobody && chown nobody "$state/mysql"
mariadb-install-db --no-defaults --force --user="$owner" --datadir="$state/mysql" --auth-root-authentication-method=normal --skip-test-db >"$state/install.log" 2>&1
mariadbd --no-defaults --user="$owner" --datadir="$state/mysql" --socket="$socket" --pid-file="$state/mysql/pid" --skip-networking \
  --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=64M >"$state/mysql.log" 2>&1 </dev/null &
pids+=($!)
sql() { mariadb --no-defaults --socket="$socket" -uroot "$@"; }
until sql -e 'select 1' >/dev/null 2>&1; do
  kill -0 "${pids[0]}" || exit 1
  sleep .1
done
sql -e "create database wp; create user wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"

cp -rL "$wordpress/." "$state/www/" 2>/dev/null || true  # links to packages that are not installed are no loss
rm -f "$state/www/.htaccess"
cat >"$state/www/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:$socket');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as \$name) { define(\$name . '_KEY', \$name); define(\$name . '_SALT', \$name); }
\$table_prefix = 'wp_';
define('WP_HOME', 'http://127.0.0.1:$port'); define('WP_SITEURL', 'http://127.0.0.1:$port');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
php -d sendmail_path=/bin/true "$here/seed.php" "$state/www" >"$state/seed.log" 2>&1

PHP_CLI_SERVER_WORKERS=4 php -d sendmail_path=/bin/true -S "127.0.0.1:$port" -t "$state/www" "$here/router.php" >"$state/php.log" 2>&1 </dev/null &
pids+=($!)
until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do
  kill -0 "${pids[1]}" || exit 1
  sleep .1
done
echo "READY"
while kill -0 "${pids[1]}" 2>/dev/null; do sleep 1 & wait $!; done
