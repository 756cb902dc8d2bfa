#!/usr/bin/env bash
# A real browser for the tests: the one thing that no wheel carries.
# Judged by the program, never by apt's answer: another half-configured package makes apt fail though Chromium is there.
set -u
V=.venv
have() { [ -n "${PROIM_TEST_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
# Playwright's own node wants libatomic.
atomic() { ldconfig -p 2>/dev/null | grep -q libatomic.so.1 || ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; }
ready() { have && atomic; }
ready && exit 0
[ -x "$V/browser/chromium" ] && exit 0

as_root=
if [ "$(id -u)" = 0 ]; then as_root=yes; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
if [ -n "$as_root" ] && command -v apt-get >/dev/null; then
  [ "$as_root" = yes ] && as_root=
  echo "Bringing Chromium by apt-get ..."
  for try in 1 2 3; do
    $as_root apt-get update -qq >/dev/null 2>&1
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium libatomic1 fonts-dejavu-core >/dev/null 2>&1
    ready && exit 0
    sleep 5
  done
fi
echo "Bringing Chromium as a package of this folder ..."
$V/bin/python scripts/browser.py && exit 0
echo "No browser for the tests. Run: sudo apt-get install chromium libatomic1   (or set PROIM_TEST_CHROMIUM to the path of a Chromium)" >&2
exit 1
