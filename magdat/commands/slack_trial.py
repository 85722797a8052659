"""What `magdat kanalen test slack --naar …` tries: a message there and back, a question, its answer, and away again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import httpx

from magdat.commands.findings import counted
from magdat.commands.reach import PATIENCE, Finding, fault, fine, warning
from magdat.slack.trial import EACH, Refusal, Trial

WHAT = "slack"
PAGE = "docs/kanalen/slack.md"

EVENT_WITHIN = 15.0
"""Seconds that Slack gets to bring a message to the assistant."""

ANSWER_WITHIN = 30.0
"""Seconds that an answer may take."""

ERASED_WITHIN = 10.0
"""Seconds that erasing may take."""

QUIET = 3.0
"""Seconds without another message after which an answer is whole: Slack takes one a second."""

ERASE = "wis mijn gesprek"

NOT_TRIED = warning(
    WHAT,
    "er is niets in Slack gezet: of Slack je berichten brengt en antwoorden aanneemt, is niet geweten",
    "geef je eigen lid-id mee met --naar U… (je profiel in Slack → ⋮ → «Copy member ID»)",
)
"""What is not known where nobody said whom to write to."""

UNSEEN = "van hier niet te zien: /magdat, de knoppen, «Vraag aan Mag dat?» en de beginpagina (stappen 10 tot 15)"
"""What only a person in Slack can try. Socket Mode is not among it: the manifest leaves it out."""

REFUSED: Mapping[str, str] = {
    "channel_not_found": "kijk --naar na: je lid-id (U…), of een kanaal (C…) waar de assistent lid van is",
    "user_not_found": "kijk --naar na: neem je lid-id uit je profiel",
    "cannot_dm_bot": "geef het lid-id van een mens, niet dat van de app",
    "not_in_channel": "nodig de assistent uit in dat kanaal: /invite @magdat",
    "messages_tab_disabled": "zet «App Home» → «Messages Tab» aan, en installeer de app opnieuw",
    "missing_scope": "zet alle rechten van manifest.yml in «OAuth & Permissions», en installeer de app opnieuw",
    "is_archived": "kies een kanaal dat niet gearchiveerd is",
    "restricted_action": "een beheerder van de workspace laat de app daar niet schrijven",
}
"""What Slack says of a message, and what to do."""

ON_A_CARD = frozenset({"header", "context", "actions"})
"""Blocks that an answer of the policy has, and an apology has not."""

LATER = "probeer het straks opnieuw"


def examine_trial(
    place: str, token: str, api: str, address: str, secret: str, question: str, *, each: float = EACH
) -> Iterator[Finding]:
    """Yield how far a message and a question go, and whether they are gone again.

    Args:
        place: a person or a channel, by its id in Slack.
        token: the bot's.
        api: where the Web API is.
        address: where a question is brought.
        secret: what it is signed with.
        question: what is asked.
        each: seconds between two looks.
    """
    trial = Trial(token, api, patience=PATIENCE, each=each)
    try:
        try:
            trial.post(place)
        except (Refusal, httpx.HTTPError) as error:
            yield _refused(f"naar {place} kan niet geschreven worden", error)
            return
        yield fine(WHAT, f"een bericht naar {place} staat er")
        try:
            yield _event(trial)
            yield from _question(trial, address, secret, question)
        except (Refusal, httpx.HTTPError) as error:
            yield _refused("wat er staat, is niet te lezen", error)
        finally:
            yield _removed(trial)
        yield fine(WHAT, UNSEEN)
    finally:
        trial.close()


def _event(trial: Trial) -> Finding:
    if trial.came(EVENT_WITHIN):
        return fine(WHAT, "Slack bracht dat bericht zelf naar de assistent: het adres en de gebeurtenissen kloppen")
    remedy = (
        f"kijk of «Event Subscriptions» aan staat, met «Verified ✓» en alle gebeurtenissen van manifest.yml ({PAGE})"
    )
    return fault(WHAT, f"Slack bracht dat bericht in {EVENT_WITHIN:.0f} seconden niet naar de assistent", remedy)


def _question(trial: Trial, address: str, secret: str, question: str) -> Iterator[Finding]:
    """Ask as Slack would, wait for the card, and have the conversation erased; nothing of the answer is shown."""
    try:
        status = trial.ask(address, secret, question)
    except httpx.HTTPError as error:
        yield fault(
            WHAT, f"een vraag komt niet aan op {address} ({type(error).__name__})", f"kijk de proxy na ({PAGE})"
        )
        return
    if status != 200:
        yield fault(WHAT, f"op een vraag geeft {address} status {status}", "kijk in de logs van Rasa")
        return
    posted = trial.answers(ANSWER_WITHIN, answered=_hold_a_card, quiet=QUIET)
    if not posted:
        told = f"op een vraag stond er na {ANSWER_WITHIN:.0f} seconden geen antwoord"
        yield fault(WHAT, told, "kijk met «make status» of alles draait, en in de logs van Rasa")
    elif not _hold_a_card(posted):
        told = "op een vraag kwam wel tekst, maar geen kaart"
        yield fault(WHAT, told, "kijk met «magdat doctor» of het beleid en de actieserver in orde zijn")
    else:
        yield fine(WHAT, "op een vraag kwam het antwoord, als kaart")
    if trial.ask(address, secret, ERASE) == 200:
        trial.answers(ERASED_WITHIN, answered=lambda found: len(found) > len(posted), quiet=QUIET)


def _removed(trial: Trial) -> Finding:
    try:
        gone = trial.remove()
    except (Refusal, httpx.HTTPError) as error:
        told = f"niet alles kon weer weg ({_named(error)})"
        return warning(WHAT, told, "verwijder in Slack wat er staat onder «Proef van Mag dat?»")
    return fine(WHAT, f"alles is weer weg: {counted(gone, 'bericht', 'berichten')}")


def _hold_a_card(messages: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether one of the messages is a card: with a verdict, a clause, or something to press."""
    return any(block.get("type") in ON_A_CARD for message in messages for block in message.get("blocks") or ())


def _refused(told: str, error: Exception) -> Finding:
    return fault(WHAT, f"{told} ({_named(error)})", REFUSED.get(str(error), LATER))


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, Refusal) else type(error).__name__
