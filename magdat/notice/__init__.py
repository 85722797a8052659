"""The page for staff: what changes for them between two versions of the policy, in html, Word and text."""

from collections.abc import Callable

from magdat.notice import html, word
from magdat.notice.build import build_notice
from magdat.notice.document import Notice
from magdat.notice.text import PLAIN, SLACK, TEAMS, Markup, as_text
from magdat.notice.words import NoticeWords, load_notice_words

WRITERS: dict[str, Callable[[Notice], bytes]] = {
    ".html": lambda notice: html.render(notice).encode(),
    ".docx": word.render,
    ".txt": lambda notice: as_text(notice, PLAIN).encode(),
}
"""What makes each kind of file."""

__all__ = [
    "PLAIN",
    "SLACK",
    "TEAMS",
    "WRITERS",
    "Markup",
    "Notice",
    "NoticeWords",
    "as_text",
    "build_notice",
    "load_notice_words",
]
