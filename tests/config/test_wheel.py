"""What an office gets: one file that installs and serves without the checkout."""

import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from scripts import wheel
from tests.installation import Installation, Visitor

ROOT = Path(__file__).resolve().parents[2]
MADE_BEFORE = {
    "babel",
    "brotli",
    "fonttools",
}  # what makes assets and catalogues: a wheel carries them


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return wheel.build(tmp_path_factory.mktemp("dist"))


def test_the_wheel_carries_assets_catalogues_and_the_licence(built):
    names = zipfile.ZipFile(built).namelist()
    assert "proim/staticfiles/staticfiles.json" in names
    assert any(name.endswith(".css.br") for name in names)
    assert "proim/ui/locale/es/LC_MESSAGES/django.mo" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "tests/" in name or name.endswith(".pyc")]


def test_the_wheel_serves_from_an_empty_folder(built, tmp_path):
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = ["-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", built]
    subprocess.run([sys.executable, *install], check=True)
    # Its libraries are those of this run; the package itself is the wheel's.
    target = sysconfig.get_path("purelib", "venv", {"base": str(tmp_path / "venv")})
    (Path(target) / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    (tmp_path / "empty").mkdir()
    office = Installation(tmp_path / "empty", "wheel", python=str(python))
    found = subprocess.run(
        [python, "-c", "import proim; print(proim.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        env=office.environment,
        cwd=tmp_path,
    )
    assert str(tmp_path / "venv") in found.stdout
    with office.serving() as server:
        visitor = Visitor(server.port)
        assert visitor.get("/accounts/login/").status == 200
        assert '<html lang="es' in visitor.text
        style = visitor.link("stylesheet")
        answer = visitor.get(style, **{"Accept-Encoding": "br"})
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
        assert "immutable" in answer.headers["Cache-Control"]
        visitor.get("/accounts/login/", **{"Accept-Language": "en"})
        assert '<html lang="en' in visitor.text
    assert not (tmp_path / "empty" / "data" / "static").exists()


def test_the_wheel_asks_for_what_the_checkout_installs():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lines = (ROOT / "requirements" / "base.in").read_text().splitlines()
    installed = {line for line in lines if line and not line.startswith("#")}
    assert installed - set(asked) == MADE_BEFORE
    assert set(asked) - installed == set()
