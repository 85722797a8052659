"""A password and a code, slowly for whoever guesses; a visit that cannot be taken over."""

from __future__ import annotations

import httpx
import pyotp
import pytest
from served import PASSWORD, User

from desk.entrance import TRIES
from magdat.staff.audit import Deed
from magdat.staff.inviting import Invitations


def log_in(user: User, name: str, password: str, code: str) -> httpx.Response:
    return user.post("/inloggen", page="/inloggen", naam=name, wachtwoord=password, code=code)


def invited(desk, name: str = "nieuw") -> str:
    return Invitations(desk.stores.agents, desk.seal, desk.clock).invite(name, ["hr"])


def test_nothing_is_to_be_seen_before_logging_in(desk):
    number = desk.ask()
    stranger = User(desk.url)
    one, none = f"/vraag/{number}", "/vraag/MD-9999"
    for path in ("/", "/gesloten", "/zoeken", "/logboek", one, none, f"{one}/voorstel"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/inloggen")
    assert stranger.get("/stroom").status_code == 401
    assert stranger.get(f"/vraag/{number}", x_levend="1").status_code == 401


def test_somebody_begins_with_a_code_chooses_a_password_and_comes_back_with_it(desk):
    start, user = invited(desk), User(desk.url)
    chosen = {"naam": "Nieuw ", "startcode": start.lower().replace("-", " ")}
    page = user.post("/begin", page="/begin", **chosen)
    assert page.status_code == 200
    assert "<svg" in page.text
    secret = desk.house.entrance.begin("nieuw", start, "test").secret
    desk.codes["nieuw"] = pyotp.TOTP(secret)
    rest = {"wachtwoord": PASSWORD, "nog_eens": PASSWORD, "code": desk.code("nieuw")}
    entered = user.post("/begin", page="/begin", **chosen, **rest)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert user.get("/").status_code == 200
    again = User(desk.url)
    assert log_in(again, "NIEUW", PASSWORD, desk.code("nieuw")).headers["location"] == "/"
    assert User(desk.url).post("/begin", page="/begin", **chosen).status_code == 401, "a starting code works once"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"wachtwoord": "kort", "nog_eens": "kort"}, "te kort"),
        ({"wachtwoord": "aaaaaaaaaaaaaaa", "nog_eens": "aaaaaaaaaaaaaaa"}, "te makkelijk"),
        ({"wachtwoord": "ik heet nieuw en zo", "nog_eens": "ik heet nieuw en zo"}, "te makkelijk"),
        ({"wachtwoord": PASSWORD, "nog_eens": PASSWORD + "x"}, "niet gelijk"),
        ({"code": "000000"}, "code klopt niet"),
    ],
)
def test_what_is_wrong_with_a_choice_is_said_and_the_starting_code_stays_good(desk, fields, told):
    start, user = invited(desk), User(desk.url)
    desk.codes["nieuw"] = pyotp.TOTP(desk.house.entrance.begin("nieuw", start, "test").secret)
    good = {"naam": "nieuw", "startcode": start, "wachtwoord": PASSWORD, "nog_eens": PASSWORD}
    answer = user.post("/begin", page="/begin", **{**good, "code": desk.code("nieuw"), **fields})
    assert answer.status_code == 422
    assert told in answer.text
    assert PASSWORD not in answer.text
    assert user.post("/begin", page="/begin", **good, code=desk.code("nieuw")).status_code == 303


def test_a_starting_code_ends(desk):
    start = invited(desk)
    desk.clock.ahead += 3 * 86_400
    assert User(desk.url).post("/begin", page="/begin", naam="nieuw", startcode=start).status_code == 401


def test_every_wrong_part_gets_the_same_answer(desk):
    desk.add("els", "hr")
    invited(desk, "nooit-begonnen")
    pages = []
    for name, password, code in (
        ("els", "een ander wachtwoord", desk.code("els")),
        ("els", PASSWORD, "123456"),
        ("niemand", PASSWORD, "123456"),
        ("nooit-begonnen", PASSWORD, "123456"),
        ("geen naam!", PASSWORD, "123456"),
    ):
        answer = log_in(User(desk.url), name, password, code)
        assert answer.status_code == 401
        assert "bureau=" not in answer.headers.get("set-cookie", "").replace("bureau_voor=", "")
        pages.append(answer.text.partition('role="alert"')[2].partition("</p>")[0])
    assert len(set(pages)) == 1


def test_a_code_counts_once(desk):
    desk.add("els", "hr")
    code = desk.code("els")
    assert log_in(User(desk.url), "els", PASSWORD, code).status_code == 303
    assert log_in(User(desk.url), "els", PASSWORD, code).status_code == 401


def test_who_guesses_is_slowed_down_and_the_right_password_waits_too(desk):
    desk.add("els", "hr")
    desk.clock.ahead += 3600
    statuses = [log_in(User(desk.url), "els", f"gok nummer {n}", "123456").status_code for n in range(TRIES + 2)]
    assert statuses == [401] * TRIES + [429, 429]
    assert log_in(User(desk.url), "els", PASSWORD, desk.code("els")).status_code in {303, 429}
    desk.clock.ahead += 120
    assert log_in(User(desk.url), "els", PASSWORD, desk.code("els")).status_code == 303
    refused = [entry for entry in desk.stores.audit.entries([], without_desk=True) if entry.deed is Deed.REFUSED]
    assert len(refused) == TRIES


def test_logging_in_gives_a_token_that_was_not_there_before(desk):
    desk.add("els", "hr")
    user = User(desk.url)
    user.get("/inloggen")
    user.client.cookies.set("bureau", "een waarde die een aanvaller koos")
    before = dict(user.client.cookies)
    answer = log_in(user, "els", PASSWORD, desk.code("els"))
    cookie = next(item for item in answer.headers.get_list("set-cookie") if item.startswith("bureau="))
    assert cookie.partition(";")[0].removeprefix("bureau=") not in before.values()
    for attribute in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert attribute in cookie
    fixed = User(desk.url, "een waarde die een aanvaller koos")
    assert fixed.get("/").status_code == 303


def test_leaving_ends_the_visit_and_not_only_the_cookie(desk):
    desk.add("els", "hr")
    user = desk.user("els")
    token = user.client.cookies["bureau"]
    assert user.post("/afmelden", page="/").status_code == 303
    assert User(desk.url, token).get("/").status_code == 303


def test_who_is_removed_or_begins_anew_is_out_at_once(desk):
    desk.add("els", "hr")
    user = desk.user("els")
    assert user.get("/").status_code == 200
    desk.stores.agents.remove("els")
    assert user.get("/").status_code == 303


def test_a_visit_ends_after_an_hour_without_anything_done(desk):
    desk.add("els", "hr")
    user = desk.user("els")
    for _ in range(3):
        desk.clock.ahead += 1_000
        assert user.get("/", x_levend="1").status_code == 200
    desk.clock.ahead += 1_000
    assert user.get("/", x_levend="1").status_code == 401, "a page that refreshes itself keeps nobody logged in"
