"""From two versions of a policy to the page for staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from magdat.annex.headings import Headings
from magdat.annex.words import AnnexWords
from magdat.answers.citing import cited
from magdat.files.schema import Name
from magdat.guidance.library import Library
from magdat.notice.decisions import news_of_decisions
from magdat.notice.document import Entry, Notice, Points, Section
from magdat.notice.news import DECIDED, Kind, News
from magdat.notice.statements import news_of_statements
from magdat.notice.surroundings import news_of_contacts, news_of_control, news_of_documents, news_of_provisions
from magdat.notice.words import NoticeWords
from magdat.policy.clause_number import chapter_of, clause_order
from magdat.policy.difference import difference
from magdat.policy.known_values import names_of
from magdat.policy.model import Policy
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases
from magdat.wording.placeholders import fill


class Length(IntEnum):
    """How much is told of a piece of news."""

    TOPICS = 0
    """Only what it is about, and where it stands: all in one breath."""

    NAMES = 1
    """The same, each topic on a line of its own."""

    LABELS = 2
    """What it is about, and when it holds."""

    TEXTS = 3
    """What the policy says as well."""

    WHOLE = 4
    """And its conditions."""


_ACTS = frozenset(DECIDED) | {Kind.DUTY, Kind.NO_DUTY}

_SHORTER: tuple[tuple[frozenset[Kind], Length], ...] = (
    (frozenset({Kind.REWORDED}), Length.NAMES),
    (frozenset({Kind.REWORDED}), Length.TOPICS),
    (frozenset({Kind.CONTACT}), Length.LABELS),
    (frozenset({Kind.CONTROL}), Length.NAMES),
    (_ACTS, Length.TEXTS),
    (frozenset({Kind.CONTROL}), Length.TOPICS),
    (_ACTS, Length.LABELS),
    (_ACTS, Length.NAMES),
    (_ACTS - {Kind.ALLOWED, Kind.FORBIDDEN}, Length.TOPICS),
    (_ACTS, Length.TOPICS),
)
"""What gives way on a page that is full, first things first: what people may and must do, last of all."""

_GONE = {Kind.UNREGULATED, Kind.NO_DUTY}
"""Of these the old version has the words, the names and the number."""


def news_between(old: Policy, new: Policy, words: NoticeWords, annex: AnnexWords) -> tuple[News, ...]:
    """Return everything that becomes otherwise for whoever works there, in the order of the page."""
    changes = difference(old, new).changes
    found = [
        *news_of_decisions(changes),
        *news_of_statements(old, new, changes),
        *news_of_provisions(old, new),
        *news_of_control(old, new, words, annex),
        *news_of_contacts(old, new, changes, words),
        *news_of_documents(old, new),
    ]
    found = [
        replace(item, kind=words.elsewhere.get(item.topic, item.kind)) if item.topic and item.kind in DECIDED else item
        for item in found
    ]
    kinds = list(Kind)
    found.sort(key=lambda item: (kinds.index(item.kind), clause_order(item.clause or "0")))
    return tuple(found)


def build_notice(
    old: Policy, new: Policy, library: Library, words: NoticeWords, annex: AnnexWords, phrases: Phrases
) -> Notice | None:
    """Return the page, as long as fits on one sheet of paper; ``None`` when nothing changes for staff."""
    news = news_between(old, new, words, annex)
    if not news and old.location == new.location:
        return None
    builder = _Builder(old, new, library, words, annex, phrases)
    lengths = dict.fromkeys(Kind, Length.WHOLE)
    notice = builder.notice(news, lengths)
    for kinds, length in _SHORTER:
        if notice.fits:
            break
        lengths |= dict.fromkeys(kinds, length)
        notice = builder.notice(news, lengths)
    return notice


class _Builder:
    """Holds what every part needs."""

    def __init__(
        self, old: Policy, new: Policy, library: Library, words: NoticeWords, annex: AnnexWords, phrases: Phrases
    ) -> None:
        self.policy, self.old, self.words, self.requirements = new, old, words, annex.clause.requirements
        self.phrases = phrases
        self.headings = Headings(new, library, annex, phrases.knowing(names_of(new, library)))
        self.earlier = Headings(old, library, annex, phrases.knowing(names_of(old, library)))

    def notice(self, news: Sequence[News], lengths: Mapping[Kind, Length]) -> Notice:
        """Return the page, each kind of news at its length."""
        policy, words = self.policy, self.words
        day = belgian_date(policy.valid_from)
        opening = [fill(words.introduction, datum=day, versie=policy.version, titel=policy.title)]
        if any(lengths[item.kind] < Length.WHOLE for item in news):
            opening.append(words.briefly)
        return Notice(
            title=words.title,
            subject=fill(words.subject, bedrijf=policy.company.name, titel=policy.title),
            introduction=tuple(opening),
            sections=tuple(self._sections(news, lengths)),
            reading_title=words.titles.reading,
            reading=self._reading(),
            link=policy.location.link,
        )

    def _reading(self) -> str:
        policy = self.policy
        if policy.location.place is None:
            contact = policy.contacts.get(Name("hr")) or next(iter(policy.contacts.values()))
            return fill(self.words.reading.unknown, titel=policy.title, wie=contact.title)
        return fill(self.words.reading.place, titel=policy.title, plaats=policy.location.place)

    def _sections(self, news: Sequence[News], lengths: Mapping[Kind, Length]) -> Iterator[Section]:
        for kind in Kind:
            own = [item for item in news if item.kind is kind]
            if own:
                yield Section(kind, self.words.titles.of(kind), tuple(self._entries(own, lengths[kind])))

    def _entries(self, news: Sequence[News], length: Length) -> Iterator[Entry]:
        if length > Length.NAMES:
            yield from (self._entry(item, length) for item in news)
            return
        together: dict[str, list[News]] = {}
        for item in news:
            together.setdefault(item.title or self._topic(item), []).append(item)
        if length is Length.NAMES:
            for name, items in together.items():
                yield Entry(name, "", self._clauses(items), news=tuple(items))
            return
        told = []
        for name, items in together.items():
            clauses = self._clauses(items) if items[0].kind in _GONE else self._briefly(items)
            told.append(f"{name} ({clauses})" if clauses else name)
        yield Entry("", "; ".join(told), news=tuple(news))

    def _entry(self, item: News, length: Length) -> Entry:
        entry = Entry(self._label(item), item.text, self._clauses((item,)), news=(item,))
        if length is Length.LABELS:
            return replace(entry, text=item.brief)
        entry = replace(entry, text=" ".join(filter(None, (_ended(item), *self._beside(item)))))
        return replace(entry, lists=self._lists(item)) if length is Length.WHOLE else entry

    def _beside(self, item: News) -> Iterator[str]:
        """Yield what is to be known beside the text."""
        words = self.words.clause
        if item.amount:
            yield fill(words.amount, tekst=item.amount)
        if item.approval_from:
            yield fill(words.approval, wie=self._named(item.approval_from))
        if item.subjects:
            topics = [_within_a_sentence(self.headings.topic(name)) for name in item.subjects]
            yield fill(words.about, onderwerpen=enumerate_dutch(topics))

    def _label(self, item: News) -> str:
        headings = self.earlier if item.kind in _GONE else self.headings
        if item.title:
            return item.title
        if item.topic is None:
            return ""
        return headings.of(item.topic, "; ".join(headings.context(context) for context in item.contexts))

    def _topic(self, item: News) -> str:
        return self._label(replace(item, contexts=()))

    def _clauses(self, news: Sequence[News]) -> str:
        """Return where news stands, as an answer names it: «artikel 3.1», «het stuk “Foto's”»."""
        numbers = _numbers(news)
        if not numbers:
            return ""
        gone, parts = news[0].kind in _GONE, {item.part for item in news}
        part = parts.pop() if len(parts) == 1 else None
        where = cited(self.old if gone else self.policy, self.phrases, numbers, part)
        return fill(self.words.clause.earlier_clause, waar=where) if gone else where

    def _briefly(self, news: Sequence[News]) -> str:
        """Return the numbers under which news stands, where the company's text has them all; else where, in words."""
        numbers = _numbers(news)
        unnumbered = {article.number for article in self.policy.articles if article.unnumbered}
        if any(chapter_of(number) in unnumbered for number in numbers):
            return self._clauses(news)
        return enumerate_dutch(numbers)

    def _lists(self, item: News) -> tuple[Points, ...]:
        words = self.words.clause
        added = self.requirements if item.kind is Kind.ALLOWED else words.added
        lists = (Points(item.lead, item.points), Points(added, item.added), Points(words.dropped, item.dropped))
        return tuple(part for part in lists if part.items)

    def _named(self, name: str) -> str:
        """Return what a contact or a role is called."""
        contact = self.policy.contacts.get(Name(name))
        return contact.title if contact else name.replace("_", " ")


def _ended(item: News) -> str:
    """Return a text with a full stop where a sentence follows: the name of a contact has none."""
    return f"{item.text.rstrip('.')}." if item.subjects else item.text


def _numbers(news: Iterable[News]) -> list[str]:
    return sorted({item.clause for item in news if item.clause}, key=clause_order)


def _within_a_sentence(heading: str) -> str:
    """Return a heading as it stands among others: «cao 81», «vertrouwelijke informatie»."""
    text = heading.rstrip("?")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
