"""One place describes every variable; the documentation and the check at the start come from it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from magdat.commands.settings_page import with_table
from magdat.settings import Settings
from magdat.variable_table import VARIABLES
from magdat.variables import SettingsError, all_faults, check, unknown

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = {"MAGDAT_CORPORA": "for measuring only: bench/ and nlu/spacy_nl name it"}
"""Variables that are no setting of the assistant, and why."""


def test_the_page_of_the_documentation_is_as_the_code_says() -> None:
    page = (ROOT / "docs" / "instellingen.md").read_text(encoding="utf-8")
    assert with_table(page) == page, "run: magdat instellingen --schrijf docs/instellingen.md"


def test_every_variable_that_something_reads_is_described_and_the_other_way_round() -> None:
    files = [
        *(path for room in ("magdat", "actions", "channels", "launch", "nlu") for path in (ROOT / room).rglob("*.py")),
        *(ROOT / name for name in ("endpoints.yml", "credentials.yml", "scripts/install")),
    ]
    texts = [path.read_text(encoding="utf-8") for path in files if path.name != "variables.py"]
    read = {name for text in texts for name in re.findall(r"(?<!_)MAGDAT_[A-Z_]*[A-Z]", text)}
    assert read - set(VARIABLES) - {"MAGDAT_POORT"} <= set(ELSEWHERE)
    assert set(VARIABLES) <= read


def test_without_any_there_is_nothing_wrong() -> None:
    check({})
    assert Settings.from_environment({}).retention_days == 30


def test_every_fault_comes_at_once_and_shows_no_secret() -> None:
    told = all_faults(
        {
            "MAGDAT_BEWAARTERMIJN": "lang",
            "MAGDAT_MINIMUM_GROEP": "2",
            "MAGDAT_DATABASE": "mysql://jan:geheim@host/db",
            "MAGDAT_REDIS": "host:geheim",
            "MAGDAT_POORT_RASA": "0",
            "MAGDAT_RASA_URL": "rasa.bedrijf.be",
            "MAGDAT_HELPDESK_EMAIL": "de helpdesk",
            "MAGDAT_DOORGEVEN": "fax",
            "MAGDAT_WEBHOOK_URL": "geheim",
            "MAGDAT_SLACK_TOKEN": "xoxb-geheim",
            "MAGDAT_POORT_ACTIES": "8080",
        }
    )
    assert [line.split()[0] for line in told] == [
        "MAGDAT_DATABASE",
        "MAGDAT_REDIS",
        "MAGDAT_BEWAARTERMIJN",
        "MAGDAT_MINIMUM_GROEP",
        "MAGDAT_POORT_RASA",
        "MAGDAT_RASA_URL",
        "MAGDAT_DOORGEVEN",
        "MAGDAT_HELPDESK_EMAIL",
        "MAGDAT_WEBHOOK_URL",
        "MAGDAT_SLACK_TOKEN",
        "MAGDAT_POORT_ACTIES",
    ]
    assert "geheim" not in "\n".join(told)


def test_the_typed_settings_tell_all_their_faults_too() -> None:
    with pytest.raises(SettingsError) as told:
        Settings.from_environment({"MAGDAT_BEWAARTERMIJN": "0", "MAGDAT_MINIMUM_GROEP": "x"})
    assert len(told.value.faults) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAGDAT_DATABASE", "sqlite:////srv/magdat/magdat.sqlite"),
        ("MAGDAT_DATABASE", "postgresql://magdat:geheim@db.bedrijf.be:5432/magdat"),
        ("MAGDAT_REDIS", "rediss://:geheim@redis:6379/0"),
        ("MAGDAT_INSLUITEN", "https://intranet.bedrijf.be https://hr.bedrijf.be:8443"),
        ("MAGDAT_HERKOMST", "*"),
        ("MAGDAT_DOORGEVEN", "Email"),
        ("MAGDAT_POORT_RASA", ""),
    ],
)
def test_what_is_right_is_taken(name: str, value: str) -> None:
    assert all_faults({name: value}) == []


def test_a_misspelled_variable_is_noticed() -> None:
    (told,) = unknown({"MAGDAT_BEWAARTERMYN": "30", "MAGDAT_TOESTAND": "x", "PATH": "y", "MAGDAT_CORPORA": "z"})
    assert told == "MAGDAT_BEWAARTERMYN is geen instelling; bedoel je «MAGDAT_BEWAARTERMIJN»?"


def test_nothing_starts_with_a_wrong_setting() -> None:
    environment = {"MAGDAT_POORT_RASA": "veel", "MAGDAT_BEWAARTERMIJN": "lang", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "launch", "start"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "MAGDAT_POORT_RASA must be a whole number, not 'veel'" in done.stdout
    assert "MAGDAT_BEWAARTERMIJN must be a whole number, not 'lang'" in done.stdout


def test_metrics_beyond_this_machine_need_a_token() -> None:
    open_to_all = {"MAGDAT_METINGEN": "4000", "MAGDAT_METINGEN_ADRES": "0.0.0.0"}
    assert any("MAGDAT_METINGEN_TOKEN" in fault for fault in all_faults(open_to_all))
    with pytest.raises(SettingsError, match="MAGDAT_METINGEN_TOKEN"):
        Settings.from_environment(open_to_all)
    found = Settings.from_environment({**open_to_all, "MAGDAT_METINGEN_TOKEN": "geheim"}).metrics
    assert found is not None
    assert (found.added, found.address, found.token) == (4000, "0.0.0.0", "geheim")
    assert Settings.from_environment({"MAGDAT_METINGEN": "4000"}).metrics is not None
    assert Settings.from_environment({}).metrics is None


@pytest.mark.parametrize(
    ("added", "told"), [("60000", "65535"), ("50", "port of a service"), ("0", "between"), ("x", "number")]
)
def test_the_ports_of_metrics_have_to_be_there_and_free(added: str, told: str) -> None:
    assert any(told in fault for fault in all_faults({"MAGDAT_METINGEN": added}))
