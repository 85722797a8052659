"""`magdat kanalen test widget` against the page, the widget's channel, and a proxy in front of both."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator

import pytest
from free_ports import free_port
from proxy_here import Proxy, proxy_here
from widget_here import ORIGIN, Here

from launch.page import FILES, PageHandler, PageServer
from magdat import cli
from magdat.commands import channels_widget, widget_reach
from magdat.commands.reach import Finding, Level

QUESTION = "Mag ik in mijn pauze op Facebook?"


@pytest.fixture
def page() -> Iterator[str]:
    """Give the address of the page, served as `make start` does."""
    server = PageServer(("127.0.0.1", 0), functools.partial(PageHandler, directory=str(FILES)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def proxy(page: str, widget: Here, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """Give a proxy in front of page and channel, with a page that knows where browsers find it."""
    with proxy_here(page, widget.address.removesuffix("/webhooks/widget")) as proxy:
        monkeypatch.setenv("MAGDAT_RASA_URL", proxy.address)
        yield proxy


def environment(page: str, widget: Here) -> dict[str, str]:
    rasa = widget.address.removesuffix("/webhooks/widget")
    ports = {"MAGDAT_POORT_PAGINA": page.rpartition(":")[2], "MAGDAT_POORT_RASA": rasa.rpartition(":")[2]}
    return {"MAGDAT_HERKOMST": ORIGIN, "MAGDAT_RASA_URL": "https://magdat.example.be", "MAGDAT_PROXIES": "1", **ports}


def faults(found: list[Finding]) -> list[str]:
    assert all(item.remedy for item in found if item.level is not Level.FINE), "every fault says what to do"
    return [f"{item.message} → {item.remedy}" for item in found if item.level is Level.FAULT]


def through(proxy: Proxy, site: str = ORIGIN) -> list[Finding]:
    return list(channels_widget.examine({}, proxy.address, [site]))


def test_all_is_well_on_this_machine(page: str, widget: Here) -> None:
    found = list(channels_widget.examine(environment(page, widget)))
    assert faults(found) == []
    told = "\n".join(item.message for item in found)
    for said in ("geeft <mag-dat>", f"{ORIGIN} mag", "vreemde website wordt geweigerd", QUESTION, "weer gewist"):
        assert said in told
    assert widget.rasa.texts.count(QUESTION) == 1


def test_all_is_well_from_outside(proxy: Proxy, widget: Here) -> None:
    assert faults(through(proxy)) == []
    assert QUESTION in widget.rasa.texts


def test_nothing_of_an_answer_is_shown(page: str, widget: Here) -> None:
    assert "antwoord op" not in str(list(channels_widget.examine(environment(page, widget))))


def test_a_site_that_is_not_named_is_told_and_the_rest_is_tried_all_the_same(proxy: Proxy, widget: Here) -> None:
    (told,) = faults(through(proxy, "https://www.intranet.example.be"))
    assert told.startswith("https://www.intranet.example.be mag niet met de assistent praten")
    assert "letterlijk in MAGDAT_HERKOMST" in told
    assert QUESTION in widget.rasa.texts


def test_a_proxy_that_lets_everybody_in_is_told(proxy: Proxy) -> None:
    proxy.drops = {"access-control-allow-origin"}
    proxy.adds = {"Access-Control-Allow-Origin": "*"}
    (told,) = faults(through(proxy))
    assert "een vreemde website mag ook" in told


def test_a_proxy_that_says_it_once_more_is_told(proxy: Proxy) -> None:
    proxy.adds = {"Access-Control-Allow-Origin": ORIGIN}
    (told,) = faults(through(proxy))
    assert "twee keer" in told


def test_a_proxy_that_names_no_headers_is_told(proxy: Proxy) -> None:
    proxy.drops = {"access-control-allow-headers"}
    (told,) = faults(through(proxy))
    assert "de kop authorization niet sturen" in told


def test_a_proxy_that_holds_answers_back_is_told(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget_reach, "PATIENCE", 1.0)
    proxy.holds_back = True
    (told,) = faults(through(proxy))
    assert "proxy_buffering off" in told


@pytest.mark.parametrize(
    ("path", "status", "body", "said"),
    [
        ("/magdat.js", 302, b"", "stuurt door naar login.example.be"),
        ("/magdat.js", 200, b"<html>", "is het script van de widget niet (status 200)"),
        ("/magdat.js", 404, b"", "is het script van de widget niet (status 404)"),
        ("/webhooks/widget/", 404, b"", "is de assistent niet (status 404)"),
        ("/webhooks/widget/", 302, b"", "is de assistent niet (status 302)"),
        ("/webhooks/widget/", 200, b"[]", "is de assistent niet (status 200)"),
        ("/webhooks/widget/begin", 200, b"<html>", "krijgt geen antwoord (JSONDecodeError)"),
        ("/webhooks/widget/say", 502, b"", "(status 502)"),
        ("/webhooks/widget/erase", 502, b"", "het gesprek is niet gewist (status 502, daarna 202)"),
    ],
)
def test_what_answers_in_its_place_is_told(proxy: Proxy, path: str, status: int, body: bytes, said: str) -> None:
    proxy.answers = {path: (status, body)}
    assert said in "\n".join(faults(through(proxy)))


def test_a_script_that_travels_unpacked_is_a_warning(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget_reach, "LARGEST", 1000)
    found = through(proxy)
    assert faults(found) == []
    assert [item.level for item in found if "niet ingepakt" in item.message] == [Level.WARNING]


def test_a_page_on_https_that_looks_for_the_assistant_without_is_told(page: str) -> None:
    (told,) = faults(list(widget_reach.examine_assistant("https://magdat.example.be", page, [ORIGIN], QUESTION)))
    assert "zet MAGDAT_RASA_URL=https://magdat.example.be" in told


def test_a_script_that_was_not_told_where_the_assistant_is_is_told_which_setting_says_so() -> None:
    page, guessed = "https://127.0.0.1", f"https://127.0.0.1:{free_port()}"
    (told,) = faults(list(widget_reach.examine_assistant(page, guessed, [ORIGIN], QUESTION)))
    assert f"zoekt de assistent op {guessed}: " in told
    assert f"zet MAGDAT_RASA_URL={page}, en start opnieuw" in told


def test_an_address_that_cannot_be_reached_is_told_once() -> None:
    (told,) = faults(list(channels_widget.examine({}, f"https://127.0.0.1:{free_port()}", [ORIGIN])))
    assert told.endswith("kijk adres en netwerk na")


def test_where_a_widget_looks_is_read_from_its_script(page: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    assert widget_reach.assistant_of(page) == proxy.address
    monkeypatch.delenv("MAGDAT_RASA_URL")
    monkeypatch.setenv("MAGDAT_POORT_RASA", "6005")
    assert widget_reach.assistant_of(page) == "http://127.0.0.1:6005"
    assert widget_reach.assistant_of("http://127.0.0.1:9") == "http://127.0.0.1:9"


def test_an_assistant_that_fails_is_told(page: str, widget: Here) -> None:
    widget.rasa.fails = True
    (told,) = faults(list(channels_widget.examine(environment(page, widget))))
    assert f"op «{QUESTION}» kwam geen kaart" in told


def test_an_answer_that_stays_away_is_told(page: str, widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widget_reach, "ANSWER_WITHIN", 0.2)
    widget.rasa.takes = 0.5
    (told,) = faults(list(channels_widget.examine(environment(page, widget))))
    assert f"«{QUESTION}» kreeg geen antwoord, na" in told


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "kanalen", "test", "widget", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def test_the_command_exits_as_promised(
    page: str, widget: Here, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment(page, widget).items():
        monkeypatch.setenv(name, value)
    assert run() == 0
    assert "Geen fouten." in capsys.readouterr().out
    assert run("--site", "https://elders.example.be") == 1
    assert run("--site", "elders") == 2
    assert run("--host", "http://magdat.example.be") == 2
    assert run("--host", "https://magdat.example.be/pad") == 2
    monkeypatch.setenv("MAGDAT_POORT_RASA", "9")
    capsys.readouterr()
    assert run() == 1
    assert "make start" in capsys.readouterr().err
