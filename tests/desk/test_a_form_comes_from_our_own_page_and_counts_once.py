"""Forms: only of a page of this visit, once, and no larger than a form; every answer under a strict policy."""

from __future__ import annotations

import httpx
import pytest
from served import User

from desk.door import MOST_BYTES
from magdat.handoff.tickets import Author, Status


def said(desk, number: str, author: Author = Author.DESK) -> list[str]:
    return [item.text for item in desk.house.desk.talk(number) if item.author is author]


@pytest.fixture
def els(desk) -> User:
    desk.add("els", "hr")
    return desk.user("els")


def test_the_same_form_sent_twice_is_one_answer(desk, els):
    number = desk.ask()
    form = els.form(f"/vraag/{number}")
    for _ in range(3):
        sent = els.client.post(f"/vraag/{number}/antwoord", data={**form, "tekst": "Ja, dat mag."})
        assert sent.status_code == 303
    assert said(desk, number) == ["Ja, dat mag."]


def test_two_forms_with_the_same_words_are_two_answers(desk, els):
    number = desk.ask()
    for _ in range(2):
        els.post(f"/vraag/{number}/antwoord", tekst="Ja.")
    assert said(desk, number) == ["Ja.", "Ja."]


@pytest.mark.parametrize("deed", ["antwoord", "notitie", "nemen", "sluiten", "overdragen", "voorstel"])
@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"formulier": ""}, {}),
        ({"formulier": "0" * 64}, {}),
        ({}, {"Origin": "https://elders.example"}),
        ({}, {"Origin": "null"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_form_of_elsewhere_does_nothing(desk, els, deed, fields, headers):
    number = desk.ask()
    form = {**els.form(f"/vraag/{number}"), "tekst": "x", "vraag": "x", "loket": "it", **fields}
    answer = els.client.post(f"/vraag/{number}/{deed}", data=form, headers=headers)
    assert answer.status_code == 403
    assert desk.house.desk.of(number).status is Status.WAITING
    assert len(desk.house.desk.talk(number)) == 1
    assert desk.stores.proposals.waiting() == []


def test_a_form_of_another_visit_does_nothing(desk, els):
    desk.add("jan", "hr")
    number, jan = desk.ask(), desk.user("jan")
    form = jan.form(f"/vraag/{number}")
    answer = els.client.post(f"/vraag/{number}/antwoord", data={**form, "tekst": "x"})
    assert answer.status_code == 403
    assert said(desk, number) == []


def test_nothing_is_done_by_asking_for_an_address(desk, els):
    number = desk.ask()
    for deed in ("antwoord", "notitie", "nemen", "sluiten", "overdragen", "heropenen", "invoegen"):
        assert els.get(f"/vraag/{number}/{deed}").status_code == 404
    assert els.get("/afmelden").status_code == 404
    assert els.get("/").status_code == 200


def test_a_form_that_is_too_large_is_refused_and_read_no_further(desk, els):
    number = desk.ask()
    form = els.form(f"/vraag/{number}")
    answer = els.client.post(f"/vraag/{number}/antwoord", data={**form, "tekst": "x" * (MOST_BYTES + 1)})
    assert answer.status_code == 413
    assert said(desk, number) == []


def test_an_empty_answer_is_not_sent(desk, els):
    number = desk.ask()
    sent = els.post(f"/vraag/{number}/antwoord", tekst=" \r\n ")
    assert sent.headers["location"].endswith("m=leeg")
    assert desk.house.desk.of(number).status is Status.WAITING


@pytest.mark.parametrize(
    "path", ["/", "/inloggen", "/vraag/MD-9999", "/zoeken", "/logboek", "/stijl.css", "/bestaat-niet"]
)
def test_every_answer_goes_under_a_strict_policy(els, path):
    answer = els.get(path)
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "server" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    if not path.endswith(".css"):
        assert answer.headers["cache-control"] == "no-store"
        assert "style=" not in answer.text
        assert "<script>" not in answer.text


def test_another_name_for_this_machine_opens_nothing(desk, els):
    answer = els.get("/", host="aanvaller.example")
    assert answer.status_code == 400


def test_a_link_of_another_system_comes_through_after_one_step_from_here(desk, els):
    number = desk.ask()
    stranger = User(desk.url)
    answer = stranger.get(f"/vraag/{number}", sec_fetch_site="cross-site")
    assert answer.status_code == 200
    assert f'content="0; url=/vraag/{number}"' in answer.text
    assert desk.house.desk.handoff(number).message not in answer.text
    assert stranger.get(f"/vraag/{number}", sec_fetch_site="same-origin").status_code == 303


def test_over_https_cookies_are_bound_to_this_host(desk, monkeypatch):
    object.__setattr__(desk.house, "address", "https://bureau.example")
    cookie = httpx.get(f"{desk.url}/inloggen", trust_env=False).headers["set-cookie"]
    for part in ("__Host-bureau_voor=", "Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie


def test_after_logging_in_nobody_is_sent_to_another_site(desk):
    for where in ("https://elders.example", "//elders.example", "/vraag/../../x", "javascript:alert(1)", "/afmelden"):
        page = User(desk.url).client.get("/inloggen", params={"naar": where})
        assert 'name="naar" value="/"' in page.text


@pytest.mark.parametrize(
    ("deed", "said_of_it"), [("antwoord", "niet verstuurd"), ("notitie", "niet bewaard")], ids=["answer", "note"]
)
def test_what_cannot_be_sent_any_more_is_said_and_stays_on_the_page(desk, els, deed, said_of_it):
    number = desk.ask()
    form = els.form(f"/vraag/{number}")
    assert desk.house.desk.withdraw(number)
    typed = "Vraag het haar eerst & wacht."
    sent = els.client.post(f"/vraag/{number}/{deed}", data={**form, "tekst": typed, "en_sluit": "ja"})
    assert sent.status_code == 409
    assert said_of_it in sent.text
    assert "Je antwoord is verstuurd" not in sent.text
    assert "Vraag het haar eerst &amp; wacht.</textarea>" in sent.text
    assert said(desk, number) == []


def test_an_answer_to_what_was_erased_that_very_moment_is_kept_for_who_typed_it(desk, els, monkeypatch):
    number = desk.ask()
    form, answer = els.form(f"/vraag/{number}"), desk.house.desk.answer

    def erased_first(*given, **named):
        desk.stores.tickets.erase(["p-1"])
        return answer(*given, **named)

    monkeypatch.setattr(desk.house.desk, "answer", erased_first)
    sent = els.client.post(f"/vraag/{number}/antwoord", data={**form, "tekst": "Ja, dat mag."})
    assert (sent.status_code, "Ja, dat mag.</textarea>" in sent.text) == (409, True)
