"""Come in: a password (argon2) and a code of a second factor (TOTP), slowly for whoever guesses."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from magdat.privacy.seal import BrokenSeal, Seal
from magdat.staff.agents import Agent, Agents, Credentials, proper_name
from magdat.staff.audit import Audit, Deed
from magdat.staff.inviting import Invitations, secret_of
from magdat.staff.visits import Visits
from magdat.storage.ports import Limits

ISSUER = "Mag dat? bureau"
"""What an app for codes shows beside them."""

TIME_STEP = 30
"""Seconds that one code lasts (RFC 6238); the one before and the one after are good too, for clocks that differ."""

SHORTEST, LONGEST = 12, 200
"""Characters of a password."""

FEWEST_DIFFERENT = 5
"""Different characters that a password has at least: «aaaaaaaaaaaa» is none."""

HASHES_AT_ONCE = 2
"""Passwords that are checked at the same time."""

TRIES, TRIES_PER_SECOND = 5, 1 / 60
"""Tries that one name gets at once from one place, and how fast they come back."""

TRIES_OF_ALL, TRIES_OF_ALL_PER_SECOND = 30, 1 / 20
"""The same for one name from everywhere, and for one place for every name."""


ELSEWHERE = "elders:"
"""What stands in the place of a password for who comes in by the provider."""


class Refused(Exception):
    """Nobody comes in; the text is a key of leidraad/bureau.yml, the same for every wrong part."""

    def __init__(self, key: str, *, status: int = 401) -> None:
        """Keep what to tell, and the status of HTTP that goes with it."""
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass(frozen=True)
class Beginning:
    """What somebody who begins puts in their app for codes."""

    agent: Agent
    secret: str
    address: str
    """The secret as an ``otpauth:`` address, for a QR code."""


class Entrance:
    """Everything about who comes in and who stays in."""

    def __init__(
        self,
        agents: Agents,
        visits: Visits,
        audit: Audit,
        limits: Limits,
        seal: Seal,
        *,
        clock: Callable[[], float] = time.time,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Keep where people and visits are kept, what seals, and a clock that gives seconds since 1970."""
        self._agents = agents
        self._visits = visits
        self._audit = audit
        self._limits = limits
        self._seal = seal
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._invitations = Invitations(agents, seal, clock)
        # Each hash takes 64 MB for a moment: who guesses from many places must not fill the machine's memory.
        self._hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)
        # A name that nobody has costs as much time as one that somebody has.
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))

    def log_in(self, name: str, password: str, code: str, place: str) -> str:
        """Begin a visit; return its token, which is new each time.

        Raises:
            Refused: name, password or code is wrong (it is not said which), or there were too many tries.
        """
        name = self._slowly(name, place)
        found = self._agents.credentials(name)
        right = self._right_password(found, password)
        step = self._step(name, found, code)
        if found is None or not right or step is None or not self._agents.use_step(name, step):
            if found is not None:
                self._audit.note(name, Deed.REFUSED)
            raise Refused("inloggen_mislukt")
        if found.password is not None and self._hasher.check_needs_rehash(found.password):
            self._agents.rehash(name, found.password, self._hasher.hash(password))
        return self._enter(name, Deed.LOGGED_IN)

    def begin(self, name: str, start: str, place: str) -> Beginning:
        """Return what somebody needs who has a starting code and chooses a password now.

        Raises:
            Refused: the code is wrong, used or too old, or there were too many tries.
        """
        agent = self._begins(name, start)
        if agent is None:
            self._slowly(name, place)
            raise Refused("start_mislukt")
        found, name = self._agents.credentials(agent.name), agent.name
        if found is None:
            raise Refused("start_mislukt")
        secret = self._seal.open(found.secret, secret_of(name))
        address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
        return Beginning(agent, secret, address)

    def choose(self, name: str, start: str, password: str, code: str, place: str) -> str:
        """Keep the password that somebody chose, after a right code of their app; return the token of their visit.

        Raises:
            Refused: the starting code is no longer good, the password is too weak, or the code of the app is wrong.
        """
        begun = self.begin(name, start, place)
        name = begun.agent.name
        if told := weak(password, name):
            raise Refused(told, status=422)
        step = _step_of(begun.secret, code, self._clock())
        if step is None:
            raise Refused("code_mislukt", status=422)
        with self._hashing:
            hashed = self._hasher.hash(password)
        if not self._agents.activate(name, self._invitations.digest(name, start), hashed, step):
            raise Refused("start_mislukt")
        self._visits.end_all(name)
        return self._enter(name, Deed.STARTED)

    def slowly_elsewhere(self, place: str) -> None:
        """Count a try to log in by the provider.

        Raises:
            Refused: there were too many from this place.
        """
        name = f"desk:{self._seal.digest('try elsewhere', place)}"
        if not self._limits.take(name, burst=TRIES_OF_ALL, per_second=TRIES_OF_ALL_PER_SECOND):
            raise Refused("te_veel_pogingen", status=429)

    def enter_from_elsewhere(self, name: str, whose: str, desks: Collection[str], *, admin: bool) -> str:
        """Let in somebody whom the provider knows, with the desks that they have now; return the token of their visit.

        Args:
            name: what people call them.
            whose: what the provider calls them for ever, with its own name.
            desks: the ids of their desks.
            admin: whether they look after the page.

        Raises:
            Refused: they have no role here, or somebody else has their name.
        """
        if not desks and not admin:
            raise Refused("geen_rol")
        try:
            name = proper_name(name)
        except ValueError:
            raise Refused("naam_kan_niet") from None
        # No hash of a password begins so: nobody comes in by this name with one.
        mark = f"{ELSEWHERE}{self._seal.digest('agent elsewhere', whose)}"
        if not self._agents.keep(Agent(name, frozenset(desks), admin, True), mark):
            raise Refused("naam_van_ander")
        return self._enter(name, Deed.LOGGED_IN)

    def invite(self, name: str, desks: Collection[str]) -> tuple[str, str]:
        """Add somebody; return their name as it is kept, and the code with which they start.

        Raises:
            ValueError: the name cannot be used, or is taken.
        """
        return proper_name(name), self._invitations.invite(name, desks)

    def everybody(self) -> list[Agent]:
        """Return who may log in, by name."""
        return self._agents.all()

    def agent_of(self, token: str | None, *, used: bool = True) -> Agent | None:
        """Return who a token is of, as they are now; ``None`` when the visit ended or they were removed."""
        name = self._visits.agent_of(_digest(token), used=used) if token else None
        agent = self._agents.of(name) if name is not None else None
        return agent if agent is not None and agent.active else None

    def leave(self, token: str, agent: Agent) -> None:
        """End a visit."""
        self._visits.end(_digest(token))
        self._audit.note(agent.name, Deed.LOGGED_OUT)

    def _enter(self, name: str, deed: Deed) -> str:
        token = secrets.token_urlsafe(32)
        self._visits.begin(_digest(token), name)
        self._audit.note(name, deed)
        return token

    def _slowly(self, typed: str, place: str) -> str:
        """Return the name, once there is a try left for it.

        Raises:
            Refused: there is none, or it can be no name.
        """
        try:
            name = proper_name(typed)
        except ValueError:
            name = ""
        many = {"burst": TRIES_OF_ALL, "per_second": TRIES_OF_ALL_PER_SECOND}
        own = self._seal.digest("try", name, place)
        if not (
            self._limits.take(f"desk:{own}", burst=TRIES, per_second=TRIES_PER_SECOND)
            and self._limits.take(f"desk:{self._seal.digest('try of', name)}", **many)
            and self._limits.take(f"desk:{self._seal.digest('try from', place)}", **many)
        ):
            raise Refused("te_veel_pogingen", status=429)
        return name

    def _right_password(self, found: Credentials | None, password: str) -> bool:
        kept = found.password if found is not None else None
        try:
            with self._hashing:
                self._hasher.verify(kept or self._nobodys, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def _step(self, name: str, found: Credentials | None, code: str) -> int | None:
        if found is None:
            return None
        try:
            return _step_of(self._seal.open(found.secret, secret_of(name)), code, self._clock())
        except BrokenSeal:
            return None

    def _begins(self, typed: str, start: str) -> Agent | None:
        """Return whose starting code this is. It has 80 bits: the limits are against noise, not against luck."""
        try:
            name = proper_name(typed)
        except ValueError:
            return None
        agent, found = self._agents.of(name), self._agents.credentials(name)
        if agent is None or found is None or found.start is None or found.start_until <= self._clock():
            return None
        return agent if hmac.compare_digest(found.start, self._invitations.digest(name, start)) else None


def weak(password: str, name: str) -> str:
    """Return what is wrong with a chosen password, as a key of leidraad/bureau.yml; an empty text when it is fine."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "wachtwoord_kort" if len(password) < SHORTEST else "wachtwoord_lang"
    if len(set(password)) < FEWEST_DIFFERENT or name in password.lower():
        return "wachtwoord_zwak"
    return ""


def _step_of(secret: str, code: str, now: float) -> int | None:
    """Return the time step that a code belongs to; ``None`` when it is of no moment around now."""
    bare = "".join(char for char in code if char.isdigit())
    codes, here = pyotp.TOTP(secret), int(now // TIME_STEP)
    return next(
        (step for step in (here, here - 1, here + 1) if hmac.compare_digest(codes.generate_otp(step), bare)), None
    )


def _digest(token: str) -> str:
    """Return what is kept of a token: it has 256 bits, so nobody finds it by its digest."""
    return hashlib.sha256(token.encode()).hexdigest()
