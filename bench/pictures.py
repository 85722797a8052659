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
import functools
import http.server
import io
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Frame, Locator, Page, expect, sync_playwright

from bench.sentences import ROOT
from bench.two_servers import FRAME_PORT, ours, page_of_ours

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

SLOW_AFTER = 6_000
"""Milliseconds after which the widget says that an answer takes longer."""

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
    then: Callable[[Page], None] | None = None
    """What is done at the end."""

    framed: bool = False
    """Whether another site shows the page, in a frame as large as the picture."""


def _waits(page: Page) -> None:
    """Ask something that the assistant takes long for."""
    page.route("**/webhooks/widget/say", lambda _: None)
    field = page.get_by_label("Je vraag over sociale media")
    field.fill("En op LinkedIn?")
    field.press("Enter")
    page.clock.run_for(SLOW_AFTER)
    expect(page.locator(".wacht")).to_contain_text("duurt langer")


def _wants_to_erase(page: Page) -> None:
    """Choose to erase the conversation, and be asked whether that is meant."""
    page.get_by_role("button", name="Meer mogelijkheden").click()
    page.get_by_role("button", name="Wis gesprek").click()
    expect(page.get_by_role("button", name="Wis alles")).to_be_visible()


def _asks_while_it_is_closed(page: Page) -> None:
    """Have the page ask something while the panel is closed."""
    page.evaluate(f"document.querySelector('mag-dat').ask({BREAK!r}, {{ open: false }})")
    expect(page.locator(".aantal")).to_have_text("1", timeout=WITHIN)


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
    Picture("widget-kader", (BREAK,), path="chat.html", opens=False, whole=True, size=(420, 640), framed=True),
    Picture("widget-grijs", ("Leest de baas mee op de wifi hier?",)),
    Picture("widget-beoordelen", ("Mogen we de mailbox van een zieke collega openen?",)),
    Picture("widget-informatie", ("Wat zegt cao 81?",)),
    Picture("widget-wacht", (BREAK,), then=_waits),
    Picture("widget-wissen", (BREAK,), then=_wants_to_erase),
    Picture("widget-aantal", opens=False, whole=True, size=(800, 500), then=_asks_while_it_is_closed),
    Picture("teams-tabblad", (BREAK,), path="teams.html", opens=False, whole=True, size=(1000, 640), framed=True),
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
            raw = small(taken(browser, page, item))
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
        shown = _open(page, f"{address.rstrip('/')}/{item.path}", item.framed)
        if item.opens:
            page.get_by_role("button", name="Mag dat?").click()
        for text in item.asks:
            last = item.cut and text is item.asks[-1]
            context.set_offline(last)
            _ask(shown, text, cut=last)
        if item.then is not None:
            item.then(page)
        if item.unfolds:
            for line in page.locator(".vouw summary").all():
                line.click()
            _show(page.locator(".kaart").last)
        return page.screenshot() if item.whole else page.locator(item.of).first.screenshot()
    finally:
        context.close()


def _open(page: Page, address: str, framed: bool) -> Page | Frame:
    """Open an address, or another site that shows it in a frame; return where the widget is."""
    if not framed:
        page.goto(address)
        page.wait_for_load_state("networkidle")  # the list of policies pushes down what is below it
        return page
    frame = f'<iframe src="{address}" style="position: fixed; inset: 0; width: 100%; height: 100%; border: 0"></iframe>'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "index.html").write_text(f"<!doctype html>{frame}", encoding="utf-8")
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", FRAME_PORT), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            page.goto(f"http://localhost:{FRAME_PORT}/")
            server.shutdown()
    return page.frames[1]


def _ask(page: Page | Frame, text: str, *, cut: bool) -> None:
    """Ask something, and wait until nothing is on its way; where the network is `cut`, until it failed."""
    before = page.locator(".beurt.eigen").count()
    field = page.get_by_label("Je vraag over sociale media")
    field.fill(text)
    field.press("Enter")
    expect(page.locator(".beurt.eigen")).to_have_count(before + 1)
    if cut:
        expect(page.locator(".verbinding")).to_be_visible()
        (page.page if isinstance(page, Frame) else page).clock.run_for(FAILS_AFTER)
    expect(page.locator(".gesprek:not([aria-busy])")).to_be_visible(timeout=WITHIN)


def _show(item: Locator) -> None:
    item.evaluate("element => element.scrollIntoView({ block: 'start' })")


def small(raw: bytes) -> bytes:
    """Return a picture (PNG) with few colours, which takes a third of the room."""
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
