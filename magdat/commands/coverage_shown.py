"""How the coverage of a policy looks in a terminal: one screen, one topic, or everything."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rich.table import Column, Table

from magdat.commands.findings import columns, counted
from magdat.commands.output import console
from magdat.commands.screen import SCREEN, lines_of
from magdat.coverage.answered import By, CoveredTopic, Question
from magdat.coverage.overview import Coverage, count
from magdat.guidance.library import Library
from magdat.policy.answerable import Answerable, Source
from magdat.situation import DIMENSIONS
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases
from magdat.wording.situation import in_words

Shown = str | Table
"""A line, or a table."""

MOST_ASKED = 10
"""So many topics on which the company is silent are shown."""

FEW = 4
"""So many clauses are named before the rest is counted."""

_EXCERPT = 70
"""Characters of a text that stand beside its number."""

_HEADS = {
    By.COMPANY: "je beleid",
    By.SOMETIMES: "soms",
    By.PERHAPS: "misschien",
    By.GUIDANCE: "leidraad",
}
_MEANS = {
    By.SOMETIMES: "soms: je beleid, maar niet in elk geval",
    By.PERHAPS: "misschien: je beleid zegt er iets over, maar niet op welke vraag",
}


def show_overview(told: str, coverage: Coverage) -> None:
    """Print one screen: a line a group, what is asked most on which the company is silent, and what is not asked for.

    Args:
        told: which policy this is.
        coverage: its coverage.
    """
    used = _used(coverage)
    top: list[Shown] = [told, _groups(coverage, used), *_meanings(used)]
    below = [*_reach(coverage), "--onderwerp ID toont elke vraag van een onderwerp, --alles alles."]
    silent = coverage.silent
    head = "Je beleid zwijgt hierover, en buiten je bedrijf vragen mensen er vaak naar:"
    room = max(1, min(MOST_ASKED, SCREEN - lines_of(*top, head, *below)))
    middle: list[Shown] = (
        [head, _asked(coverage, silent[:room])]
        if silent
        else ["Je beleid zegt iets over elk onderwerp waar mensen naar vragen."]
    )
    for item in (*top, *middle, *below):
        _show(item)


def show_everything(told: str, coverage: Coverage) -> None:
    """Print every topic by group, and everything without an example or a question.

    Args:
        told: which policy this is.
        coverage: its coverage.
    """
    used = _used(coverage)
    _show(told)
    routes = ("Hier wijst de leidraad enkel de weg", coverage.nobody)
    for title, topics in (*((group.title, group.topics) for group in coverage.groups), routes):
        _show("")
        _show(_topics(title, topics, used))
    if coverage.own:
        _show("")
        _show(_own(coverage.own))
    totals: list[Shown] = ["", _groups(coverage, used), *_meanings(used), ""]
    for item in totals:
        _show(item)
    if coverage.silent:
        _show("Je beleid zwijgt hierover; wat mensen buiten je bedrijf het vaakst vragen, staat eerst:")
        _show(_asked(coverage, coverage.silent))
    reach = coverage.reach
    for title, items in (
        ("Zonder voorbeeldvraag", [f"{item.name} ({item.clause})" for item in reach.without_examples]),
        ("Artikels zonder deelvraag en zonder voorbeeld: enkel hun eigen woorden leiden ernaartoe", reach.unasked),
        ("Inleidingen die wel in de bijlage staan en in geen enkel antwoord: hoofdstuk", reach.printed_only),
    ):
        if items:
            _show(f"{title}: {', '.join(items)}.")


def show_topic(told: str, topic: CoveredTopic, phrases: Phrases, library: Library) -> None:
    """Print every question of one topic with who answers it, and what the policy says beside those.

    Args:
        told: which policy this is.
        topic: the topic.
        phrases: the wording.
        library: the guidance.
    """
    _show(told)
    asked = f", buiten je bedrijf {topic.asked} keer gevraagd" if topic.asked else ""
    _show(f"{topic.title} ({topic.id}){asked}")
    if topic.questions:
        table = Table(*columns("vraag", "deelvraag", "antwoord van", "artikel", whole=("antwoord van",)))
        for item in topic.questions:
            answered = _by_whom(item, phrases, library)
            table.add_row(item.statement.question, item.statement.aspect, answered, "\n".join(item.clauses) or "-")
        _show(table)
    if topic.loose:
        _show("Dit zegt je beleid erover, zonder te zeggen op welke vraag:" if topic.questions else "Je beleid zegt:")
        for loose in topic.loose:
            _show(f"  {loose.clause or '-'}  {textwrap.shorten(loose.text, _EXCERPT, placeholder=' …')}")
    if any(item.by in {By.PERHAPS, By.GUIDANCE} for item in topic.questions):
        _show("→ Antwoordt een uitspraak van jullie op zo'n vraag, zet de deelvraag dan bij haar «deelvragen».")


def _by_whom(item: Question, phrases: Phrases, library: Library) -> str:
    if item.by is not By.SOMETIMES:
        return {By.COMPANY: "je beleid", By.PERHAPS: "misschien je beleid"}.get(item.by, "leidraad")
    whens = dict.fromkeys(_when(answer, phrases, library) for answer in item.answers)
    return "\n".join(["je beleid, maar enkel", *(textwrap.fill(f"- {when}", 34) for when in whens)])


def _when(answer: Answerable, phrases: Phrases, library: Library) -> str:
    context: Mapping[str, Sequence[str]] = {name: answer.conditions.values(name) for name in DIMENSIONS}
    return in_words(context, phrases, library)


def _used(coverage: Coverage) -> list[By]:
    """Return the columns: whoever answers something, and always the company and the guidance."""
    topics = [topic for group in coverage.groups for topic in group.topics]
    return [by for by in By if by in {By.COMPANY, By.GUIDANCE} or count(topics, by)]


def _meanings(used: Iterable[By]) -> list[str]:
    return [f"({'; '.join(means)})"] if (means := [_MEANS[by] for by in used if by in _MEANS]) else []


def _numbers(first: str, used: Sequence[By], more: Sequence[str] = ()) -> Table:
    numbers = [Column(name, justify="right", no_wrap=True) for name in (*more, "vragen", *(_HEADS[by] for by in used))]
    return Table(
        Column(first, no_wrap=True, overflow="ellipsis"), *numbers, box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )


def _counts(topics: Sequence[CoveredTopic], used: Iterable[By]) -> list[str]:
    return [str(sum(len(topic.questions) for topic in topics)), *(str(count(topics, by) or "-") for by in used)]


def _groups(coverage: Coverage, used: Sequence[By]) -> Table:
    table = _numbers("", used)
    for group in coverage.groups:
        table.add_row(group.title, *_counts(group.topics, used))
    every = [topic for group in coverage.groups for topic in group.topics]
    table.add_row("Samen", *_counts(every, used), style="bold")
    return table


def _topics(title: str, topics: Sequence[CoveredTopic], used: Sequence[By]) -> Table:
    table = _numbers(title, used, ("gevraagd",))
    for topic in topics:
        table.add_row(f"  {topic.id}", str(topic.asked or "-"), *_counts([topic], used))
    return table


def _own(topics: Iterable[CoveredTopic]) -> Table:
    table = Table(Column("Je eigen onderwerpen"), Column(""), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for topic in topics:
        table.add_row(f"  {topic.id}", counted(len(topic.loose), "uitspraak", "uitspraken"))
    return table


def _asked(coverage: Coverage, topics: Iterable[CoveredTopic]) -> Table:
    rows = [
        (f"{topic.asked}×", f"{topic.title}{' (de leidraad ook)' if topic in coverage.nobody else ''}", topic.id)
        for topic in topics
    ]
    table = Table.grid(
        Column(justify="right", no_wrap=True, min_width=max(len(cells[0]) for cells in rows)),
        Column(no_wrap=True, overflow="ellipsis"),
        Column(no_wrap=True, min_width=max(len(cells[2]) for cells in rows)),
        padding=(0, 1, 0, 0),
    )
    for cells in rows:
        table.add_row(*cells)
    return table


def _reach(coverage: Coverage) -> list[str]:
    """Return in a line what the table does not count; no line where there is nothing."""
    reach, own = coverage.reach, coverage.own
    sizes = [
        (sum(item.source is Source.STATEMENT for item in reach.without_examples), "uitspraak", "uitspraken"),
        (sum(item.source is Source.RULE for item in reach.without_examples), "regel", "regels"),
    ]
    told = []
    if own:
        said = counted(sum(len(topic.loose) for topic in own), "uitspraak", "uitspraken")
        told.append(f"{counted(len(own), 'eigen onderwerp', 'eigen onderwerpen')}, met {said}.")
    if reach.without_examples:
        without = enumerate_dutch([counted(number, one, many) for number, one, many in sizes if number])
        told.append(f"Zonder voorbeeldvraag: {without}.")
    if reach.unasked:
        named = ", ".join(reach.unasked[:FEW])
        more = f" en nog {len(reach.unasked) - FEW}" if len(reach.unasked) > FEW else ""
        told.append(f"Geen vraag leidt naar artikel {named}{more}.")
    return [" ".join(told)] if told else []


def _show(item: Shown) -> None:
    if isinstance(item, str):
        console.print(item, markup=False)
    else:
        console.print(item)
