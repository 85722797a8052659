"""The pictures of the widget in docs/beelden, taken in headless Chromium of the assistant as it really runs.

`python -m bench.pictures` starts the assistant and its page on ports of their own, asks what stands in `PICTURES`, and
writes a picture of each; `--pagina` takes them of a page that is up already, `--enkel` a few of them. Look at each
before it is committed: it shows whatever the assistant says today. Slack's needs a font with emoji
(`apt-get install fonts-noto-color-emoji`). Taken by hand: Teams, of Microsoft's own playground, and WordPress 6.8.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bench.sentences import ROOT
from bench.two_servers import ours, page_of_ours

LARGEST = 80_000
"""Bytes that one picture may be."""

COLOURS = 256
"""Of a picture; letters and flat surfaces need no more."""

REFINED = 4
"""Times that those colours are made to fit better: without that, white paper turns pink in one and grey in another."""

WITHIN = 60_000.0
"""Milliseconds in which something has to appear."""

MOMENT = dt.datetime(2026, 11, 27, 10, 30)
"""What the clock says in every picture, so that a new one differs where the widget does."""

FAILS_AFTER = 25_000
"""Milliseconds after which the widget tries no longer to reach an assistant that is away."""

BREAK = "Mag ik Facebook gebruiken tijdens de pauze?"


@dataclass(frozen=True)
class Picture:
    """One picture, and how the widget comes to look like that."""

    name: str
    asks: tuple[str, ...] = ()
    unfolds: bool = False
    cut: bool = False
    """Whether the network goes before the last question."""

    dark: bool = False
    path: str = ""
    opens: bool = True
    """Whether the panel is opened, where it floats."""

    whole: bool = False
    """Whether the page around the panel is in the picture."""

    of: str = "dialog.paneel"
    size: tuple[int, int] = (900, 760)
    phone: bool = False


PICTURES = (
    Picture("widget-knop", opens=False, whole=True, size=(800, 500)),
    Picture("widget-welkom"),
    Picture("demo", (BREAK,), whole=True, size=(1000, 760)),
    Picture("widget-ja", (BREAK,)),
    Picture("widget-nee", ("Mag ik in naam van het bedrijf posten?",)),
    Picture("widget-voorwaarden", ("Mag ik LinkedIn gebruiken tijdens de werkuren?",)),
    Picture("widget-open", (BREAK,), unfolds=True, size=(900, 900)),
    Picture("widget-fout", (BREAK, "En op LinkedIn?"), cut=True),
    Picture("widget-gevaar", ("Een klant bedreigt mij met een mes",)),
    Picture("widget-donker", (BREAK,), dark=True),
    Picture("widget-gsm", (BREAK,), dark=True, whole=True, size=(390, 720), phone=True),
    Picture("widget-pagina", (BREAK,), path="chat.html", opens=False, whole=True, size=(800, 640)),
    Picture("slack-kaart", path="#kanalen", opens=False, of=".preview.slack", size=(900, 900)),
)


def main() -> None:
    """Take the pictures, and say how large they are.

    Raises:
        SystemExit: the assistant does not start, or a picture is too large.
    """
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--naar", type=Path, default=ROOT / "docs" / "beelden")
    arguments.add_argument("--pagina", help="the page of an assistant that runs already")
    arguments.add_argument("--enkel", nargs="*", help="names of pictures")
    chosen = arguments.parse_args()
    wanted = [item for item in PICTURES if not chosen.enkel or item.name in chosen.enkel]
    with contextlib.ExitStack() as stack:
        page = chosen.pagina or stack.enter_context(_served())
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        stack.callback(browser.close)
        for item in wanted:
            raw = _small(taken(browser, page, item))
            if len(raw) > LARGEST:
                raise SystemExit(f"{item.name} is {len(raw)} bytes, and may be {LARGEST}")
            (chosen.naar / f"{item.name}.png").write_bytes(raw)
            print(f"{item.name:20} {len(raw) / 1000:6.1f} kB")


def taken(browser: Browser, address: str, item: Picture) -> bytes:
    """Return a picture (PNG) of the widget on the page at an address."""
    width, height = item.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if item.dark else "light",
        reduced_motion="reduce",
        locale="nl-BE",
        has_touch=item.phone,
        is_mobile=item.phone,
    )
    try:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.clock.install(time=MOMENT)
        page.goto(f"{address.rstrip('/')}/{item.path}")
        if item.opens:
            page.get_by_role("button", name="Mag dat?").click()
        for text in item.asks:
            last = item.cut and text is item.asks[-1]
            context.set_offline(last)
            _ask(page, text, cut=last)
        if item.unfolds:
            for line in page.locator(".vouw summary").all():
                line.click()
            _show(page.locator(".kaart").last)
        return page.screenshot() if item.whole else page.locator(item.of).first.screenshot()
    finally:
        context.close()


def _ask(page: Page, text: str, *, cut: bool) -> None:
    """Ask something, and wait until nothing is on its way; where the network is `cut`, until it failed."""
    before = page.locator(".beurt.eigen").count()
    field = page.get_by_label("Je vraag over sociale media")
    field.fill(text)
    field.press("Enter")
    expect(page.locator(".beurt.eigen")).to_have_count(before + 1)
    if cut:
        expect(page.locator(".verbinding")).to_be_visible()
        page.clock.run_for(FAILS_AFTER)
    expect(page.locator(".gesprek:not([aria-busy])")).to_be_visible(timeout=WITHIN)


def _show(item: Locator) -> None:
    item.evaluate("element => element.scrollIntoView({ block: 'start' })")


def _small(raw: bytes) -> bytes:
    """Return a picture with few colours, which takes a third of the room."""
    written = io.BytesIO()
    few = Image.open(io.BytesIO(raw)).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=REFINED)
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


@contextlib.contextmanager
def _served() -> Iterator[str]:
    """Start the assistant and its page; return where that is."""
    with tempfile.TemporaryDirectory(prefix="magdat-beelden-") as folder:
        state = Path(folder)
        with ours(state), page_of_ours(state) as address:
            yield address


if __name__ == "__main__":
    main()
