"""How well messages are understood: accuracy, top-3, macro-F1, what is sent away wrongly, and the confusions."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from magdat.files.problems import DocumentError, NoDocument, Problem
from magdat.understanding import Understanding

OUT_OF_FIELD = frozenset({"buiten_bereik_hr", "buiten_bereik_it", "buiten_bereik_overig"})


@dataclass(frozen=True)
class Question:
    """A question with the topics that count as right."""

    text: str
    accepted: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A question, and the topics that it was taken for, likeliest first."""

    question: Question
    predicted: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Return whether the likeliest topic is accepted."""
        return bool(self.predicted) and self.predicted[0] in self.question.accepted


def read_questions(path: Path, topics: Iterable[str]) -> list[Question]:
    """Read a file of `text TAB topic`; `a|b` accepts either; the first line may be a header.

    Raises:
        DocumentError: the file cannot be read, or a line has no topic or an unknown one.
    """
    known = set(topics)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise NoDocument([Problem(path, 0, "het bestand bestaat niet", "kijk de naam en de map na")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(
            [Problem(path, 1, f"het bestand is niet te lezen ({error})", "geef een UTF-8-bestand met tabs")]
        ) from None
    questions, problems = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        text, tab, label = line.rpartition("\t")
        accepted = tuple(item.strip() for item in label.split("|"))
        unknown = [item for item in accepted if item not in known]
        if number == 1 and unknown:
            continue  # a header
        if not tab or not text.strip():
            problems.append(
                Problem(path, number, "hier staat geen tab tussen tekst en onderwerp", "schrijf tekst TAB onderwerp")
            )
        elif unknown:
            problems.append(
                Problem(path, number, f"het onderwerp «{unknown[0]}» bestaat niet", "kijk in leidraad/onderwerpen.yml")
            )
        else:
            questions.append(Question(text.strip(), accepted))
    if not questions and not problems:
        problems.append(Problem(path, 1, "er staat geen enkele vraag in", "schrijf tekst TAB onderwerp"))
    if problems:
        raise DocumentError(problems)
    return questions


def judge(questions: Sequence[Question], parse: Callable[[str], Understanding]) -> tuple[list[Judged], list[float]]:
    """Understand every question; return the judgements and the milliseconds that each took."""
    judged, milliseconds = [], []
    for question in questions:
        started = time.perf_counter()
        understanding = parse(question.text)
        milliseconds.append((time.perf_counter() - started) * 1000)
        judged.append(Judged(question, tuple(name for name, _ in understanding.topics())))
    return judged, milliseconds


def figures(judged: Sequence[Judged], milliseconds: Sequence[float]) -> dict[str, Any]:
    """Return the figures of the contract (docs/contract.md); rates lie between 0 and 1, latency in milliseconds."""
    in_field = [item for item in judged if not OUT_OF_FIELD.issuperset(item.question.accepted)]
    sent_away = [item for item in judged if item.predicted and item.predicted[0] in OUT_OF_FIELD]
    outside = [item for item in judged if OUT_OF_FIELD & set(item.question.accepted)]
    rightly = [item for item in sent_away if OUT_OF_FIELD & set(item.question.accepted)]
    return {
        "n": len(judged),
        "accuracy": _rate(item.right for item in judged),
        "accuracy_in_field": _rate(item.right for item in in_field),
        "top3": _rate(bool(set(item.predicted[:3]) & set(item.question.accepted)) for item in judged),
        "macro_f1": _macro_f1(judged),
        "out_of_field": {
            "precision": len(rightly) / len(sent_away) if sent_away else None,
            "recall": len(rightly) / len(outside) if outside else None,
        },
        "latency_ms": {
            "p50": round(float(np.percentile(milliseconds, 50)), 2) if milliseconds else None,
            "p95": round(float(np.percentile(milliseconds, 95)), 2) if milliseconds else None,
        },
    }


def confusions(judged: Sequence[Judged], most: int = 12) -> list[tuple[str, str, int, str]]:
    """Return the pairs confused most: (right topic, taken for, how often, one of the sentences)."""
    wrong = [item for item in judged if not item.right]
    counts = Counter((item.question.accepted[0], item.predicted[0] if item.predicted else "-") for item in wrong)
    example = {
        (item.question.accepted[0], item.predicted[0] if item.predicted else "-"): item.question.text for item in wrong
    }
    return [(*pair, count, example[pair]) for pair, count in counts.most_common(most)]


def _rate(values: Iterable[bool]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else None


def _macro_f1(judged: Sequence[Judged]) -> float:
    """Return F1 averaged over the topics that occur; an accepted prediction counts for the topic predicted."""
    pairs = [
        (item.predicted[0] if item.right else item.question.accepted[0], item.predicted[0] if item.predicted else "-")
        for item in judged
    ]
    scores = []
    for topic in sorted({right for right, _ in pairs}):
        hits = sum(right == topic == guess for right, guess in pairs)
        wanted = sum(right == topic for right, _ in pairs)
        given = sum(guess == topic for _, guess in pairs)
        scores.append(2 * hits / (wanted + given))
    return round(float(np.mean(scores)), 4)
