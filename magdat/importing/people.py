"""Whom a document names: desks and persons, with the name, number and address that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from magdat.files.schema import as_name
from magdat.importing.contact_lines import ContactLine
from magdat.importing.cues import ContactCue, Cues
from magdat.importing.desks import Desks, Mention
from magdat.importing.forms import any_of, found_in, pattern_of
from magdat.importing.reach import MAIL, PHONE, number_in
from magdat.policy.whole_sentences import sentences_of

_KEY_LENGTH = 40

_SHORTEST_WORD = 4
"""What is shorter and stands without an article is an abbreviation: «HR», «ICT»."""

_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[^a-z])")
_WORD = re.compile(r"[\w'’-]+")

APPOSITION = 3
"""At most so many words stand between somebody and their number in brackets: «de ombudsdienst van het huis (2612)»."""


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _reached_at(phone: re.Match[str], sentence: str, mentions: Sequence[Mention]) -> str | None:
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
    available: str | None = None
    purposes: list[str] = field(default_factory=list)
    """For what people turn to them."""

    @property
    def everyones_own(self) -> bool:
        """Return whether everybody has another one, as «je diensthoofd», who is not reached at one number."""
        return self.title.startswith("je ")

    def may_be_in(self, text: str) -> bool:
        """Return whether a name in a text may be of whom is reached as it is known: nowhere yet, or in that text too.

        Another line may name somebody else: nobody gets the number of another person.
        """
        known = [reach for reach in (self.email, self.phone) if reach]
        return not known or any(reach in text for reach in known)

    def told_in(self, text: str) -> bool:
        """Return whether a text says something of it that was filled in."""
        known = (self.name, self.email, self.phone, *self.purposes)
        return any(item in text for item in known if item)


@dataclass
class Directory:
    """Everybody whom a document names."""

    cues: Cues
    found: dict[str, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the forms of every contact together once."""
        self.desks = Desks(self.cues)
        self._at: dict[str, list[str]] = {}

    def read(self, sentences: Iterable[str], lines: Iterable[ContactLine] = ()) -> None:
        """Note everybody whom a document names, and how to reach them.

        A line that says for what and how, but no desk, may be about somebody whom a sentence names, so these wait.

        Args:
            sentences: what the document says.
            lines: the rows and items in it that say where somebody is reached.
        """
        waiting: list[ContactLine] = []
        for line in lines:
            if keys := [self._note(key, match) for key, match in line.who.desks]:
                self._tell(line, keys)
            else:
                waiting.append(line)
        read = [(sentence, self.desks.mentions(sentence)) for sentence in sentences]
        noted = [[self._note(key, match) for key, match in mentions] for _, mentions in read]
        for line in waiting:
            key = self._of_name(line) or self._of_address(line) or self._of_purpose(line)
            if key is not None or line.who.name or line.reach or line.reach.available:
                self._tell(line, [key or self._new(line)])
        for sentence, mentions in read:
            self._phones(sentence, mentions)
        self._mails(read, noted)

    def _phones(self, sentence: str, mentions: Sequence[Mention]) -> None:
        for phone in PHONE.finditer(MAIL.sub(_blanked, sentence)):
            reached = _reached_at(phone, sentence, mentions)
            if reached is None or self._names_another(reached, mentions):
                continue
            if not self.found[reached].phone and not self.found[reached].everyones_own:
                self.found[reached].phone = number_in(phone)

    def _names_another(self, key: str, mentions: Sequence[Mention]) -> bool:
        """Return whether a sentence names somebody else at the same desk, whose number or address it may tell."""
        names = {self.desks.name_beside(match) for other, match in mentions if other == key} - {""}
        return bool(self.found[key].name and names) and self.found[key].name not in names

    def _mails(self, read: Sequence[tuple[str, Sequence[Mention]]], noted: Sequence[list[str]]) -> None:
        waiting: list[str] = []
        for (sentence, mentions), keys in zip(read, noted):
            for mail in MAIL.findall(sentence):
                owner = self._owner(mail, keys)
                if owner is None:
                    waiting.append(mail)
                elif not self.found[owner].email and not self._names_another(owner, mentions):
                    self.found[owner].email = mail
        for mail in waiting:  # somebody may be named later than the address
            owner = self._owner(mail, [])
            if owner is not None and not self.found[owner].email:
                self.found[owner].email = mail

    def named_in(self, text: str, place: str = "") -> list[str]:
        """Return the keys of those whom a text names, in order; of a line that says whom to turn to, those first."""
        listed = (key for key in self._at.get(place, ()) if self.found[key].told_in(text))
        keys = [*listed, *(key for key, _ in self.desks.mentions(text) if key in self.found)]
        for mail in MAIL.findall(text):
            keys += [key for key, item in self.found.items() if item.email == mail and key not in keys]
        return list(dict.fromkeys(keys))

    def turned_to_in(self, text: str, place: str = "") -> str | None:
        """Return the key of the first one whom a text sends people to; of those that it only names, nobody.

        Args:
            text: what the document says.
            place: where it stands.
        """
        lists = [key for key in self._at.get(place, ()) if self.found[key].told_in(text)]
        if lists:
            return lists[0]
        for sentence in sentences_of(text, self.cues.abbreviations):
            asked = any_of(self.cues.unconditional).sub(" ", sentence)  # «geen toelating nodig van de directie»
            if found_in(asked, self.cues.turning) or MAIL.search(sentence) or PHONE.search(sentence):
                keys = self.named_in(sentence)
                if keys:
                    return keys[0]
        return None

    def approver_in(self, text: str) -> str | None:
        """Return the key of whoever gives permission according to a text."""
        who = f"(?:(?:de|het|een|je|jouw|onze|ons|zijn|haar|bevoegde) )*(?P<who>{self._everybody()})"
        for form in self.cues.approval:
            pattern = pattern_of(form, {"wie": who})
            if match := re.search(pattern, text, re.IGNORECASE):
                return next((key for key, _ in self.desks.mentions(match["who"]) if key in self.found), None)
        return None

    def _everybody(self) -> str:
        forms = [form for cue in self.cues.contacts for form in cue.forms]
        return "|".join([*forms, *self.cues.functions])

    def _note(self, key: str, match: re.Match[str]) -> str:
        article, term = (match["article"] or "").lower(), match["term"]
        item = self.found.setdefault(key, Found(key, ""))
        told = item.title and not item.title.startswith(self.cues.contact_lists.somebody)
        if not told or (article in {"de", "het"} and not item.title.startswith((article, "je "))):
            known = next((cue.title for cue in self.cues.contacts if cue.key == key), None)
            bare = any_of(self.cues.contact_lists.bare).fullmatch(term) is not None
            short = not article and len(term) < _SHORTEST_WORD and not bare
            if known is not None and (term.lower() in known or short):
                item.title = known
            elif article in {"je", "jouw"} or key == "leidinggevende":
                item.title = f"je {term.lower()}"
            else:
                item.title = self._titled(term, article)
        free = not item.name and not item.everyones_own and item.may_be_in(match.string)
        if free and (name := self.desks.name_beside(match)):
            item.name = name
        return key

    def _titled(self, term: str, article: str) -> str:
        """Return a desk with its article: «de servicedesk», «het meldpunt», «HR»."""
        lists = self.cues.contact_lists
        if article not in {"de", "het"}:
            if any_of(lists.bare).fullmatch(term):
                return term.upper() if len(term) < _SHORTEST_WORD else term
            article = "het" if any_of(lists.neuter).fullmatch(term) else "de"
            term = term if term[:2].isupper() else term[:1].lower() + term[1:]
        return f"{article} {term}"

    def _of_name(self, line: ContactLine) -> str | None:
        """Return who bears the name on a line, where somebody does."""
        return next((key for key, item in self.found.items() if line.who.name and item.name == line.who.name), None)

    def _of_address(self, line: ContactLine) -> str | None:
        """Return which desk the address on a line names: «meldpunt@…»."""
        local = line.reach.email.partition("@")[0]
        for key, match in self.desks.mentions(local):
            if match["term"] == local:
                cue = next((cue for cue in self.cues.contacts if cue.key == key), None)
                self.found.setdefault(key, Found(key, line.who.rest or (cue.title if cue else self._for(line))))
                return key
        cue = next((cue for cue in self.cues.contacts if local and cue.purposes and _is_for(local, cue)), None)
        if cue is not None:
            self.found.setdefault(cue.key, Found(cue.key, line.who.rest or self._for(line)))
        return cue.key if cue is not None else None

    def _of_purpose(self, line: ContactLine) -> str | None:
        """Return which desk the purpose of a line names: «HR», or «pers» for the spokesperson."""
        for key, match in self.desks.mentions(line.purpose):
            if match.start("term") == 0:
                return self._note(key, match)
        cue = next((cue for cue in self.cues.contacts if cue.purposes and _is_for(line.purpose, cue)), None)
        if cue is not None:
            self.found.setdefault(cue.key, Found(cue.key, line.who.rest or self._for(line)))
        return cue.key if cue is not None else None

    def _new(self, line: ContactLine) -> str:
        """Return the key of a desk or person that nobody knows beforehand."""
        own = line.who.rest or (_without_brackets(line.purpose) if self.desks.is_desk(line.purpose) else "")
        local = line.reach.email.partition("@")[0]
        named = own or (local if local.isalpha() and not line.who.name else "") or line.purpose or line.who.name
        key = as_name(named).replace("-", "_")[:_KEY_LENGTH].strip("_")
        key = key if key[:1].isalpha() else f"contact_{key}".strip("_")
        # Of somebody who does nothing but bear a name, that is all there is to call them by.
        self.found.setdefault(key, Found(key, own or (self._for(line) if line.purpose else line.who.name)))
        return key

    def _for(self, line: ContactLine) -> str:
        purpose = _without_brackets(line.purpose) or line.who.name
        shown = purpose if purpose[:2].isupper() else purpose[:1].lower() + purpose[1:]
        return f"{self.cues.contact_lists.somebody} {shown}"

    def _tell(self, line: ContactLine, keys: Sequence[str]) -> None:
        """Fill in what a line says of those whom it names, where nothing was known yet."""
        self._at.setdefault(line.place, []).extend(keys)
        for key in keys:
            item = self.found[key]
            reach = f"{line.reach.email} {line.reach.phone}"
            another = item.name != line.who.name if item.name else not item.may_be_in(reach)
            if another and line.who.name not in {"", item.title}:
                continue  # somebody else at the same desk; the line itself is told
            if line.purpose not in item.purposes and self._says_more(line.purpose, item):
                item.purposes.append(line.purpose)
            if line.who.name != item.title:
                item.name = item.name or line.who.name or None
            if item.everyones_own:
                continue
            item.email = item.email or line.reach.email or None
            item.phone = item.phone or line.reach.phone or None
            item.available = item.available or line.reach.available or None

    def _says_more(self, purpose: str, item: Found) -> bool:
        """Return whether a purpose is more than what somebody is called: «HR», «Vertrouwenspersoon»."""
        whole = _without_brackets(purpose)
        called = any(match["term"] == whole for _, match in self.desks.mentions(whole))
        return bool(whole) and not called and whole.lower() != item.title.lower()

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


def _without_brackets(text: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", text).strip()


def _is_for(purpose: str, cue: ContactCue) -> bool:
    """Return whether the first thing that a line is for is what people turn to this contact for."""
    first = re.split(r"[,;/]| en | of ", purpose)[0]
    return any_of(cue.purposes).fullmatch(first.strip()) is not None
