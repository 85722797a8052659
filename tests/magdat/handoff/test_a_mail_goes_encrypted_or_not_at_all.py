"""STARTTLS that was asked for is never skipped, certificates are checked, and a login works."""

import dataclasses
import datetime as dt
import ipaddress
import ssl

import pytest
from handoff_servers import RECIPIENT, SENDER, MailServer
from house import carried_by

from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.ways import mail_server as leaving
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import Encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Give the path of a fresh certificate with its key, for 127.0.0.1."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "proef")])
    now = dt.datetime.now(dt.timezone.utc)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "proef.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(pem))
    return path


@pytest.fixture
def server(certificate):
    """Give a mail server that wants STARTTLS and a login."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server = MailServer(tls, ("magdat", "wachtwoord"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def adapter(server, certificate):
    trust = ssl.create_default_context(cafile=certificate)
    return leaving.MailServer(server.host, server.port, SENDER, Encryption.STARTTLS, "magdat", "wachtwoord", 3, trust)


def sent(through, question):
    return carried_by(EmailWay(through, lambda _desk: RECIPIENT), question)


def test_a_mail_goes_over_starttls_with_a_login(server, adapter, question):
    sent(adapter, question)
    assert len(server.mails) == 1
    assert server.logged_in == [b"magdat"]


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(server, adapter, question):
    with pytest.raises(TemporaryFailure, match="SSLCertVerificationError"):
        sent(dataclasses.replace(adapter, trust=None), question)
    assert server.mails == server.logged_in == []


def test_a_server_without_starttls_gets_nothing(mail, mail_server, question):
    with pytest.raises(TemporaryFailure, match="STARTTLS"):
        sent(dataclasses.replace(mail.server, encryption=Encryption.STARTTLS), question)
    assert mail_server.mails == []


def test_a_wrong_password_is_refused(server, adapter, question):
    with pytest.raises(PermanentFailure, match="smtp 535"):
        sent(dataclasses.replace(adapter, password="fout"), question)
    assert server.mails == []


def test_a_password_is_never_shown(adapter):
    assert "wachtwoord" not in repr(adapter)
