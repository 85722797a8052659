"""What the understanding made of one message, and the protocol that any understanding follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from magdat.question import Form, Opening

ACTS = frozenset(
    {
        "bevestigen", "ontkennen", "stoppen", "aanvullen", "waarom", "bron_vragen", "voorbeeld_vragen", "wat_als_toch",
        "verschil_vragen", "meer_weten", "herhalen", "korter", "kies_optie", "terug", "acuut_gevaar", "andere_taal",
        "aanpassen",
    }
)  # fmt: skip
"""Intents that are moves in a conversation rather than topics."""

STANDALONE_ACTS = frozenset({"acuut_gevaar", "andere_taal"})
"""Acts that make sense without anything said before."""


@dataclass(frozen=True)
class Found:
    """Something in the company's policy that may answer a message."""

    id: str
    """Its name among everything that the policy says (magdat.policy.answerable)."""

    chance: float
    """How likely it answers the message."""

    likenesses: Mapping[str, float] = field(default_factory=dict)
    """What each likeness adds to its score, for whoever asks why."""

    example: tuple[int, float] | None = None
    """The number of its example that is most like the message, and how alike they are."""

    preferred: float | None = None
    """How likely it is a better answer than the guidance's; ``None`` where that was not learned."""

    sentences: tuple[float, ...] = ()
    """How like the message each of its sentences is (magdat.policy.sentences)."""

    words: tuple[float, ...] = ()
    """How likely «ja», «nee» and neither are the word to begin with, by who reads it together with the message; empty
    where nobody did."""


@dataclass(frozen=True)
class InPolicy:
    """What the company's own policy may say to a message."""

    digest: str
    """The hash of the policy's text: in another version the names may mean something else."""

    threshold: float
    """From this chance of a statement on, a message is answered from the policy."""

    found: tuple[Found, ...]
    """The likeliest first."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> InPolicy:
        """Read what nlu/matching/component.py adds to a message."""
        found = tuple(
            Found(
                str(item["id"]),
                float(item["kans"]),
                {str(name): float(part) for name, part in (item.get("gelijkenis") or {}).items()},
                (int(item["voorbeeld"][0]), float(item["voorbeeld"][1])) if item.get("voorbeeld") else None,
                float(item["voorkeur"]) if item.get("voorkeur") is not None else None,
                tuple(float(like) for like in item.get("zinnen") or ()),
                tuple(map(float, item.get("woorden") or ())),
            )
            for item in data.get("gevonden") or ()
        )
        return cls(str(data["inhoud"]), float(data["drempel"]), found)


@dataclass(frozen=True)
class Understanding:
    """One message, understood."""

    text: str
    ranking: tuple[tuple[str, float], ...]
    """Intents with their probability, likeliest first."""

    values: Mapping[str, tuple[str, ...]]
    """For each dimension of the context, the values that the message names, in order."""

    certain: bool = False
    """Whether the intent was chosen by pressing a button rather than guessed."""

    spans: tuple[tuple[int, int], ...] = ()
    """Where in the text the values stand."""

    implied: frozenset[str] = frozenset()
    """The dimensions whose value is implied by the message as a whole rather than named in it."""

    statements: tuple[tuple[str, float], ...] = ()
    """Statements that may answer the message, by id, with their probability, likeliest first."""

    beside: Mapping[str, tuple[tuple[str, float, float], ...]] = field(default_factory=dict)
    """For each topic the statements that a short message is like, whatever it is about: how alike it is to the nearest
    sentence of each, and to the middle of them (cosines); most alike first."""

    reasons: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """What each likeness adds to the score of the very likeliest statements, for whoever asks why."""

    form: Form | None = None
    """The form of the question, where one was heard."""

    openings: tuple[tuple[Opening, float], ...] = ()
    """With what an honest answer to exactly this question may begin, with the probability, likeliest first."""

    openings_heard: tuple[tuple[Opening, float], ...] = ()
    """The same by the message alone, whatever the text of the guidance's statement says."""

    in_policy: InPolicy | None = None
    """What the company's own policy may say to it, where a policy was at hand."""

    in_guidance: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """For the guidance's likeliest statements how like the message each of their sentences is, by its mark."""

    @property
    def intent(self) -> str | None:
        """Return the likeliest intent."""
        return self.ranking[0][0] if self.ranking else None

    @property
    def confidence(self) -> float:
        """Return the probability of the likeliest intent."""
        return self.ranking[0][1] if self.ranking else 0.0

    def topics(self) -> tuple[tuple[str, float], ...]:
        """Return the ranking without the moves of a conversation, with the probabilities as they were."""
        return tuple((name, chance) for name, chance in self.ranking if name not in ACTS)

    @classmethod
    def from_parse(cls, parse: Mapping[str, Any]) -> Understanding:
        """Read the result of Rasa's parsing, which is plain data."""
        values: dict[str, list[str]] = {}
        spans: list[tuple[int, int]] = []
        implied = set()
        for entity in parse.get("entities") or ():
            found = values.setdefault(str(entity.get("entity")), [])
            if (value := str(entity.get("value"))) not in found:
                found.append(value)
            place = int(entity.get("start") or 0), int(entity.get("end") or 0)
            if place[0] < place[1]:
                spans.append(place)
            else:
                implied.add(str(entity.get("entity")))
        intent = parse.get("intent") or {}
        ranking = [
            (str(item["name"]), float(item["confidence"]))
            for item in parse.get("intent_ranking") or ()
            if item.get("name")
        ]
        ranking = [item for item in ranking if item[0] != "nlu_fallback"]
        text = str(parse.get("text") or "")
        certain = text.startswith("/")
        if certain and intent.get("name"):
            ranking = [(str(intent["name"]), 1.0)]
        named = {key: tuple(items) for key, items in values.items()}
        return cls(
            text,
            tuple(ranking),
            named,
            certain,
            tuple(spans),
            frozenset(implied),
            statements=tuple((str(item["id"]), float(item["kans"])) for item in parse.get("uitspraken") or ()),
            beside={
                str(topic): tuple((str(name), float(nearest), float(middle)) for name, nearest, middle in listed)
                for topic, listed in (parse.get("ernaast") or {}).items()
            },
            reasons={
                str(name): {str(likeness): float(added) for likeness, added in parts.items()}
                for name, parts in (parse.get("waarom") or {}).items()
            },
            form=Form(parse["vorm"]) if parse.get("vorm") else None,
            openings=_openings(parse, "openingen"),
            openings_heard=_openings(parse, "openingen_gehoord") or _openings(parse, "openingen"),
            in_policy=InPolicy.from_data(parse["beleid"]) if parse.get("beleid") else None,
            in_guidance={
                str(name): {str(mark): float(like) for mark, like in likes.items()}
                for name, likes in (parse.get("zinnen") or {}).items()
            },
        )


def _openings(parse: Mapping[str, Any], key: str) -> tuple[tuple[Opening, float], ...]:
    return tuple((Opening(item["opening"]), float(item["kans"])) for item in parse.get(key) or ())


class Interpreter(Protocol):
    """Anything that understands messages."""

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        """Return one understanding a text, in order."""

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        """Return the same of what is no question, such as the text of a policy: nothing in a policy answers it."""
