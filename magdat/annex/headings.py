"""What a clause is called: its own title, or its topic and when it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.annex.words import AnnexWords
from magdat.guidance.library import Library
from magdat.policy.model import Policy, SignatureForm
from magdat.wording.phrases import Phrases
from magdat.wording.situation import in_words

SIGNING = "policy_ondertekening"
"""The topic that is named after what people sign for."""


class Headings:
    """The headings of one policy."""

    def __init__(self, policy: Policy, library: Library, words: AnnexWords, phrases: Phrases) -> None:
        """Take the names of the topics: the annex's own, else the company's, else those of the guidance."""
        self._words, self._phrases, self._library = words, phrases, library
        agreement = policy.drafting.signature is SignatureForm.AGREEMENT
        self._topics: dict[str, str] = {
            **{str(item.id): item.title for item in library.topics},
            **{str(item.id): item.title for item in policy.topics},
            **words.headings,
            SIGNING: words.signing.agreement if agreement else words.signing.receipt,
        }

    def topic(self, topic: str) -> str:
        """Return what a topic is called; one that nobody knows any more keeps its id."""
        return self._topics.get(topic, topic.replace("_", " "))

    def context(self, asked: Mapping[str, Sequence[str]]) -> str:
        """Return when something holds, in words; a list of every platform limits nothing."""
        left = dict(asked)
        if set(self._library.platforms) <= set(left.get("platform", ())):
            del left["platform"]
        about = [self._words.contents.get(name, f"over {name.replace('_', ' ')}") for name in left.pop("inhoud", ())]
        pieces = (in_words(left, self._phrases, self._library), " of ".join(about))
        return ", ".join(piece for piece in pieces if piece)

    def of(self, topic: str, context: str = "") -> str:
        """Return a topic as a heading, with the context where there is one."""
        return f"{self.topic(topic)}: {context}" if context else self.topic(topic)
