"""Real servers on loopback: a mail server that can be stopped and started, and a web server that answers to order."""

from __future__ import annotations

import email
import email.policy
import ssl
import threading
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from free_ports import free_port
from house import House

RECIPIENT, SENDER = "helpdesk@bedrijf.be", "magdat@bedrijf.be"


class MailServer:
    """A mail server with one mailbox. ``answers`` are given, in order, before mail is taken as usual."""

    def __init__(self, tls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None) -> None:
        self.host, self.port = "127.0.0.1", free_port()
        self.mails: list[EmailMessage] = []
        self.recipient_answers: list[str] = []
        self.data_answers: list[str] = []
        self.hang_up_after_data = False
        self.goodbye = "221 dag"
        self.logged_in: list[bytes] = []
        self._tls, self._login = tls, login
        self._controller: Controller | None = None

    def start(self) -> None:
        security = {}
        if self._tls:
            security = {"tls_context": self._tls, "require_starttls": True}
        if self._login:
            security |= {
                "authenticator": self._authenticate,
                "auth_required": True,
                "auth_require_tls": bool(self._tls),
            }
        self._controller = Controller(self, hostname=self.host, port=self.port, **security)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_answers:
            return self.recipient_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data_answers:
            return self.data_answers.pop(0)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        assert envelope.rcpt_tos == [RECIPIENT]
        self.mails.append(mail)
        if self.hang_up_after_data:
            self.hang_up_after_data = False
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.goodbye == "hang up":
            server.transport.abort()
        return self.goodbye

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        self.logged_in.append(data.login)
        known = (data.login.decode(), data.password.decode()) == self._login
        return AuthResult(success=known, handled=False)


class WebServer:
    """A helpdesk that takes posts. ``answers`` holds (status, headers) to give, in order, before 204 as usual."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.port = free_port()
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/vragen"

    def start(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posts.append((dict(self.headers), body))
                status, headers = outer.answers.pop(0) if outer.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def address_of(house: House) -> str:
    """Return the address by which another process opens the same tickets."""
    return house.tickets._database.engine.url.render_as_string(hide_password=False)
