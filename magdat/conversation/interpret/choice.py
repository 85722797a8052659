"""What a typed answer picks among the choices that the assistant offered."""

from __future__ import annotations

import difflib

from magdat.conversation.interpret.context import elliptical
from magdat.conversation.state import Option, State
from magdat.guidance.library import Library
from magdat.guidance.model import fits
from magdat.understanding import Understanding

_PLACES = {
    "eerste": 0, "eersten": 0, "tweede": 1, "tweeden": 1, "derde": 2, "derden": 2, "vierde": 3, "vierden": 3,
}  # fmt: skip
_NUMBERS = {
    "1": 0, "een": 0, "één": 0, "a": 0, "2": 1, "twee": 1, "b": 1, "3": 2, "drie": 2, "c": 2, "4": 3, "vier": 3,
}  # fmt: skip
_BEFORE_A_NUMBER = frozenset({"optie", "nummer", "nr", "keuze", "antwoord"})
_ORDINAL_WORDS = 5
_CLOSE = 0.82

_COUNTED = frozenset({"dimension", "topic", "reading"})
"""The kinds of question whose answers stand in a list that one can count in; a yes or a no does not."""

EVERY = Option("", act="alle")
"""Stands for all choices together: «alle drie», and also «weet ik niet», for then every case is of use."""


def chosen(library: Library, state: State, understanding: Understanding) -> Option | None:
    """Return the offered option that a typed answer picks: by place, by its title, by its value, or all of them."""
    if state.pending is None or not state.pending.options:
        return None
    options = state.pending.options
    text = understanding.text.lower().strip(" .!?\n")
    words = text.replace(",", " ").split()
    takes_all = any(fits(form, text) for form in (*library.talk.every, *library.talk.no_idea))
    if takes_all and state.pending.kind == "dimension" and not understanding.values:
        return EVERY
    if 0 < len(words) <= _ORDINAL_WORDS and state.pending.kind in _COUNTED:
        if words[-1] in {"laatste", "laatsten", "onderste"}:
            return options[-1]
        if any(fits(form, text) for form in library.talk.every):
            return None
        if "geen" in words or "niets" in words or "geeneen" in words:
            return next((item for item in options if item.act == "ontkennen"), None)
        place = _place(words)
        if place is not None and place < len(options):
            return options[place]
    titles = [option.title.lower() for option in options]
    match = difflib.get_close_matches(text, titles, n=1, cutoff=_CLOSE)
    if match:
        return options[titles.index(match[0])]
    if state.pending.dimension is not None:
        values = understanding.values.get(state.pending.dimension, ())
        if len(values) == 1 and (elliptical(library.talk, understanding) or understanding.intent == "aanvullen"):
            picked = next((item for item in options if item.value == values[0]), None)
            return picked or Option(values[0], dimension=state.pending.dimension, value=values[0])
    return None


def _place(words: list[str]) -> int | None:
    """Return which choice a few words name: «de eerste», «optie 2», «b»; «geef een voorbeeld» names none."""
    if words[-1] in _NUMBERS and (len(words) == 1 or words[-2] in _BEFORE_A_NUMBER):
        return _NUMBERS[words[-1]]
    places = {_PLACES[word] for word in words if word in _PLACES}
    return places.pop() if len(places) == 1 else None
