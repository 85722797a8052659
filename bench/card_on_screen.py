"""From «Enter» to the card on the screen, in headless Chromium, beside REST and the bare stream in the same run.

`python -m bench.card_on_screen` starts the assistant and its page on ports of their own, and asks each question three
times in turn, in an order that changes: over REST, over the widget's stream without a browser, and in the widget, by
keyboard. There it is measured in the page: from the key to the frame after the one that shows the answer. It prints
numbers and judges nothing; forty questions take about half a minute beside the start.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect, sync_playwright

from bench.kanalen import Open, rest_took, told
from bench.sentences import read_sentences, sample
from bench.two_servers import ours, page_of_ours

QUESTIONS, WARM_UP = 40, 5

LONGEST = 110.0
"""Seconds after which no further question is asked."""

MOST_SENT = 15
"""Questions in one conversation and one page; then the next begins, as people do."""

WATCH = """() => {
  const log = document.querySelector("mag-dat").shadowRoot.querySelector(".gesprek");
  const answers = () => log.querySelectorAll(".beurt.assistent:not(.wacht)").length;
  const before = answers();
  let pressed = 0;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
  window.taken = new Promise((resolve) => {
    const watching = new MutationObserver(() => {
      if (answers() === before) return;
      watching.disconnect();
      const card = log.querySelectorAll(".beurt.assistent:not(.wacht)")[before].querySelector("article.kaart") !== null;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        resolve({ ms: performance.now() - pressed, card });
      }));
    });
    watching.observe(log, { childList: true, subtree: true });
  });
}"""
"""Wait in the page for the first answer after the next key, until the frame after the one that shows it begins."""

WITHIN = 60_000.0
"""Milliseconds in which something has to appear."""


class Browser:
    """A widget in a page, in which somebody types."""

    def __init__(self, page: Page, address: str) -> None:
        """Open nothing yet."""
        self._page = page
        self._address = address
        self._sent = MOST_SENT
        self.cards = 0
        """Answers that came as a card; the others are a question back, or words."""

    def took(self, text: str) -> float:
        """Type a question, and return the seconds from «Enter» to its answer on the screen."""
        if self._sent >= MOST_SENT:
            self._begin()
        field = self._page.get_by_label("Je vraag over sociale media")
        field.fill(text)
        self._page.evaluate(WATCH)
        field.press("Enter")
        taken: dict[str, Any] = self._page.evaluate("() => window.taken")
        expect(self._page.locator(".gesprek:not([aria-busy])")).to_be_visible(timeout=WITHIN)
        self._sent += 1
        self.cards += bool(taken["card"])
        return float(taken["ms"]) / 1000

    def _begin(self) -> None:
        self._page.context.clear_cookies()
        self._page.goto("about:blank")
        self._page.goto(self._address)
        self._page.evaluate("() => sessionStorage.clear()")
        self._page.reload()
        self._page.get_by_role("button", name="Mag dat?").click()
        self._sent = 0


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--vragen", type=int, default=QUESTIONS)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="magdat-kaart-") as folder, ExitStack() as stack:
        server = stack.enter_context(ours(Path(folder)))
        page_address = stack.enter_context(page_of_ours(Path(folder)))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 900, "height": 760}, locale="nl-BE")
        page.set_default_timeout(WITHIN)
        widget = Browser(page, page_address)
        bare = stack.enter_context(_bare(server.url))
        measure(
            {"rest": bare.rest, "stroom": bare.stream, "scherm": widget.took},
            [item.text for item in sample(read_sentences(), chosen.vragen + WARM_UP)],
        )
        print(f"answers in the browser that came as a card: {widget.cards}")
        print(f"Chromium {browser.version}, headless; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def measure(ways: dict[str, Callable[[str], float]], texts: list[str]) -> None:
    """Ask every question every way, and print what each took and by how much it differs from REST."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    begun, names = time.monotonic(), list(ways)
    for number, text in enumerate(texts):
        if time.monotonic() - begun > LONGEST:
            break
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:  # whoever comes first finds the caches colder
            needed = ways[name](text)
            if number >= WARM_UP:
                took[name].append(needed)
    shown = {"rest": "question to answer over REST", "stroom": "to the widget's stream, no browser"}
    shown["scherm"] = "«Enter» to card on screen"
    for name, seconds in took.items():
        print(f"{shown[name]:36} {told(seconds)}")
    late = {name: statistics.quantiles(seconds, n=20)[18] for name, seconds in took.items()}
    middle = {name: statistics.median(seconds) for name, seconds in took.items()}
    for name in names[1:]:
        differs = 1000 * (late[name] - late["rest"])
        ratio = f"median {middle[name] / middle['rest']:.2f}, p95 {late[name] / late['rest']:.2f}"
        print(f"{shown[name]:36} {ratio} times REST; p95 {differs:+.0f} ms")
    print(f"{len(took['rest'])} questions each way, in {time.monotonic() - begun:.0f} s")


class _Bare:
    """REST and the widget's stream, asked from a loop of their own."""

    def __init__(self, url: str, loop: asyncio.AbstractEventLoop, client: httpx.AsyncClient) -> None:
        self._url = url
        self._loop = loop
        self._client = client
        self._asked = MOST_SENT
        self._stack: Any = None
        self._open = Open(client, url)

    def rest(self, text: str) -> float:
        return self._do(rest_took(self._client, self._url, text))

    def stream(self, text: str) -> float:
        return self._do(self._streamed(text))

    def close(self) -> None:
        self._do(self._ended())

    async def _streamed(self, text: str) -> float:
        if self._asked >= MOST_SENT:
            await self._ended()
            self._open = Open(self._client, self._url.replace("/rest/webhook", "/widget"))
            self._stack, self._asked = self._open.followed(), 0
            await self._stack.__aenter__()
        self._asked += 1
        return await self._open.took(text)

    async def _ended(self) -> float:
        if self._stack is not None:
            await self._stack.__aexit__(None, None, None)
        return 0.0

    def _do(self, work: Any) -> float:
        return float(asyncio.run_coroutine_threadsafe(work, self._loop).result())


@contextmanager
def _bare(url: str) -> Iterator[_Bare]:
    """Give what asks without a browser; Playwright has the loop of this thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    client = httpx.AsyncClient(timeout=60, verify=False)
    bare = _Bare(url, loop, client)
    try:
        yield bare
    finally:
        bare.close()
        asyncio.run_coroutine_threadsafe(client.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


if __name__ == "__main__":
    main()
