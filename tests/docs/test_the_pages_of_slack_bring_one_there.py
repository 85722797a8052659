"""docs/kanalen/slack.md and its English twin: every scope, at most fifteen steps, and the same in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from magdat.slack.surface import COMMAND, PATH, scopes

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "kanalen"
PAGES = {name: FOLDER / name for name in ("slack.md", "slack.en.md")}


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param].read_text(encoding="utf-8")


def steps(page: str) -> list[list[str]]:
    rows = [line for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_there_are_at_most_fifteen_steps_each_with_what_is_seen(page: str) -> None:
    found = steps(page)
    assert [int(number) for number, *_ in found] == list(range(1, len(found) + 1))
    assert 5 <= len(found) <= 15
    assert all(len(done) > 10 and len(seen) > 10 for _, done, seen in found)


def test_every_scope_is_explained_and_no_other_is_named(page: str) -> None:
    named = set(re.findall(r"`([a-z_]+:(?:read|write|history)|commands)`", page))
    assert named == scopes()


def test_the_address_the_secrets_and_the_command_are_those_of_the_code(page: str) -> None:
    assert page.count(PATH) >= 4
    for word in ("MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET", f"`{COMMAND}`", "caddy", "nginx"):
        assert word in page


def test_both_pages_say_the_same_in_the_same_order() -> None:
    dutch, english = (PAGES[name].read_text(encoding="utf-8") for name in ("slack.md", "slack.en.md"))
    for pattern in (r"^#+ ", r"^\| ", r"^- ", r"^```\w*", r"^\d\. "):
        counts = [len(re.findall(pattern, page, re.MULTILINE)) for page in (dutch, english)]
        assert counts[0] == counts[1], pattern


def test_every_place_within_a_page_that_is_pointed_at_is_there(page: str) -> None:
    titles = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"^#+ (.*)$", page, re.M)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= titles
