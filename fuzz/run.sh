#!/usr/bin/env bash
# Fuzzes every parser of outside bytes: fuzz/run.sh [SECONDS] [TARGET...]
#
# Each target must first find the bug that is planted behind its parser, within five minutes and from the same seeds and dictionary; only
# then do its clean runs count. Needs cargo-fuzz (cargo install cargo-fuzz); runs on the stable toolchain, without sanitizers: the code
# is safe Rust, whose bugs are panics, hangs and memory, and it is five times as fast so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(sed -n 's/^name = "\([a-z_0-9]*\)"$/\1/p' fuzz/Cargo.toml | grep -v rosterwatch)

run() { # run SECONDS TARGET CORPUS ARTIFACTS
  local corpus=fuzz/corpus/$3
  mkdir -p "$corpus" "$4"
  cargo fuzz run -s none "$2" "$corpus" "fuzz/seeds/$2" -- -max_total_time="$1" -dict="fuzz/dictionaries/$2.dict" \
    -timeout=10 -rss_limit_mb=1024 -max_len=16384 -artifact_prefix="$4/" 2>&1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
for target in "${targets[@]}"; do
  planted=fuzz/artifacts/planted/$target
  rm -rf "fuzz/corpus/$target-planted"
  if ROSTERWATCH_FUZZ_PLANTED=1 run 300 "$target" "$target-planted" "$planted" >"$log"; then
    echo "$target: DID NOT FIND THE PLANTED BUG in 300 s; its clean runs count for nothing"
    failed=1
    continue
  fi
  grep -q "the planted bug" "$log" || { echo "$target: fell over something else than the planted bug"; tail -5 "$log"; failed=1; continue; }
  if run "$seconds" "$target" "$target" "fuzz/artifacts/$target" >"$log"; then
    echo "$target: planted bug found; clean for $seconds s: $(grep -o 'Done [0-9]* runs' "$log" | tail -1), $(grep -o 'cov: [0-9]*' "$log" | tail -1)"
  else
    echo "$target: FOUND SOMETHING"
    grep -E "panicked|ERROR|Test unit|assertion" "$log" | head -8
    failed=1
  fi
done
exit $failed
