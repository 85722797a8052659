"""Using the widget as a person does, and replies as the assistant's web channel pushes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect

Reply = dict[str, Any]

STARTERS = [
    "Mag ik Facebook gebruiken tijdens de pauze?",
    "Leest de baas mee op de wifi hier?",
    "Kunnen ze mij ontslaan voor een like?",
]

SENTENCES = {
    "ja": "Ja. Dat mag.",
    "nee": "Nee. Dat mag niet.",
    "voorwaardelijk": "Ja. Het mag als het kort blijft.\n- Vraag het eerst.\n- Blijf beleefd.",
    "niet_geregeld": "Daarover staat niets in het beleid van De Linde. Ik kan dus geen ja of nee zeggen.",
    None: "Praat erover met de vertrouwenspersoon.",
}

NOTHING_DECIDED = {"onderwerp": "t", "opening": None, "besluit": None, "regel": None, "gevallen": [], "bronnen": []}

OPENINGS = {"ja": "ja", "nee": "nee", "voorwaardelijk": "ja"}
"""With what an answer to «mag ik …?» begins."""

FOCUS = """() => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return found ? (found.labels?.[0]?.textContent ?? found.ariaLabel ?? found.textContent).trim() : "";
}"""


def part(kind: str, text: str) -> dict[str, str]:
    return {"soort": kind, "tekst": text}


def answer(
    *parts: dict[str, str],
    more: Sequence[dict[str, str]] = (),
    buttons: Sequence[dict[str, str]] = (),
    **facts: Any,
) -> list[Reply]:
    """Return an answer: its first layer as text, and both layers for machines."""
    custom = {**NOTHING_DECIDED, **facts, "delen": [*parts, *more], "meer": list(more)}
    return [{"text": "\n\n".join(item["tekst"] for item in parts), "buttons": list(buttons), "custom": custom}]


def decided(decision: str | None, **facts: Any) -> list[Reply]:
    """Return the answer to «mag ik …?» of a company that decided so."""
    opening = OPENINGS.get(decision or "")
    own = {"opening": opening, "vorm": "mag", "regel": "r" if opening else None}
    return answer(part("besluit", SENTENCES[decision]), besluit=decision, **{**own, **facts})


def field(page: Page) -> Locator:
    return page.get_by_label("Je vraag over sociale media op het werk")


def typed(page: Page, text: str) -> None:
    """Type a question and send it."""
    field(page).fill(text)
    field(page).press("Enter")


def ask(page: Page, text: str) -> None:
    """Type a question once nothing else is being answered, send it, and wait for what comes back."""
    expect(page.locator(".gesprek[aria-busy]")).to_have_count(0)
    typed(page, text)
    settled(page)


def settled(page: Page) -> None:
    """Wait until no answer is on its way."""
    expect(page.locator(".gesprek:not([aria-busy]) .beurt.eigen").last).to_be_visible()
    expect(page.locator(".wacht")).to_have_count(0)


def focused(page: Page) -> str:
    """Return the name of what has the focus, inside the widget too."""
    name: str = page.evaluate(FOCUS)
    return name


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Wait for what happens outside the page, while the page goes on."""
    for _ in range(100):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


@contextmanager
def told_that_it_arrived(page: Page) -> Iterator[None]:
    """Send a message within, and go on once the page has the server's word on it.

    That a server got it is not yet that: where a test turns the clock on in between, the request times out.
    """
    with page.expect_response(lambda response: response.url.endswith("/say")) as response:
        yield
    response.value.finished()


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the button or field of this name has the focus."""
    for _ in range(40):
        page.keyboard.press(key)
        if focused(page) == name:
            return
    raise AssertionError(f"{key} never reaches «{name}»")


def unfold(page: Page) -> None:
    """Open every line that unfolds."""
    page.evaluate(
        "() => document.querySelector('mag-dat').shadowRoot.querySelectorAll('details')"
        ".forEach((each) => { each.open = true; })"
    )


def erase(page: Page) -> None:
    """Have the conversation erased."""
    page.get_by_role("button", name="Meer mogelijkheden").click()
    page.get_by_role("button", name="Wis gesprek").click()
    page.get_by_role("button", name="Wis alles").click()


def last(page: Page) -> Locator:
    return page.locator(".beurt.assistent").last


def read_aloud(page: Page) -> set[str]:
    """Return every text that a screen reader finds, also where a page closed its elements to scripts."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return {str(node.get("name", {}).get("value", "")).strip() for node in tree["nodes"] if not node.get("ignored")}


def bubbles(page: Page) -> list[str]:
    return [text.removeprefix("Jij: ") for text in page.locator(".eigen .ballon").all_text_contents()]
