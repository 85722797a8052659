"""From passages to proposed statements, each with how sure every part of it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from magdat.files.schema import as_name
from magdat.guidance.telling import Telling
from magdat.importing.cues import Cues
from magdat.importing.forms import any_of, found_in
from magdat.importing.kinds import Heard, Sure, forbids_itself, heard
from magdat.importing.passages import Passage, Shape
from magdat.importing.people import Directory
from magdat.importing.references import referred_to
from magdat.importing.titles import Titles, says_how_to_reach
from magdat.importing.topics import Topic
from magdat.policy.whole_sentences import sentences_of
from magdat.understanding import Understanding

_POINTS_BACK = re.compile(r"(?:dat|dit|die|deze)\b", re.IGNORECASE)
_DECIDING = frozenset({"toelating", "verbod"})


@dataclass(frozen=True)
class Proposal:
    """One statement as it is proposed."""

    id: str
    passage: Passage
    kind: str
    topic: str
    sure: Sure
    doubts: tuple[str, ...]
    """What to look at: «soort», «onderwerp»."""

    decision: str | None = None
    title: str = ""
    conditions: Mapping[str, str | list[str]] = field(default_factory=dict)
    exception_to: str | None = None
    contact: str | None = None
    amount: str | None = None
    approval_from: str | None = None
    others: bool = False
    """Whether it allows something to some people only."""

    heard: Understanding | None = None
    """What the understanding made of it."""


def propose(
    passages: Sequence[Passage],
    chapters: Mapping[str, str],
    topics: Sequence[Topic],
    directory: Directory,
    cues: Cues,
    telling: Telling,
) -> list[Proposal]:
    """Return one proposal for each passage, in order.

    Args:
        passages: what the document says.
        chapters: the titles of the chapters by number.
        topics: what each passage is about.
        directory: whom the document names.
        cues: the words by which sentences are heard.
        telling: which headings decide on what stands below them.
    """
    found: list[Proposal] = []
    names, titles = _Names(), Titles(tuple(cues.no_heads))
    for passage, topic in zip(passages, topics):
        kind = _under_its_heading(passage, chapters, telling, heard(passage, cues))
        approval = directory.approver_in(passage.text)
        amount = any_of(tuple(cues.amount)).search(passage.text)
        doubts = tuple(name for name, sure in (("soort", kind.sure), ("onderwerp", topic.sure)) if sure is Sure.LOOK)
        proposal = Proposal(
            id=names.new(passage),
            passage=passage,
            kind=kind.kind,
            topic=topic.id,
            sure=_least(kind.sure, topic.sure),
            doubts=doubts,
            decision=kind.decision,
            title=titles.new(passage, chapters[passage.clause.chapter]),
            conditions=_conditions(passage, topic, kind, cues, first=not _same_clause(found, passage)),
            contact=approval or _contact_of(passage, kind.kind, directory),
            amount=amount.group() if amount else None,
            approval_from=approval,
            others=kind.others,
            heard=topic.alone,
        )
        found.append(_as_exception(proposal, found, cues))
    return [_for_some(item, found) for item in found]


def _under_its_heading(passage: Passage, chapters: Mapping[str, str], telling: Telling, by_words: Heard) -> Heard:
    """Return what a piece such as «Klanten filmen» does under a heading that decides: «Niet doen»."""
    headings = (*passage.part.split(": ")[::-1], *passage.clause.path[::-1], chapters[passage.clause.chapter])
    heading = next((heading for heading in headings if telling.decided_by(heading) is not None), "")
    first = sentences_of(passage.text, telling.abbreviations)[0]
    if telling.asks_first(heading):  # nobody decided it, whatever a piece sounds like alone
        return Heard("uitleg", Sure.LOOK) if by_words.kind == "toelating" else by_words
    forbids = telling.denies(telling.decided_by(heading) or "")
    if telling.lead_of(heading, first) is not None:
        return Heard("verbod", Sure.LIKELY) if forbids else Heard("toelating", Sure.LIKELY, "ja")
    # «Noem geen nieuwe functie; in de testgroep mag dat wel.»
    against = forbids and by_words.kind == "toelating" and telling.says_no(first)
    return Heard("verbod", Sure.LOOK) if against else by_words


def _contact_of(passage: Passage, kind: str, directory: Directory) -> str | None:
    """Return whom a passage sends people to; what says who does something, names them."""
    if kind == "wie":
        return next(iter(directory.named_in(passage.text, passage.place)), None)
    return directory.turned_to_in(passage.text, passage.place)


def _for_some(proposal: Proposal, found: Sequence[Proposal]) -> Proposal:
    """Return a permission for some people only as who may, where others may not: no «ja» to whoever asks."""
    clause = proposal.passage.clause
    banned = any(item.kind == "verbod" or item.decision == "nee" for item in found if item.passage.clause is clause)
    if not proposal.others or proposal.exception_to or not (banned or proposal.amount):
        return proposal
    return replace(proposal, kind="wie", decision=None)


def without_repeats(found: Iterable[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Part what says the same words as something before it, in the same cases: (what is new, what repeats)."""
    said: dict[tuple[object, ...], str] = {}
    instead: dict[str, str] = {}
    new: list[Proposal] = []
    repeats: list[Proposal] = []
    for item in found:
        words = tuple(re.findall(r"\w+", item.passage.text.lower()))
        key = item.topic, words, tuple(sorted(item.conditions.items()))
        (repeats if key in said else new).append(item)
        instead[item.id] = said.setdefault(key, item.id)
    kept = [
        item if item.exception_to is None else replace(item, exception_to=instead[item.exception_to]) for item in new
    ]
    return kept, repeats


def _as_exception(proposal: Proposal, before: Sequence[Proposal], cues: Cues) -> Proposal:
    """Return a proposal that is an exception to an earlier clause as one: what was forbidden is allowed then.

    What forbids more strictly («Uitzondering: in de kleedkamers mag het nooit») stays forbidden. Where the text names
    no clause, it is an exception to the last ban before it.
    """
    text = proposal.passage.text
    if proposal.passage.exempt:
        return _the_other_way_round(proposal, before, cues)
    if not found_in(text, cues.exception):
        return proposal
    number = proposal.passage.clause.number
    named = referred_to(text, number)
    numbers = named or [number]
    deciding = [item for item in before if item.passage.clause.number in numbers and _decides(item)]
    beside = [item for item in deciding if item.passage.part == proposal.passage.part]
    if not deciding:
        return proposal
    bans = [item for item in beside or deciding if item.kind == "verbod"]
    target = bans[-1] if bans and not named else (beside or deciding)[0]
    if target.kind == "toelating" or proposal.kind == "verbod" or proposal.decision == "nee":
        return replace(proposal, exception_to=target.id)
    free = proposal.kind == "toelating" and proposal.decision == "ja"
    decision = "ja" if free else "voorwaardelijk"
    return replace(proposal, exception_to=target.id, kind="toelating", decision=decision)


def _the_other_way_round(proposal: Proposal, before: Sequence[Proposal], cues: Cues) -> Proposal:
    """Return an item of a list of exceptions: allowed where what it is an exception to forbids, and the reverse.

    What says by itself that something may not be, stays a ban: «…, behalve: nooit bij minderjarigen». Of items that are
    excepted by the very sentence that leads them, their own words tell no more: «…, behalve: wie niet herkenbaar is».
    Of others they may be stricter or milder: «Dit zijn de uitzonderingen: met buren nooit».
    """
    passage = proposal.passage
    led = [item for item in before if _leads(item.passage, passage)]
    if led and not _decides(led[-1]):
        return replace(proposal, kind="uitleg", decision=None)
    target = led[-1] if led else _excepted(passage, before)
    whole = passage.shape is Shape.LIST
    if target is None:
        return replace(proposal, kind="uitleg", decision=None) if whole else proposal
    exception = replace(proposal, exception_to=target.id)
    if target.kind == "verbod" or target.decision == "nee":
        bans = [forbids_itself(part, cues) for part in passage.sentences if part != passage.exempt]
        if all(bans) if whole else any(bans):
            return replace(exception, kind="verbod", decision=None)
        if proposal.kind == "verbod" and not (led or whole):
            return exception
        # Its own words may forbid in a way that is not heard there: «wat intern is zet je niet online».
        if proposal.kind == "verbod":
            doubts = tuple(dict.fromkeys(("soort", *exception.doubts)))
            exception = replace(exception, sure=Sure.LOOK, doubts=doubts)
        return replace(exception, kind="toelating", decision="voorwaardelijk")
    if proposal.kind in {"toelating", "plicht", "raad", "wie"} and not (led or whole):
        return exception
    return replace(exception, kind="verbod", decision=None)


def _leads(whole: Passage, item: Passage) -> bool:
    """Return whether an item is excepted by the sentence that leads it, which its whole list holds."""
    alike = whole.clause is item.clause and whole.sentences[0] == item.exempt
    return alike and whole.shape is Shape.LIST and not whole.exempt


def _excepted(passage: Passage, before: Sequence[Proposal]) -> Proposal | None:
    """Return to what a list of exceptions is one: the last ban in front of it, else what allows something there.

    A list that names a clause is one to that; a list with which a clause begins, to the clause before in its chapter.
    """
    named = referred_to(passage.exempt, passage.clause.number)
    above = list(
        takewhile(lambda item: (item.passage.clause, item.passage.exempt) != (passage.clause, passage.exempt), before)
    )
    clause = above[-1].passage.clause if above and above[-1].passage.clause.chapter == passage.clause.chapter else None
    beside = [item for item in before if item.passage.clause.number in named] if named else above
    deciding = [
        item
        for item in beside
        if (named or item.passage.clause is clause) and _decides(item) and not item.passage.exempt
    ]
    near = _POINTS_BACK.match(passage.exempt)  # «Dat recht geldt niet voor: …»
    bans = [item for item in deciding if item.kind == "verbod" and not near]
    return next(reversed(bans or deciding), None)


def _decides(proposal: Proposal) -> bool:
    return proposal.kind in _DECIDING or proposal.decision is not None


def _conditions(passage: Passage, topic: Topic, kind: Heard, cues: Cues, first: bool) -> dict[str, str]:
    """Return when a passage holds, where it begins by saying so."""
    found: dict[str, str] = {}
    for cue in cues.roles:
        if any_of(tuple(cue.forms)).search(passage.text):
            found["rol"] = cue.role
    message = topic.understood
    begins = first and found_in(passage.text, cues.moments) and not found_in(passage.text, cues.alternatives)
    if begins and message is not None and kind.kind in _DECIDING:
        moments = message.values.get("moment", ())
        if len(moments) == 1:
            found["moment"] = moments[0]
    return found


def _same_clause(found: Sequence[Proposal], passage: Passage) -> bool:
    return bool(found) and found[-1].passage.clause is passage.clause


def _least(one: Sure, other: Sure) -> Sure:
    order = [Sure.LOOK, Sure.LIKELY, Sure.CERTAIN]
    return min(one, other, key=order.index)


class _Names:
    """The ids of statements: the number of the clause and the first words."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def new(self, passage: Passage) -> str:
        """Return a name that no other statement has."""
        behind = passage.text.rsplit(":", 1)[-1]
        text = passage.text if passage.shape is not Shape.ITEM or says_how_to_reach(behind) else behind
        words = as_name(" ".join(text.split()[:6]))[:50].strip("-_")
        stem = f"{words}-{passage.clause.number.replace('.', '-').lower()}".strip("-_")
        name, count = stem, 1
        while name in self.given:
            count += 1
            name = f"{stem}-{count}"
        self.given.add(name)
        return name
