"""`magdat beleid waarom`: which rules fit a question, which one wins, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat.answers.composer import MAX_CASES
from magdat.commands.findings import columns
from magdat.commands.in_use import policy_for
from magdat.commands.output import busy, console, fail, quiet
from magdat.conversation.interpret.context import Among, added
from magdat.conversation.interpret.own_words import with_own_words
from magdat.files.problems import closest
from magdat.guidance.library import Library, load_library
from magdat.guidance.model import Kind, Topic
from magdat.interpreter import open_interpreter
from magdat.policy.explanation import explain, unknown_values
from magdat.policy.known_values import values_of
from magdat.policy.model import Decision, Policy
from magdat.policy.outcomes import effective, outcome_for
from magdat.policy.selection import Outcome
from magdat.settings import Settings
from magdat.situation import DIMENSIONS, Situation
from magdat.wording.phrases import Phrases, load_phrases
from magdat.wording.situation import as_sentence


def why(
    question: Optional[str] = typer.Argument(
        None, metavar="[VRAAG]", help="Een vraag; of geef --onderwerp en de context."
    ),
    topic: Optional[str] = typer.Option(None, "--onderwerp", help="Id van een onderwerp."),
    moment: Optional[str] = typer.Option(None, "--moment", help="werkuren, pauze of buiten_werkuren."),
    platform: Optional[str] = typer.Option(None, "--platform", help="facebook, linkedin, intranet …"),
    device: Optional[str] = typer.Option(None, "--toestel", help="eigen of werk."),
    role: Optional[str] = typer.Option(None, "--rol", help="medewerker, leidinggevende, hr of een eigen rol."),
    department: Optional[str] = typer.Option(None, "--afdeling", help="Een afdeling uit het beleid."),
    content: Optional[str] = typer.Option(None, "--inhoud", help="Waarover het bericht gaat."),
    audience: Optional[str] = typer.Option(None, "--publiek", help="Over of met wie het gaat."),
    site: Optional[str] = typer.Option(None, "--vestiging", help="Een vestiging uit het beleid."),
    file: Optional[Path] = typer.Option(None, "--beleid", help="Een ander beleid dan dat in gebruik is."),
) -> None:
    """Toon welke regels passen, welke wint, en waarom."""
    quiet()
    settings = Settings.from_environment()
    library = load_library(settings.guidance)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    policy = policy_for(file, library).policy
    given = Situation(moment, platform, device, role, department, content, audience, site)
    faults = unknown_values(given, values_of(policy, library))
    if topic is not None and topic not in {item.id for item in library.topics}:
        hint = closest(topic, [item.id for item in library.topics]) or "kies een id uit leidraad/onderwerpen.yml"
        faults.insert(0, f"het onderwerp «{topic}» bestaat niet → {hint}")
    if topic is None and not (question or "").strip():
        faults.append("er is geen vraag → geef een vraag tussen aanhalingstekens, of --onderwerp")
    if faults:
        for fault in faults:
            fail(fault)
        raise typer.Exit(2)
    situation, among, topic = _understood(question, topic, given, policy, library)
    if topic is None:
        fail("Deze vraag gaat over geen enkel onderwerp dat ik ken.")
        raise typer.Exit(1)
    console.print(f"Onderwerp: {library.topic(topic).title} ({topic})", markup=False)
    known = [f"{name}: {' of '.join(values)}" for name, values in _context(effective(situation), among).items()]
    console.print(f"Context: {', '.join(known)}", markup=False)
    if library.topic(topic).kind is not Kind.RULE:
        _explains(policy, library.topic(topic))
        return
    outcome = outcome_for(policy, topic, situation, among)
    _show_rules(policy, topic, effective(situation), among, outcome)
    _show_outcome(outcome, policy, phrases, library)


def _understood(
    question: str | None, topic: str | None, given: Situation, policy: Policy, library: Library
) -> tuple[Situation, Among, str | None]:
    """Return the context and the topic; what was given as an option goes before what the question says."""
    if not (question or "").strip():
        return given, {}, topic
    with busy("Het taalmodel leest de vraag …"):
        understanding = with_own_words(open_interpreter().parse([str(question)])[0], policy, library)
    situation, among = added(understanding, Situation())
    for name, value in given.known().items():
        situation = situation.with_value(name, value)
    among = {name: values for name, values in among.items() if given.get(name) is None}
    return situation, among, topic or next((name for name, _ in understanding.topics()), None)


def _context(situation: Situation, among: Among) -> dict[str, tuple[str, ...]]:
    return {name: among.get(name) or (value,) for name, value in situation.known().items()}


def _explains(policy: Policy, topic: Topic) -> None:
    console.print(f"Over dit onderwerp beslist een beleid niet (soort: {topic.kind.value}).")
    provision = policy.provision_for(topic.id)
    if provision is None:
        console.print("Het beleid heeft er ook geen bepaling over: de assistent legt enkel uit.")
    else:
        console.print(f"Artikel {provision.clause} van het beleid zegt: {provision.text}", markup=False)


def _show_rules(policy: Policy, topic: str, situation: Situation, among: Among, outcome: Outcome) -> None:
    for name in among:  # several values at once: none of them is the one that is known
        situation = situation.with_value(name, None)
    explained = explain(policy.rules_for(topic), situation, outcome)
    if not explained:
        return
    table = Table(
        *columns("regel", "artikel", "besluit", "voorwaarden", "past ze?", "waarom", whole=("regel", "besluit")),
        show_lines=True,
    )
    for item in explained:
        wanted = "\n".join(
            f"{name}: {', '.join(values)}" for name in DIMENSIONS if (values := item.rule.conditions.values(name))
        )
        rule = item.rule
        table.add_row(rule.id, rule.clause, rule.decision.value, wanted or "altijd", item.fit.value, item.reason)
    console.print(table)


def _show_outcome(outcome: Outcome, policy: Policy, phrases: Phrases, library: Library) -> None:
    if outcome.definite:
        rule = outcome.rule
        if rule is None:
            console.print("Besluit: niet geregeld. Geen enkele regel past; de assistent geeft raad en een contact.")
        else:
            console.print(f"Besluit: {rule.decision.value}. «{rule.id}» wint (artikel {rule.clause}).", markup=False)
        return
    console.print("Besluit: dat hangt af van wat nog niet bekend is.")
    for case in outcome.cases:
        said = case.rule.decision.value if case.rule else Decision.UNREGULATED.value.replace("_", " ")
        source = f" (regel «{case.rule.id}», artikel {case.rule.clause})" if case.rule else ""
        console.print(f"- {as_sentence(case.path, phrases, library)}: {said}{source}", markup=False)
    if len(outcome.cases) > MAX_CASES:
        console.print(f"Dat zijn er te veel voor één antwoord: de assistent vraagt eerst naar {outcome.ask}.")
