"""docs/kanalen/widget.md and its English twin: what they show is what the command writes, and both say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from magdat.widget.placement import Placement

ROOT = Path(__file__).resolve().parents[2]
PAGES = {name: ROOT / "docs" / "kanalen" / name for name in ("widget.md", "widget.en.md")}
HOST, SITE = "https://magdat.example.be", "https://intranet.example.be"


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param].read_text(encoding="utf-8")


def steps(page: str) -> list[int]:
    section = re.split(r"^##+ ", page, flags=re.MULTILINE)[2]
    return [int(number) for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)]


def skeleton(page: str) -> list[str]:
    """Return what a page is made of, in order: headings, steps, what is pasted, pictures, rows of tables, points."""
    made = r"^#+ |^ *```\w*|\(\.\./beelden/[\w-]+\.png\)|^ *\d+\. |^\| `\w+`|^\||^- "
    return re.findall(made, page, re.MULTILINE)


def test_there_are_at_most_fifteen_steps(page: str) -> None:
    assert steps(page) == list(range(1, len(steps(page)) + 1))
    assert 5 <= len(steps(page)) <= 15


def test_what_is_set_and_pasted_is_what_the_command_writes(page: str) -> None:
    lines = {line.strip() for line in page.splitlines()}
    company = re.search(r'<mag-dat company="([^"]+)"', page)
    assert company is not None
    for line in Placement(HOST, company[1], [SITE]).text().splitlines():
        if line.startswith(("MAGDAT_", "<")):
            assert line in lines


def test_both_commands_are_named_as_they_are_typed(page: str) -> None:
    for command in ("widget", "test widget"):
        assert f"`magdat kanalen {command} --host {HOST} --site {SITE}`" in page


def test_the_proxies_pass_on_what_the_command_says(page: str) -> None:
    for port in ("5005", "8080"):
        assert len(re.findall(rf"(?:reverse_proxy|proxy_pass)\b.*127\.0\.0\.1:{port}", page)) == 2


def test_both_pages_say_the_same_in_the_same_order() -> None:
    dutch, english = (PAGES[name].read_text(encoding="utf-8") for name in ("widget.md", "widget.en.md"))
    assert skeleton(english) == skeleton(dutch)
    for name in (r"--mag-dat-[\w-]+", r"MAGDAT_\w+", r"`(?:\w+_\w+|[A-Z]\w+Error)`"):
        assert set(re.findall(name, english)) == set(re.findall(name, dutch))


def test_a_reader_sees_the_tag_in_the_first_ten_lines() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:10]
    written = Placement(HOST, "Jouw bedrijf").text().splitlines()
    assert [line for line in top if line.startswith("<")] == [line for line in written if line.startswith("<")]


def test_the_index_leads_to_every_guide() -> None:
    index = (ROOT / "docs" / "kanalen.md").read_text(encoding="utf-8").partition("\n## ")[0]
    guides = {path.name for path in PAGES["widget.md"].parent.glob("*.md")} - {"protocol.md"}
    assert set(re.findall(r"\]\(kanalen/([\w.]+?)(?:#[\w-]+)?\)", index)) == guides
