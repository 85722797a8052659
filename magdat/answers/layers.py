"""The two layers of an answer: what was asked, and behind a button what else is known about exactly that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from magdat.answers.addressing import addressed
from magdat.answers.answer import Part, PartKind
from magdat.answers.cases import case_lines
from magdat.answers.citing import citation, in_short
from magdat.answers.contacts import known_contacts, not_yet_told, whom_to_ask
from magdat.answers.opening import shared_opening
from magdat.answers.policy_says import Said
from magdat.answers.told_order import begins_of_runs
from magdat.answers.wanted_of_guidance import told_and_left
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, LawNote, Status, Tip, Topic
from magdat.guidance.statements import Statement
from magdat.policy.model import Decision, Policy, Provision
from magdat.policy.whole_sentences import sentences_of
from magdat.question import Opening
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import Phrases

ASKED_FOR_SOMEBODY = frozenset({"contactpersoon", "mens_spreken"})
"""Whoever asks for a person wants to know when that person is there."""

ASIDE = 2
"""Sentences of the guidance that stand behind what the company says, or as many as belong together; the rest is in the
second layer."""

CONTACTS_OF_A_ROUTE = 2
"""Whoever is in trouble reads so many contacts at once."""


def spoken(
    phrases: Phrases,
    library: Library,
    said: Said | None,
    statement: Statement,
    word: str | None,
    *,
    to_its_people: bool = False,
) -> str:
    """Return the text of the first layer with its opening word.

    Args:
        phrases: the wording.
        library: the guidance, which knows what platforms are called.
        said: what the policy says, or ``None``: then the guidance's text is the answer.
        statement: the statement that answers the question.
        word: «ja», «nee» or ``None``.
        to_its_people: whether «de medewerker» of a policy is who asks.
    """
    if said is not None and said.outcome is not None:
        lines = case_lines(said.outcome, phrases, library)
        return "\n".join([*_before_the_cases(phrases, said, word), *lines])
    text = statement.text if said is None else said.text
    text = addressed(library.telling.address, text) if to_its_people and said is not None else text
    return phrases.say(f"opening_{word}", tekst=text) if word else text


def _before_the_cases(phrases: Phrases, said: Said, word: str | None) -> Iterator[str]:
    """Yield what stands on a line of its own above a list of cases: the word that holds in each, or that it depends."""
    if word:
        yield phrases.say(f"opening_{word}", tekst="").rstrip()
    elif len(set(said.decisions)) > 1:
        yield phrases.say("besluit_hangt_af")


def opening_of(said: Said | None, statement: Statement, opening: Opening) -> str | None:
    """Return the word with which the answer begins; the text alone where the company decided nothing."""
    return shared_opening(opening, said.decisions if said is not None and said.decisions else ()) or (
        opening.value if opening in {Opening.YES, Opening.NO} else None
    )


def resting_on(
    policy: Policy, phrases: Phrases, topic: Topic, said: Said | None, laws: Sequence[LawNote]
) -> Iterator[Part]:
    """Yield what the first layer rests on: the company's clause, the law, or the guidance's advice."""
    if said is not None:
        if said.clauses:
            yield Part(PartKind.RULE, in_short(policy, phrases, said.clauses, said.part, said.point))
    elif topic.kind is Kind.ASSISTANT:
        return
    elif laws:
        yield Part(PartKind.LAW, phrases.say("steunt_op_wet", datum=belgian_date(max(law.checked_on for law in laws))))
    else:
        yield Part(PartKind.ADVICE, phrases.say("steunt_op_raad"))


def after_the_clause(
    phrases: Phrases,
    library: Library,
    said: Said,
    statement: Statement,
    laws: Sequence[LawNote],
    untold: Sequence[str] = (),
) -> Iterator[Part]:
    """Yield what the law says in general, where it denies nothing of what the company says before it.

    First what stands in the first layer, then the rest of it.

    Args:
        phrases: the wording.
        library: the guidance, which knows where a sentence ends.
        said: what the policy says in answer to the question.
        statement: what the guidance answers.
        laws: the law notes on that, which hold for the company; advice alone mostly says the clause over again.
        untold: the marks of the sentences that nobody needs who asks this: they belong to the rest.
    """
    # Behind a ban, how one does it best would sound as if it were allowed after all.
    if not laws or said.decision is Decision.NO or said.outcome is not None or said.stricter:
        return
    text, _ = told_and_left(library.telling, statement.text, untold)
    sentences = sentences_of(text, library.telling.abbreviations)
    ends = [*begins_of_runs(sentences, library.telling)[1:], len(sentences)]
    end = max((end for end in ends if end <= ASIDE), default=ends[0])  # never between what is understood together
    whole = sentences_of(statement.text, library.telling.abbreviations)
    told = " ".join(sentences[:end]), " ".join(part for part in whole if part not in sentences[:end])
    if told[0] not in said.text:
        yield from (Part(PartKind.LAW, phrases.say("wet_ernaast", tekst=part)) for part in told if part)


WHOM_ELSE = "hr"
"""Whom somebody is sent to where the company has nobody of the kind that was asked for."""


def contacts_first(
    policy: Policy, phrases: Phrases, topic: Topic, names: Sequence[str], told: str, *, must_act: bool
) -> Iterator[Part]:
    """Yield whom to turn to, where the person must act, nobody decided, or somebody is in trouble.

    Args:
        policy: the policy in use.
        phrases: the wording.
        topic: what the question is about.
        names: those who may be turned to, the one that knows most about it first.
        told: what the answer says already.
        must_act: whether the person has something to do, or nobody decided.
    """
    route = topic.kind is Kind.ROUTE
    if not (must_act or route):
        return
    known = known_contacts(policy, names)[: CONTACTS_OF_A_ROUTE if route else 1]
    if route and not known:
        known = known_contacts(policy, (WHOM_ELSE,))  # «vraag het aan HR», with where to find them
    if known:
        in_full = topic.id in ASKED_FOR_SOMEBODY
        whole = whom_to_ask(phrases, known, in_full=in_full)
        left = not_yet_told(phrases, known[0], told) if len(known) == 1 and not in_full else whole
        if left is not None:
            yield Part(PartKind.CONTACT, left, alone="" if left == whole else whole)
    elif route:
        yield Part(PartKind.CONTACT, phrases.say("contact_onbekend"))


def second_layer(
    policy: Policy,
    phrases: Phrases,
    said: Said | None,
    statement: Statement,
    tips: Sequence[Tip],
    laws: Sequence[LawNote],
    provision: Provision | None,
) -> Iterator[Part]:
    """Yield what else is known about exactly this question.

    Args:
        policy: the policy in use.
        phrases: the wording.
        said: what the policy says in answer to the question.
        statement: the statement that answers it.
        tips: the advice that the question earns.
        laws: the law notes that it earns and that hold for the company.
        provision: the company's clause on the topic, told where the policy says nothing more precise.
    """
    if said is not None and said.reason:
        yield Part(PartKind.REASON, phrases.say("meer_waarom", tekst=said.reason))
    if statement.more.steps:
        yield Part(PartKind.ADVICE, "\n".join(phrases.say("stap", tekst=step) for step in statement.more.steps))
    for tip in tips:
        yield Part(PartKind.ADVICE, phrases.say("raad", tekst=tip.text))
    if statement.more.example:
        yield Part(PartKind.ADVICE, phrases.say("voorbeeld", tekst=statement.more.example))
    for note in laws:
        key = "wet_onzeker" if note.status is Status.UNCERTAIN else "wet"
        yield Part(PartKind.LAW, phrases.say(key, tekst=note.text, datum=belgian_date(note.checked_on)))
    if said is not None and said.clauses:
        yield citation(policy, phrases, said.clauses, said.part, said.point)
        for document in (item for item in policy.documents if item.id in said.documents):
            where = ", ".join(filter(None, (document.place, document.link)))
            yield Part(PartKind.RULE, phrases.say("zie_document", titel=document.title, waar=where))
    elif said is None and provision is not None:
        cited = citation(policy, phrases, (provision.clause,))
        yield Part(PartKind.RULE, f"{provision.text}\n{cited.text}")
