"""`magdat beleid …`: check, test, explain, compare and print the policy."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat.advice import advise
from magdat.advice.advise import order
from magdat.annex import UNSHOWN, WRITERS, build_annex, load_annex_words
from magdat.commands.beginning import begin
from magdat.commands.both import both_policies
from magdat.commands.coverage import coverage
from magdat.commands.findings import columns, counted, opening, problem_data, show_difference, show_problems
from magdat.commands.folded import MORE, show_on_a_screen
from magdat.commands.importing import bring_in
from magdat.commands.in_use import knowledge_of, look, named, policy_for
from magdat.commands.notice import notice
from magdat.commands.open_talks import open_without_desk
from magdat.commands.output import console, fail, quiet
from magdat.commands.proposals import proposals
from magdat.commands.publishing import publish
from magdat.commands.upgrading import upgrade
from magdat.commands.versions import version
from magdat.commands.why import why
from magdat.files.problems import DocumentError, NoDocument, Problem, Severity, closest
from magdat.guidance.library import Library, load_library
from magdat.interpreter import open_interpreter_of
from magdat.policy.cut_off import cut_off
from magdat.policy.difference import difference
from magdat.policy.in_force import InForce, used_before_its_day
from magdat.policy.loading import load_policy
from magdat.policy.model import Policy
from magdat.policy.schema_export import policy_schema
from magdat.policy.still_open import still_open
from magdat.rehearsal.examples import run_contexts, run_questions
from magdat.settings import Settings
from magdat.wording.phrases import load_phrases

app = typer.Typer(help="Het beleid nakijken, uitproberen, vergelijken en afdrukken.", no_args_is_help=True)

app.command("nieuw")(begin)
app.command("importeer")(bring_in)
app.command("bijwerken")(upgrade)
app.command("waarom")(why)
app.command("dekking")(coverage)
app.command("versie")(version)
app.command("bericht")(notice)
app.command("voorstellen")(proposals)
app.command("publiceer")(publish)

FILE = typer.Argument(None, metavar="[BESTAND]", help="Het beleid; zonder bestand het beleid dat in gebruik is.")


def _library() -> Library:
    return load_library(Settings.from_environment().guidance)


@app.command("controleer")
def check(
    file: Optional[Path] = FILE,
    only_errors: bool = typer.Option(False, "--enkel-fouten", help="Toon geen waarschuwingen en tips."),
    everything: bool = typer.Option(False, "--alles", help="Toon alles, met waarop het steunt; anders één scherm."),
    as_json: bool = typer.Option(False, "--json", help="Geef de bevindingen in machineleesbare vorm."),
) -> None:
    """Kijk een beleid na: fouten, waarschuwingen en tips, elk met de regel waarop het staat.

    Eerst alle fouten, dan wat op de wet steunt, dan wat op de leidraad steunt.
    """
    quiet()
    library = _library()
    found = look(library) if file is None else _alone(file, library)
    problems = found.problems
    if found.loaded is not None and not only_errors:
        today = dt.date.today()
        used = found if file is None else look(library)
        problems += [
            *still_open(found.loaded),
            *cut_off(found.loaded),
            *used_before_its_day(found.loaded, used, today),
            *advise(found.loaded, library, today),
            *open_without_desk(found.loaded, Settings.from_environment()),
        ]
    problems.sort(key=order)
    missing = found.loaded is None and all(isinstance(error, NoDocument) for error in found.broken.values())
    if as_json:
        typer.echo(json.dumps([problem_data(item) for item in problems], ensure_ascii=False, indent=2))
    else:
        if missing:
            fail(str(problems[0]))
            raise typer.Exit(2)
        summary = list(_summary(found, problems, only_errors))
        if everything:
            show_problems(problems, library)
        elif show_on_a_screen(problems, library, summary):
            summary[-1] += MORE
        for line in summary:
            console.print(line, markup=False)
    raise typer.Exit(2 if missing else 1 if found.broken else 0)


def _alone(file: Path, library: Library) -> InForce:
    """Read one file as if it were the policy."""
    try:
        return InForce(load_policy(file, library), {})
    except DocumentError as error:
        return InForce(None, {file: error})


def _summary(found: InForce, problems: list[Problem], only_errors: bool) -> Iterator[str]:
    """Yield what the check comes to, a line at a time."""
    counts = Counter(item.severity for item in problems)
    if found.broken:
        faults = counted(counts[Severity.ERROR], "fout", "fouten")
        if found.loaded is None:
            yield f"{faults}. Dit beleid kan zo niet gebruikt worden."
            return
        files = ", ".join(str(path) for path in found.broken)
        yield f"{faults}. Zo kan de assistent dit niet gebruiken: {files}"
        yield f"Intussen antwoordt hij uit {named(found.loaded)}."
    elif found.loaded is not None:
        policy = found.loaded.policy
        told = f"{policy.title}, versie {policy.version}, {_size(policy)}"
        yield f"✓ {found.loaded.document.path}: {told}, geen fouten"
    if not only_errors:
        warnings = counted(counts[Severity.WARNING], "waarschuwing", "waarschuwingen")
        yield f"{opening(warnings)}, {counted(counts[Severity.TIP], 'tip', 'tips')}."


def _size(policy: Policy) -> str:
    """Return how many rules and statements a policy has, in words."""
    sizes = ((len(policy.rules), "regel", "regels"), (len(policy.statements), "uitspraak", "uitspraken"))
    return " en ".join(counted(number, one, many) for number, one, many in sizes if number)


@app.command("verschil")
def compare(
    old: Path = typer.Argument(..., metavar="OUD", help="Het beleid zoals het was."),
    new: Path = typer.Argument(..., metavar="NIEUW", help="Het beleid zoals het wordt."),
    as_json: bool = typer.Option(False, "--json", help="Geef het verschil in machineleesbare vorm."),
) -> None:
    """Toon welke vragen een ander antwoord krijgen.

    Uitgang 1 als een besluit verandert, 2 als een bestand niet te gebruiken is, anders 0.
    """
    quiet()
    library = _library()
    found = difference(*both_policies(old, new, library))
    if as_json:
        data = {
            "besluit_verandert": found.decides_otherwise,
            "antwoorden": [change.to_data() for change in found.changes],
            "teksten": [change.to_data() for change in found.texts],
        }
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        phrases = load_phrases(Settings.from_environment().guidance / "zinnen.yml")
        show_difference(found, library, phrases)
    raise typer.Exit(1 if found.decides_otherwise else 0)


@app.command("bijlage")
def annex(
    file: Optional[Path] = FILE,
    output: Path = typer.Option(..., "--uit", metavar="BESTAND", help="Waarheen: eindigt op .docx, .pdf of .html."),
) -> None:
    """Schrijf de bijlage bij het arbeidsreglement, als Word, pdf of webpagina.

    Uitgang 1 als er tekens in het beleid staan die zo een bestand niet kan tonen.
    """
    quiet()
    writer = WRITERS.get(output.suffix.lower())
    if writer is None:
        fail(f"«{output.name}» eindigt niet op {', '.join(WRITERS)}.")
        raise typer.Exit(2)
    library = _library()
    guidance = Settings.from_environment().guidance
    policy = policy_for(file, library).policy
    words = load_annex_words(guidance / "bijlage.yml", library)
    lost = writer(build_annex(policy, library, words, load_phrases(guidance / "zinnen.yml")), output)
    console.print(f"✓ {output}: bijlage bij {policy.title}, versie {policy.version}", markup=False)
    if lost:
        fail(
            f"Een {output.suffix[1:].lower()} kan deze tekens niet tonen: {' '.join(lost)}. Er staat nu {UNSHOWN}. "
            "→ Kies .docx of .html, of vervang ze in het beleid."
        )
        raise typer.Exit(1)


@app.command("schema")
def schema() -> None:
    """Schrijf het JSON Schema van een beleid, zodat een editor aanvult en nakijkt terwijl je typt."""
    quiet()
    typer.echo(json.dumps(policy_schema(_library()), ensure_ascii=False, indent=2))


def _leave_where_unknown(policy: Policy, names: Sequence[str]) -> None:
    """Leave with a sentence where a name is of no statement or rule.

    Raises:
        typer.Exit: with 2.
    """
    known = [*(str(item.id) for item in policy.statements), *(str(rule.id) for rule in policy.rules)]
    for name in names:
        if name not in known:
            near = closest(name, known)
            fail(f"Geen uitspraak of regel heet «{name}»{f' → {near}' if near else '.'}")
            raise typer.Exit(2)


@app.command("test")
def run_policy_examples(
    file: Optional[Path] = FILE,
    contexts_only: bool = typer.Option(
        False, "--zonder-taalmodel", help="Alleen de voorbeelden met een context: die stellen geen vraag."
    ),
    only: list[str] = typer.Option(
        [], "--alleen", metavar="ID", help="Alleen de voorbeelden van deze uitspraak; mag meer dan één keer."
    ),
) -> None:
    """Probeer de voorbeelden uit het beleid, en kijk of het juiste besluit eruit komt."""
    quiet()
    library = _library()
    loaded = policy_for(file, library)
    _leave_where_unknown(loaded.policy, only)
    results = [item for item in run_contexts(loaded) if not only or item.name in only]
    if not contexts_only:
        results += run_questions(knowledge_of(loaded, library), open_interpreter_of(loaded.document.path), only)
        results.sort(key=lambda item: item.line)
    if only and not results:
        fail("Daar staan geen voorbeelden bij die zo te proberen zijn.")
        raise typer.Exit(2)
    wrong = [item for item in results if not item.right]
    if wrong:
        table = Table(*columns("regel", "voorbeeld", "verwacht", "kreeg"), title="Voorbeelden die niet kloppen")
        for item in wrong:
            table.add_row(str(item.line), item.asked, item.expected, item.got)
        console.print(table)
    console.print(f"{len(results) - len(wrong)} van de {len(results)} voorbeelden kloppen.")
    raise typer.Exit(1 if wrong else 0)
