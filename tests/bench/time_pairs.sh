#!/bin/bash
# Times two commands by turns: time_pairs.sh RUNS SUBJECT BASE
#
# Prints a line a pair, the microseconds of each. Commands are words in shell syntax, split before the clock starts;
# {run} in them is the number of the run. Run 0 warms the caches and is not printed. It is bash, not Deno, that starts
# them since the fork of a small process costs little: a timer's own cost pulls every ratio towards 1.
set -eu

timed() {
  local start end words status=0
  eval "words=(${1//\{run\}/$2})"
  start=$EPOCHREALTIME
  "${words[@]}" </dev/null >/dev/null || status=$?
  end=$EPOCHREALTIME
  if [ "$status" != 0 ]; then
    echo "Exit status $status of: ${words[*]}" >&2
    exit 1
  fi
  elapsed=$((${end//[.,]/} - ${start//[.,]/}))
}

for ((run = 0; run <= $1; run++)); do
  timed "$2" "$run"
  subject=$elapsed
  timed "$3" "$run"
  if [ "$run" != 0 ]; then echo "$subject $elapsed"; fi
done
