"""Each variable of docs/doorgeven.md: what it does, and what an operator reads when it is wrong."""

import pytest

from magdat.handoff.adapters import EmailAdapter, Encryption, WebhookAdapter
from magdat.handoff.configuration import adapter_from_environment

MAIL = {"MAGDAT_SMTP_HOST": "mail.bedrijf.be"}
HOOK = {"MAGDAT_WEBHOOK_URL": "https://helpdesk.bedrijf.be/vragen", "MAGDAT_WEBHOOK_SECRET": "geheim"}


def mail_from(env: dict[str, str], default: str | None = "hr@bedrijf.be") -> EmailAdapter:
    adapter = adapter_from_environment(env, default)
    assert isinstance(adapter, EmailAdapter)
    return adapter


def test_without_settings_messages_stay_in_the_outbox():
    assert adapter_from_environment({}, "hr@bedrijf.be") is None


@pytest.mark.parametrize("env", [MAIL, HOOK, MAIL | HOOK])
def test_geen_keeps_messages_in_the_outbox_whatever_else_is_set(env):
    assert adapter_from_environment({**env, "MAGDAT_DOORGEVEN": "geen"}, "hr@bedrijf.be") is None


def test_a_mail_server_is_enough_for_mail():
    adapter = mail_from(MAIL)
    assert (adapter.host, adapter.port, adapter.encryption) == ("mail.bedrijf.be", 587, Encryption.STARTTLS)
    assert (adapter.recipient, adapter.sender, adapter.user) == ("hr@bedrijf.be", "hr@bedrijf.be", None)


def test_a_web_hook_is_enough_for_the_web_hook():
    assert adapter_from_environment(HOOK, None) == WebhookAdapter("https://helpdesk.bedrijf.be/vragen", "geheim")


def test_the_choice_decides_when_both_are_set():
    assert isinstance(adapter_from_environment(MAIL | HOOK, "hr@bedrijf.be"), EmailAdapter)
    both = MAIL | HOOK | {"MAGDAT_DOORGEVEN": " Webhook "}
    assert isinstance(adapter_from_environment(both, "hr@bedrijf.be"), WebhookAdapter)


def test_every_mail_setting_is_used():
    adapter = mail_from(
        MAIL
        | {
            "MAGDAT_SMTP_PORT": "2525",
            "MAGDAT_SMTP_USER": "postbode",
            "MAGDAT_SMTP_PASSWORD": "wachtwoord",
            "MAGDAT_SMTP_STARTTLS": "ja",
            "MAGDAT_HELPDESK_EMAIL": "helpdesk@bedrijf.be",
            "MAGDAT_AFZENDER": "magdat@bedrijf.be",
        }
    )
    assert adapter == EmailAdapter(
        "mail.bedrijf.be",
        2525,
        "helpdesk@bedrijf.be",
        "magdat@bedrijf.be",
        Encryption.STARTTLS,
        "postbode",
        "wachtwoord",
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
    adapter = mail_from(MAIL | extra)
    assert (adapter.encryption, adapter.port) == (encryption, port)


def test_whoever_logs_in_with_an_address_sends_from_it():
    login = {"MAGDAT_SMTP_USER": "magdat@bedrijf.be", "MAGDAT_SMTP_PASSWORD": "wachtwoord"}
    assert mail_from(MAIL | login).sender == "magdat@bedrijf.be"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"MAGDAT_DOORGEVEN": "fax"}, "MAGDAT_DOORGEVEN must be one of email, webhook, geen, not 'fax'"),
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
        adapter_from_environment(env, "hr@bedrijf.be")
    assert said in str(caught.value)
    assert "geheim123" not in str(caught.value)


def test_mail_needs_a_recipient():
    with pytest.raises(ValueError, match="set MAGDAT_HELPDESK_EMAIL"):
        adapter_from_environment(MAIL, None)


@pytest.mark.parametrize(
    "url", ["http://helpdesk.bedrijf.be/", "http://127.0.0.1.nip.io/", "http://localhost@x.be/", "http://10.0.0.1/"]
)
def test_text_travels_readable_on_this_machine_alone(url):
    with pytest.raises(ValueError, match="https://"):
        adapter_from_environment(HOOK | {"MAGDAT_WEBHOOK_URL": url}, None)


@pytest.mark.parametrize("url", ["http://localhost:8000/", "http://127.0.0.1/x", "http://[::1]:9/", "HTTPS://x.be"])
def test_a_safe_address_is_taken(url):
    assert adapter_from_environment(HOOK | {"MAGDAT_WEBHOOK_URL": url}, None)
