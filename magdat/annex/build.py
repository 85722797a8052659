"""From a policy to the annex: the rules in the order of their numbers, written for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from magdat.annex.document import Annex, Block, Chapter, Clause, Form, Part, Register
from magdat.annex.headings import Headings
from magdat.annex.words import UNKNOWN, AnnexWords
from magdat.files.schema import Name
from magdat.guidance.library import Library
from magdat.guidance.statements import PolicyPart, topic_of
from magdat.policy.clause_number import chapter_of, clause_order
from magdat.policy.contexts import conditions_of
from magdat.policy.model import Monitoring, Policy, PolicyStatement, Rule, Sanctions, SignatureForm
from magdat.policy.open_place import OPEN
from magdat.wording.contacts import as_line, contact_line
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases
from magdat.wording.placeholders import fill

Numbered = tuple[str, str | None, Clause]
"""A clause with its number and its topic; one without a topic brings its own heading."""

_DECIDING = {
    "sancties": frozenset({PolicyPart.SANCTIONS, PolicyPart.NOTIFICATION, PolicyPart.APPEAL, PolicyPart.HEARING}),
    "controle": frozenset({PolicyPart.MONITORING, PolicyPart.INDIVIDUALISATION}),
}
"""What the sanctions and the monitoring of a policy decide; the topics that ask for it are about them."""

LONGEST_CONTEXT = 70
"""A context with more letters stands below its heading instead of in it."""


def build_annex(policy: Policy, library: Library, words: AnnexWords, phrases: Phrases) -> Annex:
    """Return the annex of a policy.

    Raises:
        KeyError: leidraad/bijlage.yml asks between {{ }} for something that nobody gives.
    """
    builder = _Builder(policy, library, words, phrases)
    procedure = policy.drafting.procedure.value if policy.drafting.procedure else UNKNOWN
    return Annex(
        title=policy.title,
        kind=words.kinds[procedure],
        company=policy.company.name,
        version=policy.version,
        facts=tuple(builder.facts()),
        opening=tuple(builder.opening(words.introduction[procedure])),
        contents_title=words.titles.contents,
        chapters=tuple(builder.chapters()),
        closing=(builder.contacts(),),
        form=builder.form(),
        register=builder.register(),
        footer=fill(words.footer, versie=policy.version, datum=belgian_date(policy.valid_from)),
        page=words.page,
        to_contents=words.to_contents,
    )


class _Builder:
    """Holds what every part needs."""

    def __init__(self, policy: Policy, library: Library, words: AnnexWords, phrases: Phrases) -> None:
        self.policy, self.words = policy, words
        self.about = {
            name: {topic_of(asked) for asked, item in library.statements.items() if item.decided_by in deciding}
            for name, deciding in _DECIDING.items()
        }
        self.headings = Headings(policy, library, words, phrases)

    def facts(self) -> Iterator[tuple[str, str]]:
        policy, labels = self.policy, self.words.facts
        yield labels.company, policy.company.name
        yield labels.version, policy.version
        yield labels.valid_from, belgian_date(policy.valid_from)
        if policy.review_before:
            yield labels.review_before, belgian_date(policy.review_before)
        place = policy.location
        known = [text for text in (place.place, f"({place.link})" if place.link else None) if text]
        yield labels.place, " ".join(known) or OPEN
        if place.languages:
            yield labels.languages, enumerate_dutch(list(place.languages))

    def opening(self, introduction: str) -> Iterator[Part]:
        drafting, titles = self.policy.drafting, self.words.titles
        if drafting.goal:
            yield Part("doel", titles.goal, (Block.paragraph(drafting.goal),))
        made = [text for text in (drafting.involvement, self._posted(introduction), drafting.training) if text]
        yield Part("totstandkoming", titles.making, tuple(Block.paragraph(text) for text in made))
        yield Part("leeswijzer", titles.reading, (Block.paragraph(self.words.reading),))

    def _posted(self, introduction: str) -> str:
        """Return how the policy came in, with the days on which it hung out or a line to fill them in."""
        posted, blank = self.policy.drafting.posted, self.words.blank
        days = (belgian_date(posted.first), belgian_date(posted.last)) if posted else (blank, blank)
        return fill(introduction, van=days[0], tot=days[1])

    def chapters(self) -> Iterator[Chapter]:
        clauses = self._clauses()
        for article in sorted(self.policy.articles, key=lambda item: clause_order(item.number)):
            numbered = not article.unnumbered
            own = [
                replace(clause, numbered=numbered) for clause in clauses if chapter_of(clause.number) == article.number
            ]
            yield Chapter(str(article.number), article.title, article.text, tuple(own), numbered=numbered)

    def contacts(self) -> Part:
        lines = []
        for contact in self.policy.contacts.values():
            line = as_line(contact_line(contact))
            lines.append(f"{line}: {contact.for_what}" if contact.for_what else line)
        return Part("contacten", self.words.titles.contacts, (Block.bullets(tuple(lines)),))

    def form(self) -> Form:
        policy, words = self.policy, self.words.form
        agreement = self._for_agreement
        text = fill(
            words.agreement if agreement else words.receipt,
            titel=policy.title,
            versie=policy.version,
            datum=belgian_date(policy.valid_from),
        )
        hr = policy.contacts.get(Name("hr"))
        return Form(
            title=words.agreement_title if agreement else words.receipt_title,
            text=text,
            note=fill(words.twofold, wie=hr.title if hr else policy.company.name),
            signers=(words.employee, fill(words.employer, bedrijf=policy.company.name)),
            fields=tuple(words.fields),
        )

    def register(self) -> Register:
        titles = self.words.titles
        text = fill(self.words.register_text, bedrijf=self.policy.company.name)
        return Register(
            titles.register_agreement if self._for_agreement else titles.register_receipt,
            text,
            tuple(self.words.register_columns),
        )

    def _clauses(self) -> list[Clause]:
        """Return every clause once, in the order of the numbers; texts with the same number form one clause."""
        merged: dict[str, Clause] = {}
        for number, topic, clause in sorted(self._numbered(), key=lambda item: clause_order(item[0])):
            if number in merged:
                merged[number] = replace(merged[number], blocks=(*merged[number].blocks, *clause.blocks))
            elif topic is None:
                merged[number] = clause
            else:
                merged[number] = replace(clause, heading=self.headings.of(topic, clause.heading))
        return list(merged.values())

    @property
    def _for_agreement(self) -> bool:
        """Return whether people sign for agreement; otherwise it is for receipt, which promises less."""
        return self.policy.drafting.signature is SignatureForm.AGREEMENT

    def _numbered(self) -> Iterator[Numbered]:
        for rule in self.policy.rules:
            yield rule.clause, rule.topic, self._rule(rule)
        for item in self.policy.provisions:
            blocks = (Block.paragraph(item.text), *self._contact(item.contact))
            yield item.clause, item.topic, Clause(str(item.clause), "", blocks)
        told = {str(rule.clause) for rule in self.policy.rules} | {str(item.clause) for item in self.policy.provisions}
        last: dict[str, str | None] = {}
        for said in self.policy.statements:  # one that rests on another clause says in short what stands there
            if said.clause not in told and not self._in_a_part(said):
                under = said.part if said.part != last.get(said.clause, said.title) else None
                last[said.clause] = said.part
                # A title of its own says it all; the topic before it would say it twice.
                yield said.clause, None if said.title else said.topic, self._statement(said, under)
        yield from self._parts()

    def _in_a_part(self, said: PolicyStatement) -> bool:
        """Return whether a statement rests on the clause of the sanctions or the monitoring, and is about those.

        In a clause on both of which only the one was filled in, what is said of the other stands nowhere else.
        """
        policy = self.policy
        parts = {"sancties": policy.sanctions, "controle": policy.monitoring}
        here = {name for name, part in parts.items() if part is not None and part.clause == said.clause}
        about = {name for name in parts if said.topic in self.about[name]}
        return bool(here) and (not about or bool(about & here))

    def _parts(self) -> Iterator[Numbered]:
        """Yield how the company monitors and which sanctions there are; on one number as one clause."""
        monitoring, sanctions, words = self.policy.monitoring, self.policy.sanctions, self.words.clause
        found: list[tuple[str, str, tuple[Block, ...]]] = []
        if monitoring is not None:
            found.append((monitoring.clause, words.monitoring_title, tuple(self._monitoring(monitoring))))
        if sanctions is not None:
            found.append((sanctions.clause, words.sanctions_title, tuple(self._sanctions(sanctions))))
        if len(found) > 1 and found[0][0] == found[1][0]:
            (number, first, blocks), (_, second, more) = found
            found = [(number, f"{first} en {second[:1].lower()}{second[1:]}", (*blocks, *more))]
        for number, heading, blocks in found:
            yield number, None, Clause(str(number), heading, blocks)

    def _rule(self, rule: Rule) -> Clause:
        words = self.words.clause
        context = self.headings.context(conditions_of(rule))
        blocks = [Block.paragraph(rule.text)]
        if len(context) > LONGEST_CONTEXT:
            blocks.append(Block.paragraph(fill(words.applies, wanneer=context)))
            context = ""
        if rule.requirements:
            blocks += [Block.paragraph(words.requirements), Block.bullets(tuple(rule.requirements))]
        if rule.reason:
            blocks.append(Block.aside(fill(words.reason, tekst=rule.reason)))
        return Clause(str(rule.clause), context, (*blocks, *self._contact(rule.contact)))

    def _statement(self, said: PolicyStatement, under: str | None) -> Clause:
        """Return what a statement says, with its exceptions; the first on a clause gives the clause its heading.

        A heading without a number within the clause comes before what stands under it, for answers cite it.
        """
        words = self.words.clause
        named = under is not None and not said.text.startswith(under.rpartition(": ")[2])
        blocks = [Block.paragraph(under)] if named and under is not None else []
        blocks.append(Block.paragraph(" ".join([said.text, *(unless.text for unless in said.unless)])))
        if said.requirements:
            blocks += [Block.paragraph(words.requirements), Block.bullets(tuple(said.requirements))]
        if said.reason:
            blocks.append(Block.aside(fill(words.reason, tekst=said.reason)))
        heading = said.title or self.headings.context(conditions_of(said))
        return Clause(str(said.clause), heading, (*blocks, *self._contact(said.contact)))

    def _contact(self, name: str | None) -> Iterator[Block]:
        if name is not None:
            yield Block.aside(fill(self.words.clause.contact, wie=self.policy.contacts[Name(name)].title))

    def _sanctions(self, sanctions: Sanctions) -> Iterator[Block]:
        words = self.words.clause
        yield Block.paragraph(words.sanctions)
        yield Block.bullets(tuple(sanctions.scale))
        yield Block.paragraph(words.in_work_rules if sanctions.in_work_rules else words.not_in_work_rules)
        for wording, text in (
            (words.hearing, sanctions.hearing),
            (words.notification, sanctions.notification),
            (words.appeal, sanctions.appeal),
        ):
            if text:
                yield Block.paragraph(fill(wording, tekst=text))

    def _monitoring(self, monitoring: Monitoring) -> Iterator[Block]:
        words = self.words.clause
        yield Block.paragraph(monitoring.text)
        if monitoring.purposes:
            yield Block.paragraph(words.purposes)
            yield Block.bullets(tuple(self.words.purposes[item.value] for item in monitoring.purposes))
        if monitoring.individualisation:
            yield Block.paragraph(fill(words.individualisation, tekst=monitoring.individualisation))
        if monitoring.information:
            yield Block.paragraph(fill(words.information, tekst=monitoring.information))
