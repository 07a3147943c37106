#!/usr/bin/env bash
# Pictures of the mails of the founding case in headless Chromium: alert and digest in English and Chinese, light and dark, as wide as a
# phone (375 px) and as a window (800 px). Usage: tests/screenshots/take.sh PICTURE-FOLDER. For looking at; nothing is compared, and the
# pictures stay out of the repository but for the one that README shows: with --readme docs/alert.png is made anew as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readme=
[ "${1:-}" = --readme ] && { readme=docs/alert.png; shift; }
out=${1:?folder for the pictures}
command -v chromium >/dev/null || { echo "chromium is missing: apt-get install chromium fonts-noto-cjk" >&2; exit 1; }
[ -z "$readme" ] || command -v pngquant >/dev/null || { echo "pngquant is missing: apt-get install pngquant" >&2; exit 1; }
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The founding case with readers of each kind.
cp -r config/founding-case "$work/case"
reader() { # NAME LANGUAGE ZONE
  printf '\n[[recipient]]\nname = "%s"\nto = ["%s@rosterwatch.example"]\nlanguage = "%s"\ntime_zone = "%s"\n' "$1" "$1" "$2" "$3"
}
digest='digest = "daily 08:00"
[[recipient.rule]]
send = "digest"'
{
  reader alert-zh zh Asia/Shanghai
  reader digest-en en America/New_York
  echo "$digest"
  reader digest-zh zh Asia/Shanghai
  echo "$digest"
} >> "$work/case/rosterwatch.toml"
cargo run --quiet --locked -- replay "$work/case" --out "$work/replay" >/dev/null

picture() { # HTML WIDTH SCHEME PICTURE [HEIGHT]
  local height=${5:-2400} window=$2
  # Headless Chromium's window is never narrower than 500 px: a frame of the phone's width shows what a phone shows.
  [ "$2" -lt 500 ] && window=500
  printf '<!DOCTYPE html><meta name="color-scheme" content="light dark"><body style="margin:0"><iframe src="file://%s" width="%s" height="%s" style="border:0;color-scheme:%s"></iframe>' \
    "$(realpath "$1")" "$2" "$((height - 10))" "$3" > "$work/frame.html"
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
    --disable-sync --hide-scrollbars --allow-file-access-from-files --user-data-dir="$work/chromium" \
    --blink-settings=preferredColorScheme="$([ "$3" = dark ] && echo 0 || echo 1)" \
    --window-size="$window,$height" --screenshot="$4" "file://$work/frame.html" >/dev/null 2>&1
}

# How high the mail is at this width with its first change.
height() { # HTML WIDTH
  printf '<!DOCTYPE html><body style="margin:0"><iframe id="f" src="file://%s" width="%s" height="100" style="border:0"></iframe><script>onload = () => { const page = document.getElementById("f").contentDocument; document.title = Math.ceil(page.querySelector(".card").getBoundingClientRect().bottom) + 16; }</script>' \
    "$(realpath "$1")" "$2" > "$work/frame.html"
  chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files --user-data-dir="$work/chromium" --dump-dom \
    "file://$work/frame.html" 2>/dev/null | sed -n 's/.*<title>\([0-9]*\)<.*/\1/p' | head -1
}

number=0
for mail in "$work"/replay/mail/new/*.eml; do
  to=$(sed -n 's/^To: .*[< ]\([^@<]*\)@.*/\1/p;s/^To: \([^@<]*\)@.*/\1/p' "$mail" | head -1)
  number=$((number + 1))
  name="${to/desk/alert-en}-$number"
  html="$work/replay/mail/html/$(basename "$mail" .eml).html"
  for width in 375 800; do
    for scheme in light dark; do
      picture "$html" "$width" "$scheme" "$out/$name-$width-$scheme.png"
    done
  done
  if [ -n "$readme" ] && [ "$to" = desk ] && grep -q 'Mira Murati</bdi>' "$html"; then
    mkdir -p "$(dirname "$readme")"
    picture "$html" 640 light "$work/readme.png" "$(height "$html" 640)"
    pngquant --force --strip --output "$readme" 32 "$work/readme.png"
  fi
done
ls "$out"
