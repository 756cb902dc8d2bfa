"""``make pictures``: the main pages on the demonstration data, as a desktop and a phone show them, and the papers.

``scripts/scenes.py`` plays what must happen first. The pictures are kept small: a palette, and no more than one screen.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts.scenes import PAPERS, SCENES
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
    "auditor": "jacinta.olvera@cmhaldf.example.gob.mx",
    "administrator": "damaris.ferreyra@cgdf.example.gob.mx",
}
# name of the picture, who looks (None: anybody), address, links to follow from there (CSS) if any
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
    ("sheets", "liaison", "/sheets/", ""),
    ("inbox", "office", "/notifications/", ""),
    ("preferences", "liaison", "/notifications/preferences/", ""),
    ("outbox", "administrator", "/notifications/outbox/", ""),
    ("health", "administrator", "/operation/", ""),
    (
        "working-days",
        None,
        "/agencies/?text=Benito",
        "main table a | text=Calendario de días inhábiles",
    ),
    ("notices", "office", "/agencies/notices/", ""),
    ("terms", "office", "/agencies/terms/", ""),
    ("absences", "office", "/agencies/absences/", ""),
    ("queue", "office", "/projects/review/", ""),
    ("keyboard", "office", "/desk/keyboard/", ""),
    ("verify", None, "/documents/", ""),
    ("referrals", "office", "/referrals/", ""),
    ("handover", "office", "/agencies/handovers/", "main table a"),
    ("reorganization", None, "/agencies/reorganizations/", "main table a"),
    ("group", "liaison", "/groups/", "main a:has-text('Secretaría de Seguridad Pública')"),
    (
        "plan",
        "liaison",
        "/groups/",
        "main a:has-text('Secretaría de Seguridad Pública') | text=Plan de trabajo",
    ),
    ("training", "liaison", "/training/", ""),
    ("my-data", "liaison", "/privacy/mine/", ""),
    ("audits", "auditor", "/auditing/", ""),
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
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(PEOPLE[person])
    page.locator("input[name=password]").fill(password)
    page.locator("main form button.button--primary, main form button[type=submit]").first.click()
    page.wait_for_url("**/work/")


@contextmanager
def seen_by(browser: Browser, person: str | None, password: str, size: str) -> Iterator[Page]:
    """Open a window of that size, signed in as ``person``."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=HOME,
        locale="es-MX",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    page = context.new_page()
    if person:
        sign_in(page, person, password)
    yield page
    context.close()


def keep(page: Page, name: str) -> None:
    """Keep what the window shows, in few colours."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    shrink(path)


def shrink(path: Path) -> None:
    """Write a picture again with a palette: a third of its size, and nobody sees it."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def take(browser: Browser, password: str, size: str, wanted: list[str]) -> None:
    """Take the pictures of the pages of one size, person by person."""
    for person in (None, *PEOPLE):
        pages = [one for one in PAGES if one[1] == person and (not wanted or one[0] in wanted)]
        if not pages:
            continue
        with seen_by(browser, person, password, size) as page:
            for name, _who, address, link in pages:
                page.goto(address)
                for step in filter(None, link.split(" | ")):
                    page.locator(step).first.click()
                    page.wait_for_load_state()
                keep(page, f"{name}-{size}")


def play(browser: Browser, password: str, size: str, wanted: list[str]) -> None:
    """Play the scenes in a window of one size and keep what they show."""
    for person, scene, names in SCENES:
        if wanted and not names & {*wanted}:
            continue
        with seen_by(browser, person, password, size) as page:

            def show(name: str, page: Page = page) -> None:
                if not wanted or name in wanted:
                    keep(page, f"{name}-{size}")

            scene(page, size, show)


def draw_papers() -> None:
    """Draw the first page of each document that a scene issued."""
    import pypdfium2  # type: ignore[import-untyped]

    for name, content in PAPERS.items():
        paper = pypdfium2.PdfDocument(content)
        picture = FOLDER / f"{name}.png"
        paper[0].render(scale=1.4).to_pil().save(picture)
        paper.close()
        shrink(picture)


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
        for size in SIZES:
            play(browser, password, size, wanted)
        draw_papers()
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
