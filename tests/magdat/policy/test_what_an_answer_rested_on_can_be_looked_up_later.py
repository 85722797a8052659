"""Every text of the policy that answers came from is kept, once, and found again by version, by hash or by day."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import typer
from databases import emptied
from made_rules import ROOT, as_yaml, policy_data
from typer.testing import CliRunner

from magdat.answers.composer import compose
from magdat.commands import policy as policy_commands
from magdat.commands import versions as version_command
from magdat.knowledge import open_knowledge
from magdat.policy import store as store_module
from magdat.policy.archive import Archive
from magdat.policy.store import PolicyStore
from magdat.policy.versions import in_use_on, known_versions, named
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.storage.database import Database
from magdat.storage.memory.archive import MemoryArchive
from magdat.storage.sql.archive import SqlArchive
from magdat.storage.stores import open_stores

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch, library):
    monkeypatch.setattr(store_module, "CHECK_EVERY", 0.0)
    monkeypatch.setattr(version_command, "load_library", lambda directory: library)


@pytest.fixture
def company(tmp_path, monkeypatch):
    """A company with a policy and a state folder of its own, as the environment names them."""
    as_yaml(policy_data(versie="1.0", geldig_vanaf="2025-01-01"), tmp_path / "beleid.yml")
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "beleid.yml"))
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path / "toestand"))
    monkeypatch.setenv("MAGDAT_LEIDRAAD", str(ROOT / "leidraad"))
    return tmp_path


def says(folder, version, text, valid_from="2025-01-01"):
    rules = [{**policy_data()["regels"][0], "tekst": text}]
    return as_yaml(policy_data(versie=version, geldig_vanaf=valid_from, regels=rules), folder / "beleid.yml")


def archive() -> Archive:
    return open_stores(Settings.from_environment()).archive


def opened():
    """What the assistant that people talk to answers from."""
    return open_knowledge(archive=archive())


def run(*arguments):
    return CliRunner().invoke(app, ["beleid", *arguments])


def test_an_answer_of_a_version_that_is_gone_can_still_be_read(company):
    knowledge = opened()
    said = compose(knowledge, "gebruik_werkuren", Situation()).custom()
    says(company, "2.0", "Dat mag niet meer zomaar.", "2025-06-01")
    assert compose(knowledge.anew(), "gebruik_werkuren", Situation()).custom()["beleidsversie"] == "2.0"
    for wanted in (said["beleidsversie"], said["beleidsinhoud"]):
        result = run("versie", wanted, "--artikel", "1.1")
        assert result.exit_code == 0
        assert "versie 1.0, geldig vanaf 1 januari 2025" in result.output
        assert "Dat mag." in result.output


def test_the_same_number_with_another_text_is_another_entry(company):
    knowledge = opened()
    first = compose(knowledge, "gebruik_werkuren", Situation()).custom()
    says(company, "1.0", "Dat mag altijd.")
    second = compose(knowledge.anew(), "gebruik_werkuren", Situation()).custom()
    assert first["beleidsversie"] == second["beleidsversie"]
    assert first["beleidsinhoud"] != second["beleidsinhoud"]
    both = run("versie", "1.0")
    assert "Dat mag." in both.output
    assert "Dat mag altijd." in both.output
    assert "Dat mag altijd." not in run("versie", first["beleidsinhoud"]).output


def test_a_text_is_stored_once_and_exactly_as_it_was(company):
    text = (company / "beleid.yml").read_bytes()
    for _ in range(3):
        assert opened().policy.version == "1.0"
    (kept,) = archive().entries()
    assert kept.text.encode() == text
    assert run("versie", "1.0", "--ruw").output.encode() == text


def test_looking_at_another_policy_leaves_no_trace(company):
    assert open_knowledge(Settings.from_environment()).policy.version == "1.0"
    assert archive().entries() == []


def test_a_version_that_lies_ready_is_listed_as_not_in_use_yet(company, library):
    (company / "versies").mkdir()
    as_yaml(policy_data(versie="3.0", geldig_vanaf="2999-01-01"), company / "versies" / "3.0.yml")
    assert opened().policy.version == "1.0"
    listed = json.loads(run("versie", "--json").stdout)
    assert [(item["versie"], item["in_gebruik_sinds"] is None) for item in listed] == [("1.0", False), ("3.0", True)]


def test_a_day_gives_the_text_it_began_with_and_those_that_took_over(company, library):
    store = PolicyStore(company / "beleid.yml", library)
    for number, day in (("1.0", "2026-01-10"), ("2.0", "2026-02-20")):
        says(company, number, f"Tekst van {number}.")
        archive().keep(store.current(), dt.datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    known = known_versions(archive().entries(), ())
    days = {"2026-01-09": [], "2026-01-15": ["1.0"], "2026-02-20": ["1.0", "2.0"], "2026-03-01": ["2.0"]}
    for day, numbers in days.items():
        assert [item.number for item in in_use_on(known, dt.date.fromisoformat(day))] == numbers
    assert run("versie", "--op", "2026-01-15").exit_code == 0
    assert "Tekst van 1.0." in run("versie", "--op", "2026-01-15").output
    assert run("versie", "--op", "2026-01-09").exit_code == 1
    assert run("versie", "--op", "gisteren").exit_code == 2


def test_a_broken_policy_does_not_hide_what_was_kept(company):
    assert opened().policy.version == "1.0"
    (company / "beleid.yml").write_text("titel: [kapot\n", encoding="utf-8")
    result = run("versie", "1.0")
    assert result.exit_code == 0
    assert "Dat mag." in result.output


@pytest.mark.parametrize("form", ["memory", "sqlite", "postgresql"])
def test_every_form_of_the_archive_keeps_each_text_once_and_each_use(form, company, library, request):
    if form == "memory":
        kept = MemoryArchive()
    elif form == "sqlite":
        kept = SqlArchive(Database(f"sqlite:///{company / 'a.sqlite'}"))
    else:
        kept = SqlArchive(emptied(request.getfixturevalue("postgresql")))
    store = PolicyStore(company / "beleid.yml", library)
    for day, text in enumerate(("een", "een", "twee", "een"), start=1):
        says(company, "1.0", f"Tekst {text}.")
        kept.keep(store.current(), dt.datetime(2026, 1, day, 12, tzinfo=dt.timezone.utc))
    found = kept.entries()
    assert [item.since.day for item in found] == [1, 3, 4]
    assert found[0].digest == found[2].digest != found[1].digest
    assert "Tekst twee." in found[1].text
    assert found[0].valid_from == dt.date(2025, 1, 1)


def test_what_could_not_be_kept_is_kept_once_it_can_be(company, library, monkeypatch):
    class Away(MemoryArchive):
        away = True

        def keep(self, loaded, now):
            return not self.away and super().keep(loaded, now)

    archive = Away()
    store = PolicyStore(company / "beleid.yml", library, archive=archive)
    store.current()
    archive.away = False
    store.current()
    assert archive.entries() == [], "while the database is away it is not tried at every answer"
    monkeypatch.setattr(store, "_keep_after", 0.0)
    store.current()
    store.current()
    assert [item.version for item in archive.entries()] == ["1.0"]


def test_processes_that_see_a_text_at_once_keep_it_once(company, library, postgresql):
    emptied(postgresql).engine.dispose()
    loaded, now = PolicyStore(company / "beleid.yml", library).current(), dt.datetime.now(dt.timezone.utc)
    databases = [Database(postgresql) for _ in range(6)]
    with ThreadPoolExecutor(len(databases)) as threads:
        assert all(threads.map(lambda database: SqlArchive(database).keep(loaded, now), databases))
    assert len(SqlArchive(databases[0]).entries()) == 1
    for database in databases:
        database.engine.dispose()


def test_a_folder_that_cannot_be_written_costs_nobody_an_answer(company):
    (company / "toestand").write_text("geen map", encoding="utf-8")
    assert compose(opened(), "gebruik_werkuren", Situation()).decision == "ja"


def test_an_unknown_version_says_which_are_known(company):
    assert opened().policy.version == "1.0"
    result = run("versie", "9.9")
    assert result.exit_code == 1
    assert named(known_versions((), ()), "9.9") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--artikel", "1.1"),
        ("--ruw",),
        ("--json", "--ruw"),
        ("1.0", "--op", "2026-01-15"),
        ("1.0", "--json", "--artikel", "1.1"),
        ("1.0", "--ruw", "--artikel", "1.1"),
    ],
    ids=" ".join,
)
def test_what_cannot_go_together_is_refused_and_not_left_aside(arguments, company):
    result = run("versie", *arguments)
    assert result.exit_code == 2
    assert "→" in result.output


def test_four_characters_of_the_hash_are_enough(company):
    digest = opened().loaded.document.digest
    assert "Dat mag." in run("versie", digest[:4]).output


def test_a_clause_that_the_version_does_not_have_is_said_so(company):
    assert run("versie", "1.0", "--artikel", "7.7").exit_code == 1
