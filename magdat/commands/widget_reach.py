"""What `magdat kanalen test widget` looks at: the script, which sites may talk, and a whole conversation."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import httpx

from magdat.commands.reach import PATIENCE, Finding, Level, certificate, fault, fine, warning
from magdat.commands.widget_settings import PAGE, WHAT
from magdat.widget.visit import ASKED, PATH, Visit

SCRIPT = "/magdat.js"
LARGEST = 30_000
"""Bytes, packed, that the script may be."""

ANSWER_WITHIN = 25.0
"""Seconds that an answer may take; the gate gives up before."""

NOT_LOGGED_IN = warning(
    WHAT,
    "een heel gesprek is niet geprobeerd, want daar hoort een aanmelding bij",
    "stel een vraag op je eigen intranet",
)
"""What cannot be tried where people log in on the intranet."""

_BUILT = re.compile(r"^const BUILT = (\{.*\});$", re.M)
_COMPONENT = 'customElements.define("mag-dat"'

_NOT_ANSWERED = (httpx.HTTPError, ValueError, KeyError, TypeError)
"""How it shows that whatever answers is not the assistant."""


def examine_script(page: str) -> Iterator[Finding]:
    """Yield whether the address of the page serves the widget as one script."""
    address = f"{page}{SCRIPT}"
    if page.startswith("https:"):
        yield (reached := certificate(WHAT, page))
        if reached.level is Level.FAULT:
            return
    remedy = f"geef alles behalve {PATH} door aan poort 8080 ({PAGE})" if _outside(page) else "start met «make start»"
    try:
        answer, carried = _script(address)
    except httpx.HTTPError as error:
        yield fault(WHAT, f"{address} is niet te bereiken ({type(error).__name__})", remedy)
        return
    if answer.is_redirect:
        told = f"{address} stuurt door naar {urlsplit(answer.headers.get('location', '')).netloc or 'elders'}"
        yield fault(WHAT, told, "laat het script door zonder aanmelding")
    elif answer.status_code != 200 or _COMPONENT not in answer.text:
        yield fault(WHAT, f"{address} is het script van de widget niet (status {answer.status_code})", remedy)
    elif "javascript" not in answer.headers.get("content-type", ""):
        yield fault(WHAT, f"{address} noemt zich geen script, en dan voert een browser het niet uit", remedy)
    elif carried > LARGEST:
        told = f"{address} geeft <mag-dat>, in {_kilobytes(carried)}: het komt niet ingepakt aan"
        yield warning(WHAT, told, "laat je proxy de kop «Accept-Encoding» doorgeven")
    else:
        yield fine(WHAT, f"{address} geeft <mag-dat>, in {_kilobytes(carried)}")


def assistant_of(page: str) -> str:
    """Return where a widget from this page looks for the assistant; the page itself when it says nothing of that."""
    try:
        built = _BUILT.search(_script(f"{page}{SCRIPT}")[0].text)
        facts = json.loads(built.group(1)) if built else {}
    except (httpx.HTTPError, ValueError):
        return page
    parts = urlsplit(page)
    port = f":{facts['poort']}" if "poort" in facts else ""
    return str(facts.get("rasa") or (f"{parts.scheme}://{parts.hostname}{port}" if port else page)).rstrip("/")


def examine_assistant(page: str, assistant: str, sites: Sequence[str], question: str) -> Iterator[Finding]:
    """Yield whether pages of these sites can have a whole conversation, and others none.

    Args:
        page: where the script comes from.
        assistant: where the widget looks for the assistant.
        sites: origins of pages that hold the widget.
        question: what to ask.
    """
    if page.startswith("https:"):
        if not assistant.startswith("https:"):
            told = f"het script zoekt de assistent op {assistant}, en dat laat een pagina op https niet toe"
            yield fault(WHAT, told, f"zet MAGDAT_RASA_URL={page}, en start opnieuw")
            return
        if assistant != page:
            reached = certificate(WHAT, assistant)
            if reached.level is Level.FAULT:
                yield _elsewhere(page, assistant, reached)
                return
            yield reached
    try:
        with Visit(assistant, patience=PATIENCE) as visit:
            answer = visit.health()
            there = answer.status_code == 200 and answer.json() == {"status": "ok"}
    except ValueError:
        there = False
    except httpx.HTTPError as error:
        yield fault(WHAT, f"{assistant} is niet te bereiken ({type(error).__name__})", _start_or_proxy(assistant))
        return
    if not there:
        told = f"{assistant}{PATH}/ is de assistent niet (status {answer.status_code})"
        yield fault(WHAT, told, _start_or_proxy(assistant))
        return
    allowed = []
    for site in sites:
        finding = _site(assistant, site)
        allowed += [site] if finding.level is Level.FINE else []
        yield finding
    yield _stranger(assistant)
    yield from _conversation(assistant, allowed[0] if allowed else None, question)


def _elsewhere(page: str, assistant: str, reached: Finding) -> Finding:
    """Say what to do when nothing is where the script looks: without a setting that is Rasa's own port."""
    told = f"het script zoekt de assistent op {assistant}: {reached.message}"
    return fault(WHAT, told, f"zet MAGDAT_RASA_URL={page}, en start opnieuw; staat hij daar echt, {reached.remedy}")


def _site(assistant: str, site: str) -> Finding:
    """Say whether a browser lets a page of a site talk to the assistant."""
    try:
        with Visit(assistant, site, PATIENCE) as visit:
            answers = list(visit.preflights())
            begun = visit.begin()
            if begun.status_code == 200:
                visit.erase()
    except _NOT_ANSWERED as error:
        return fault(WHAT, f"{site} krijgt geen antwoord ({type(error).__name__})", _start_or_proxy(assistant))
    for answer, (method, route, headers) in zip([*answers, begun], [*ASKED, ("POST", "begin", "")]):
        said = answer.headers.get("access-control-allow-origin", "")
        if "," in said:
            told = f"{site} krijgt bij {route} twee keer te horen wie mag praten, en dan weigert een browser"
            return fault(WHAT, told, "laat je proxy zelf geen «Access-Control-…» toevoegen")
        if said not in (site, "*") or answer.status_code == 403:
            told = f"{site} mag niet met de assistent praten"
            return fault(WHAT, told, "zet dat adres letterlijk in MAGDAT_HERKOMST, en start opnieuw")
        granted = answer.headers.get("access-control-allow-headers", "").lower()
        if lost := [name for name in headers.split(",") if name and name not in granted and granted != "*"]:
            told = f"{site} mag bij {method} {route} de kop {lost[0]} niet sturen"
            return fault(WHAT, told, "laat je proxy OPTIONS doorgeven, en er niet zelf op antwoorden")
    return fine(WHAT, f"{site} mag met de assistent praten")


def _stranger(assistant: str) -> Finding:
    """Say whether a website that nobody named is kept out."""
    stranger = f"https://{secrets.token_hex(8)}.example"
    try:
        with Visit(assistant, stranger, PATIENCE) as visit:
            said = [answer.headers.get("access-control-allow-origin", "") for answer in visit.preflights()]
            begun = visit.begin()
            if begun.status_code == 200:
                visit.erase()
    except _NOT_ANSWERED as error:
        told = f"of een vreemde website geweigerd wordt, is niet geweten ({type(error).__name__})"
        return fault(WHAT, told, _start_or_proxy(assistant))
    if begun.status_code == 403 and not {stranger, "*"} & set(said):
        return fine(WHAT, "een vreemde website wordt geweigerd")
    told = "een vreemde website mag ook met de assistent praten"
    return fault(WHAT, told, "zet in MAGDAT_HERKOMST enkel je eigen sites, en laat je proxy geen koppen toevoegen")


def _conversation(assistant: str, site: str | None, question: str) -> Iterator[Finding]:
    """Begin, ask, hear and erase; what was said is kept nowhere."""
    try:
        with Visit(assistant, site, PATIENCE) as visit:
            begun = visit.begin()
            if begun.status_code == 401:
                yield fine(WHAT, "wie zich niet aanmeldt op het intranet, krijgt geen antwoord")
                yield NOT_LOGGED_IN
                return
            if begun.status_code != 200:
                yield fault(WHAT, f"een gesprek begint niet (status {begun.status_code})", "kijk in de logs van Rasa")
                return
            try:
                yield from _answer(visit, question)
            finally:
                erased = visit.erase()
            after, _ = visit.say(question)
    except _NOT_ANSWERED as error:
        told = f"het gesprek brak af ({type(error).__name__})"
        yield fault(WHAT, told, "kijk in de logs van Rasa, en of de proxy een lijn lang genoeg openhoudt")
        return
    if erased.status_code == 200 and after.status_code == 401:
        yield fine(WHAT, "het gesprek is weer gewist")
    else:
        told = f"het gesprek is niet gewist (status {erased.status_code}, daarna {after.status_code})"
        yield fault(WHAT, told, "kijk in de logs van Rasa, en of de databank antwoordt («magdat doctor»)")


def _answer(visit: Visit, question: str) -> Iterator[Finding]:
    if not visit.stream_opens():
        told = "er komt niets over de lijn waarop antwoorden komen: iets onderweg houdt ze op"
        yield fault(WHAT, told, "zet «proxy_buffering off» in nginx of «flush_interval -1» in caddy")
        return
    began = time.monotonic()
    said, name = visit.say(question)
    if said.status_code != 202:
        yield fault(WHAT, f"een vraag wordt niet aangenomen (status {said.status_code})", "kijk in de logs van Rasa")
        return
    heard = visit.hear(name, ANSWER_WITHIN)
    took = f"{time.monotonic() - began:.1f}".replace(".", ",")
    if heard.fault:
        yield fault(WHAT, f"«{question}» kreeg geen antwoord: «{heard.fault}»", "kijk in de logs van de actieserver")
    elif not heard.replies:
        yield fault(WHAT, f"«{question}» kreeg geen antwoord, na {took} seconden", "kijk met «magdat doctor»")
    elif not any(reply.get("custom") for reply in heard.replies):
        yield fault(WHAT, f"op «{question}» kwam geen kaart", "kijk met «magdat doctor» of de actieserver antwoordt")
    else:
        yield fine(WHAT, f"«{question}» kreeg een antwoord over de lijn, na {took} seconden")


def _script(address: str) -> tuple[httpx.Response, int]:
    """Return what serves as the script, and how many bytes came over the line."""
    with httpx.stream(
        "GET", address, headers={"Accept-Encoding": "gzip"}, timeout=PATIENCE, trust_env=_outside(address)
    ) as answer:
        answer.read()
        return answer, answer.num_bytes_downloaded


def _outside(address: str) -> bool:
    return not address.startswith("http:")


def _start_or_proxy(assistant: str) -> str:
    return f"geef {PATH}/* door aan poort 5005 ({PAGE})" if _outside(assistant) else "start met «make start»"


def _kilobytes(number: int) -> str:
    return f"{number / 1000:.1f} kB".replace(".", ",")
