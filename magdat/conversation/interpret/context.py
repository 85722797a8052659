"""How a message changes what is known: what it adds, what it corrects, what a new topic leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from magdat.conversation.state import State
from magdat.guidance.model import Talk, fits
from magdat.situation import CLOSED, DIMENSIONS, Device, Role, Situation
from magdat.understanding import Understanding

Among = Mapping[str, tuple[str, ...]]

_WHOLE_QUESTION = re.compile(
    r"^\W*(?:(?:en|maar|ok|oke|oké|ja|dus|allee|zeg)\W+)*(?:mag|kan|mogen|kunnen|moet|moeten|magk|kank|ben|heb|word|krijg)\s+(?:ik|wij|we|k|'k|er|mijn|m'n|mijne|hij|zij|ze|iedereen|iemand|men|een|de|den|het|'t)\b",
    re.IGNORECASE,
)

_NETWORK = re.compile(r"wi-?fi|netwerk|hotspot|internet", re.IGNORECASE)
_DEVICE = re.compile(
    r"gsm|telefoon|phone|foon|pc\b|comput|laptop|tablet|ipad|toestel|scanner|scherm|desktop|mobiel|kassa|machine",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?<!\w)(?:ik|ikke|kik|'k|mij|mijn|m'n|mijne|magk|maggik|kank|moek)(?!\w)", re.IGNORECASE)


def added(understanding: Understanding, situation: Situation) -> tuple[Situation, Among]:
    """Return the situation with what the message names, and the dimensions for which it names several values."""
    among: dict[str, tuple[str, ...]] = {}
    for name in DIMENSIONS:
        values = understanding.values.get(name, ())
        if name == "toestel":
            values = tuple(value for value in values if value not in _only_networks(understanding))
        if name == "rol" and name in understanding.implied and situation.rol is not None:
            continue  # somebody said who asks, and what a message implies is less than that
        if values:
            situation = situation.with_value(name, values[0])
        if len(values) > 1:
            among[name] = values
    return situation, among


def _only_networks(understanding: Understanding) -> set[str]:
    """Return «werk» when a message names the company's network and no device of the company.

    Whoever is on the wifi of the company with a telephone of his own is on his own device, and whoever says «wifi»
    and nothing else did not say which device.
    """
    if _NETWORK.search(understanding.text) is None:
        return set()
    named = [understanding.text[start:end] for start, end in understanding.spans]
    devices = sum(_DEVICE.search(piece) is not None for piece in named) if named else 0
    own = int(Device.OWN.value in understanding.values.get("toestel", ()))
    elsewhere = not own and _DEVICE.search(understanding.text) is not None
    return set() if devices > own or elsewhere else {Device.COMPANY.value}


def role_presumed(state: State, topic: str, understanding: Understanding) -> bool:
    """Return whether somebody who spoke as a manager or HR before now asks something for himself, maybe."""
    if state.situation.rol in {None, Role.EMPLOYEE.value} or "rol" in understanding.values:
        return False
    if state.topic == topic:
        return state.role_presumed
    return _FIRST_PERSON.search(understanding.text) is not None


def carried(talk: Talk, state: State, topic: str, understanding: Understanding) -> Situation:
    """Return what is kept of the situation when a full question comes.

    On the same topic everything stays, and who goes back to an earlier topic finds everything as it was. On a new
    one, who asks stays, and the platform stays unless somebody says that it is about something else («nog iets
    anders»); when and on which device was about the earlier question.
    """
    if state.topic == topic:
        return state.situation
    kept = Situation(rol=state.situation.rol, afdeling=state.situation.afdeling)
    earlier = next((situation for name, situation in reversed(state.history) if name == topic), None)
    if earlier is not None:
        return replace(earlier, rol=kept.rol or earlier.rol, afdeling=kept.afdeling or earlier.afdeling)
    if not any(fits(form, understanding.text) for form in talk.switching):
        kept = kept.with_value("platform", state.situation.platform)
    return kept


def bare_value(text: str) -> dict[str, tuple[str, ...]]:
    """Return the value that a message consists of, when it is nothing but the name of one: «eigen», «pauze»."""
    word = text.strip(" .!?").lower()
    found = next((name for name, values in CLOSED.items() if word in values), None)
    return {found: (word,)} if found else {}


def telling(situation: Situation) -> int:
    """Return how many pieces of the context are known that only using social media at work has together."""
    return sum(situation.get(name) is not None for name in ("moment", "platform", "toestel"))


def whole_question(text: str) -> bool:
    """Return whether a message is a question of its own: «mag ik …?», «moeten we …?»."""
    return _WHOLE_QUESTION.search(text) is not None


def elliptical(talk: Talk, understanding: Understanding, most_words: int = 1) -> bool:
    """Return whether a message is nothing but a piece of context: «en na de uren?», «op linkedin dus»."""
    if not understanding.values or whole_question(understanding.text):
        return False
    return len(telling_words(talk, understanding)) <= most_words


def telling_words(talk: Talk, understanding: Understanding) -> list[str]:
    """Return the words that tell what a message is about: neither small words nor pieces of context."""
    text = understanding.text.lower()
    for start, end in sorted(understanding.spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    small = talk.small()
    return [word for word in re.findall(r"[^\W_]+", text) if word not in small]
