"""``make pictures``: the main pages on the demonstration data, as a desktop and a phone show them."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.chromium import FLAGS, OWN, chromium_path

FOLDER = Path("docs/pictures")
PORT = 8931
HOME = f"http://127.0.0.1:{PORT}"
DAY = "2011-07-18"
SIZES = {"desktop": (1280, 900), "phone": (360, 740)}
PEOPLE = {
    "office": "elena.marroquin@cgdf.example.gob.mx",
    "liaison": "dario.villanueva@ssp-df.example.gob.mx",
    "head": "evangelina.leyva@ssp-df.example.gob.mx",
}
# name of the picture, who looks (None: anybody), address, link to follow from there (CSS) if any
PAGES = [
    ("home", None, "/", ""),
    ("catalogue", None, "/projects/", ""),
    ("project", None, "/projects/?sort=title", "#results tbody tr:nth-child(6) a"),
    ("table", None, "/indicators/?on=2011-06-30", ""),
    ("delivery", None, "/monitoring/delivery/", ""),
    ("agency", None, "/agencies/?text=SSP-DF", "main table a, main .card a"),
    ("office", "office", "/work/", ""),
    ("review", "office", "/projects/review/", "main tbody a"),
    ("liaison", "liaison", "/work/", ""),
    ("register", "liaison", "/projects/register/", ""),
    ("report", "liaison", "/monitoring/mine/", "main a[href*='/monitoring/reports/']"),
    ("head", "head", "/work/", ""),
    ("sign", "head", "/monitoring/sign/", ""),
]


@contextmanager
def served() -> Iterator[str]:
    """Serve the demonstration from a folder of its own; gives the password of its accounts."""
    with tempfile.TemporaryDirectory(prefix="proim-pictures-") as folder:
        data = os.environ.get("PROIM_PICTURES_DATA", folder)
        environment = {**os.environ, "PROIM_DATA": data, "PROIM_TODAY": DAY}
        environment.pop("PROIM_PICTURES_DATA", None)
        command = [sys.executable, "-m", "proim", "serve", "--demo", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(server)
            yield Path(data, "demo-password.txt").read_text().strip()
        finally:
            server.terminate()
            server.wait()


def _wait(server: subprocess.Popen[bytes]) -> None:
    for _turn in range(600):
        if server.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            urllib.request.urlopen(f"{HOME}/health/", timeout=1)  # noqa: S310  our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not answer.")


def sign_in(page: Page, person: str, password: str) -> None:
    """Sign in by the form, as people do."""
    page.goto(f"{HOME}/accounts/login/")
    page.locator("input[name=login]").fill(PEOPLE[person])
    page.locator("input[name=password]").fill(password)
    page.locator("main form button.button--primary, main form button[type=submit]").first.click()
    page.wait_for_url(f"{HOME}/work/")


def take(browser: Any, password: str, size: str, wanted: list[str]) -> None:
    """Take the pictures of one size, person by person."""
    width, height = SIZES[size]
    for person in (None, *PEOPLE):
        pages = [one for one in PAGES if one[1] == person and (not wanted or one[0] in wanted)]
        if not pages:
            continue
        context = browser.new_context(
            locale="es-MX", viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page = context.new_page()
        if person:
            sign_in(page, person, password)
        for name, _who, address, link in pages:
            page.goto(f"{HOME}{address}")
            if link:
                page.locator(link).first.click()
                page.wait_for_load_state()
            page.screenshot(path=FOLDER / f"{name}-{size}.png")
        context.close()


def main() -> None:
    """Take every picture, or those that are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if (node := OWN / "node" / "bin" / "node").exists():
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)
    wanted = sys.argv[1:]
    with served() as password, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for size in SIZES:
            take(browser, password, size, wanted)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
