"""The coverage of a policy as plain data, for whoever counts further."""

from __future__ import annotations

from typing import Any

from magdat.coverage.answered import By, CoveredTopic
from magdat.coverage.overview import Coverage


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return everything that is known of a policy's coverage."""
    reach = coverage.reach
    return {
        "groepen": [
            {"titel": group.title, "onderwerpen": [topic_data(topic) for topic in group.topics]}
            for group in coverage.groups
        ],
        "eigen_onderwerpen": [topic_data(topic) for topic in coverage.own],
        "niemand": [topic_data(topic) for topic in coverage.nobody],
        "zwijgt_over": [topic.id for topic in coverage.silent],
        "zonder_voorbeeld": [item.id for item in reach.without_examples],
        "zonder_vraag": list(reach.unasked),
        "enkel_gedrukt": list(reach.printed_only),
    }


def topic_data(topic: CoveredTopic) -> dict[str, Any]:
    """Return who answers each question of one topic."""
    return {
        "id": topic.id,
        "titel": topic.title,
        "gevraagd": topic.asked,
        **{by.value: topic.count(by) for by in By},
        "vragen": [
            {
                "deelvraag": item.statement.aspect,
                "vraag": item.statement.question,
                "antwoord_van": item.by.value,
                "artikels": list(item.clauses),
                "door": [answer.id for answer in item.answers],
            }
            for item in topic.questions
        ],
        "zonder_deelvraag": [{"door": item.id, "artikel": item.clause, "tekst": item.text} for item in topic.loose],
    }
