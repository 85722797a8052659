"""What becomes of an answer that the Bot Framework does not take at once, and how we log in to bring it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import email.utils
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from microsoft import APP, PASSWORD, TENANT, Microsoft, activity, microsoft
from own_loop import run_apart
from stand_ins import Received
from teams_here import connector_of, settings_of

from channels import teams_answers
from channels.base import NotSent, Reply, Undeliverable
from channels.parts import KeptParts
from channels.teams_activity import address_of
from channels.teams_answers import TRIES, TeamsAnswers, _pause
from magdat.privacy.seal import Seal
from magdat.storage.memory.letters import MemoryLetters
from magdat.teams.login import Login, LoginError, certificate_of
from magdat.teams.settings import TeamsSettings
from magdat.variables import SettingsError


@pytest.fixture
def server() -> Iterator[Microsoft]:
    with microsoft() as made:
        yield made


def send(server: Microsoft, settings: TeamsSettings | None = None, *, service: str = "") -> None:
    """Send an answer as the worker of the queue does."""
    address = address_of(activity("mag dat?", service or server.service))
    outgoing = TeamsAnswers(connector_of(settings or settings_of(server)), address)
    run_apart(outgoing.send(Reply("Dat mag.")))


def test_an_answer_arrives_with_our_own_token(server: Microsoft) -> None:
    send(server)
    assert [item["text"] for item in server.sent(1)] == ["Dat mag."]
    assert server.faults == []


@pytest.mark.parametrize("status", [401, 408, 412, 429, 500, 502, 503, 504])
def test_what_may_go_better_later_is_tried_again(server: Microsoft, status: int) -> None:
    server.statuses = [(status, None)]
    with pytest.raises(NotSent) as failed:
        send(server)
    assert failed.value.after == (1.0 if status == 429 else None)
    assert "mag" not in str(failed.value), "no word of the answer"


@pytest.mark.parametrize("status", [302, 400, 403, 404, 405, 413])
def test_what_never_goes_better_is_not_tried_again(server: Microsoft, status: int) -> None:
    server.statuses = [(status, None)]
    with pytest.raises(Undeliverable):
        send(server)


CARD = Reply(
    "Ja. Dat mag in je pauze. " + "woord " * 900,
    ({"title": "Meer weten", "payload": "/meer_weten"},),
    {
        "opening": "ja",
        "delen": [{"soort": "tekst", "tekst": "Ja. Dat mag in je pauze. " + "woord " * 900}],
        "duimen": {"op": '/bevestigen{"duim": "op"}', "neer": '/ontkennen{"duim": "neer"}'},
    },
)


@pytest.mark.parametrize("status", [400, 413])
def test_of_a_card_that_is_refused_the_words_arrive(server: Microsoft, status: int) -> None:
    server.statuses = [(status, None)]
    address = address_of(activity("mag dat?", server.service))
    run_apart(TeamsAnswers(connector_of(settings_of(server)), address).send(CARD))
    refused, *texts = server.sent(3)
    assert refused["attachments"], "first it was tried as a card"
    said = "\n".join(item["text"] for item in texts)
    assert len(texts) > 1, "what is too long for one message comes in pieces"
    assert said.startswith("Ja\n")
    assert "mag in je pauze" in said
    assert said.count("woord") == 900
    assert "Meer weten" in said, "what stood on the button can be typed"
    assert "👍" not in said
    assert all("attachments" not in item and item["textFormat"] == "plain" for item in texts)
    assert server.faults == []


@pytest.mark.parametrize("status", [403, 404])
def test_where_we_may_not_be_no_words_are_tried(server: Microsoft, status: int) -> None:
    server.statuses = [(status, None)]
    address = address_of(activity("mag dat?", server.service))
    with pytest.raises(Undeliverable):
        run_apart(TeamsAnswers(connector_of(settings_of(server)), address).send(CARD))
    assert len(server.sent()) == 1


def test_words_that_are_refused_too_are_not_tried_for_ever(server: Microsoft) -> None:
    server.statuses = [(400, None), (400, None)]
    address = address_of(activity("mag dat?", server.service))
    with pytest.raises(Undeliverable):
        run_apart(TeamsAnswers(connector_of(settings_of(server)), address).send(CARD))
    assert len(server.sent()) == 2


def test_our_token_is_shown_to_no_stranger_though_a_queue_says_so(server: Microsoft) -> None:
    with pytest.raises(Undeliverable):
        send(server, service=f"{server.server.address}/elders/")
    assert server.server.received == []


def test_of_a_long_answer_no_part_is_said_twice(server: Microsoft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teams_answers, "PAUSE", 0.0)
    reply = Reply("\n\n".join(f"{number} " + "woord " * 400 for number in range(30)))
    letters, seal, address = MemoryLetters(), Seal.passing(), address_of(activity("mag dat?", server.service))

    def attempt(mark: str, *, again: bool) -> list[str]:
        parts = KeptParts(letters, seal, deque(), mark)
        outgoing = TeamsAnswers(connector_of(settings_of(server)), address).marked(mark, again=again, parts=parts)
        server.server.received.clear()
        with contextlib.suppress(NotSent):
            run_apart(outgoing.send(reply))
        return [item["text"][:3] for item in server.sent()]

    parts = attempt("een", again=False)
    assert len(parts) > 2
    server.statuses = [(201, None), (503, None)]
    assert attempt("twee", again=False) == [parts[0], parts[1], *parts[1:]], "only the second is tried once more"
    server.statuses = [(201, None), *[(503, None)] * TRIES]
    assert attempt("drie", again=False) == [parts[0], *[parts[1]] * TRIES]
    assert attempt("drie", again=True) == parts[1:], "whoever goes on with it later knows that the first one arrived"


def test_a_service_that_is_away_is_tried_again(server: Microsoft) -> None:
    away = "http://127.0.0.1:1/dienst/"
    with pytest.raises(NotSent):
        send(server, settings_of(server, MAGDAT_TEAMS_SERVICE=away), service=away)


def test_a_log_in_that_is_away_is_tried_again(server: Microsoft) -> None:
    with pytest.raises(NotSent):
        send(server, settings_of(server, MAGDAT_TEAMS_LOGIN="http://127.0.0.1:1/login"))
    assert server.sent() == []


@pytest.mark.parametrize("status", [403, 404])
def test_a_card_that_cannot_be_replaced_stays(server: Microsoft, status: int) -> None:
    server.statuses = [(status, None)]
    outgoing = TeamsAnswers(connector_of(settings_of(server)), address_of(activity("x", server.service)))
    run_apart(outgoing.replace("f:1", {"type": "AdaptiveCard", "version": "1.5", "body": []}))
    run_apart(outgoing.typing())


@pytest.mark.parametrize(
    ("said", "seconds"),
    [(None, None), ("", None), ("7", 7.0), (" 7 ", 7.0), ("99999", 3600.0), ("gauw", None), ("-1", None)],
)
def test_how_long_to_wait_is_read(said: str | None, seconds: float | None) -> None:
    assert _pause(said) == seconds


def test_a_moment_to_wait_for_is_read() -> None:
    later = dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=90)
    assert 80 < (_pause(email.utils.format_datetime(later)) or 0) < 91
    assert _pause("Thu, 26 Nov 2020 10:00:00 GMT") == 0.0


def test_the_token_is_asked_of_the_tenant_itself_and_kept(server: Microsoft) -> None:
    login = Login(settings_of(server))
    assert server.server.received == [], "nothing is fetched before it is wanted"

    async def several() -> list[str]:
        return await asyncio.gather(*(login.token() for _ in range(6)))

    assert set(run_apart(several())) == {"ons-token"}
    asked = [item for item in server.server.received if item.path.endswith("/token")]
    assert [item.path for item in asked] == [f"/login/{TENANT}/oauth2/v2.0/token"]
    assert b"scope=https%3A%2F%2Fapi.botframework.com%2F.default" in asked[0].body
    login.forget()
    run_apart(login.token())
    assert len([item for item in server.server.received if item.path.endswith("/token")]) == 2


def written(path: Path, days: int = 90) -> Path:
    """Write a key with a certificate that ends in so many days."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "magdat")])
    now = dt.datetime.now(dt.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=400))
        .not_valid_after(now + dt.timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_login_that_hangs_holds_up_one_thread_and_not_the_loop(
    server: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    login, asked, answered = Login(settings_of(server)), [], threading.Event()

    def hanging() -> dict[str, str]:
        asked.append(threading.get_ident())
        assert answered.wait(20)
        return {"access_token": "laat"}

    monkeypatch.setattr(login, "_ask", hanging)

    async def scene() -> list[str]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
        many = asyncio.gather(*(login.token() for _ in range(6)))
        try:
            while not asked:
                await asyncio.sleep(0)
            await asyncio.wait_for(asyncio.to_thread(asked.copy), 5)
            forgetting = threading.Thread(target=login.forget)
            forgetting.start()
            forgetting.join(5)
            assert not forgetting.is_alive(), "forgetting waits for a token on its way"
        finally:
            answered.set()
        return await many

    assert run_apart(scene()) == ["laat"] * 6
    assert len(asked) == 1


def test_a_certificate_logs_in_without_a_secret(server: Microsoft, tmp_path: Path) -> None:
    path = written(tmp_path / "magdat.pem")
    settings = settings_of(server, MAGDAT_TEAMS_APP_PASSWORD="", MAGDAT_TEAMS_CERTIFICATE=str(path))
    assert Login(settings).fetch() == "ons-token"
    (asked,) = [item for item in server.server.received if item.path.endswith("/token")]
    assert b"client_assertion=" in asked.body
    assert b"client_secret" not in asked.body
    assert certificate_of(path).not_valid_after_utc > dt.datetime.now(dt.timezone.utc)


def test_a_file_without_a_key_says_so(server: Microsoft, tmp_path: Path) -> None:
    path = tmp_path / "leeg.pem"
    path.write_text("niets")
    with pytest.raises(LoginError):
        Login(settings_of(server, MAGDAT_TEAMS_APP_PASSWORD="", MAGDAT_TEAMS_CERTIFICATE=str(path))).fetch()


def test_a_managed_identity_asks_the_machine_that_it_runs_on(
    server: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def machine(request: Received) -> tuple[int, bytes]:
        return 200, b'{"access_token": "van-azure", "expires_on": "4000000000", "token_type": "Bearer"}'

    monkeypatch.setattr(server, "answer", machine)
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{server.server.address}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "kop")
    settings = settings_of(server, MAGDAT_TEAMS_APP_PASSWORD="", MAGDAT_TEAMS_MANAGED_IDENTITY="ja")
    assert Login(settings).fetch() == "van-azure"
    (asked,) = server.server.received
    assert APP in asked.path
    assert asked.headers["x-identity-header"] == "kop"


def test_a_refused_secret_gives_microsofts_own_number(server: Microsoft, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = server.answer

    def refusing(request: Received) -> tuple[int, bytes]:
        if request.path.endswith("/token"):
            return 401, b'{"error": "invalid_client", "error_codes": [7000222], "error_description": "AADSTS7000222"}'
        return usual(request)

    monkeypatch.setattr(server, "answer", refusing)
    with pytest.raises(LoginError) as failed:
        Login(settings_of(server)).fetch()
    assert failed.value.code == 7000222
    assert PASSWORD not in str(failed.value)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"MAGDAT_TEAMS_TENANT": ""}, "MAGDAT_TEAMS_TENANT"),
        ({"MAGDAT_TEAMS_APP_ID": ""}, "MAGDAT_TEAMS_APP_ID"),
        ({"MAGDAT_TEAMS_APP_ID": "mijn-app"}, "MAGDAT_TEAMS_APP_ID"),
        ({"MAGDAT_TEAMS_APP_PASSWORD": ""}, "exactly one"),
        ({"MAGDAT_TEAMS_MANAGED_IDENTITY": "ja"}, "exactly one"),
        ({"MAGDAT_TEAMS_APP_PASSWORD": "", "MAGDAT_TEAMS_CERTIFICATE": "/nergens.pem"}, "MAGDAT_TEAMS_CERTIFICATE"),
        ({"MAGDAT_TEAMS_SECRET_UNTIL": "morgen"}, "MAGDAT_TEAMS_SECRET_UNTIL"),
        ({"MAGDAT_TEAMS_SERVICE": "overal"}, "MAGDAT_TEAMS_SERVICE"),
    ],
)
def test_half_of_the_settings_is_refused(server: Microsoft, changed: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as failed:
        settings_of(server, **changed)
    assert named in str(failed.value)
    assert PASSWORD not in str(failed.value)


def test_without_settings_teams_is_off() -> None:
    assert TeamsSettings.from_environment({}) is None
    assert TeamsSettings.from_environment({"MAGDAT_TEAMS_MANAGED_IDENTITY": "nee"}) is None


@pytest.mark.parametrize(
    "address", ["", "https://smba.trafficmanager.net.elders.example/", "http://smba.trafficmanager.net/"]
)
def test_answers_go_to_microsoft_only(address: str) -> None:
    assert not TeamsSettings(APP, TENANT, "x").may_answer_at(address)
    assert TeamsSettings(APP, TENANT, "x").may_answer_at("https://smba.trafficmanager.net/emea/")
