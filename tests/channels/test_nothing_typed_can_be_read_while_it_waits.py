"""While something waits, no file, table or log holds a word of it, nor who it is of; erasing takes it as well."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage
from typer.testing import CliRunner
from waiting_channel import SEAL, Clock, World, bring, echo, gate_at, running, say, stores_at

from channels.base import Incoming, NotSent, Reply
from channels.gate import open_gate
from magdat.cli import app
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import FILE, Seal
from magdat.storage.letters import Way

WORDS = ("paarsepers", "antwoord op", "jan.peeters", "U024BE7LH", "Ev-geheim-77", "geheime-plek", "sanctie")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Give the file of a database, whose log stays beside it as long as somebody looks."""
    path = tmp_path / "magdat.sqlite"
    stores_at(f"sqlite:///{path}", Clock()).letters.known("-")
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM letters").fetchall()
        yield path


def found_in(folder: Path) -> set[str]:
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"letters" in written, "this is where it would be"
    return {word for word in WORDS if word.encode() in written}


def test_no_word_stands_anywhere_at_any_moment(file: Path, clock: Clock, capfd: pytest.CaptureFixture[str]) -> None:
    address, seen = f"sqlite:///{file}", []

    def away(person: str, reply: Reply) -> None:
        seen.append(reply.text)
        if len(seen) < 3:
            raise NotSent("away") if len(seen) == 1 else KeyError(reply.text)

    async def scene() -> None:
        world = World(fails=away)
        gate = gate_at(address, clock, world)
        incoming = Incoming(
            "nep", "U024BE7LH", "de paarsepers van jan.peeters", "T1", "geheime-plek", event="Ev-geheim-77", group=True
        )
        assert await gate.accept(incoming, {"person": "U024BE7LH", "plek": "geheime-plek"})
        assert file.with_name("magdat.sqlite-wal").stat().st_size, "there is a log to look in"
        assert found_in(file.parent) == set()
        async with running(gate):
            await world.until(lambda: bool(seen))
            assert found_in(file.parent) == set()
            while len(seen) < 3:
                clock.now += 10
                gate.post._out.look()
                await asyncio.sleep(0.005)
            await world.until(lambda: world.count() == 1)
        assert found_in(file.parent) == set()

    run_apart(scene())
    assert seen[0] == "antwoord op de paarsepers van jan.peeters"
    told = "".join(capfd.readouterr())
    assert not [word for word in WORDS if word in told]


def test_the_key_is_in_a_file_of_its_own_for_this_account_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    for name in ("MAGDAT_DATABASE", "MAGDAT_REDIS", "MAGDAT_POST_SLEUTEL"):
        monkeypatch.delenv(name, raising=False)
    open_gate.cache_clear()
    gate = open_gate()
    open_gate.cache_clear()
    assert run_apart(gate.accept(Incoming("nep", "an", "de paarsepers"), {"person": "an"}))
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    key = bytes.fromhex((tmp_path / FILE).read_text())
    with closing(sqlite3.connect(tmp_path / "magdat.sqlite")) as database:
        (content,) = database.execute("SELECT content FROM letters").fetchone()
    assert key not in (tmp_path / "magdat.sqlite").read_bytes()
    assert b"paarsepers" not in content
    held = stores_at(f"sqlite:///{tmp_path / 'magdat.sqlite'}", Clock()).letters.take(Way.IN, {"nep"})
    assert held is not None
    assert "paarsepers" in Seal(key).open(content, f"in nep {held.letter.conversation}")


def test_a_person_who_is_erased_leaves_nothing_that_waits(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, world = f"sqlite:///{file}", World()
    gate = gate_at(address, clock, world)
    monkeypatch.setenv("MAGDAT_DATABASE", address)

    async def scene() -> None:
        for person in ("an", "bo"):
            assert await bring(gate, person, "vraag")
        told = await asyncio.to_thread(CliRunner().invoke, app, ["privacy", "wis", "an"])
        assert "1 bericht dat wachtte" in told.output
        async with running(gate):
            await world.until(lambda: world.count() == 1)

    run_apart(scene())
    assert list(world.got) == ["bo"]
    assert world.asked == ["vraag"]


def test_who_erases_their_conversation_gets_no_more_of_it_and_goes_on(address: str, clock: Clock) -> None:
    async def answers(message: UserMessage) -> None:
        await (say(message, "gewist", {"gebaar": "wissen"}) if "wis" in message.text else echo(message))

    def away(person: str, reply: Reply) -> None:
        if reply.text == "antwoord op vraag":
            raise NotSent("away", after=600)

    async def scene() -> World:
        world = World(fails=away)
        gate = gate_at(address, clock, world, answers)
        await bring(gate, "an", "vraag")
        async with running(gate):
            with structlog.testing.capture_logs() as lines:
                while not lines or gate.post._out.held:
                    await asyncio.sleep(0.005)
            await bring(gate, "an", "wis mijn gesprek")
            await bring(gate, "an", "nieuwe vraag")
            await world.until(lambda: world.count() == 2)
        return world

    assert run_apart(scene()).texts("an") == ["gewist", "antwoord op nieuwe vraag"]


def test_what_came_under_the_key_of_before_is_erased_as_well(address: str, clock: Clock) -> None:
    stores = stores_at(address, clock)
    period = int(time.time() // (30 * 86_400))
    for number in (period - 1, period):
        stores.keys.of(30, number)
    names = Pseudonyms(stores.keys).all_at("an", "nep", "T1", "C1")
    assert len(names) == 2
    for name in names:
        stores.conversations.keep(name, "{}")

    async def wipes(message: UserMessage) -> None:
        await say(message, "gewist", {"gebaar": "wissen"})

    async def scene() -> None:
        world = World()
        gate = gate_at(address, clock, world, wipes, seal=SEAL)
        await bring(gate, "an", "wis mijn gesprek")
        async with running(gate):
            await world.until(lambda: world.count() == 1)

    run_apart(scene())
    assert [stores.conversations.of(name) for name in names] == [None, None]
