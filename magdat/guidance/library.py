"""The whole guidance, read once and held in memory: topics, answers, tips, law notes and platforms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.files.unchanged import while_unchanged
from magdat.guidance.first_word import FirstWordCues, FirstWordKnowledge, FirstWordWeights
from magdat.guidance.first_word_pairs import load_pair_weights
from magdat.guidance.model import (
    Danger,
    Gesture,
    Gestures,
    LawNote,
    LawNotes,
    OpeningWeights,
    Platforms,
    Talk,
    TalkWeights,
    Tip,
    Tips,
    Topic,
    TopicAnswer,
    Topics,
    Wording,
)
from magdat.guidance.read_sentences import ReadSentences, load_read_sentences
from magdat.guidance.said_word import SaidWord, SaidWordWeights
from magdat.guidance.statement_files import Read, by_name, dangling, read_statements
from magdat.guidance.statements import Statement
from magdat.guidance.telling import Telling, TellingCues
from magdat.guidance.vocabulary import Vocabulary, Words
from magdat.guidance.wanting import Wanting, WantingWeights
from magdat.sector import Sector

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Library:
    """Everything that the guidance says, by id."""

    topics: tuple[Topic, ...]
    answers: Mapping[str, TopicAnswer]
    """Topic id to the background of a topic: why, an example, what may follow."""

    tips: Mapping[str, Tip]
    laws: Mapping[str, LawNote]
    platforms: Mapping[str, str]
    """Platform id to the name that people read."""

    statements: Mapping[str, Statement] = field(default_factory=dict)
    """Statement id to what may be said in answer to one question, in the order of the files."""

    words: Words = field(default_factory=Words)
    """Words for the context that any policy may use."""

    gestures: tuple[Gesture, ...] = ()
    commands: Mapping[str, str] = field(default_factory=dict)
    """Words typed alone, and the topic that they always mean."""

    danger: tuple[Danger, ...] = ()
    """Forms of acute danger, in any language, each kind with what is said to it."""

    no_danger: tuple[str, ...] = ()
    """Forms by which a mere suspicion of danger turns out to be about something else."""

    disclosures: tuple[str, ...] = ()
    """Forms by which somebody tells of bullying in the middle of something else."""

    about_oneself: tuple[str, ...] = ()
    """Forms by which somebody tells what is done to themselves: then a suspicion of bullying counts."""

    no_disclosures: tuple[str, ...] = ()
    """Forms by which a suspicion of bullying turns out to be about something else."""

    talk: Talk = field(default_factory=Talk)
    """Forms by which a message leans on what was said before."""

    weights: Mapping[str, float] = field(default_factory=dict)
    """How much each sign counts for or against a topic in the middle of a conversation."""

    aspect_weights: Mapping[str, float] = field(default_factory=dict)
    """How much each sign counts for another question on the topic in hand."""

    opening_weights: Mapping[str, float] = field(default_factory=dict)
    """How much each sign counts for beginning an answer with «ja» or «nee»."""

    words_from: Mapping[str, float] = field(default_factory=dict)
    """From which probability of being right on each word is said; a word that is not named never is."""

    first_word: FirstWordKnowledge = field(default_factory=FirstWordKnowledge)
    """How a question and a sentence of the company are heard, and with what the answer begins."""

    said_word: SaidWord = field(default_factory=SaidWord)
    """How much counts for the word with which what the company says begins."""

    telling: Telling = field(default_factory=Telling)
    """With which sentence a telling of the company's text may begin."""

    wanting: Wanting = field(default_factory=Wanting)
    """Which sentences of the company's text are told beside the one that answers."""

    wanting_of_guidance: Wanting = field(default_factory=Wanting)
    """Which sentences of the guidance's own text are told."""

    read_sentences: ReadSentences = field(default_factory=ReadSentences)
    """How often people need each of those."""

    def topic(self, topic_id: str) -> Topic:
        """Return one topic.

        Raises:
            KeyError: there is no such topic.
        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)

    def statements_of(self, topic_id: str) -> dict[str, Statement]:
        """Return the statements of one topic by id, in the order of the file."""
        return dict(self._by_topic.get(topic_id, {}))

    @cached_property
    def _by_topic(self) -> Mapping[str, Mapping[str, Statement]]:
        """Sort the statements once: who checks a policy asks for those of every topic again and again."""
        found: dict[str, dict[str, Statement]] = {}
        for name, item in self.statements.items():
            found.setdefault(name.partition(".")[0], {})[name] = item
        return found

    def in_sector(self, sector: Sector | None) -> Library:
        """Return the guidance as it speaks to an organisation of this kind; of an unknown one, ``None``."""
        if sector not in self._by_sector:
            told = {name: own for name, item in self.statements.items() if (own := item.in_sector(sector)) is not item}
            self._by_sector[sector] = replace(self, statements={**self.statements, **told}) if told else self
        return self._by_sector[sector]

    @cached_property
    def _by_sector(self) -> dict[Sector | None, Library]:
        """Keep what was made for each kind: every turn of every conversation asks for it."""
        return {}

    def wording(self, topic_id: str, for_hr: bool) -> Wording:
        """Return what the guidance says on a topic to HR and managers, or to employees."""
        answer = self.answers[topic_id]
        return answer.hr if for_hr and answer.hr is not None else answer.employee


@while_unchanged
def load_library(directory: Path) -> Library:
    """Read leidraad/ whole, once in a process as long as nothing in it changes.

    Raises:
        DocumentError: everything that is wrong in any of its files, each with its line; in Dutch.
    """
    problems: list[Problem] = []
    topics = _read(Topics, directory / "onderwerpen.yml", problems)
    platforms = _read(Platforms, directory / "platformen.yml", problems)
    gestures = _read(Gestures, directory / "gebaren.yml", problems)
    weights = _read(TalkWeights, directory / "gespreksgewichten.yml", problems)
    openings = _read(OpeningWeights, directory / "openingsgewichten.yml", problems)
    cues = _read(FirstWordCues, directory / "eerste_woord.yml", problems)
    counts = _read(FirstWordWeights, directory / "eerste_woord_gewichten.yml", problems)
    pairs = load_pair_weights(directory / "eerste_woord_paren.tsv", problems)
    said_word = _read(SaidWordWeights, directory / "woordgewichten.yml", problems)
    telling = _read(TellingCues, directory / "vertellen.yml", problems)
    wanting = _read(WantingWeights, directory / "vertelgewichten.yml", problems)
    of_guidance = _read(WantingWeights, directory / "vertelgewichten_leidraad.yml", problems)
    read_sentences = load_read_sentences(directory / "zinnen_gelezen.tsv", problems)
    words = _read(Vocabulary, directory / "woorden.yml", problems)
    tips: dict[str, tuple[Tip, Document, int]] = {}
    laws: dict[str, tuple[LawNote, Document, int]] = {}
    answers: dict[str, tuple[TopicAnswer, Document]] = {}
    for path in _files(directory / "tips"):
        if (tip_file := _read(Tips, path, problems)) is not None:
            for index, tip in enumerate(tip_file[0].tips):
                _once(tip.id, tips, tip_file[1], tip_file[1].line(("tips", index)), problems)
                tips[tip.id] = (tip, tip_file[1], tip_file[1].line(("tips", index)))
    for path in _files(directory / "wet"):
        if (law_file := _read(LawNotes, path, problems)) is not None:
            for index, note in enumerate(law_file[0].notes):
                _once(note.id, laws, law_file[1], law_file[1].line(("wet", index)), problems)
                laws[note.id] = (note, law_file[1], law_file[1].line(("wet", index)))
    for path in _files(directory / "antwoorden"):
        if (answer_file := _read(TopicAnswer, path, problems)) is not None:
            answer, document = answer_file
            if answer.topic != path.stem:
                line = document.line(("onderwerp",))
                problems.append(
                    Problem(path, line, f"«{answer.topic}» heet anders dan het bestand", f"schrijf {path.stem}")
                )
            answers[answer.topic] = (answer, document)
    statements = read_statements(directory / "uitspraken", problems)
    library = Library(
        statements=by_name(statements),
        topics=topics[0].topics if topics else (),
        answers={**_without_background(statements), **{name: answer for name, (answer, _) in answers.items()}},
        tips={name: tip for name, (tip, _, _) in tips.items()},
        laws={name: note for name, (note, _, _) in laws.items()},
        platforms={platform.id: platform.name for platform in (platforms[0].platforms if platforms else ())},
        words=words[0].words if words else Words(),
        gestures=gestures[0].gestures if gestures else (),
        danger=gestures[0].danger if gestures else (),
        no_danger=gestures[0].no_danger if gestures else (),
        disclosures=gestures[0].disclosures if gestures else (),
        about_oneself=gestures[0].about_oneself if gestures else (),
        no_disclosures=gestures[0].no_disclosures if gestures else (),
        talk=gestures[0].talk if gestures else Talk(),
        weights=weights[0].weights if weights else {},
        aspect_weights=weights[0].aspects if weights else {},
        opening_weights=openings[0].weights if openings else {},
        words_from=dict(openings[0].words_from) if openings else {},
        first_word=FirstWordKnowledge.of(cues[0], counts[0], pairs) if cues and counts else FirstWordKnowledge(),
        said_word=SaidWord.of(said_word[0]) if said_word else SaidWord(),
        telling=Telling.of(telling[0]) if telling else Telling(),
        wanting=Wanting.of(wanting[0]) if wanting else Wanting(),
        wanting_of_guidance=Wanting.of(of_guidance[0]) if of_guidance else Wanting(),
        read_sentences=read_sentences,
        commands={
            word.lower(): item.topic for item in (gestures[0].commands if gestures else ()) for word in item.words
        },
    )
    if not problems and topics is not None:
        problems.extend(_lost_neighbours(*topics))
        problems.extend(_dangling(library, tips, answers))
        problems.extend(dangling(statements, {topic.id for topic in library.topics}, library.tips, library.laws))
    if problems:
        raise DocumentError(problems)
    return library


def _without_background(files: Iterable[Read]) -> dict[str, TopicAnswer]:
    """Return what is said of a topic that has statements and no file in antwoorden/: its first statement."""
    return {
        statements.topic: TopicAnswer(onderwerp=statements.topic, werknemer={"kern": statements.statements[0].text})
        for statements, _ in files
    }


def _read(model: type[Model], path: Path, problems: list[Problem]) -> tuple[Model, Document] | None:
    """Return one file as a model, with its lines; what is wrong with it is added to ``problems``."""
    try:
        document = read_document(path)
        return parse(model, document), document
    except DocumentError as error:
        problems.extend(error.problems)
        return None


def _files(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.yml"))


def _once(
    name: str, seen: Mapping[str, tuple[object, Document, int]], document: Document, line: int, problems: list[Problem]
) -> None:
    if name in seen:
        _, other, first = seen[name]
        problems.append(
            Problem(
                document.path, line, f"«{name}» bestaat al in {other.path.name}, regel {first}", "kies een andere id"
            )
        )


def _lost_neighbours(topics: Topics, document: Document) -> Iterator[Problem]:
    known = {topic.id for topic in topics.topics}
    for index, topic in enumerate(topics.topics):
        for name in topic.elsewhere:
            line = document.line(("onderwerpen", index, "elders", name))
            yield from _unknown((name,), known - {topic.id}, "het onderwerp", document.path, line)


def _dangling(
    library: Library,
    tips: Mapping[str, tuple[Tip, Document, int]],
    answers: Mapping[str, tuple[TopicAnswer, Document]],
) -> Iterator[Problem]:
    known_topics = {topic.id for topic in library.topics}
    for tip, document, line in tips.values():
        yield from _unknown(tip.topics, known_topics, "het onderwerp", document.path, line)
        yield from _unknown(tip.laws, library.laws, "de wetsnotitie", document.path, line)
    for name, (answer, document) in answers.items():
        yield from _unknown((name,), known_topics, "het onderwerp", document.path, 1)
        for key, wording in (("werknemer", answer.employee), ("hr", answer.hr)):
            if wording is None:
                continue
            yield from _unknown(wording.tips, library.tips, "de tip", document.path, document.line((key, "tips")))
            yield from _unknown(
                wording.laws, library.laws, "de wetsnotitie", document.path, document.line((key, "wet"))
            )
    yield from _unknown(
        (item.topic for item in library.gestures), known_topics, "het onderwerp", Path("leidraad/gebaren.yml"), 1
    )
    for topic in library.topics:
        if topic.id not in library.answers or not library.statements_of(topic.id):
            yield Problem(
                Path("leidraad/uitspraken") / f"{topic.id}.yml",
                1,
                f"er is geen uitspraak voor «{topic.id}»",
                "maak dit bestand",
            )


def _unknown(names: Iterable[str], known: Iterable[str], what: str, path: Path, line: int) -> Iterator[Problem]:
    known = set(known)
    for name in names:
        if name not in known:
            yield Problem(path, line, f"{what} «{name}» bestaat niet", closest(name, known))
