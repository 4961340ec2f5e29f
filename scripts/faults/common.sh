# Shared by the fault tests, which source it: a project of its own in a temporary folder, a server
# that is started, killed and started again, and what is looked at in the end.
# shellcheck shell=bash
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
trainmaster=${TRAINMASTER:-$home/scripts/trainmaster}
engine=$(dirname "$trainmaster")/target/trainmaster/lib/engine
[ -d "$engine" ] || engine=$(dirname "$trainmaster")/../lib/engine
[ -d "$engine" ] || { echo "Trainmaster is not built yet: make install" >&2; exit 69; }

work=$(mktemp -d)
project=$work/project
state=$project/.trainmaster
effects=$work/effects
killed=$work/killed
database=jdbc:sqlite:$state/state.db
faults=0
violations=0
server=""
export TRAINMASTER_LEDGER=$work/ledger
export XDG_CONFIG_HOME=$work/no-user NO_COLOR=1
mkdir -p "$project/conf/workflows"
: > "$project/conf/trainmaster.properties"
: > "$effects"
: > "$killed"
: > "$TRAINMASTER_LEDGER"

# Every process of this test: they inherit the ledger's name.
marked() {
  grep -lsz "^TRAINMASTER_LEDGER=$TRAINMASTER_LEDGER\$" /proc/[0-9]*/environ 2> /dev/null |
    cut -d/ -f3 | grep -vx "$$" || true
}

# The bodies and servers among them: the shells and programs of the test itself are its children too.
left_behind() {
  local pid
  for pid in $(marked); do
    if grep -qsz '^TRAINMASTER_HOST=' "/proc/$pid/environ" || grep -qsz '^server$' "/proc/$pid/cmdline"; then
      echo "$pid"
    fi
  done
}

clean_up() {
  local status=$? pid
  [ "$status" -eq 0 ] || [ "$violations" -gt 0 ] || echo "broken off with $status" >&2
  for pid in $(left_behind); do
    kill -9 "$pid" 2> /dev/null || true
  done
  if [ "$violations" -gt 0 ] || [ -n "${KEEP:-}" ]; then
    echo "what is left of it is in $work" >&2
  else
    rm -rf "$work"
  fi
}
trap clean_up EXIT
trap "exit 1" INT TERM

violation() {
  violations=$((violations + 1))
  echo "violation: $*"
}

# The workflow that the tests run: each item is written, and then read and written again, which fails
# where the first file isn't whole.
many_workflow() {
  local begin="echo \$TRAINMASTER_IDEMPOTENCY_KEY \$TRAINMASTER_ATTEMPT begin >> $effects"
  local end="echo \$TRAINMASTER_IDEMPOTENCY_KEY \$TRAINMASTER_ATTEMPT end >> $effects"
  local policy="resources { cpu 1; memory 16 MiB }
  retry     { lost 100, backoff: 10 ms .. 100 ms }"
  cat > "$project/conf/workflows/many.train" <<WORKFLOW
edition 1
operator note(n: Int) -> File {
  run       ["sh", "-c", "$begin; sleep 0.0\$((\$1 % 10)); seq \$1 > part; $end", "note", "\${n}"]
  outputs   "part"
  $policy
}
operator sum(part: File, n: Int) -> File {
  run       ["sh", "-c", "$begin; seq \$2 | cmp - \$1 && sha256sum < \$1 > sum && $end", "sum", "\${part}", "\${n}"]
  outputs   "sum"
  $policy
}
workflow many(items: Int) {
  sums = for n in 1 .. items {
    part  = note(n)
    total = sum(part, n)
    yield total
  }
}
WORKFLOW
}

# A workflow of one task that runs a shell's command: its name, lines of policy, the command.
command_workflow() {
  cat > "$project/conf/workflows/$1.train" <<WORKFLOW
edition 1
operator act(n: Int) -> File? {
  run       ["sh", "-c", "$3"]
  outputs   "part"
  resources { cpu 1; memory 16 MiB }
  $2
}
workflow $1(n: Int = 1) {
  part = act(n)
}
WORKFLOW
}
# Starts a server and does not wait for it.
launch_server() {
  : > "$work/server.out"
  "$trainmaster" server --project "$project" "$@" > "$work/server.out" 2>> "$work/server.log" &
  server=$!
}

# Waits until the server serves.
await_server() {
  local waited=0
  until grep -q '^Serving ' "$work/server.out"; do
    if ! kill -0 "$server" 2> /dev/null; then
      violation "the server has ended by itself: $(tail -n 3 "$work/server.log")"
      exit 1
    elif [ "$waited" -gt 1200 ]; then
      violation "the server did not serve within a minute"
      exit 1
    fi
    sleep 0.05
    waited=$((waited + 1))
  done
}

kill_server() {
  kill -9 "$server"
  wait "$server" 2> /dev/null || true
  faults=$((faults + 1))
}

# Kills one of the task processes, by chance, if there are any.
kill_host() {
  local pids
  mapfile -t pids < <(cat "$state"/hosts/*/host.json 2> /dev/null | grep -o '"pid":[0-9]*' | cut -d: -f2)
  [ "${#pids[@]}" -gt 0 ] || return 0
  local pid=${pids[RANDOM % ${#pids[@]}]}
  if grep -qsz HostMain "/proc/$pid/cmdline"; then
    echo "$pid" >> "$killed"
    kill -9 "$pid" 2> /dev/null || true
    faults=$((faults + 1))
  fi
}

# Sleeps up to so many milliseconds, by chance.
sleep_up_to() {
  local millis=$((RANDOM * 32768 + RANDOM))
  millis=$((millis % $1))
  sleep "$((millis / 1000)).$(printf '%03d' $((millis % 1000)))"
}

# Hands a run of a workflow to the server and prints its name; what was answered must be there later.
submit() {
  local file=$1
  shift
  "$trainmaster" submit --quiet "$project/conf/workflows/$file.train" --project "$project" "$@" |
    tee -a "$work/submitted"
}

# Waits until runs are over, each for so many seconds at the most.
await_runs() {
  local limit=$1 run
  while read -r run; do
    timeout "$limit" "$trainmaster" watch "$run" --project "$project" --quiet > /dev/null 2>&1 || true
  done < "$work/submitted"
}

# Runs a workflow and holds how it ended against one of some words: its name, the words.
expect() {
  local name=$1 run answer word
  shift
  run=$(submit "$name") || { violation "$name could not be submitted"; return; }
  timeout 600 "$trainmaster" watch "$run" --project "$project" > /dev/null 2>&1 || true
  faults=$((faults + 1))
  answer=$("$trainmaster" show "$run" --project "$project" --output json | tr -d ' \n')
  for word in "$@"; do
    if [[ $answer == *"$word"* ]]; then
      echo "$name: $word$(grep -o '"message":"[^"]*"' <<< "$answer" | sort -u | sed -n '2p' | cut -c11- | cut -c1-120)"
      return
    fi
  done
  violation "$name ended otherwise than with $*: $(grep -oE '"(phase|outcome|message)":"[^"]*"' <<< "$answer" | tr '\n' ' ')"
}
# Asks the server to end, and waits until it has and nothing of it is left.
end_server() {
  kill -TERM "$server"
  wait "$server" || violation "the server ended with $?: $(tail -n 3 "$work/server.log")"
  local waited=0
  while [ -n "$(left_behind)" ] && [ "$waited" -lt 400 ]; do
    sleep 0.1
    waited=$((waited + 1))
  done
  [ -z "$(left_behind)" ] || violation "processes are left: $(left_behind | tr '\n' ' ')"
}

# Looks at everything that is recorded, by the ledger, the effects and the disk; see Verdict.java.
verdict() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$engine/*" \
    "$home/scripts/faults/Verdict.java" "$work" "$database" "$@" > "$work/verdict" ||
    violations=$((violations + $(grep -c '^violation' "$work/verdict" || echo 1)))
  head -n 20 "$work/verdict"
  [ "$(wc -l < "$work/verdict")" -le 20 ] || tail -n 1 "$work/verdict"
}

finish() {
  echo "runs $(sort -u "$work/submitted" | wc -l), faults $faults, violations $violations"
  [ "$violations" -eq 0 ] || exit 1
}
