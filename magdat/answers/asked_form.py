"""In what form a question asks for a yes or a no, where its words say so beside the form that was heard.

A story that ends in «Mag dat?» asks whether something may, and so does «klopt het dat ik … mag?». «Facebook in de
pauze?» asks it without a verb.
"""

from __future__ import annotations

import re

from magdat.question import Form

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_BEFORE = r"^(?:(?:en|maar|dus|want|of|dan|nu|ok[eé],?|allez,?)\s+)*"
_MAY_FIRST = re.compile(rf"{_BEFORE}(?:mag|mogen|magde|kan|kunnen|kunde)\b", re.IGNORECASE)
_MUST_FIRST = re.compile(rf"{_BEFORE}(?:moet|moeten|moette|hoef)\b", re.IGNORECASE)
_ALLOWED = re.compile(
    r"\b(?:mag|mogen|magde|kan|kunnen|kunde|toegelaten|toegestaan|ok[eé]?|in orde|geen probleem)\b", re.IGNORECASE
)
_GOOD = re.compile(r"\b(?:goed|ok[eé]?|in orde|toegelaten|toegestaan)\b", re.IGNORECASE)
_ASKED_FOR = re.compile(r"\b(?:wie|wat|waar|waarom|hoe|hoeveel|hoelang|wanneer|welke?|of)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:niet|nie|ni|geen|gene|genen|verboden|weiger\w*|zonder)\b", re.IGNORECASE)

_MOST_WORDS = 8
"""A remark of more words than this, with a question mark, is more than a question without a verb."""


def form_asked(form: Form | None, text: str) -> Form | None:
    """Return the form in which a question asks for a yes or a no; the form that was heard where its words add nothing.

    Args:
        form: the form that the understanding heard.
        text: the question.
    """
    if form in {Form.MAY, Form.MUST, Form.WITHOUT}:
        return form
    last = _last(text)
    if form is Form.TRUE:
        return Form.MAY if _ALLOWED.search(last) and not _AGAINST.search(text) else form
    if form is Form.BAD:
        return Form.MAY if _GOOD.search(last) and not _AGAINST.search(text) else form
    if form is Form.REMARK:
        short = text.rstrip().endswith("?") and len(text.split()) <= _MOST_WORDS
        return Form.MAY if (short and not _ASKED_FOR.search(text)) or _MAY_FIRST.match(last) else form
    if _ASKED_FOR.search(last):
        return form
    return Form.MAY if _MAY_FIRST.match(last) else Form.MUST if _MUST_FIRST.match(last) else form


def _last(text: str) -> str:
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    return sentences[-1] if sentences else text
