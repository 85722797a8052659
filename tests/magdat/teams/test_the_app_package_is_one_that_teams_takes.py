"""`magdat kanalen teams`: the zip, its manifest, its languages and its icons."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from magdat import cli
from magdat.files.problems import DocumentError
from magdat.teams.package import ENDPOINT, App, PackageError, english_of, host_of, manifest_of, package_of
from magdat.teams.words import FILE, load_app_words

ROOT = Path(__file__).resolve().parents[3]
APP_ID = "0f3c1d2e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
WORDS = load_app_words(ROOT / "leidraad")
HOST = "https://magdat.voorbeeld.be"


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "kanalen", "teams", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def test_the_command_writes_the_package_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--host", HOST, "--app-id", APP_ID.upper()) == 0
    with zipfile.ZipFile(tmp_path / "magdat-teams.zip") as package:
        assert sorted(package.namelist()) == ["color.png", "en.json", "manifest.json", "outline.png"]
        manifest = json.loads(package.read("manifest.json"))
    assert manifest["bots"][0]["botId"] == manifest["id"] == APP_ID
    assert manifest["manifestVersion"] == "1.25"
    assert f"{HOST}/webhooks/botframework/webhook" in capsys.readouterr().out


def test_its_links_lead_to_the_one_address_that_a_proxy_passes_on_or_to_a_page_of_the_company() -> None:
    links = manifest_of(App(APP_ID, HOST), WORDS)["developer"]
    assert {links[name] for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")} == {f"{HOST}{ENDPOINT}"}
    own = manifest_of(App(APP_ID, HOST, privacy=f"{HOST}/privacy"), WORDS)["developer"]
    assert own["privacyUrl"] == f"{HOST}/privacy"


def test_the_package_can_be_had_out_of_a_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--host", HOST, "--app-id", APP_ID, "--uit", "-") == 0
    with zipfile.ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as package:
        assert "manifest.json" in package.namelist()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--host", "http://magdat.voorbeeld.be", "--app-id", APP_ID), "https://"),
        (("--host", f"{HOST}/pad", "--app-id", APP_ID), "https://"),
        (("--host", HOST, "--app-id", "magdat"), "toepassings-id"),
        (("--host", HOST, "--app-id", APP_ID, "--versie", "2"), "1.0.1"),
        (("--host", HOST, "--app-id", APP_ID, "--uit", "nergens/x.zip"), "map"),
        (("--host", HOST, "--app-id", APP_ID, "--uit", "."), "map"),
        (("--host", HOST, "--app-id", APP_ID, "--privacy", "privacy.html"), "privacyUrl"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    named: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert named in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_too_long_for_teams_names_file_and_line(tmp_path: Path) -> None:
    data = yaml.safe_load((ROOT / "leidraad" / FILE).read_text(encoding="utf-8"))
    data["en"]["kort"] = "x" * 81
    (tmp_path / FILE).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(DocumentError) as failed:
        load_app_words(tmp_path)
    assert re.search(rf"{FILE}.*\d", str(failed.value))


def test_the_icons_are_as_large_as_teams_asks() -> None:
    with zipfile.ZipFile(io.BytesIO(package_of(App(APP_ID, HOST), WORDS))) as package:
        colour = Image.open(io.BytesIO(package.read("color.png")))
        outline = Image.open(io.BytesIO(package.read("outline.png"))).convert("RGBA")
    assert colour.size == (192, 192)
    assert outline.size == (32, 32)
    pixels = list(outline.getdata())
    assert any(alpha == 0 for *_, alpha in pixels), "transparent"
    assert all(min(red, green, blue) > 200 for red, green, blue, alpha in pixels if alpha > 200), "white"


def test_both_languages_say_the_same_things() -> None:
    manifest, english = manifest_of(App(APP_ID, HOST), WORDS), english_of(WORDS)
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    assert len([key for key in english if "commands" in key]) == len(commands)
    assert english["description.short"] != manifest["description"]["short"]


def test_the_app_asks_for_no_permission() -> None:
    manifest = manifest_of(App(APP_ID, HOST), WORDS)
    assert manifest["permissions"] == []
    assert "authorization" not in manifest
    assert "webApplicationInfo" not in manifest


def test_the_same_app_gives_the_same_bytes() -> None:
    assert package_of(App(APP_ID, HOST), WORDS) == package_of(App(APP_ID, HOST), WORDS)


@given(st.text(max_size=40))
def test_a_host_is_https_and_nothing_more(text: str) -> None:
    for address in (text, f"https://{text}"):
        try:
            host = host_of(address)
        except PackageError:
            continue
        assert host.startswith("https://")
        assert "/" not in host.removeprefix("https://")
        assert "@" not in host
