"""What `magdat doctor` and `magdat kanalen test widget` say of settings of the widget that are half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_ins import StandIn, stand_in

from launch.services import environment
from magdat.commands import channels_widget, doctor
from magdat.commands.reach import Finding, Level
from magdat.commands.widget_settings import LOGIN, WHAT, examine_settings

ROOT = Path(__file__).resolve().parents[3]
HOST, SITE = "https://magdat.example.be", "https://intranet.example.be"
WHOLE = {"MAGDAT_HERKOMST": f"{SITE} {HOST}", "MAGDAT_RASA_URL": HOST, "MAGDAT_PROXIES": "1"}
KEYS = json.dumps({"keys": [{"kty": "RSA"}]}).encode()


def login(keys: str) -> dict[str, str]:
    return dict(zip(LOGIN, ("https://login.example.be", "magdat", keys)))


def odd(found: list[Finding]) -> list[tuple[Level, str]]:
    wrong = [item for item in found if item.level is not Level.FINE]
    assert all(item.remedy for item in wrong), "everything says what to do"
    return [(item.level, f"{item.message} → {item.remedy}") for item in wrong]


@pytest.fixture
def intranet() -> Iterator[StandIn]:
    with stand_in(lambda request: (200, KEYS if request.path == "/sleutels" else b'{"keys": []}')) as server:
        yield server


def test_nothing_set_and_everything_set_are_fine(intranet: StandIn, tmp_path: Path) -> None:
    file = tmp_path / "sleutels.json"
    file.write_bytes(KEYS)
    for settings in ({}, WHOLE, login(f"{intranet.address}/sleutels"), login(str(file)), {"SANIC_WORKERS": "1"}):
        assert odd(list(examine_settings(settings))) == []


@pytest.mark.parametrize(
    ("settings", "level", "told"),
    [
        ({LOGIN[0]: "https://login.example.be"}, Level.FAULT, f"zonder {LOGIN[1]} en {LOGIN[2]}"),
        (login("/nergens/sleutels.json"), Level.FAULT, "niet te lezen (FileNotFoundError)"),
        ({"SANIC_WORKERS": "4"}, Level.WARNING, "een Rasa start altijd één proces → haal SANIC_WORKERS weg"),
        ({"SANIC_WORKERS": "4", "MAGDAT_REDIS": "redis://127.0.0.1:6379/0"}, Level.WARNING, "altijd één proces"),
        ({**WHOLE, "MAGDAT_HERKOMST": "http://intranet"}, Level.WARNING, "schrijf https://intranet,"),
        ({**WHOLE, "MAGDAT_HERKOMST": f"{SITE}/"}, Level.FAULT, f"schrijf {SITE}"),
        ({**WHOLE, "MAGDAT_HERKOMST": "https://Intranet.example.be:443/pad"}, Level.FAULT, f"schrijf {SITE}"),
        ({**WHOLE, "MAGDAT_HERKOMST": "https://u:p@intranet.example.be"}, Level.FAULT, "schrijf https://…"),
        ({**WHOLE, "MAGDAT_HERKOMST": "*"}, Level.WARNING, "elke website"),
        ({**WHOLE, "MAGDAT_HERKOMST": ""}, Level.WARNING, "MAGDAT_HERKOMST is niet ingevuld"),
        ({**WHOLE, "MAGDAT_RASA_URL": ""}, Level.WARNING, "MAGDAT_RASA_URL is niet ingevuld"),
        ({**WHOLE, "MAGDAT_PROXIES": "0"}, Level.WARNING, "zet MAGDAT_PROXIES=1"),
    ],
)
def test_what_is_half_done_is_told_with_what_to_do(settings: dict[str, str], level: Level, told: str) -> None:
    ((found, said),) = odd(list(examine_settings(settings)))
    assert (found, told in said) == (level, True), said


def test_rasa_starts_one_process_whatever_is_asked() -> None:
    env = environment({"SANIC_WORKERS": "4", "MAGDAT_ACTIES_GEHEIM": "geheim"})
    assert env["SANIC_WORKERS"] == "1", "otherwise the warning above is not true any more"


def test_a_list_without_keys_is_told(intranet: StandIn) -> None:
    ((level, said),) = odd(list(examine_settings(login(f"{intranet.address}/leeg"))))
    assert (level, "zonder sleutels" in said) == (Level.FAULT, True)


def test_with_settings_by_halves_nothing_running_is_asked() -> None:
    found = list(channels_widget.examine({LOGIN[0]: "x"}))
    assert [item.level for item in found if "half ingesteld" in item.message] == [Level.FAULT]
    assert not any("127.0.0.1" in item.message for item in found)


def test_the_doctor_tells_it_once() -> None:
    found = list(doctor.examine({LOGIN[0]: "https://login.example.be"}))
    told = [item for item in found if LOGIN[2] in item.message]
    assert [(item.what, item.level) for item in told] == [(WHAT, Level.FAULT)]
