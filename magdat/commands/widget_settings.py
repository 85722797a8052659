"""Settings of the web widget that are half done: each of them lets an assistant start that nobody can use as meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from magdat.commands.reach import PATIENCE, SAME, Finding, fault, fine, warning
from magdat.variables import faults
from magdat.widget.origins import AddressError, is_open_to_readers, origin_of

WHAT = "widget"
PAGE = "docs/kanalen/widget.md"
EVERYBODY = "*"

LOGIN = ("MAGDAT_WIDGET_JWT_ISSUER", "MAGDAT_WIDGET_JWT_AUDIENCE", "MAGDAT_WIDGET_JWT_KEYS")
"""By which tokens of the intranet people log in: all three, or none."""


def sites_in(environment: Mapping[str, str]) -> list[str]:
    """Return the websites that may talk to the assistant, as they were set."""
    return environment.get("MAGDAT_HERKOMST", "").split()


def examine_settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is half done; nothing of ours has to run for that. What cannot be read at all is told elsewhere."""
    yield from _login(environment)
    if not faults(environment, ["MAGDAT_HERKOMST", "MAGDAT_RASA_URL"]):
        yield from _sites(sites_in(environment))
        yield from _ways_in(environment)
    workers = environment.get("SANIC_WORKERS", "").strip()
    if workers.isdigit() and int(workers) > 1:
        told = f"SANIC_WORKERS is {workers}, maar een Rasa start altijd één proces"
        yield warning(WHAT, told, "haal SANIC_WORKERS weg; meer processen start je met MAGDAT_WERKERS")


def _login(environment: Mapping[str, str]) -> Iterator[Finding]:
    missing = [name for name in LOGIN if not environment.get(name, "").strip()]
    if len(missing) == len(LOGIN):
        return
    if missing:
        told = f"de aanmelding is half ingesteld, zonder {' en '.join(missing)}"
        yield fault(WHAT, told, f"vul ze alle drie in, of geen enkele ({PAGE})")
        return
    if faults(environment, LOGIN):
        return
    keys = environment[LOGIN[2]].strip()
    try:
        number = _number_of_keys(keys)
    except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError) as error:
        told = f"de sleutels van het intranet zijn niet te lezen ({type(error).__name__}): niemand raakt binnen"
        yield fault(WHAT, told, f"kijk {LOGIN[2]} na")
        return
    if number:
        yield fine(WHAT, "wie zich op het intranet aanmeldde, mag vragen stellen; de sleutels zijn er")
    else:
        yield fault(WHAT, f"{LOGIN[2]} wijst naar een lijst zonder sleutels: niemand raakt binnen", "kijk ze na")


def _number_of_keys(keys: str) -> int:
    if "://" in keys:
        text = httpx.get(keys, timeout=PATIENCE).raise_for_status().text
    else:
        text = Path(keys).read_text(encoding="utf-8")
    return len(list(json.loads(text)["keys"]))


def _sites(sites: list[str]) -> Iterator[Finding]:
    """Look at the sites as a browser will compare them: letter by letter."""
    if EVERYBODY in sites:
        yield warning(WHAT, "MAGDAT_HERKOMST is *: elke website mag vragen stellen", "zet er je eigen sites in")
    well = []
    for site in sites:
        if site == EVERYBODY:
            continue
        try:
            named = origin_of(site)
        except AddressError:
            shown = "iets" if "@" in site else site  # which may hold a password
            yield fault(WHAT, f"{shown} in MAGDAT_HERKOMST is geen adres van een website", "schrijf https://…")
            continue
        if named != site:
            yield fault(WHAT, f"{site} in MAGDAT_HERKOMST is niet hoe een browser het zegt", f"schrijf {named}")
        elif is_open_to_readers(site):
            told = f"{site} in MAGDAT_HERKOMST is geen https: op het netwerk kan iemand meelezen"
            yield warning(WHAT, told, f"schrijf https://{urlsplit(site).netloc}, en zet die site op https")
        else:
            well.append(site)
    if well:
        yield fine(WHAT, f"met de assistent mag praten: {', '.join(well)}")
    elif not sites:
        yield fine(WHAT, "MAGDAT_HERKOMST is hier leeg: dan mag enkel de pagina op deze machine vragen stellen")


def _ways_in(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Look whether browsers elsewhere are told where the assistant is, and whether a proxy is counted with."""
    assistant = environment.get("MAGDAT_RASA_URL", "").strip()
    elsewhere = [site for site in sites_in(environment) if urlsplit(site).hostname and _is_elsewhere(site)]
    if elsewhere and not assistant:
        told = "MAGDAT_RASA_URL is niet ingevuld: browsers zoeken de assistent op poort 5005 van waar het script staat"
        yield warning(WHAT, told, f"vul het adres in dat zij zien ({PAGE}); {SAME}")
    if assistant and not sites_in(environment):
        told = "MAGDAT_HERKOMST is niet ingevuld: je intranet mag niet met de assistent praten"
        yield warning(WHAT, told, f"zet er het adres van je intranet in ({PAGE}); {SAME}")
    behind = environment.get("MAGDAT_PROXIES", "").strip() in ("", "0")
    if assistant.startswith("https:") and behind:
        told = "MAGDAT_PROXIES is niet ingevuld: achter de proxy telt iedereen als één persoon"
        yield warning(WHAT, told, "zet MAGDAT_PROXIES=1")


def _is_elsewhere(site: str) -> bool:
    return site.startswith("https:") or is_open_to_readers(site)
