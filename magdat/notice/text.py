"""The page as text: plain, as Slack marks it up, and as Teams does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from magdat.notice.document import Entry, Notice


@dataclass(frozen=True)
class Markup:
    """How one program marks up what is typed."""

    title: Callable[[str], str]
    heading: Callable[[str], str]
    label: Callable[[str], str]
    link: Callable[[str], str]
    plain: Callable[[str], str]
    """Take away the meaning of signs that the policy uses as signs."""

    bullet: str
    inner: str
    """What stands before an item of a list within an item."""


def _for_slack(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


def _for_teams(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


PLAIN = Markup(
    title=lambda text: f"{text}\n{'=' * len(text)}",
    heading=lambda text: f"{text}\n{'-' * len(text)}",
    label=str,
    link=str,
    plain=str,
    bullet="- ",
    inner="    - ",
)
SLACK = Markup(
    title=lambda text: f"*{text}*",
    heading=lambda text: f"*{text}*",
    label=lambda text: f"*{text.replace('*', '')}*",
    link=lambda text: f"<{text}>",
    plain=_for_slack,
    bullet="• ",
    inner="    ◦ ",
)
TEAMS = Markup(
    title=lambda text: f"# {text}",
    heading=lambda text: f"## {text}",
    label=lambda text: f"**{text}**",
    link=lambda text: f"<{text}>",
    plain=_for_teams,
    bullet="- ",
    inner="    - ",
)


def as_text(notice: Notice, markup: Markup = PLAIN) -> str:
    """Return the page in the markup of one program, without a line at the end that is empty."""
    return "\n".join(_lines(notice, markup)).strip() + "\n"


def _lines(notice: Notice, markup: Markup) -> Iterator[str]:
    plain = markup.plain
    yield from (plain(notice.subject), "", markup.title(plain(notice.title)), "")
    yield plain(" ".join(notice.introduction))
    for section in notice.sections:
        yield from ("", markup.heading(plain(section.title)), "")
        for entry in section.entries:
            yield from _entry(entry, markup)
    yield from ("", markup.heading(plain(notice.reading_title)), "", plain(notice.reading))
    if notice.link:
        yield markup.link(notice.link)


def _entry(entry: Entry, markup: Markup) -> Iterator[str]:
    plain = markup.plain
    label = markup.label(plain(f"{entry.label}." if entry.text else entry.label)) if entry.label else ""
    yield markup.bullet + " ".join(filter(None, (label, plain(entry.sentence))))
    for part in entry.lists:
        if part.lead:
            yield "  " + plain(part.lead)
        yield from (markup.inner + plain(item) for item in part.items)
