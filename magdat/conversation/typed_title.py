"""The title of a button, typed where a channel shows no buttons or somebody copies it, does what the button does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from magdat.conversation.moves.hand_off import DROP_TOPIC, OWN_WORDS, WITH_ANSWER, WITHOUT_ANSWER
from magdat.conversation.outcome import PERSON
from magdat.handoff.contact import ANONYMOUS
from magdat.understanding import Understanding
from magdat.wording.phrases import Phrases

_ASKING = {"knop_mens": f"/{PERSON}", "knop_meer": "/meer_weten"}
"""What the buttons under an answer bring, by the name of their title in leidraad/zinnen.yml."""

_HANDING_OVER = {
    "knop_mens": f"/{PERSON}",
    "knop_anoniem": ANONYMOUS,
    "knop_versturen": "/bevestigen",
    "knop_aanpassen": "/aanpassen",
    "knop_eigen_woorden": OWN_WORDS,
    "knop_met_antwoord": WITH_ANSWER,
    "knop_zonder_antwoord": WITHOUT_ANSWER,
    "knop_zonder_onderwerp": DROP_TOPIC,
    "knop_niet": "/ontkennen",
    "knop_toch_doorgeven": "/bevestigen",
    "knop_niet_doorgeven": "/stoppen",
}
"""The same in the middle of a hand-off."""

_GIVING = {
    **_ASKING,
    "knop_vraag_tonen": "/aanpassen",
    "knop_aanpassen": "/aanpassen",
    "knop_ja": "/bevestigen",
    "knop_nee": "/ontkennen",
}
"""The same while a question waits to be given to whoever writes the answers."""

TYPED = frozenset({*_ASKING, *_HANDING_OVER, *_GIVING})
"""The names of all titles that may be typed."""


def as_pressed(
    phrases: Phrases, understanding: Understanding, *, handing_over: bool, giving: bool = False
) -> Understanding:
    """Return a message that is the title of a button as that button brings it; any other as it is.

    HR may reword the titles: they are compared with the wording in use.

    Args:
        phrases: the titles.
        understanding: the message.
        handing_over: whether something is being passed on.
        giving: whether a question waits to be given.
    """
    if understanding.certain:
        return understanding
    titles = _HANDING_OVER if handing_over else _GIVING if giving else _ASKING
    brought = _brought(phrases, titles, understanding.text)
    if brought is None:
        return understanding
    if not brought.startswith("/"):
        return replace(understanding, text=brought)
    return Understanding(brought, ((brought[1:], 1.0),), {}, certain=True)


def _brought(phrases: Phrases, titles: Mapping[str, str], text: str) -> str | None:
    typed = _plain(text)
    return next((brought for name, brought in titles.items() if _plain(phrases.say(name)) == typed), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?“”\"'«»")
