#!/usr/bin/env bash
# Pictures of a folder of HTML mails in headless Chromium: light and dark, as wide as a phone (375 px) and as a window (800 px).
# Usage: tests/screenshots/take.sh HTML-FOLDER PICTURE-FOLDER. For looking at; nothing is compared, and the pictures stay out of the repository.
set -euo pipefail
html=${1:?folder with HTML files}
out=${2:?folder for the pictures}
command -v chromium >/dev/null || { echo "chromium is missing: apt-get install chromium fonts-noto-cjk" >&2; exit 1; }
mkdir -p "$out"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
for file in "$html"/*.html; do
  for width in 375 800; do
    for scheme in light dark; do
      # Headless Chromium's window is never narrower than 500 px: a frame of the phone's width shows what a phone shows.
      frame="$profile/frame.html"
      printf '<!DOCTYPE html><meta name="color-scheme" content="light dark"><body style="margin:0"><iframe src="file://%s" width="%s" height="2390" style="border:0;color-scheme:%s"></iframe>' \
        "$(realpath "$file")" "$width" "$scheme" > "$frame"
      dark=()
      [ "$scheme" = dark ] && dark=(--blink-settings=preferredColorScheme=0)
      [ "$scheme" = light ] && dark=(--blink-settings=preferredColorScheme=1)
      chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --hide-scrollbars --allow-file-access-from-files --user-data-dir="$profile/chromium" "${dark[@]}" \
        --window-size="$([ "$width" = 375 ] && echo 500 || echo 800),2400" \
        --screenshot="$out/$(basename "$file" .html)-$width-$scheme.png" "file://$frame" >/dev/null 2>&1
    done
  done
done
ls "$out"
