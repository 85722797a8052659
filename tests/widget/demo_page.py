"""Using the demo page as a person does, and messages as Rasa's REST channel sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

Message = dict[str, Any]

STARTERS = [
    "mag ik Facebook gebruiken tijdens de pauze?",
    "leest den baas mee op de wifi hier?",
    "kunnen ze mij buitengooien voor ne like?",
]

SENTENCES = {
    "ja": "Ja. Dat mag.",
    "nee": "Nee. Dat mag niet.",
    "voorwaardelijk": "Ja. Het mag als het kort blijft.\n- Vraag het eerst.\n- Blijf beleefd.",
    "niet_geregeld": "Daarover staat niets in het beleid van De Linde. Ik kan dus geen ja of nee zeggen.",
    None: "Praat erover met de vertrouwenspersoon.",
}


NOTHING_DECIDED = {"onderwerp": "t", "opening": None, "besluit": None, "regel": None, "gevallen": [], "bronnen": []}


def part(kind: str, text: str) -> dict[str, str]:
    return {"soort": kind, "tekst": text}


OPENINGS = {"ja": "ja", "nee": "nee", "voorwaardelijk": "ja"}
"""With what an answer to «mag ik …?» begins."""


def answer(
    *parts: dict[str, str],
    more: Sequence[dict[str, str]] = (),
    buttons: list[dict[str, str]] | None = None,
    **facts: Any,
) -> list[Message]:
    """Return an answer: its first layer as text, cut at empty lines when it has no buttons, and both for machines."""
    paragraphs = [item["tekst"] for item in parts]
    texts: list[Message]
    texts = (
        [{"text": "\n\n".join(paragraphs), "buttons": buttons}] if buttons else [{"text": text} for text in paragraphs]
    )
    return [
        *texts,
        {"custom": {**NOTHING_DECIDED, **facts, "delen": [*parts, *more], "meer": list(more)}},
    ]


def decided(decision: str | None, **facts: Any) -> list[Message]:
    """Return the answer to «mag ik …?» of a company that decided so."""
    opening = OPENINGS.get(decision or "")
    own = {"opening": opening, "vorm": "mag", "regel": "r" if opening else None}
    return answer(part("besluit", SENTENCES[decision]), besluit=decision, **{**own, **facts})


def field(page: Page) -> Locator:
    return page.get_by_label("Je vraag over sociale media op het werk")


def ask(page: Page, text: str) -> None:
    """Type a question, send it, and wait for what comes back."""
    field(page).fill(text)
    field(page).press("Enter")
    settled(page)


def settled(page: Page) -> None:
    """Wait until no answer is on its way."""
    expect(page.locator("#gesprek:not([aria-busy]) .beurt.eigen").last).to_be_visible()
    expect(page.locator(".wacht")).to_have_count(0)


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the button or field of this name has the focus."""
    for _ in range(30):
        page.keyboard.press(key)
        if (
            page.evaluate("() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
            == name
        ):
            return
    raise AssertionError(f"Tab never reaches «{name}»")


def last(page: Page) -> Locator:
    return page.locator(".beurt.assistent").last


def bubbles(page: Page) -> list[str]:
    return [text.removeprefix("Jij: ") for text in page.locator(".eigen .ballon").all_text_contents()]
