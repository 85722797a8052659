"""The pictures of what HR does in docs/beelden: the screen, the file in an editor, the message to staff, the annex.

`python -m bench.pictures_of_policy` types the commands of `SCREENS` in a folder of its own, and takes a picture of what
comes on the screen, of the files that are written, and of an answer out of the text that was brought in; `--enkel`
takes a few of them. Look at each before it is committed: it shows whatever the commands say today. Takes two minutes.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console, RenderableType
from rich.syntax import Syntax
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, TerminalTheme
from rich.text import Text

from bench.pictures import Picture, small, taken
from bench.sentences import ROOT
from bench.two_servers import ours, page_of_ours
from launch.services import MODEL
from magdat.commands.interview import interview
from magdat.guidance.library import load_library
from magdat.questionnaire.loading import load_questionnaire
from magdat.settings import Settings

LARGEST = 60_000
"""Bytes that one picture may be."""

COLUMNS = 100
"""Letters on a line of a screen."""

MARGIN = 20
"""Letters more on a line of an editor: numbers stand before it, and a file has lines of up to 110."""

MARKS = ("  # zeker", "  # waarschijnlijk", "  # kijk na", "  # Deelvraag")
"""How the lines begin that say above a statement how sure it is."""

SHEET = (820, 900)
"""Pixels of a picture of a page that is printed."""

TEXT = ROOT / "tests" / "magdat" / "importing" / "teksten" / "A_ziekenhuis.md"
"""The text that is brought in, as a document of Word."""

SELFIE = "mag ik een selfie nemen op de spoed?"
"""What is asked of it."""

CHANGED = (
    (r"^versie: .*$", 'versie: "2.2"'),
    (r"^geldig_vanaf: .*$", "geldig_vanaf: 2027-01-01"),
    (r"naam: Katrien Verlinden$", "naam: Hilde De Smet"),
    (r"je haalt de foto weg zodra iemand dat vraagt$", "je haalt de foto dezelfde dag weg als iemand dat vraagt"),
    (
        r"(^  - id: pauze\n(?:    .*\n)*?    besluit: )ja\n    tekst: >-\n(?:      .*\n)+",
        r"\1nee                # was: ja\n    tekst: In de pauze blijft je gsm in je locker.\n",
    ),
)
"""What becomes otherwise in the policy, for the message to staff: what is sought, and what comes in its place."""

TYPED = ("Bakkerij Peeters", "60", "?", "1")
"""What somebody types to the first questions of `magdat beleid nieuw`."""

FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 10px; display: inline-block; background: #fff }}
.venster {{ border: 1px solid #8a8a8a; border-radius: 8px; overflow: hidden }}
.balk {{ padding: 5px 12px; background: #e4e4e4; color: #333; font: 13px sans-serif; border-bottom: 1px solid #8a8a8a }}
pre {{ margin: 0; padding: 12px; background: {ground}; color: {letters};
       font: 14px/1.4 "DejaVu Sans Mono", monospace }}
</style><div class="venster"><div class="balk">{title}</div>{body}</div>"""

DARK = TerminalTheme(
    (24, 26, 31),
    (222, 222, 222),
    [(90, 90, 90), (240, 113, 120), (140, 200, 110), (235, 195, 105), (120, 170, 240), (200, 140, 220), (100, 200, 210),
     (222, 222, 222)],
)  # fmt: skip
"""The colours of a screen."""


@dataclass(frozen=True)
class Screen:
    """What somebody types, one command after the other, and what the picture of it is called."""

    name: str
    commands: tuple[str, ...]
    silent: tuple[str, ...] = ()
    """What is typed before, and answers nothing."""

    lines: int = 40
    """How many lines of it are in the picture."""

    prompt: str = "(.venv) $"


@dataclass(frozen=True)
class Part:
    """A part of a file as an editor shows it, and what the picture of it is called."""

    name: str
    file: str
    begins: str
    """How the first line in it begins."""

    lines: int = 24


SCREENS = (
    Screen(
        "beleid-importeer",
        (
            "magdat beleid importeer Wegwijzer.docx --uit beleid/concept.yml",
            f'MAGDAT_BELEID=beleid/concept.yml magdat vraag "{SELFIE}"',
        ),
    ),
    Screen("beleid-opdracht", ("magdat beleid controleer",), ("cd magdat", "source .venv/bin/activate")),
    Screen("beleid-controleer", ("magdat beleid controleer beleid/concept.yml",)),
    Screen("beleid-dekking", ("magdat beleid dekking beleid/concept.yml",), lines=36),
)

PARTS = (
    Part("beleid-concept", "beleid/concept.yml", "  - id: staat-in-je-profiel-dat-je", 28),
    Part("beleid-regel", "beleid/nieuw.yml", "  - id: pauze", 7),
    Part("beleid-uitspraak", "beleid/ziekenhuis.yml", "  - id: patienten-opzoeken", 15),
)

SHEETS = (
    ("beleid-bericht", "magdat beleid bericht beleid/beleid.yml beleid/nieuw.yml --uit bericht.html"),
    ("beleid-bijlage", "magdat beleid bijlage beleid/beleid.yml --uit bijlage.html"),
)

INTERVIEW, ANSWER = "beleid-nieuw", "beleid-antwoord"

NAMES = (
    *(screen.name for screen in SCREENS),
    *(part.name for part in PARTS),
    *(name for name, _ in SHEETS),
    INTERVIEW,
    ANSWER,
)  # fmt: skip
"""Every picture that is taken here."""


def main() -> None:
    """Take the pictures, and say how large they are.

    Raises:
        SystemExit: a command fails, or a picture is too large.
    """
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--naar", type=Path, default=ROOT / "docs" / "beelden")
    arguments.add_argument("--enkel", nargs="*", choices=NAMES, default=NAMES, help="names of pictures")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="magdat-beelden-") as name, sync_playwright() as playwright:
        folder = Path(name)
        prepared(folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        for picture, raw in pictures(browser, folder, chosen.enkel):
            if len(raw) > LARGEST:
                raise SystemExit(f"{picture} is {len(raw)} bytes, and may be {LARGEST}")
            (chosen.naar / f"{picture}.png").write_bytes(raw)
            print(f"{picture:20} {len(raw) / 1000:6.1f} kB")


def prepared(folder: Path) -> None:
    """Write what the commands read: a text in Word, what it becomes, the policy, and that policy changed."""
    document = Document()
    for line in filter(None, map(str.strip, TEXT.read_text(encoding="utf-8").splitlines())):
        depth = len(line) - len(line.lstrip("#"))
        if depth:
            document.add_heading(line.lstrip("# "), depth)
        else:
            document.add_paragraph(line.removeprefix("- "), "List Bullet" if line.startswith("- ") else None)
    document.save(str(folder / "Wegwijzer.docx"))
    policies = folder / "beleid"
    policies.mkdir()
    now = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    (policies / "beleid.yml").write_text(now, encoding="utf-8")
    for sought, instead in CHANGED:
        now = re.sub(sought, instead, now, count=1, flags=re.MULTILINE)
    (policies / "nieuw.yml").write_text(now, encoding="utf-8")
    shutil.copy(ROOT / "beleid" / "voorbeelden" / "ziekenhuis.yml", policies)
    run(folder, SCREENS[0].commands[0])


def pictures(browser: Browser, folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the pictures (PNG) that are asked for."""
    for screen in (screen for screen in SCREENS if screen.name in names):
        yield screen.name, framed(browser, "Terminal", list(on_screen(folder, screen)), DARK)
    for part in (part for part in PARTS if part.name in names):
        yield part.name, framed(browser, Path(part.file).name, [in_editor(folder, part)], DEFAULT_TERMINAL_THEME)
    for name, command in (sheet for sheet in SHEETS if sheet[0] in names):
        run(folder, command)
        page = browser.new_page(viewport={"width": SHEET[0], "height": SHEET[1]}, color_scheme="light", locale="nl-BE")
        page.goto((folder / command.rpartition(" ")[2]).as_uri())
        yield name, small(_top_of(page))
        page.close()
    if INTERVIEW in names:
        yield INTERVIEW, framed(browser, "Terminal", list(of_interview()), DARK)
    if ANSWER in names:
        state = folder / "toestand"
        state.mkdir()
        with ours(state, folder / "beleid" / "concept.yml"), page_of_ours(state) as address:
            yield ANSWER, small(taken(browser, address, Picture(ANSWER, (SELFIE,))))


def _top_of(page: Page) -> bytes:
    """Return a picture of a page as far as it is filled, or its beginning where it is long."""
    width, height = SHEET
    filled: float = page.evaluate("document.body.lastElementChild.getBoundingClientRect().bottom + 24")
    return page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": min(height, filled)})


def on_screen(folder: Path, screen: Screen) -> Iterator[RenderableType]:
    """Yield the lines of a screen on which commands were typed."""
    lines: list[Text] = [Text.assemble(("$ ", "bold"), typed) for typed in screen.silent]
    for command in screen.commands:
        lines.append(Text.assemble((f"{screen.prompt} ", "bold"), command))
        lines += [Text.from_ansi(line) for line in run(folder, command).splitlines()]
    yield from lines[: screen.lines]


def in_editor(folder: Path, part: Part) -> RenderableType:
    """Return a part of a file with numbers of lines and colours.

    Raises:
        SystemExit: it does not stand there.
    """
    lines = (folder / part.file).read_text(encoding="utf-8").splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith(part.begins)), None)
    if start is None:
        raise SystemExit(f"{part.file} has no line that begins with {part.begins!r}")
    while lines[start - 1].startswith(MARKS):
        start -= 1
    shown = "\n".join(lines[start : start + part.lines])
    return Syntax(shown, "yaml", theme="vs", line_numbers=True, start_line=start + 1, background_color="default")


def of_interview() -> Iterator[RenderableType]:
    """Yield the lines of a screen on which the first questions are answered."""
    guidance = Settings.from_environment().guidance
    lines: list[RenderableType] = []
    typed = iter(TYPED)

    def read(prompt: str) -> str:
        answer = next(typed, None)
        lines.append(Text.assemble(prompt, (answer or "", "bold")))
        if answer is None:
            raise KeyboardInterrupt
        return answer

    lines.append(Text.assemble(("(.venv) $ ", "bold"), "magdat beleid nieuw --uit beleid/concept.yml"))
    try:
        interview(load_questionnaire(guidance, load_library(guidance)), read, lambda line: lines.append(Text(line)))
    except KeyboardInterrupt:
        yield from lines


def framed(browser: Browser, title: str, shown: Iterable[RenderableType], theme: TerminalTheme) -> bytes:
    """Return a picture (PNG) of a window with lines in it."""
    wide = COLUMNS + MARGIN if theme is not DARK else COLUMNS
    console = Console(record=True, width=wide, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    for line in shown:
        console.print(line, highlight=False)
    body = console.export_html(theme=theme, inline_styles=True, code_format="<pre>{code}</pre>")
    page = browser.new_page(viewport={"width": 1200, "height": 700})
    colours = {"ground": theme.background_color.hex, "letters": theme.foreground_color.hex}
    page.set_content(FRAME.format(title=html.escape(title), body=body, **colours))
    raw = page.locator("body").screenshot()
    page.close()
    return small(raw)


@cache
def run(folder: Path, command: str) -> str:
    """Return what a command of magdat prints, with its colours; what ran before is not run again.

    Raises:
        SystemExit: it could not do what it was asked.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    settings = {**kept, "MAGDAT_BELEID": "beleid/beleid.yml", "MAGDAT_MODEL": str(MODEL), "PYTHONPATH": str(ROOT)}
    settings |= {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "LINES": "40", "MAGDAT_TOESTAND": str(folder)}
    typed = re.sub(r"\bmagdat ", f"{sys.executable} -m magdat.cli ", command, count=1)
    done = subprocess.run(typed, shell=True, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    if done.returncode > 1 or not done.stdout:
        raise SystemExit(f"{command} failed:\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
