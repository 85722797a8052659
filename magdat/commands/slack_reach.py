"""What `magdat kanalen test slack` looks at: secrets, scopes, clock, address, and a whole way there and back."""

from __future__ import annotations

import email.utils
import json
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from magdat.commands.reach import PATIENCE, SAME, Finding, Level, fault, fine, warning
from magdat.commands.slack_trial import NOT_TRIED, examine_trial
from magdat.settings import Settings
from magdat.slack.surface import PATH, scopes
from magdat.slack.trial import EACH, bring
from magdat.variable_table import VARIABLES
from magdat.wording.starters import load_starters

TOKEN, SECRET = "MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET"
WHAT = "slack"
PAGE = "docs/kanalen/slack.md"

SKEW = 120.0
"""Seconds that our clock may differ from Slack's; from 300 on Slack's messages would be refused as too old."""

REFUSED = {
    "invalid_auth": "Slack kent het token niet → kopieer het opnieuw uit «OAuth & Permissions»",
    "not_authed": "Slack kreeg geen token → kopieer het uit «OAuth & Permissions»",
    "account_inactive": "de app is uit de workspace gehaald → installeer ze opnieuw bij «Install App»",
    "token_revoked": "het token is ingetrokken → installeer de app opnieuw bij «Install App»",
    "token_expired": "het token is vervallen, want token rotation staat aan → zet ze uit en installeer opnieuw",
}
"""What Slack says of a token, and what to do."""


def examine_secrets(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is found of the secrets and of the app that they are of; nothing of ours has to run for that."""
    token, secret = environment.get(TOKEN, "").strip(), environment.get(SECRET, "").strip()
    yield from _form(token, secret)
    if token:
        yield from _token(token, _api(environment))


def examine(
    environment: Mapping[str, str], address: str | None = None, place: str | None = None, *, each: float = EACH
) -> Iterator[Finding]:
    """Yield what is found of the secrets, of the way in and of the way back, in the order in which one would mend it.

    Args:
        environment: the settings.
        address: where Slack brings everything, as seen from outside; ``None`` looks on this machine alone.
        place: a person or a channel to write to, by its id in Slack; ``None`` writes to nobody.
        each: seconds between two looks at what stands there.

    Raises:
        DocumentError: leidraad/beginvragen.yml cannot be read.
    """
    found = list(examine_secrets(environment))
    yield from found
    token, secret = environment.get(TOKEN, "").strip(), environment.get(SECRET, "").strip()
    if not secret:
        return
    ways = [examine_here(environment)]
    if address is not None:
        ways.append(_address(address, secret, address))
    for way in ways:
        found += (reached := list(way))
        yield from reached
    if address is None:
        yield warning(WHAT, "het adres van buitenaf is niet geprobeerd", "geef het mee met --host https://…")
    if place is None:
        yield NOT_TRIED
    elif any(item.level is Level.FAULT for item in found):
        yield warning(WHAT, f"naar {place} is niet geschreven", "herstel eerst wat hierboven fout is")
    else:
        question = load_starters(Settings.from_environment(environment).guidance)[0].question
        yield from examine_trial(
            place, token, _api(environment), address or _local(environment)[0], secret, question, each=each
        )


def examine_here(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield whether the assistant on this machine answers Slack, and refuses whoever pretends to be Slack."""
    local, port = _local(environment)
    yield from _address(local, environment.get(SECRET, "").strip(), f"de assistent op poort {port}")


def _local(environment: Mapping[str, str]) -> tuple[str, str]:
    port = environment.get("MAGDAT_POORT_RASA", "").strip() or VARIABLES["MAGDAT_POORT_RASA"].default
    return f"http://127.0.0.1:{port}{PATH}", port


def _api(environment: Mapping[str, str]) -> str:
    return environment.get("MAGDAT_SLACK_API", "").strip() or "https://slack.com/api/"


def _form(token: str, secret: str) -> Iterator[Finding]:
    """Look at the secrets themselves; none of them is shown."""
    if not token:
        yield fault(WHAT, f"{TOKEN} is hier niet ingevuld", f"stap 6 in {PAGE}; {SAME}")
    elif token.startswith("xoxe"):
        yield fault(WHAT, f"{TOKEN} is een token dat vervalt", "zet token rotation uit en installeer de app opnieuw")
    elif not token.startswith("xoxb-"):
        yield fault(WHAT, f"{TOKEN} begint niet met xoxb-", "neem het «Bot User OAuth Token»")
    if not secret:
        yield fault(WHAT, f"{SECRET} is hier niet ingevuld", f"stap 5 in {PAGE}; {SAME}")
    elif not re.fullmatch(r"[0-9a-f]{32}", secret):
        yield warning(WHAT, f"{SECRET} ziet er niet uit als 32 cijfers en letters", "neem het «Signing Secret»")


def _token(token: str, api: str) -> Iterator[Finding]:
    """Ask Slack whose token it is, and what it allows."""
    try:
        answer = httpx.post(
            f"{api.rstrip('/')}/auth.test", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE
        )
        said = answer.json()
        error = "" if said["ok"] is True else str(said["error"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as problem:
        told = f"Slack is niet te bereiken ({type(problem).__name__})"
        yield fault(WHAT, told, "laat deze machine naar slack.com:443, of kijk MAGDAT_SLACK_API na")
        return
    if error:
        known, _, remedy = REFUSED.get(error, f"Slack weigert het token ({error})").partition(" → ")
        yield fault(WHAT, known, remedy or PAGE)
        return
    yield fine(WHAT, f"het token is van «{said.get('user')}» in de workspace «{said.get('team')}»")
    given = {item.strip() for item in answer.headers.get("x-oauth-scopes", "").split(",")}
    if missing := sorted(scopes() - given):
        remedy = "zet ze erbij in «OAuth & Permissions», en installeer de app opnieuw"
        yield fault(WHAT, f"het token mist rechten: {', '.join(missing)}", remedy)
    else:
        yield fine(WHAT, "het token heeft alle rechten")
    yield from _clock(answer.headers.get("date", ""))


def _clock(said: str) -> Iterator[Finding]:
    try:
        differs = abs(email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError):
        return
    if differs > SKEW:
        told = f"de klok van deze machine verschilt {differs:.0f} seconden met die van Slack"
        yield fault(WHAT, told, "zet ze gelijk (NTP): anders lijken berichten te oud en worden ze geweigerd")


def _address(address: str, secret: str, shown: str) -> Iterator[Finding]:
    """Bring a signed challenge as Slack does when the address is set, and another that is signed wrongly."""
    challenge = secrets.token_hex(16)
    try:
        answer = _bring(address, secret, challenge)
        forged = _bring(address, secrets.token_hex(16), challenge)
    except httpx.HTTPError as problem:
        remedy = (
            "start met «make start»" if address.startswith("http:") else f"kijk DNS, poort 443 en proxy na ({PAGE})"
        )
        yield fault(WHAT, f"{shown} is niet te bereiken ({type(problem).__name__})", remedy)
        return
    if answer.status_code == 200 and _challenge_of(answer) == challenge:
        if forged.status_code == 401:
            yield fine(WHAT, f"{shown} antwoordt op Slack, en weigert wie zich voor Slack uitgeeft")
        else:
            yield fault(WHAT, f"{shown} aanvaardt ook wat niet van Slack komt", "kijk of de proxy niet zelf antwoordt")
    elif answer.status_code == 401:
        yield fault(WHAT, f"{shown} kent een ander Signing Secret", f"start opnieuw met {SECRET} van nu")
    elif answer.status_code in (404, 405):
        remedy = f"is Slack ingeschakeld, en geeft de proxy {PATH} door? ({PAGE})"
        yield fault(WHAT, f"{shown} kent Slack niet (status {answer.status_code})", remedy)
    else:
        yield fault(WHAT, f"{shown} geeft status {answer.status_code}", "kijk in de logs van Rasa en van de proxy")


def _bring(address: str, secret: str, challenge: str) -> httpx.Response:
    body = json.dumps({"type": "url_verification", "challenge": challenge})
    return bring(address, secret, body, PATIENCE)


def _challenge_of(answer: httpx.Response) -> Any:
    try:
        return answer.json().get("challenge")
    except (ValueError, AttributeError):
        return None
