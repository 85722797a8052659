"""`magdat kanalen tabblad`: an app that opens the page of the widget, with nothing to register."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from magdat import cli
from magdat.teams.package import FRAMES
from magdat.variables import faults

ROOT = Path(__file__).resolve().parents[3]
HOST = "https://magdat.voorbeeld.be"


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "kanalen", "tabblad", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def manifest(*arguments: str) -> dict[str, Any]:
    assert run("--host", HOST, *arguments) == 0
    with zipfile.ZipFile("magdat-tabblad.zip") as package:
        assert sorted(package.namelist()) == ["color.png", "en.json", "manifest.json", "outline.png"]
        assert "bot" not in package.read("en.json").decode()
        found: dict[str, Any] = json.loads(package.read("manifest.json"))
    return found


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_tab_opens_a_page_that_is_there_and_asks_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    made = manifest()
    (tab,) = made["staticTabs"]
    assert tab["scopes"] == ["personal"]
    assert made["validDomains"] == ["magdat.voorbeeld.be"]
    assert made["permissions"] == []
    assert "bots" not in made
    for address in (tab["contentUrl"], tab["websiteUrl"], *list(made["developer"].values())[1:]):
        assert (ROOT / "widget" / address.removeprefix(f"{HOST}/")).is_file()
    said = capsys.readouterr().out.replace("\n", " ")
    assert all(site in said for site in FRAMES)


def test_teams_knows_the_app_again_and_takes_it_for_no_other() -> None:
    first, second = manifest(), manifest("--versie", "1.0.1", "--privacy", "https://voorbeeld.be/privacy")
    assert first["id"] == second["id"]
    assert (second["version"], second["developer"]["privacyUrl"]) == ("1.0.1", "https://voorbeeld.be/privacy")
    assert run("--host", "https://ander.voorbeeld.be") == 0
    with zipfile.ZipFile("magdat-tabblad.zip") as package:
        assert json.loads(package.read("manifest.json"))["id"] != first["id"]


def test_the_package_can_be_had_out_of_a_container(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("--host", HOST, "--uit", "-") == 0
    with zipfile.ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as package:
        assert "manifest.json" in package.namelist()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--host", "http://magdat.voorbeeld.be"), "https://"),
        (("--host", HOST, "--versie", "2"), "1.0.1"),
        (("--host", HOST, "--uit", "nergens/x.zip"), "map"),
        (("--host", HOST, "--privacy", "privacy.html"), "privacyUrl"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], named: str
) -> None:
    assert run(*arguments) == 2
    assert named in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_the_guide_names_the_sites_that_frame_a_tab_as_the_setting_takes_them() -> None:
    assert faults({"MAGDAT_INSLUITEN": " ".join(FRAMES)}, ["MAGDAT_INSLUITEN"]) == []
    for name in ("widget.md", "widget.en.md"):
        page = (ROOT / "docs" / "kanalen" / name).read_text(encoding="utf-8")
        assert f'MAGDAT_INSLUITEN="{" ".join(FRAMES)}"' in page
        assert "`magdat kanalen tabblad --host https://magdat.example.be`" in page
