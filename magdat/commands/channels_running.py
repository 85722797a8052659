"""What `magdat doctor` tries of the channels at the assistant that runs on this machine; nothing is written outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import httpx

from magdat.commands import slack_reach
from magdat.commands.channels_widget import named_sites, port_of
from magdat.commands.reach import PATIENCE, Finding, Level, fault, warning
from magdat.commands.widget_reach import NOT_LOGGED_IN, examine_assistant, examine_script
from magdat.commands.widget_settings import examine_settings
from magdat.files.problems import DocumentError
from magdat.settings import Settings
from magdat.variables import all_faults
from magdat.wording.starters import load_starters

PAGE, RASA = "MAGDAT_POORT_PAGINA", "MAGDAT_POORT_RASA"


def examine_running(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield whether the running assistant answers Slack and pages with the widget, and nobody who pretends to be those.

    Where nothing answers at its port, that is a warning: it may run on another machine, or in another container.
    """
    if all_faults(environment):
        return  # which are told already, and what runs is not what was meant
    port = port_of(RASA, environment)
    rasa = f"http://127.0.0.1:{port}"
    if not _answers(f"{rasa}/webhooks/rest/"):
        told = f"Slack en het widget zijn niet geprobeerd, want Rasa antwoordt niet op poort {port}"
        yield warning("diensten", told, "kijk het na waar de assistent draait")
        return
    if all(environment.get(name, "").strip() for name in (slack_reach.TOKEN, slack_reach.SECRET)):
        yield from slack_reach.examine_here(environment)
    if not any(item.level is Level.FAULT for item in examine_settings(environment)):
        yield from _widget(environment, rasa)


def _widget(environment: Mapping[str, str], rasa: str) -> Iterator[Finding]:
    page = f"http://127.0.0.1:{port_of(PAGE, environment)}"
    if _answers(f"{page}/"):  # where it does not, the services say so
        yield from examine_script(page)
    try:
        question = load_starters(Settings.from_environment(environment).guidance)[0].question
    except DocumentError as error:
        yield from (fault("leidraad", str(problem)) for problem in error.problems)
        return
    for item in examine_assistant(page, rasa, named_sites(environment), question):
        if item is not NOT_LOGGED_IN:  # nothing to mend: with --streng it would count every night
            yield item


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=PATIENCE, trust_env=False).status_code < 400
    except httpx.HTTPError:
        return False
