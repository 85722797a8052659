"""The coverage of a whole policy: by group of topics, what is asked and not answered, and what no question reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from magdat.coverage.answered import By, CoveredTopic, covered_topic, loose_on
from magdat.coverage.groups import Groups
from magdat.coverage.reach import Reach, reach_of
from magdat.guidance.library import Library
from magdat.policy.answerable import answerable
from magdat.policy.model import Policy


@dataclass(frozen=True)
class CoveredGroup:
    """Topics that are counted together."""

    title: str
    topics: tuple[CoveredTopic, ...]


@dataclass(frozen=True)
class Coverage:
    """The coverage of a policy."""

    groups: tuple[CoveredGroup, ...]
    own: tuple[CoveredTopic, ...]
    """The company's own topics, on which the guidance has no questions."""

    nobody: tuple[CoveredTopic, ...]
    """Topics on which the guidance only shows the way."""

    assistant: tuple[CoveredTopic, ...]
    """Topics on which the assistant answers for itself; they are not counted."""

    reach: Reach

    @property
    def topics(self) -> tuple[CoveredTopic, ...]:
        """Return every topic, in the order of the groups."""
        return (*(topic for group in self.groups for topic in group.topics), *self.own, *self.nobody, *self.assistant)

    @property
    def silent(self) -> tuple[CoveredTopic, ...]:
        """Return the topics on which the company says nothing and strangers do ask, most asked first."""
        counted = (*(topic for group in self.groups for topic in group.topics), *self.nobody)
        return tuple(sorted((item for item in counted if item.silent and item.asked), key=lambda item: -item.asked))

    def topic(self, topic_id: str) -> CoveredTopic:
        """Return one topic.

        Raises:
            KeyError: there is no such topic.
        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)


def count(topics: Iterable[CoveredTopic], by: By) -> int:
    """Return how many questions of some topics are answered by these."""
    return sum(topic.count(by) for topic in topics)


def coverage_of(policy: Policy, library: Library, groups: Groups, demand: Mapping[str, int]) -> Coverage:
    """Return who answers what.

    Args:
        policy: the policy.
        library: the guidance, without the company's own topics.
        groups: which topics are counted together; all of the guidance's are in it.
        demand: how often strangers ask about a topic.
    """
    items = answerable(policy, library)

    def covered(topics: Iterable[str]) -> Iterator[CoveredTopic]:
        for topic in topics:
            yield covered_topic(policy, library, topic, items, demand.get(topic, 0))

    return Coverage(
        tuple(CoveredGroup(group.title, tuple(covered(group.topics))) for group in groups.groups),
        tuple(CoveredTopic(topic.id, topic.title, 0, loose=loose_on(topic.id, items)) for topic in policy.topics),
        tuple(covered(groups.nobody)),
        tuple(covered(groups.about_the_assistant)),
        reach_of(policy, items),
    )
