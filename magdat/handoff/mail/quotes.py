"""What somebody wrote themselves in a reply: without the quote, the signature and what servers and devices add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from magdat.handoff.mail.forms import MOST, MailForms, is_one_of

BORDER = "## Antwoord boven deze lijn: alleen wat hierboven staat, gaat naar de vrager. ##"
"""Stands on top of our own mails; below it nothing is an answer, whatever a program makes of the quote."""

_BORDER = re.compile(r"##\s*Antwoord boven deze lijn", re.IGNORECASE)
_DEPTH = re.compile(r"^(?:>\s?)+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_RULE = re.compile(r"^\W{0,3}_{20,}\W{0,3}$")

LABELS = 3
"""So many lines with a label make a header, with that of the sender first."""

WRAPPED = 3
"""Lines over which an attribution may be wrapped."""

MOST_LINES = 4000
"""Lines of a mail that are looked at."""

_RECALLED = 3
"""Lines of a quote that are kept above an answer that stands between quotes."""


@dataclass(frozen=True)
class _Piece:
    """Lines that belong together: all quoted, or all somebody's own."""

    quoted: bool
    lines: tuple[str, ...]


def own_words(text: str, forms: MailForms) -> str:
    """Return what somebody wrote in a reply; empty when that is nothing.

    Answers between the lines of a quote keep the lines that they answer, marked with ``>``.

    Args:
        text: the text of the mail, with quotes as mail programs make them.
        forms: how they do.
    """
    lines = [line.rstrip() for line in _clean(text).split("\n")[:MOST_LINES]]
    pieces = _pieces(_above_the_unmarked_quote(lines, forms), forms)
    own = [(at, _unsigned(piece.lines, forms)) for at, piece in enumerate(pieces) if not piece.quoted]
    told = [(at, said) for at, said in own if said]
    after_a_quote = [at for at, _ in told if at > 0]
    if len(after_a_quote) < 2:
        return _joined(said for _, said in told)
    return _joined(_recalled(pieces, at) + said for at, said in told)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u2028", "\n")
    return _INVISIBLE.sub("", text)


def _above_the_unmarked_quote(lines: list[str], forms: MailForms) -> list[str]:
    """Return the lines before a quote that has no marks, where nothing tells it from an answer any more."""
    for at, line in enumerate(lines):
        if line.startswith(">"):
            continue
        here = line.strip()
        if _BORDER.search(here) or is_one_of(forms.separator, here) or _is_header(lines, at, forms):
            return _without_rule(lines[:at])
        length = _attribution(lines, at, forms)
        if length:
            following = _next_filled(lines, at + length)
            if "@" in " ".join(lines[at : at + length]) and not following.startswith(">"):
                return lines[:at]
    return lines


def _without_rule(lines: list[str]) -> list[str]:
    """Return lines without the rule that Outlook draws above the quote."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1].strip())):
        kept.pop()
    return kept


def _is_header(lines: Sequence[str], at: int, forms: MailForms) -> bool:
    """Return whether the header of a quoted mail begins here: who sent it, and at least two labels more."""
    if forms.label_of(lines[at].strip()) not in forms.sender_label:
        return False
    labels = set()
    for line in lines[at : at + 8]:
        if not line.strip():
            break
        labels.add(forms.label_of(line.strip()))
    labels.discard("")
    subject_or_date = labels & {"onderwerp", "verzonden", "datum", "subject", "sent", "objet", "envoyé", "betreff"}
    return len(labels) >= LABELS and bool(subject_or_date)


def _attribution(lines: Sequence[str], at: int, forms: MailForms) -> int:
    """Return over how many lines the words above a quote go that begin here; 0 when there are none."""
    for length in range(1, WRAPPED + 1):
        piece = lines[at : at + length]
        if len(piece) < length or not piece[-1].strip():
            return 0
        told = " ".join(_DEPTH.sub("", line).strip() for line in piece)
        # The forms look far ahead: only lines that can be one are held against them.
        possible = told.endswith(":") and len(told) <= MOST and any(char.isdigit() for char in told)
        if possible and is_one_of(forms.attribution, told):
            return length
    return 0


def _next_filled(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at:] if line.strip()), "")


def _pieces(lines: list[str], forms: MailForms) -> list[_Piece]:
    """Split lines in those that are quoted, the words above a quote among them, and those that are not."""
    quoted = [line.startswith(">") for line in lines]
    for at, line in enumerate(lines):
        if line.startswith(">") or not line.strip():
            continue
        length = _attribution(lines, at, forms)
        if length and _next_filled(lines, at + length).startswith(">"):
            quoted[at : at + length] = [True] * length
    pieces: list[_Piece] = []
    for line, is_quote in zip(lines, quoted):
        if pieces and (pieces[-1].quoted == is_quote or not line.strip()):
            pieces[-1] = _Piece(pieces[-1].quoted, (*pieces[-1].lines, line))
        else:
            pieces.append(_Piece(is_quote, (line,)))
    return pieces


def _unsigned(lines: Sequence[str], forms: MailForms) -> list[str]:
    """Return lines without signature, disclaimer, banner and what a device adds."""
    kept: list[str] = []
    ended = False
    for at, raw in enumerate(_without_banner(list(lines), forms)):
        line = raw.strip()
        if line == "--" or is_one_of(forms.below, line):
            break
        begins_a_paragraph = at > 0 and (not kept or not kept[-1].strip() or ended)
        if ended and begins_a_paragraph and is_one_of((forms.postscript,), line):
            ended = False
            kept.append("")
        if not ended and is_one_of(forms.greeting, line) and any(text.strip() for text in kept):
            ended = True
        if not ended and not is_one_of(forms.sent_with, line):
            kept.append(raw)
    return _trimmed(kept)


def _without_banner(lines: list[str], forms: MailForms) -> list[str]:
    """Return lines without the warning that a mail server put on top."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None or not is_one_of(forms.above, lines[first].strip()):
        return lines
    end = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
    return lines[end:] if any(line.strip() for line in lines[end:]) else lines


def _recalled(pieces: Sequence[_Piece], at: int) -> list[str]:
    """Return the last quoted lines before an answer, each with one mark."""
    if at == 0 or not pieces[at - 1].quoted:
        return []
    filled = [line for line in pieces[at - 1].lines if line.startswith(">") and _DEPTH.sub("", line).strip()]
    if not filled:
        return []
    depth = _depth(filled[-1])
    kept: list[str] = []
    for line in reversed(filled[-_RECALLED:]):
        if _depth(line) != depth:
            break
        kept.insert(0, f"> {_DEPTH.sub('', line).strip()}")
    return [*kept, ""]


def _depth(line: str) -> int:
    marks = _DEPTH.match(line)
    return marks[0].count(">") if marks else 0


def _trimmed(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _joined(parts: Iterable[Sequence[str]]) -> str:
    """Return parts with one empty line between them, and never two empty lines one after the other."""
    text = "\n\n".join("\n".join(part) for part in parts)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
