"""`magdat kanalen widget`: what to paste, set and pass on."""

from __future__ import annotations

import html.parser
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat import cli
from magdat.widget.origins import AddressError, host_of, is_open_to_readers, origin_of
from magdat.widget.placement import Placement

HOST, SITE = "https://magdat.example.be", "https://intranet.example.be"

hosts = st.from_regex(r"[a-zA-Z][a-zA-Z0-9-]{0,20}(\.[a-zA-Z]{2,8}){0,2}", fullmatch=True)
ports = st.one_of(st.just(""), st.integers(1, 65_535).map(lambda port: f":{port}"))


@given(st.sampled_from(["http", "https", "HTTPS"]), hosts, ports, st.sampled_from(["", "/", "/pad?x#y"]))
def test_a_site_has_one_name_whatever_is_written_around_it(scheme: str, host: str, port: str, rest: str) -> None:
    named = origin_of(f" {scheme}://{host}{port}{rest} ")
    assert origin_of(named) == named == named.lower()
    assert re.fullmatch(r"https?://[^/?#:]+(:\d+)?", named)


@given(st.text(max_size=40))
def test_any_text_is_a_site_or_is_refused_with_what_to_do(text: str) -> None:
    for read in (origin_of, host_of):
        found = told = ""
        try:
            found = read(text)
        except AddressError as error:
            told = str(error)
        assert found.startswith("http") or "→ geef het zo: https://" in told


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://Intranet.Example.be:443/nieuws", SITE),
        ("http://intranet:80", "http://intranet"),
        ("https://intranet.example.be:8443/", "https://intranet.example.be:8443"),
        ("https://café.be", "https://xn--caf-dma.be"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_site_is_named_as_a_browser_names_it(address: str, named: str) -> None:
    assert origin_of(address) == named


@pytest.mark.parametrize("address", ["intranet", "ftp://x.be", "https://", "https://a b.be", "https://u:p@x.be", "*"])
def test_what_is_no_site_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        origin_of(address)


@pytest.mark.parametrize("address", ["http://magdat.example.be", f"{HOST}/pad", f"{HOST}?x", 'https://x"y.be'])
def test_an_address_of_the_assistant_is_encrypted_and_has_no_path(address: str) -> None:
    with pytest.raises(AddressError):
        host_of(address)


def test_only_what_leaves_this_machine_unencrypted_can_be_read() -> None:
    assert is_open_to_readers("http://intranet")
    assert not any(map(is_open_to_readers, (SITE, "http://127.0.0.1:8080", "http://localhost:8080")))


class Tags(html.parser.HTMLParser):
    """The tags of a fragment, as a browser would read them."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_any_name_of_a_company_stays_a_name(company: str) -> None:
    fragment = Placement(HOST, company).text().partition("\n2.")[0].partition("\n\n")[2]
    assert Tags(fragment).found == [
        ("script", {"src": f"{HOST}/magdat.js", "defer": None}),
        ("mag-dat", {"company": company, "lang": "nl"}),
    ]


def test_the_settings_name_the_intranet_the_assistant_and_whoever_was_there() -> None:
    text = Placement(HOST, "Acme", [SITE], ["https://oud.example.be", SITE], "6005", "6080").text()
    assert f'MAGDAT_HERKOMST="{SITE} {HOST} https://oud.example.be"\n' in text
    assert f"MAGDAT_RASA_URL={HOST}\n" in text
    assert "/webhooks/widget/* → 127.0.0.1:6005" in text
    assert "al de rest → 127.0.0.1:6080" in text
    assert f"magdat kanalen test widget --host {HOST} --site {SITE}\n" in text
    assert "Geef het mee: --site" not in text
    assert "Geef het mee: --site" in Placement(HOST, "Acme").text()


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "kanalen", "widget", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def test_the_command_exits_as_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAGDAT_HERKOMST", "https://oud.example.be/pad * https://oud.example.be")
    monkeypatch.delenv("MAGDAT_BELEID", raising=False)
    target = tmp_path / "widget.txt"
    given = ["--host", HOST, "--site", f"{SITE}/nieuws"]
    assert run(*given, "--uit", str(target)) == 0
    text = target.read_text(encoding="utf-8")
    assert f'"{SITE} {HOST} https://oud.example.be"' in text
    assert 'company="Drukkerij De Linde"' in text, "the policy tells the name"
    capsys.readouterr()
    assert run(*given) == 0
    assert capsys.readouterr().out == text
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "weg.yml"))
    assert run(*given) == 0
    assert 'company="Jouw bedrijf"' in capsys.readouterr().out
    assert run(*given, "--uit", str(tmp_path)) == 2
    assert run(*given, "--uit", str(tmp_path / "geen" / "map.txt")) == 2
    assert run("--host", "magdat.example.be") == 2
    assert run("--host", HOST, "--site", "intranet") == 2
    assert run() == 2
