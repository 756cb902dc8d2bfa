"""One archive of everything an installation would miss: the database and the uploaded files.

The archive is a .tar.gz whose first member, ``manifest.json``, names every other member with its SHA-256.
The signing key is left out on purpose: whoever holds a copy of the data must not be able to sign sessions.
"""

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

MANIFEST = "manifest.json"
DATABASE = "database"
MEDIA = "files"
BLOCK = 1 << 20


class ArchiveError(Exception):
    """An archive that cannot be made, is damaged, or does not fit this installation."""


def write(target: Path) -> dict[str, str]:
    """Write the archive to ``target`` while the server may go on working; return its hashes.

    The file appears complete or not at all.
    """
    with tempfile.TemporaryDirectory(prefix="proim-backup-", dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        _dump(copy)
        members = {DATABASE: copy} | _media()
        hashes = {name: _hash(path) for name, path in members.items()}
        manifest = {
            "made": timezone.now().isoformat(),
            "engine": connection.vendor,
            "sha256": hashes,
        }
        draft = Path(folder) / "archive"
        with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
            text = json.dumps(manifest, indent=1, sort_keys=True).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            archive.addfile(head, io.BytesIO(text))
            for name, path in members.items():
                archive.add(path, name)
        draft.chmod(0o600)
        draft.replace(target)
    return hashes


def read(source: Path, *, force: bool) -> dict[str, Any]:
    """Put the archive in place of the database and the files; return its manifest.

    Everything is unpacked and compared with its hash before anything is replaced. A database with
    tables is replaced only by ``force``. Stop the server first.
    """
    if not force and connection.introspection.table_names():
        raise ArchiveError("The database is not empty. --force replaces it and the files.")
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="proim-restore-", dir=settings.DATA) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        if manifest["engine"] != connection.vendor:
            raise ArchiveError(
                f"The archive is of {manifest['engine']}, this database is {connection.vendor}."
            )
        _load(folder / DATABASE)
        media = Path(settings.MEDIA_ROOT)
        if media.exists():
            shutil.rmtree(media)
        if (folder / MEDIA).exists():
            (folder / MEDIA).replace(media)
    return manifest


def _media() -> dict[str, Path]:
    root = Path(settings.MEDIA_ROOT)
    # Listed after the copy of the database: whatever a row of the copy names is there by now.
    # What people attached lies two letters deep, issued papers in a folder of their own.
    found = [*root.glob("??/*"), *root.glob("documents/??/*")]
    files = (path for path in sorted(found) if path.is_file())
    return {f"{MEDIA}/{path.relative_to(root).as_posix()}": path for path in files}


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack exactly what the manifest names and compare every hash."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            members = archive.getmembers()
            first = archive.extractfile(members[0])
            if members[0].name != MANIFEST or first is None:
                raise ArchiveError(f"{source} is not a backup of PROIM.")
            manifest: dict[str, Any] = json.load(first)
            names = [member.name for member in members[1:]]
            if sorted(names) != sorted(manifest["sha256"]):
                raise ArchiveError("The archive holds other files than its manifest names.")
            for member in members[1:]:
                _take_out(archive, member, folder)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, IndexError) as error:
        raise ArchiveError(f"{source} cannot be read: {error}") from error
    for name, hash_told in manifest["sha256"].items():
        if _hash(folder / name) != hash_told:
            raise ArchiveError(f"{name} is damaged: its hash differs from the manifest.")
    return manifest


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    # By hand: the filter of extractall() that keeps members inside the folder is newer than 3.11.
    target = (folder / member.name).resolve()
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or not target.is_relative_to(folder.resolve()):
        raise ArchiveError(f"{member.name!r} has no place in a backup.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, BLOCK)


def _dump(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # one consistent state, beside writers at work
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return
    _postgres("pg_dump", ["--format=custom", f"--file={copy}", "--no-owner", _database_address()])


def _load(copy: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        copy.replace(target)
        return
    # What was there stands aside until the archive is in, and comes back when that fails.
    _sql("ALTER SCHEMA public RENAME TO before_restore", "CREATE SCHEMA public")
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--schema=public"]
    try:
        _postgres("pg_restore", [*words, f"--dbname={_database_address()}", str(copy)])
    except ArchiveError:
        _sql("DROP SCHEMA public CASCADE", "ALTER SCHEMA before_restore RENAME TO public")
        raise
    _sql("DROP SCHEMA before_restore CASCADE")


def _sql(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _database_address() -> str:
    """Return libpq's words for the database; the password goes by the environment."""
    given = connection.settings_dict
    words = {
        "host": given["HOST"] or given["OPTIONS"].get("host", ""),  # a socket stands in OPTIONS
        "port": given["PORT"],
        "user": given["USER"],
        "dbname": given["NAME"],
    }
    return " ".join(f"{name}='{value}'" for name, value in words.items() if value)


def _postgres(program: str, words: Iterable[str]) -> None:
    found = shutil.which(program, path=settings.PG_PROGRAMS or None)
    if found is None:
        raise ArchiveError(f"{program} is missing: install PostgreSQL's client programs.")
    password = str(connection.settings_dict["PASSWORD"])
    done = subprocess.run(
        [found, *words],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PGPASSWORD": password},
    )
    if done.returncode:
        raise ArchiveError(f"{program}: {done.stderr.strip()}")
