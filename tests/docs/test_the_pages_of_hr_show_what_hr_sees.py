"""docs/beleid.md and what it leads HR to show pictures: each is there, small, described, and can be taken again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.pictures_of_policy import LARGEST, NAMES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("beleid", "importeren", "nieuw", "dekking", "bericht", "beleidsformaat")


def shown(page: str) -> list[tuple[str, str]]:
    """Return what each picture of a page shows in words, and the name of its file."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(r"^!\[([^\]]*)\]\(beelden/([\w-]+)\.png\)$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_picture_that_is_described(page: str) -> None:
    assert shown(page)
    assert all(len(words.split()) > 5 for words, _ in shown(page))


def test_every_picture_that_is_taken_is_shown_once() -> None:
    assert sorted(name for page in PAGES for _, name in shown(page)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_and_small(name: str) -> None:
    picture = (DOCS / "beelden" / f"{name}.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= LARGEST
