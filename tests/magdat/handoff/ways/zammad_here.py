"""A Zammad of our own: what its documentation says of tickets, articles and web hooks, and nothing that it does not.

It refuses what Zammad refuses: another token, a group or customer that it does not know, fields that there are not.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, SECRET = "token-van-de-test", "handtekening-van-de-test"
US, AGENT = "magdat@bedrijf.test", "anna@bedrijf.test"
GROUPS = ("HR", "Helpdesk")
STATES = ("new", "open", "pending reminder", "closed", "merged")
OF_A_TICKET = {"title", "group", "customer", "customer_id", "article", "state", "priority", "tags", "mentions"}
OF_AN_ARTICLE = {
    *("ticket_id", "to", "cc", "subject", "body", "content_type", "type", "internal", "time_unit", "sender"),
    *("origin_by_id", "attachments"),
}


class Refusal(Exception):
    """What Zammad says no to."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


@dataclass
class Zammad:
    """A helpdesk with two groups."""

    address: str = ""
    away: int = 0
    """So many of the next requests end in a fault."""

    forgets_to_answer: int = 0
    """So many of the next requests are done, and the connection breaks before the answer."""

    meanwhile: Callable[[], None] | None = None
    """What happens once, after the next look at one ticket and before whoever looked knows what it says."""

    may_delete: bool = False
    customers: set[str] = field(default_factory=lambda: {"bekend@voorbeeld.be"})
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    articles: dict[int, dict[str, Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _moments: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, method: str, path: str, token: str, content: Any) -> Any:
        """Return the body of the answer.

        Raises:
            Refusal: Zammad refuses.
        """
        with self._lock:
            if self.away:
                self.away -= 1
                raise Refusal(503, "busy")
            if token != f"Token token={TOKEN}":
                raise Refusal(401, "Invalid BasicAuth credentials")
            place, asked = urlsplit(path).path.removeprefix("/api/v1"), parse_qs(urlsplit(path).query)
            parts = place.strip("/").split("/")
            expanded = asked.get("expand") == ["true"]
            if (method, place) == ("GET", "/users/me"):
                return {"id": 5, "login": US}
            if (method, place) == ("POST", "/tickets"):
                return self._make(content)
            if (method, place) == ("GET", "/tickets/search"):
                return self._search(asked["query"][0], expanded=expanded)
            if (method, place) == ("POST", "/ticket_articles"):
                return self._article(self._ticket(content.get("ticket_id"))["id"], content, US)
            if method == "GET" and parts[:2] == ["ticket_articles", "by_ticket"]:
                ticket = self._ticket(parts[2])["id"]
                return [item for item in self.articles.values() if item["ticket_id"] == ticket]
            if parts[0] == "tickets" and len(parts) == 2:
                return self._one(method, self._ticket(parts[1]), content, expanded=expanded)
            raise Refusal(404, "No route matches")

    def _make(self, content: dict[str, Any]) -> dict[str, Any]:
        if set(content) - OF_A_TICKET:
            raise Refusal(422, f"unknown attribute {sorted(set(content) - OF_A_TICKET)}")
        if content.get("group") not in GROUPS or not content.get("title"):
            raise Refusal(422, "No lookup value found for 'group'")
        customer = str(content.get("customer_id") or content.get("customer") or "")
        if customer.startswith("guess:"):
            self.customers.add(customer.removeprefix("guess:"))
        elif customer not in self.customers:
            raise Refusal(422, "No lookup value found for 'customer'")
        number = next(self._numbers)
        self.tickets[number] = {
            "id": number,
            "title": content["title"],
            "group": content["group"],
            "customer": customer.removeprefix("guess:"),
            "state": "new",
            "updated_at": self._moment(),
        }
        self._article(number, content["article"], US)
        return {"id": number, "state_id": 1, "title": content["title"]}

    def _one(self, method: str, ticket: dict[str, Any], content: Any, *, expanded: bool) -> Any:
        if method == "GET":
            named = {"state", "group", "customer"}
            return {key: value for key, value in ticket.items() if expanded or key not in named}
        if method == "DELETE":
            if not self.may_delete:
                raise Refusal(403, "Not authorized")
            self.articles = {key: item for key, item in self.articles.items() if item["ticket_id"] != ticket["id"]}
            del self.tickets[ticket["id"]]
            return {}
        if method != "PUT" or set(content) - OF_A_TICKET:
            raise Refusal(422, "unknown attribute")
        if content.get("state", "open") not in STATES or content.get("group", "HR") not in GROUPS:
            raise Refusal(422, "No lookup value found")
        ticket.update({**content, "updated_at": self._moment()})
        return {"id": ticket["id"]}

    def _article(self, ticket: int, content: dict[str, Any], author: str) -> dict[str, Any]:
        if set(content) - OF_AN_ARTICLE or not content.get("body"):
            raise Refusal(422, f"unknown attribute {sorted(set(content) - OF_AN_ARTICLE)}")
        number = next(self._numbers)
        made = {"sender": "Agent", "internal": False, "content_type": "text/plain", "type": "note", **content}
        self.articles[number] = {**made, "id": number, "ticket_id": ticket, "created_by": author}
        self.tickets[ticket]["updated_at"] = self._moment()
        return self.articles[number]

    def _search(self, query: str, *, expanded: bool) -> Any:
        wanted = query.removeprefix('title:"').removesuffix('"')
        found = [item for item in self.tickets.values() if wanted in item["title"]]
        return found if expanded else {"tickets": [item["id"] for item in found], "tickets_count": len(found)}

    def _ticket(self, number: Any) -> dict[str, Any]:
        try:
            return self.tickets[int(number)]
        except (KeyError, TypeError, ValueError):
            raise Refusal(404, "Couldn't find Ticket") from None

    def _moment(self) -> str:
        return f"2026-11-26T10:12:33.{next(self._moments):03d}Z"

    # --- what agents do, and what a test looks at

    def answer(self, ticket: str, body: str, **more: Any) -> tuple[bytes, dict[str, str]]:
        """Let an agent write an article, and return the web hook that a trigger makes of it."""
        with self._lock:
            article = self._article(int(ticket), {"body": body, **more}, AGENT)
        return self.hook(ticket, article)

    def stand(self, ticket: str, state: str) -> tuple[bytes, dict[str, str]]:
        """Let an agent change the state, and return the web hook that a trigger makes of it."""
        with self._lock:
            self.tickets[int(ticket)].update(state=state, updated_at=self._moment())
        return self.hook(ticket, None)

    def hook(self, ticket: str, article: dict[str, Any] | None, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
        """Return the body and the headers of a web hook."""
        by = {"id": 7, "login": AGENT, "email": AGENT, "firstname": "Anna"}
        told = {**article, "created_by": by, "updated_by": by} if article is not None else None
        body = json.dumps({"ticket": dict(self.tickets[int(ticket)]), "article": told}).encode()
        return body, {
            "User-Agent": "Zammad User Agent",
            "X-Zammad-Trigger": "Mag dat?",
            "X-Zammad-Delivery": str(next(self._numbers)),
            "X-Hub-Signature": f"sha1={hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}",
        }

    def bodies(self, ticket: str) -> list[str]:
        """Return the texts of a ticket, in order."""
        return [item["body"] for item in self.articles.values() if item["ticket_id"] == int(ticket)]


@contextlib.contextmanager
def zammad() -> Iterator[Zammad]:
    """Start it on loopback."""
    here = Zammad()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(length)) if length else None
            try:
                told = here.handle(self.command, self.path, self.headers.get("Authorization", ""), content)
                status = 201 if self.command == "POST" else 200
            except Refusal as refusal:
                told, status = {"error": refusal.error}, refusal.status
            at_one = self.command == "GET" and self.path.startswith("/api/v1/tickets/")
            if at_one and (happens := here.meanwhile) is not None:
                here.meanwhile = None
                happens()
            if here.forgets_to_answer:
                here.forgets_to_answer -= 1
                self.close_connection = True
                return
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _handle

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.address = f"http://127.0.0.1:{server.server_address[1]}/api/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
