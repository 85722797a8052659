"""One file with all that an assistant needs to go on elsewhere: what it keeps, its key, the policy, the settings.

The database goes in as an SQLite file, whichever database it was, so that a back-up of one can be restored into the
other. Messages that wait are left out: put back a day later they would be answered twice. Visits to the desk are left
out too: whoever was logged out meanwhile stays so. So is when the last copy was made: elsewhere none was made yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from magdat.files.problems import MagDatError
from magdat.privacy.seal import FILE as KEY_FILE
from magdat.privacy.seal import BrokenSeal
from magdat.privacy.sealed_file import MARK, open_file, seal_file
from magdat.settings import Settings
from magdat.storage.copying import copy_all, holding
from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.last_done import Chore
from magdat.storage.migrating import HEAD, VERSION_TABLE
from magdat.storage.schema import LAST_DONE, LETTERS, METADATA, VISITS
from magdat.storage.sql.last_done import SqlLastDone
from magdat.storage.stores import open_database

LEFT_OUT = frozenset({LAST_DONE.name, LETTERS.name, VISITS.name})
"""Tables whose rows are not in a back-up."""

FORMAT = 1

DATABASE, POLICY, SETTINGS, CONTENTS = "databank.sqlite", "beleid", "instellingen.json", "inhoud.json"
"""What is in the file, beside the key."""

_AT_ONCE = 1 << 20


class BadBackup(MagDatError):
    """A back-up cannot be used, or not here; the text says why and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Contents:
    """What a back-up says of itself."""

    format: int
    made: float
    """Seconds since 1970."""

    step: str
    """The last migration of its database."""

    policy: str
    """The name of the policy file; its versions are beside it."""

    rows: Mapping[str, int]
    digests: Mapping[str, str]
    """SHA-256 of every other part."""


def make(settings: Settings, environment: Mapping[str, str], goal: Path, key: bytes | None) -> Contents:
    """Write a back-up; the assistant may go on meanwhile.

    Args:
        settings: of the assistant.
        environment: its variables, of which the MAGDAT_… go along.
        goal: the file to write, readable by this account alone.
        key: seals it; without, whoever reads the file reads everything.

    Raises:
        BadBackup: the goal exists already.
        StorageError: the database refuses.
        OSError: something cannot be read or written.
    """
    if goal.exists():
        raise BadBackup(f"«{goal}» bestaat al → geef een andere naam")
    with _workplace(goal.absolute().parent) as place:
        parts = place / "parts"
        parts.mkdir()
        rows, step = _write_database(settings, parts / DATABASE)
        _write_key(settings, parts / KEY_FILE)
        _write_policy(settings.policy, parts / POLICY)
        ours = {name: value for name, value in sorted(environment.items()) if name.startswith("MAGDAT_")}
        (parts / SETTINGS).write_text(json.dumps(ours, ensure_ascii=False, indent=2), encoding="utf-8")
        contents = Contents(FORMAT, time.time(), step, settings.policy.name, rows, _digests(parts))
        (parts / CONTENTS).write_text(json.dumps(asdict(contents), indent=2), encoding="utf-8")
        plain = place / "plain"
        with tarfile.open(plain, "w:gz", compresslevel=1) as archive:
            for path in _files(parts):
                archive.add(path, str(path.relative_to(parts)))
        whole = plain if key is None else _sealed(key, plain, place / "sealed")
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            os.link(whole, goal)  # unlike a rename it never takes the place of what somebody made meanwhile
        except FileExistsError:
            raise BadBackup(f"«{goal}» bestaat al → geef een andere naam") from None
    return contents


def note_made(settings: Settings, contents: Contents) -> bool:
    """Note in the database that a back-up of it was made; return whether it could be.

    It cannot where the tables are of an earlier version, which a copy leaves as they are.

    Args:
        settings: of the assistant.
        contents: what the back-up says of itself.

    Raises:
        StorageError: the database refuses.
    """
    if contents.step < HEAD:
        return False
    database = Database(settings.database)
    try:
        SqlLastDone(database).note(Chore.COPY)
    finally:
        database.engine.dispose()
    return True


@contextmanager
def opened(source: Path, key: bytes | None, beside: Path, *, newer: bool = False) -> Iterator[tuple[Contents, Path]]:
    """Unpack a back-up and check it; give what it says of itself, and the folder with its parts while the block lasts.

    Args:
        source: the file.
        key: what it was sealed with, if it was.
        beside: where the parts are unpacked for a while.
        newer: whether tables of a later version are fine: whoever only looks whether it is whole puts nothing back.

    Raises:
        BadBackup: it is no back-up, it was cut off or changed, or the key is not the right one.
        OSError: something cannot be read or written.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with _workplace(beside) as place:
        with source.open("rb") as file:
            is_sealed = file.read(len(MARK)) == MARK
        if is_sealed and key is None:
            raise BadBackup(f"«{source.name}» is versleuteld → geef het sleutelbestand met --sleutel")
        plain = source
        if is_sealed and key is not None:
            plain = place / "plain"
            with source.open("rb") as sealed, plain.open("wb") as output:
                try:
                    open_file(key, sealed, output)
                except BrokenSeal:
                    raise BadBackup(f"«{source.name}» is met een andere sleutel gemaakt, of beschadigd") from None
        parts = place / "parts"
        parts.mkdir()
        try:
            with tarfile.open(plain, "r:gz") as archive:
                for member in archive:
                    _unpack(archive, member, parts)
            told = json.loads((parts / CONTENTS).read_text(encoding="utf-8"))
            contents = Contents(**told)
        except (tarfile.TarError, EOFError, ValueError, TypeError, KeyError, FileNotFoundError, OSError) as error:
            raise BadBackup(f"«{source.name}» is geen reservekopie, of beschadigd ({type(error).__name__})") from None
        if contents.format != FORMAT or (contents.step > HEAD and not newer):
            raise BadBackup(f"«{source.name}» is van een nieuwere versie → herstel met die versie")
        if _digests(parts) != contents.digests:
            raise BadBackup(f"«{source.name}» is beschadigd: de inhoud klopt niet met wat er over staat")
        yield contents, parts


def restore_database(parts: Path, settings: Settings) -> dict[str, int]:
    """Put the rows of a back-up in the database of the settings, which must be empty; return how many each table has.

    Raises:
        StorageError: it is not empty, or refuses. Nothing was changed.
    """
    target = open_database(settings)
    if target.file is None:
        target.migrate()
    source = Database(f"sqlite:///{parts / DATABASE}")
    source.migrate()  # it may be of an earlier version
    try:
        return copy_all(source, target, LEFT_OUT)
    finally:
        source.engine.dispose()
        target.engine.dispose()


def refuse_filled(settings: Settings) -> None:
    """Do nothing where the database of the settings is empty or not there.

    Raises:
        StorageError: it holds something already, or refuses.
    """
    target = open_database(settings)
    if target.file is not None and not target.file.exists():
        return
    try:
        if target.file is None:
            target.migrate()
        with target.reading() as connection:
            if there := holding(connection):
                raise StorageError(f"de databank is niet leeg ({', '.join(there)}) → herstel op een lege plaats")
    finally:
        target.engine.dispose()


def _write_database(settings: Settings, goal: Path) -> tuple[dict[str, int], str]:
    """Write the database as an SQLite file; return the rows of each table, and its last migration."""
    source = Database(settings.database)  # without what an earlier version left: a copy changes nothing
    if source.file is None:
        made = Database(f"sqlite:///{goal}")
        made.migrate()
        try:
            rows = copy_all(source, made, LEFT_OUT)
        finally:
            made.engine.dispose()
            source.engine.dispose()
        with closing(sqlite3.connect(goal)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        return rows, HEAD
    if not source.file.exists():
        raise StorageError("er is nog geen databank om te bewaren")
    try:
        reading = sqlite3.connect(f"file:{source.file}?mode=ro", uri=True, timeout=30)
        with closing(reading) as old, closing(sqlite3.connect(goal)) as new:
            old.backup(new)  # in one go: in steps it begins anew whenever somebody writes
            return _only_what_stays(new)
    except sqlite3.Error as error:
        raise StorageError(f"de databank is niet te lezen of te schrijven ({type(error).__name__})") from None


def _only_what_stays(copy: sqlite3.Connection) -> tuple[dict[str, int], str]:
    """Take what is left out of a copied file, traces included; return what is in it."""
    copy.execute("PRAGMA secure_delete = ON")
    there = {str(row[0]) for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name in sorted(LEFT_OUT & there):
        copy.execute(f"DELETE FROM {name}")
    copy.commit()
    copy.execute("VACUUM")
    copy.execute("PRAGMA journal_mode = DELETE")
    if VERSION_TABLE not in there:
        raise StorageError("er is nog niets in de databank om te bewaren")
    step = str(copy.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()[0])
    kept = [table.name for table in METADATA.sorted_tables if table.name in there - LEFT_OUT]
    return {name: int(copy.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in kept}, step


def _write_key(settings: Settings, goal: Path) -> None:
    """Write the keys of what is sealed; where none was made yet, nothing is sealed."""
    if settings.post_key:
        goal.write_text(settings.post_key, encoding="ascii")
    elif (settings.state / KEY_FILE).exists():
        shutil.copyfile(settings.state / KEY_FILE, goal)


def _write_policy(policy: Path, goal: Path) -> None:
    goal.mkdir()
    for path in (policy, *sorted((policy.parent / "versies").glob("*.yml"))):
        if path.is_file():
            there = goal / path.relative_to(policy.parent)
            there.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, there)


def _sealed(key: bytes, plain: Path, goal: Path) -> Path:
    with plain.open("rb") as source, goal.open("wb") as target:
        seal_file(key, source, target)
    return goal


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, parts: Path) -> None:
    """Unpack one file, and only where it belongs."""
    goal = (parts / member.name).resolve()
    if not member.isfile() or parts.resolve() not in goal.parents:
        raise tarfile.TarError(member.name)
    goal.parent.mkdir(parents=True, exist_ok=True)
    with cast(IO[bytes], archive.extractfile(member)) as source, goal.open("wb") as target:
        shutil.copyfileobj(source, target)


def _digests(parts: Path) -> dict[str, str]:
    return {str(path.relative_to(parts)): _digest(path) for path in _files(parts) if path.name != CONTENTS}


def _digest(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        for piece in _read(file):
            told.update(piece)
    return told.hexdigest()


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_AT_ONCE):
        yield piece


def _files(parts: Path) -> list[Path]:
    return sorted(path for path in parts.rglob("*") if path.is_file())


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    """Give a folder for this account alone, on the disk where the result goes, and remove it afterwards."""
    before = os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(prefix=".magdat-", dir=beside) as place:
            yield Path(place)
    finally:
        os.umask(before)
