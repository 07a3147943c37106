#!/usr/bin/env bash
# Fuzzes every parser of outside bytes: fuzz/run.sh [SECONDS] [TARGET...]
#
# Each target must first find the bug that is planted behind its parser, within five minutes and from the same seeds and dictionary; only
# then do its clean runs count. Needs cargo-fuzz (cargo install cargo-fuzz); runs on the stable toolchain, without sanitizers: the code
# is safe Rust, whose bugs are panics, hangs and memory, and it is five times as fast so. README.md has what the last runs showed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(sed -n 's/^name = "\([a-z_0-9]*\)"$/\1/p' fuzz/Cargo.toml | grep -v rosterwatch)

# Built once: what is edited meanwhile must not be what the later targets run.
cargo fuzz build -s none
host=$(rustc -vV | sed -n 's/^host: //p')
built=$(mktemp -d)
log=$(mktemp)
trap 'rm -rf "$built" "$log"' EXIT
for target in "${targets[@]}"; do cp "fuzz/target/$host/release/$target" "$built/"; done

run() { # run SECONDS TARGET CORPUS ARTIFACTS
  local corpus=fuzz/corpus/$3 longest=16384
  mkdir -p "$corpus" "$4"
  if [ "$2" = page ]; then
    # The fixtures of the tests are its seeds. A parsed page costs with its length, and most of what can go wrong goes wrong in a short one.
    cp tests/sources/fixtures/*.html "$corpus/"
    longest=2048
  else
    cp fuzz/seeds/"$2"/* "$corpus/"
  fi
  "$built/$2" "$corpus" -max_total_time="$1" -dict="fuzz/dictionaries/$2.dict" \
    -timeout=10 -rss_limit_mb=1024 -max_len="$longest" -artifact_prefix="$4/" 2>&1
}

failed=0
for target in "${targets[@]}"; do
  planted=fuzz/artifacts/planted/$target
  rm -rf "fuzz/corpus/$target-planted"
  began=$SECONDS
  if ROSTERWATCH_FUZZ_PLANTED=1 run 300 "$target" "$target-planted" "$planted" >"$log"; then
    echo "$target: DID NOT FIND THE PLANTED BUG in 300 s; its clean runs count for nothing"
    failed=1
    continue
  fi
  grep -q "the planted bug" "$log" || { echo "$target: fell over something else than the planted bug"; tail -5 "$log"; failed=1; continue; }
  found=$((SECONDS - began))
  if run "$seconds" "$target" "$target" "fuzz/artifacts/$target" >"$log"; then
    echo "$target: planted bug found in $found s; clean for $seconds s: $(grep -o 'Done [0-9]* runs' "$log" | tail -1), $(grep -o 'cov: [0-9]*' "$log" | tail -1)"
  else
    echo "$target: planted bug found in $found s; FOUND SOMETHING"
    grep -E "panicked|ERROR|Test unit|assertion" "$log" | head -8
    failed=1
  fi
done
exit $failed
