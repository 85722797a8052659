"""`magdat bureau gebruiker …` and `magdat beleid voorstellen`."""

from __future__ import annotations

import json
import re
import sys

import pytest

from magdat import cli
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.proposals import BOUND_TO
from magdat.storage.stores import open_stores


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["magdat", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        said = capsys.readouterr()
        return int(stopped.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def stores(run):
    return open_stores(Settings.from_environment())


def test_somebody_is_added_with_a_code_and_no_password(run, stores, monkeypatch):
    monkeypatch.setenv("MAGDAT_POORT_BUREAU", "8099")
    code, said, _ = run("bureau", "gebruiker", "toevoegen", "Els", "--loket", "helpdesk", "--loket", "hr")
    assert code == 0
    assert re.search(r"Startcode: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}\n", said)
    assert "http://127.0.0.1:8099/begin" in said
    found = stores.agents.of("els")
    assert (found.desks, found.admin, found.active) == ({"helpdesk", "hr"}, False, False)
    assert stores.agents.credentials("els").password is None
    code, said, _ = run("bureau", "gebruiker", "lijst")
    assert "els" in said
    assert "moet nog beginnen" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("els", "--loket", "bestaat-niet"), "er is geen loket «bestaat-niet»"),
        (("els", "--beheerder", "--loket", "vertrouwenspersoon"), "een beheerder leest niets vertrouwelijks"),
        (("els dewulf",), "een naam bestaat uit"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_added(run, stores, arguments, told):
    code, _, wrong = run("bureau", "gebruiker", "toevoegen", *arguments)
    assert code == 2
    assert told in wrong
    assert stores.agents.all() == []


def test_nobody_is_added_twice(run, stores):
    run("bureau", "gebruiker", "toevoegen", "els")
    before = stores.agents.credentials("els")
    code, _, wrong = run("bureau", "gebruiker", "toevoegen", "ELS")
    assert (code, "er is al een gebruiker «els»" in wrong) == (2, True)
    assert stores.agents.credentials("els") == before


def test_a_new_code_and_going_end_every_visit(run, stores):
    run("bureau", "gebruiker", "toevoegen", "els")
    for command in ("wachtwoord", "verwijder"):
        stores.visits.begin(f"t-{command}", "els")
        assert run("bureau", "gebruiker", command, "els")[0] == 0
        assert stores.visits.agent_of(f"t-{command}") is None
    assert stores.agents.all() == []
    assert run("bureau", "gebruiker", "verwijder", "els")[0] == 1
    assert run("bureau", "gebruiker", "wachtwoord", "els")[0] == 2


def test_proposals_are_listed_ready_for_the_policy_and_erased_when_done(run, stores, tmp_path):
    assert "Er zijn geen voorstellen." in run("beleid", "voorstellen")[1]
    seal = Seal.opened(tmp_path, None)
    content = json.dumps({"vraag": "Mag ik vloggen: hier?", "tekst": "Ja, in de refter."})
    number = stores.proposals.add(7, "els", "pauze", "3.1", seal.close(content, BOUND_TO), "m")
    said = run("beleid", "voorstellen")[1]
    for line in (
        'artikel: "3.1"',
        'tekst: "Ja, in de refter."',
        '- vraag: "Mag ik vloggen: hier?"',
        "onderwerp: pauze",
    ):
        assert line in said
    assert "els" not in said
    told = json.loads(run("beleid", "voorstellen", "--json")[1])
    assert told[0]["vraag"] == "Mag ik vloggen: hier?"
    assert run("beleid", "voorstellen", "--klaar", str(number))[0] == 0
    assert run("beleid", "voorstellen", "--klaar", str(number))[0] == 1
