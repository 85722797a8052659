"""Whom a document names: desks and persons, with the name, number and address that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from magdat.files.schema import as_name
from magdat.importing.cues import Cues
from magdat.importing.forms import pattern_of

_NAME = r"(?:,? )(?-i:[A-ZÀ-Þ][\w'’-]+(?: (?:(?:van|de|den|der|ten|ter|el)\b|[A-ZÀ-Þ][\w'’-]+)){1,4})"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?:op|intern|nummer|nr\.?|toestel|tel\.?|telefoon|gsm|bel)\s*:?\s*"
    r"((?!(?:100|101|112|1712)\b)\+?\d[\d ./()-]{1,16}\d)(?![\d/]| (?:minuten|uur|euro|dagen))",
    re.IGNORECASE,
)
_ARTICLE = r"(?:\b(?P<article>de|het|onze|ons|een|je|jouw|zijn|haar|hun|mijn) )?"


_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[^a-z])")
_WORD = re.compile(r"[\w'’-]+")

APPOSITION = 3
"""At most so many words stand between somebody and their number in brackets: «de ombudsdienst van het huis (2612)»."""


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _reached_at(phone: re.Match[str], sentence: str, mentions: Sequence[tuple[str, re.Match[str]]]) -> str | None:
    """Return who is reached at a number: the last one named before it in the same sentence, else the only one named.

    A number in brackets belongs to what stands right before it, also where that is nobody we know: «bel je diensthoofd,
    of 's nachts de hoofdverpleegkundige van wacht (intern 2600)».

    Args:
        phone: the number, with where it stands.
        sentence: the sentence, or several that belong together.
        mentions: whom it names, with where.
    """
    start = phone.start()
    bracket = sentence.rfind("(", 0, start)
    if bracket >= 0 and ")" not in sentence[bracket:start]:
        before = [(key, match) for key, match in mentions if match.end() <= bracket]
        near = before and len(_WORD.findall(sentence[before[-1][1].end() : bracket])) <= APPOSITION
        return before[-1][0] if near and not _SENTENCE_ENDS.search(sentence, before[-1][1].end(), bracket) else None
    before = [
        (key, match)
        for key, match in mentions
        if match.end() <= start and not _SENTENCE_ENDS.search(sentence, match.end(), start)
    ]
    if before:
        return before[-1][0]
    known = {key for key, _ in mentions}
    return known.pop() if len(known) == 1 else None


@dataclass
class Found:
    """One desk or person, as the document names it."""

    key: str
    title: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    mentions: int = 0

    @property
    def everyones_own(self) -> bool:
        """Return whether everybody has another one, as «je diensthoofd», who is not reached at one number."""
        return self.title.startswith("je ")


@dataclass
class Directory:
    """Everybody whom a document names."""

    cues: Cues
    found: dict[str, Found] = field(default_factory=dict)
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the forms of every contact together once."""
        self._patterns = {
            cue.key: re.compile(
                f"{_ARTICLE}(?P<term>{'|'.join(map(pattern_of, cue.forms))})(?P<name>{_NAME})?", re.IGNORECASE
            )
            for cue in self.cues.contacts
        }
        own = "|".join(map(pattern_of, self.cues.functions))
        self._own = re.compile(f"{_ARTICLE}(?P<term>{own})(?P<name>{_NAME})?", re.IGNORECASE)

    def read(self, sentences: Iterable[str]) -> None:
        """Note everybody whom these sentences name."""
        waiting: list[str] = []
        for sentence in sentences:
            mentions = list(self._mentions(sentence))
            keys = [self._note(key, match) for key, match in mentions]
            mails = _MAIL.findall(sentence)
            for phone in _PHONE.finditer(_MAIL.sub(_blanked, sentence)):
                reached = _reached_at(phone, sentence, mentions)
                if reached is not None and not self.found[reached].phone and not self.found[reached].everyones_own:
                    self.found[reached].phone = phone[1].strip()
            for mail in mails:
                owner = self._owner(mail, keys)
                if owner is None:
                    waiting.append(mail)
                elif not self.found[owner].email:
                    self.found[owner].email = mail
        for mail in waiting:  # somebody may be named later than the address
            owner = self._owner(mail, [])
            if owner is not None and not self.found[owner].email:
                self.found[owner].email = mail

    def named_in(self, text: str) -> list[str]:
        """Return the keys of those whom a text names, in order."""
        keys = [key for key, _ in self._mentions(text) if key in self.found]
        for mail in _MAIL.findall(text):
            keys += [key for key, item in self.found.items() if item.email == mail and key not in keys]
        return list(dict.fromkeys(keys))

    def approver_in(self, text: str) -> str | None:
        """Return the key of whoever gives permission according to a text."""
        who = f"(?:(?:de|het|een|je|jouw|onze|ons|zijn|haar|bevoegde) )*(?P<who>{self._everybody()})"
        for form in self.cues.approval:
            pattern = pattern_of(form, {"wie": who})
            if match := re.search(pattern, text, re.IGNORECASE):
                return next((key for key, _ in self._mentions(match["who"]) if key in self.found), None)
        return None

    def _everybody(self) -> str:
        forms = [form for cue in self.cues.contacts for form in cue.forms]
        return "|".join([*forms, *self.cues.functions])

    def _mentions(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield everybody named, by place: the known contacts, then functions that are none of them."""
        marks: list[tuple[int, int, str, re.Match[str]]] = []
        for key, pattern in self._patterns.items():
            marks += [(match.start("term"), match.end("term"), key, match) for match in pattern.finditer(text)]
        for match in self._own.finditer(text):
            start, end = match.span("term")
            if not any(start < other_end and other < end for other, other_end, _, _ in marks):
                marks.append((start, end, as_name(match["term"]).replace("-", "_"), match))
        for _, _, key, match in sorted(marks, key=lambda mark: mark[:2]):
            yield key, match

    def _note(self, key: str, match: re.Match[str]) -> str:
        article, term = (match["article"] or "").lower(), match["term"]
        item = self.found.setdefault(key, Found(key, ""))
        item.mentions += 1
        if not item.title or (article in {"de", "het"} and not item.title.startswith((article, "je "))):
            known = next((cue.title for cue in self.cues.contacts if cue.key == key), None)
            if known is not None and term.lower() in known:
                item.title = known
            elif article in {"je", "jouw"} or key == "leidinggevende":
                item.title = f"je {term.lower()}"
            else:
                item.title = f"{article if article in {'de', 'het'} else 'de'} {term}"
        if match["name"] and not item.name:
            item.name = match["name"].strip(" ,")
        return key

    def _owner(self, mail: str, keys: list[str]) -> str | None:
        """Return whose address it is: whom its first part names, else the last one named beside it."""
        local = mail.split("@")[0].replace(".", " ").replace("-", " ").replace("_", " ")
        alike = [
            key
            for key, item in self.found.items()
            if as_name(local)[:6] in {key[:6], as_name(item.title.split()[-1])[:6]}
        ]
        if alike and (not keys or alike[0] in keys):
            return alike[0]
        return keys[-1] if keys else None
