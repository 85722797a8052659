"""Each variable of docs/doorgeven.md: what it does, and what an operator reads when it is wrong."""

import pytest

from magdat.handoff.configuration import choice_from, has_way_out, mailbox_from, reserve_from, ways_from
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import Encryption, MailServer
from magdat.handoff.ways.webhook import WebhookWay
from magdat.policy.model import Contact
from magdat.policy.service_desks import ServiceDesk

MAIL = {"MAGDAT_SMTP_HOST": "mail.bedrijf.be"}
HOOK = {"MAGDAT_WEBHOOK_URL": "https://helpdesk.bedrijf.be/vragen", "MAGDAT_WEBHOOK_SECRET": "geheim"}


def desk(name: str, address: str | None, *, confidential: bool = False) -> ServiceDesk:
    contact = Contact(functie=f"de {name}", telefoon="214", **({"e_mail": address} if address else {}))
    return ServiceDesk(name, f"de {name}", contact, name, confidential=confidential)


DESKS = {
    "helpdesk": desk("helpdesk", "hulp@bedrijf.be"),
    "hr": desk("hr", "hr@bedrijf.be"),
    "it": desk("it", None),
    "vertrouwenspersoon": desk("vertrouwenspersoon", "an@bedrijf.be", confidential=True),
}


def ways(env: dict[str, str], desks: dict[str, ServiceDesk] | None = None) -> dict[str, object]:
    return dict(ways_from(env, lambda: DESKS if desks is None else desks))


def everywhere(_desk: ServiceDesk) -> bool:
    return True


def nowhere(_desk: ServiceDesk) -> bool:
    return False


def server(env: dict[str, str]) -> MailServer:
    way = ways(env)["email"]
    assert isinstance(way, EmailWay)
    return way.server


def test_without_settings_questions_are_on_our_own_page():
    assert ways({}) == {}
    assert choice_from({}).of("hr", confidential=False) == ("eigen",)
    assert has_way_out({}, DESKS["hr"], everywhere)
    assert not has_way_out({}, DESKS["hr"], nowhere), "nobody can log in there"
    assert has_way_out(HOOK, DESKS["hr"], nowhere)
    assert not has_way_out(HOOK, DESKS["vertrouwenspersoon"], nowhere), "that one has our own page alone"


@pytest.mark.parametrize("env", [{}, MAIL, HOOK, MAIL | HOOK])
def test_geen_hands_nothing_over_whatever_else_is_set(env):
    off = {**env, "MAGDAT_DOORGEVEN": "geen"}
    assert ways(off) == {}
    assert not has_way_out(off, DESKS["hr"], everywhere)
    assert not has_way_out(off, DESKS["vertrouwenspersoon"], everywhere), "nobody confides anything for nothing"


def test_geen_for_the_others_leaves_what_is_confided_on_our_own_page():
    chosen = {**HOOK, "MAGDAT_DOORGEVEN": "helpdesk=webhook geen"}
    assert not has_way_out(chosen, DESKS["hr"], everywhere)
    assert has_way_out(chosen, DESKS["vertrouwenspersoon"], everywhere)
    assert not has_way_out({"MAGDAT_DOORGEVEN": "vertrouwenspersoon=geen"}, DESKS["vertrouwenspersoon"], everywhere)


def test_a_mail_server_is_enough_for_mail():
    found = server(MAIL)
    assert (found.host, found.port, found.encryption) == ("mail.bedrijf.be", 587, Encryption.STARTTLS)
    assert (found.sender, found.user) == ("hulp@bedrijf.be", None)


def test_a_web_hook_is_enough_for_the_web_hook():
    assert ways(HOOK) == {"webhook": WebhookWay("https://helpdesk.bedrijf.be/vragen", "geheim")}


def test_each_desk_has_its_ways_and_a_confidential_one_our_own_page_alone():
    choice = choice_from({"MAGDAT_DOORGEVEN": " Helpdesk=webhook,eigen  hr=email webhook "})
    assert choice.of("helpdesk", confidential=False) == ("webhook", "eigen")
    assert choice.of("hr", confidential=False) == ("email",)
    assert choice.of("it", confidential=False) == ("webhook",)
    assert choice.of("vertrouwenspersoon", confidential=True) == ("eigen",)
    chosen = choice_from({"MAGDAT_DOORGEVEN": "vertrouwenspersoon=email"})
    assert chosen.of("vertrouwenspersoon", confidential=True) == ("email",)
    assert set(ways({**MAIL, **HOOK, "MAGDAT_DOORGEVEN": "helpdesk=webhook,eigen hr=email"})) == {"email", "webhook"}


def test_each_desk_has_its_mailbox_and_what_is_confided_never_goes_to_another():
    own = mailbox_from(MAIL, lambda: DESKS)
    assert [own(name) for name in DESKS] == ["hulp@bedrijf.be", "hr@bedrijf.be", None, "an@bedrijf.be"]
    given = mailbox_from(MAIL | {"MAGDAT_HELPDESK_EMAIL": "ons@bedrijf.be"}, lambda: DESKS)
    assert [given(name) for name in DESKS] == ["ons@bedrijf.be", "hr@bedrijf.be", "ons@bedrijf.be", "an@bedrijf.be"]
    silent = {**DESKS, "meldkanaal": desk("meldkanaal", None, confidential=True)}
    assert mailbox_from(MAIL | {"MAGDAT_HELPDESK_EMAIL": "ons@bedrijf.be"}, lambda: silent)("meldkanaal") is None


def test_mail_is_the_reserve_unless_our_own_page_shows_it_or_it_is_confided():
    env = MAIL | HOOK | {"MAGDAT_DOORGEVEN": "helpdesk=webhook hr=webhook,eigen vertrouwenspersoon=webhook"}
    reserve = reserve_from(env, lambda: DESKS, lambda _desk, _confidential: True)
    assert [reserve(name) for name in DESKS] == ["email", "eigen", None, None]
    assert set(ways(env)) == {"email", "webhook"}
    assert reserve_from(HOOK, lambda: DESKS, lambda _desk, _confidential: True)("helpdesk") is None


def test_our_own_page_is_no_reserve_where_nobody_can_log_in():
    env = HOOK | {"MAGDAT_DOORGEVEN": "webhook,eigen vertrouwenspersoon=webhook,eigen"}
    with_mail = reserve_from(MAIL | env, lambda: DESKS, lambda _desk, _confidential: False)
    assert [with_mail(name) for name in DESKS] == ["email", "email", None, None]
    without = reserve_from(env, lambda: DESKS, lambda _desk, _confidential: False)
    assert [without(name) for name in DESKS] == [None, None, None, None], "the person is told"
    hr_alone = reserve_from(MAIL | env, lambda: DESKS, lambda desk, _confidential: desk == "hr")
    assert [hr_alone(name) for name in DESKS] == ["email", "eigen", None, None]


def test_every_mail_setting_is_used():
    found = server(
        MAIL
        | {
            "MAGDAT_SMTP_PORT": "2525",
            "MAGDAT_SMTP_USER": "postbode",
            "MAGDAT_SMTP_PASSWORD": "wachtwoord",
            "MAGDAT_SMTP_STARTTLS": "ja",
            "MAGDAT_AFZENDER": "magdat@bedrijf.be",
        }
    )
    assert found == MailServer(
        "mail.bedrijf.be", 2525, "magdat@bedrijf.be", Encryption.STARTTLS, "postbode", "wachtwoord"
    )


@pytest.mark.parametrize(
    ("extra", "encryption", "port"),
    [
        ({"MAGDAT_SMTP_HOST": "localhost"}, Encryption.NONE, 25),
        ({"MAGDAT_SMTP_HOST": "127.0.0.1", "MAGDAT_SMTP_STARTTLS": "ja"}, Encryption.STARTTLS, 587),
        ({"MAGDAT_SMTP_STARTTLS": "nee"}, Encryption.NONE, 25),
        ({"MAGDAT_SMTP_PORT": "465"}, Encryption.TLS, 465),
    ],
)
def test_only_mail_to_this_machine_goes_unencrypted_unless_told(extra, encryption, port):
    found = server(MAIL | extra)
    assert (found.encryption, found.port) == (encryption, port)


def test_whoever_logs_in_with_an_address_sends_from_it():
    login = {"MAGDAT_SMTP_USER": "magdat@bedrijf.be", "MAGDAT_SMTP_PASSWORD": "wachtwoord"}
    assert server(MAIL | login).sender == "magdat@bedrijf.be"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"MAGDAT_DOORGEVEN": "fax"}, "MAGDAT_DOORGEVEN must be one of eigen, email, webhook"),
        ({"MAGDAT_DOORGEVEN": "email webhook"}, "MAGDAT_DOORGEVEN must have one list of ways for all desks"),
        ({"MAGDAT_DOORGEVEN": "hr=email hr=webhook"}, "MAGDAT_DOORGEVEN must name each desk once"),
        ({"MAGDAT_DOORGEVEN": "hr=email,geen"}, "MAGDAT_DOORGEVEN must be one of"),
        ({"MAGDAT_DOORGEVEN": "email"}, "needs MAGDAT_SMTP_HOST"),
        ({"MAGDAT_DOORGEVEN": "webhook"}, "needs MAGDAT_WEBHOOK_URL"),
        (MAIL | {"MAGDAT_SMTP_PORT": "veel"}, "MAGDAT_SMTP_PORT must be a whole number from 1 to 65535, not 'veel'"),
        (MAIL | {"MAGDAT_SMTP_PORT": "0"}, "MAGDAT_SMTP_PORT"),
        (MAIL | {"MAGDAT_SMTP_PORT": "65536"}, "MAGDAT_SMTP_PORT"),
        (MAIL | {"MAGDAT_SMTP_STARTTLS": "true"}, "MAGDAT_SMTP_STARTTLS must be ja or nee, not 'true'"),
        (MAIL | {"MAGDAT_SMTP_USER": "postbode"}, "MAGDAT_SMTP_PASSWORD go together"),
        (MAIL | {"MAGDAT_SMTP_PASSWORD": "geheim123"}, "MAGDAT_SMTP_PASSWORD go together"),
        (MAIL | {"MAGDAT_HELPDESK_EMAIL": "An <an@x.be>"}, "MAGDAT_HELPDESK_EMAIL"),
        (MAIL | {"MAGDAT_AFZENDER": "an@x.be\nBcc: b@x.be"}, "MAGDAT_AFZENDER must be a plain e-mail address"),
        (
            MAIL | {"MAGDAT_SMTP_STARTTLS": "nee", "MAGDAT_SMTP_USER": "postbode", "MAGDAT_SMTP_PASSWORD": "geheim123"},
            "would send the password readable",
        ),
        ({"MAGDAT_WEBHOOK_URL": "https://helpdesk.bedrijf.be"}, "set MAGDAT_WEBHOOK_SECRET"),
        (HOOK | {"MAGDAT_WEBHOOK_URL": "helpdesk.bedrijf.be/geheim123"}, "MAGDAT_WEBHOOK_URL: this must be a full"),
        (HOOK | {"MAGDAT_WEBHOOK_URL": "https://x.be:geheim123/"}, "MAGDAT_WEBHOOK_URL: this is no web address"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_shown(env, said):
    with pytest.raises(ValueError, match="MAGDAT_") as caught:
        ways(env)
    assert said in str(caught.value)
    assert "geheim123" not in str(caught.value)


def test_mail_needs_a_recipient():
    with pytest.raises(ValueError, match="set MAGDAT_HELPDESK_EMAIL"):
        ways(MAIL, {"it": DESKS["it"]})


@pytest.mark.parametrize(
    "url", ["http://helpdesk.bedrijf.be/", "http://127.0.0.1.nip.io/", "http://localhost@x.be/", "http://10.0.0.1/"]
)
def test_text_travels_readable_on_this_machine_alone(url):
    with pytest.raises(ValueError, match="https://"):
        ways(HOOK | {"MAGDAT_WEBHOOK_URL": url})


@pytest.mark.parametrize("url", ["http://localhost:8000/", "http://127.0.0.1/x", "http://[::1]:9/", "HTTPS://x.be"])
def test_a_safe_address_is_taken(url):
    assert ways(HOOK | {"MAGDAT_WEBHOOK_URL": url})
