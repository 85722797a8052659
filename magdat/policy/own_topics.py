"""The company's own topics beside those of the guidance, so that everything that asks for a topic finds them."""

from __future__ import annotations

from dataclasses import replace

from magdat.guidance.library import Library
from magdat.guidance.model import Audience, Kind, Topic, TopicAnswer
from magdat.guidance.statements import LONGEST_QUESTION, Statement, statement_id
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Asker, Opening


def with_own_topics(library: Library, policy: Policy) -> Library:
    """Return the guidance with the topics of a company that says something on them."""
    topics, answers, statements = [], {}, {}
    for topic in policy.topics:
        said = [item for item in policy.statements if item.topic == topic.id]
        if not said or topic.id in library.answers:
            continue
        decides = any(item.decision is not None for item in said)
        topics.append(
            Topic(
                id=topic.id,
                soort=Kind.RULE if decides else Kind.EXPLANATION,
                voor=Audience.BOTH,
                claims=(),
                titel=topic.title,
                grens=topic.border,
            )
        )
        answers[topic.id] = TopicAnswer(onderwerp=topic.id, werknemer={"kern": said[0].text})
        statements.update({statement_id(topic.id, item.id): _statement(item, topic.title) for item in said})
    if not topics:
        return library
    return replace(
        library,
        topics=(*library.topics, *topics),
        answers={**library.answers, **answers},
        statements={**library.statements, **statements},
    )


def _statement(item: PolicyStatement, title: str) -> Statement:
    questions = [example.question for example in item.examples if example.question]
    asked = next((question for question in questions if len(question) <= LONGEST_QUESTION), None)
    return Statement(
        deelvraag=item.id,
        vraag=asked or (item.title or title)[:LONGEST_QUESTION],
        soort=item.kind,
        voor=(Asker.DOER,),
        tekst=item.text,
        voorbeelden=[{"vraag": question, "opening": Opening.NONE} for question in questions or [item.title or title]],
    )
