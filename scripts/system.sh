#!/usr/bin/env bash
# What no wheel carries: a real browser for the tests, and where apt may bring them a Redis and an old processor (emulated).
# Judged by the program, never by apt's answer: another half-configured package makes apt fail though Chromium is there.
set -u
V=.venv
have() { [ -n "${PROIM_TEST_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
# Playwright's own node wants libatomic.
atomic() { ldconfig -p 2>/dev/null | grep -q libatomic.so.1 || ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; }
ready() { have && atomic; }
as_root=
if [ "$(id -u)" = 0 ]; then as_root=yes; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
[ "$as_root" = yes ] && as_root= && root=yes
[ -n "$as_root" ] && root=yes
may_install() { [ -n "${root:-}" ] && command -v apt-get >/dev/null; }
bring() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }

# Without these two the tests that use them say in one line that they did without.
# redis-tools carries the server's program under another name, and starts no service of its own.
redis() { command -v redis-server >/dev/null || command -v redis-check-rdb >/dev/null; }
if may_install && ! { redis && command -v qemu-x86_64 >/dev/null; }; then
  echo "Bringing Redis and qemu-user by apt-get ..."
  $as_root apt-get update -qq >/dev/null 2>&1
  bring redis-tools
  bring qemu-user
fi
redis || echo "No Redis: its tests use one made in Python."
command -v qemu-x86_64 >/dev/null || echo "No qemu-user: the modules are not tried on a processor of 2008."

ready && exit 0
[ -x "$V/browser/chromium" ] && exit 0
if may_install; then
  echo "Bringing Chromium by apt-get ..."
  for try in 1 2 3; do
    $as_root apt-get update -qq >/dev/null 2>&1
    bring chromium libatomic1 fonts-dejavu-core
    ready && exit 0
    sleep 5
  done
fi
echo "Bringing Chromium as a package of this folder ..."
$V/bin/python scripts/browser.py && exit 0
echo "No browser for the tests. Run: sudo apt-get install chromium libatomic1   (or set PROIM_TEST_CHROMIUM to the path of a Chromium)" >&2
exit 1
