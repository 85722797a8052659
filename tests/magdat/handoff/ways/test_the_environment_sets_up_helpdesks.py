"""Which helpdesk, queue and mailbox: read from the environment, with every fault said and no secret shown."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from magdat.handoff.configuration import ways_from
from magdat.handoff.mail.mailbox import Mailbox
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_in import MailReplies
from magdat.handoff.ways.mail_server import Encryption
from magdat.handoff.ways.rt import RequestTracker
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.teams import TeamsDesk
from magdat.handoff.ways.zammad import Zammad
from magdat.policy.model import Contact
from magdat.policy.service_desks import ServiceDesk

RT = {
    "MAGDAT_RT_URL": "https://rt.bedrijf.be",
    "MAGDAT_RT_TOKEN": "geheim",
    "MAGDAT_RT_WACHTRIJ": "Algemeen, hr=HR Vragen",
}
ZAMMAD = {
    "MAGDAT_ZAMMAD_URL": "https://zammad.bedrijf.be",
    "MAGDAT_ZAMMAD_TOKEN": "geheim",
    "MAGDAT_ZAMMAD_SECRET": "geheim",
    "MAGDAT_ZAMMAD_KLANT": "magdat@bedrijf.be",
    "MAGDAT_ZAMMAD_GROEP": "Users",
}
SLACK = {"MAGDAT_SLACK_TOKEN": "xoxb-geheim", "MAGDAT_SLACK_BUREAU": "C0123"}
TEAMS = {
    "MAGDAT_TEAMS_APP_ID": "11111111-aaaa-4aaa-8aaa-111111111111",
    "MAGDAT_TEAMS_TENANT": "22222222-bbbb-4bbb-8bbb-222222222222",
    "MAGDAT_TEAMS_APP_PASSWORD": "geheim",
    "MAGDAT_TEAMS_BUREAU": "19:abc@thread.tacv2",
}
MAIL = {"MAGDAT_SMTP_HOST": "mail.bedrijf.be", "MAGDAT_HELPDESK_EMAIL": "helpdesk@bedrijf.be"}
IMAP = {
    **MAIL,
    "MAGDAT_AFZENDER": "magdat@bedrijf.be",
    "MAGDAT_IMAP_HOST": "imap.bedrijf.be",
    "MAGDAT_IMAP_PASSWORD": "geheim",
}


@pytest.mark.parametrize(
    ("way", "env", "kind"),
    [
        ("rt", RT, RequestTracker),
        ("zammad", ZAMMAD, Zammad),
        ("slack", SLACK, SlackDesk),
        ("teams", TEAMS, TeamsDesk),
        ("email", IMAP, EmailWay),
    ],
)
def test_each_way_is_built_from_its_variables(way: str, env: dict[str, str], kind: type[object]) -> None:
    ways = ways_from({"MAGDAT_DOORGEVEN": way, **env}, dict)
    assert set(ways) == {way}
    assert isinstance(ways[way], kind)
    assert ways[way].name == way


def test_several_at_once_go_by_desk() -> None:
    env = {"MAGDAT_DOORGEVEN": "helpdesk=rt,eigen hr=slack vertrouwenspersoon=eigen", **RT, **SLACK}
    assert set(ways_from(env, dict)) == {"rt", "slack"}


@pytest.mark.parametrize(
    ("way", "env", "told"),
    [
        ("rt", {**RT, "MAGDAT_RT_TOKEN": ""}, "MAGDAT_RT_TOKEN"),
        ("rt", {**RT, "MAGDAT_RT_WACHTRIJ": "hr=HR"}, "MAGDAT_RT_WACHTRIJ"),
        ("rt", {**RT, "MAGDAT_RT_URL": "http://rt.bedrijf.be"}, "MAGDAT_RT_URL.*https"),
        ("zammad", {**ZAMMAD, "MAGDAT_ZAMMAD_SECRET": ""}, "MAGDAT_ZAMMAD_SECRET"),
        ("zammad", {**ZAMMAD, "MAGDAT_ZAMMAD_KLANT": "niemand"}, "MAGDAT_ZAMMAD_KLANT"),
        ("slack", {**SLACK, "MAGDAT_SLACK_BUREAU": ""}, "MAGDAT_SLACK_BUREAU"),
        ("teams", {**TEAMS, "MAGDAT_TEAMS_BUREAU": "Algemeen"}, "MAGDAT_TEAMS_BUREAU.*19:"),
        ("teams", {**TEAMS, "MAGDAT_TEAMS_TENANT": ""}, "MAGDAT_TEAMS_TENANT"),
        ("teams", {"MAGDAT_TEAMS_BUREAU": "19:abc@thread.tacv2"}, "MAGDAT_TEAMS_APP_ID"),
        ("email", {**IMAP, "MAGDAT_IMAP_PASSWORD": ""}, "MAGDAT_IMAP_PASSWORD"),
        ("email", {**IMAP, "MAGDAT_ANTWOORDADRES": "magdat+x@bedrijf.be"}, "MAGDAT_ANTWOORDADRES"),
        ("email", {**IMAP, "MAGDAT_IMAP_PORT": "0"}, "MAGDAT_IMAP_PORT"),
    ],
)
def test_what_is_missing_or_wrong_is_said(way: str, env: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told) as raised:
        ways_from({"MAGDAT_DOORGEVEN": way, **env}, dict)
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    ("channels", "fine"),
    [("C1", False), ("C1, hr=C2", False), ("C1, vertrouwenspersoon=C1", False), ("C1, an=C2", True)],
)
def test_a_confidential_desk_has_a_channel_of_its_own(channels: str, fine: bool) -> None:
    hr, an = (ServiceDesk(name, name, None, name, confidential=name == "an") for name in ("hr", "an"))
    helpdesk = ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk")
    env = {"MAGDAT_DOORGEVEN": "slack an=slack", **SLACK, "MAGDAT_SLACK_BUREAU": channels}
    told = nullcontext() if fine else pytest.raises(ValueError, match="MAGDAT_SLACK_BUREAU: an is confidential")
    with told:
        ways_from(env, lambda: {desk.id: desk for desk in (an, hr, helpdesk)})
    assert ways_from(env, lambda: {"an": an}), "nobody else reads there"


@pytest.mark.parametrize(
    ("way", "env", "name", "second"),
    [
        ("rt", RT, "MAGDAT_RT_WACHTRIJ", "Algemeen"),
        ("zammad", ZAMMAD, "MAGDAT_ZAMMAD_GROEP", "users"),
        ("slack", SLACK, "MAGDAT_SLACK_BUREAU", "C0123"),
        ("teams", TEAMS, "MAGDAT_TEAMS_BUREAU", "19:abc@thread.tacv2"),
    ],
)
@pytest.mark.parametrize("confides", [True, False])
def test_no_other_desk_reads_where_a_confidential_one_does(
    way: str, env: dict[str, str], name: str, second: str, confides: bool
) -> None:
    bo = ServiceDesk("bo", "Bo", None, "bo", confidential=confides)
    desks = {"an": ServiceDesk("an", "An", None, "an", confidential=True), "bo": bo}
    env = {"MAGDAT_DOORGEVEN": f"an={way} bo={way}", **env}
    for places in (env[name], f"{env[name]}, an={second}"):
        with pytest.raises(ValueError, match=f"{name}: (an|bo) is confidential"):
            ways_from({**env, name: places}, lambda: desks)
    own = "19:an@thread.tacv2" if way == "teams" else "An"
    assert ways_from({**env, name: f"{env[name]}, an={own}"}, lambda: desks)


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("imap.bedrijf.be", "", (Encryption.TLS, 993)),
        ("imap.bedrijf.be", "143", (Encryption.STARTTLS, 143)),
        ("imap.bedrijf.be", "1993", (Encryption.TLS, 1993)),
        ("127.0.0.1", "143", (Encryption.NONE, 143)),
        ("127.0.0.1", "", (Encryption.TLS, 993)),
    ],
)
def test_a_password_goes_readable_to_this_machine_alone(host: str, port: str, expected: tuple[Encryption, int]) -> None:
    env = {"MAGDAT_DOORGEVEN": "email", **IMAP, "MAGDAT_IMAP_HOST": host, "MAGDAT_IMAP_PORT": port}
    way = ways_from(env, dict)["email"]
    assert isinstance(way, EmailWay)
    assert isinstance(way.replies, MailReplies)
    mailbox = way.replies._mailbox
    assert isinstance(mailbox, Mailbox)
    assert (mailbox.encryption, mailbox.port) == expected


def test_without_a_mailbox_for_answers_mail_goes_one_way() -> None:
    way = ways_from({"MAGDAT_DOORGEVEN": "email", **MAIL}, dict)["email"]
    assert isinstance(way, EmailWay)
    assert way.replies is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"MAGDAT_AFZENDER": ""},
        {"MAGDAT_AFZENDER": "Helpdesk@bedrijf.be"},
        {"MAGDAT_ANTWOORDADRES": "helpdesk@bedrijf.be"},
        {"MAGDAT_ANTWOORDADRES": "an@bedrijf.be"},
    ],
)
def test_the_mailbox_of_a_desk_is_none_for_answers(wrong: dict[str, str]) -> None:
    contact = Contact(functie="An", telefoon="12", e_mail="an@bedrijf.be")
    desks = {"an": ServiceDesk("an", "An", contact, "an"), "helpdesk": ServiceDesk("helpdesk", "IT", None, "helpdesk")}
    env = {"MAGDAT_DOORGEVEN": "email", **IMAP}
    assert ways_from(env, lambda: desks)
    with pytest.raises(
        ValueError, match=r"may not come back to .*, the mailbox of a desk \((an|helpdesk)\): set MAGDAT_AFZ"
    ):
        ways_from({**env, **wrong}, lambda: desks)
    assert ways_from({**env, **wrong, "MAGDAT_ANTWOORDADRES": "magdat@bedrijf.be"}, lambda: desks)
