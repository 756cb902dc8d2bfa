"""Everything that runs also runs on a Core 2 Duo of 2008: its instructions are all that the modules use."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.installation import ROOT


@pytest.mark.timeout(900)
def test_every_module_of_a_running_platform_loads_on_a_processor_of_2008(tmp_path, record_property):
    emulator = shutil.which("qemu-x86_64") or shutil.which("qemu-x86_64-static")
    if emulator is None:
        record_property("told", "processor of 2008: not tried, qemu-user is not installed")
        return
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PROIM_", "DJANGO_"))}
    done = subprocess.run(
        [emulator, "-cpu", "core2duo", sys.executable, str(ROOT / "scripts" / "old_processor.py")],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=kept | {"PROIM_DATA": str(tmp_path)},
    )
    last = done.stdout.splitlines()[-1:]
    assert done.returncode == 0, (last, done.stderr[-2000:])
    record_property("told", f"processor of 2008 (Core 2 Duo, emulated): {last[0]}")
