"""The page of the widget in a frame as Teams makes it for a tab of an app: on another site, and sandboxed."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from conftest import PATIENCE, page_served
from playwright.sync_api import Browser, Frame, Page, expect
from stand_in import StandIn
from using import ask, typed

from magdat.teams.package import TAB

SANDBOX = "allow-forms allow-modals allow-popups allow-scripts allow-same-origin allow-downloads"
HOST = """<!doctype html><title>Tabblad</title><iframe sandbox="%s" src="%s" width="900" height="600"></iframe><script>
  heard = [];
  addEventListener("message", ({ data, origin, source }) => {
    heard.push({ ...data, origin });
    if (data.func !== "initialize") return;
    source.postMessage({ id: data.id, args: ["content", "web", "{}", "2.0.1"] }, origin);
  });
</script>"""


@contextlib.contextmanager
def framing(tab: Callable[[], str]) -> Iterator[str]:
    """Serve another site, that shows the tab in a frame, and return where."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (HOST % (SANDBOX, tab())).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def sites(stand_in: StandIn) -> Iterator[tuple[str, str, str]]:
    """Serve the page, a site that may frame it, and one that may not; return where."""
    tab = ""
    shown = framing(lambda: tab), framing(lambda: tab)
    with shown[0] as teams, shown[1] as stranger, page_served(stand_in, MAGDAT_INSLUITEN=teams) as url:
        tab = f"{url.rstrip('/')}{TAB}"
        yield url.rstrip("/"), teams, stranger


@pytest.fixture
def framed(browser: Browser, rasa: StandIn) -> Iterator[tuple[Page, list[str]]]:
    """Give a page, and what its console complains of."""
    with browser.new_context(reduced_motion="reduce", viewport={"width": 1000, "height": 700}) as context:
        page, complaints = context.new_page(), list[str]()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints


def shown(page: Page) -> Frame:
    return page.frames[1]


def test_a_question_is_answered_in_the_tab_and_teams_hears_that_it_is_there_and_no_more(
    framed: tuple[Page, list[str]], rasa: StandIn, sites: tuple[str, str, str]
) -> None:
    (page, complaints), (site, teams, _) = framed, sites
    page.goto(teams)
    tab = shown(page)
    expect(tab.locator(".welkom")).to_be_visible()
    ask(tab, "geheim")
    expect(tab.locator(".beurt.assistent").last).to_contain_text("Ik hoorde: geheim")
    with page.expect_download() as saved:
        tab.get_by_role("button", name="Meer mogelijkheden").click()
        tab.get_by_role("button", name="Bewaar als bestand").click()
    assert "geheim" in saved.value.path().read_text(encoding="utf-8")
    page.wait_for_function("heard.length >= 3")
    heard = page.evaluate("heard")
    told = ["initialize", "appInitialization.appLoaded", "appInitialization.success"]
    assert [item["func"] for item in heard] == told
    assert {item["origin"] for item in heard} == {site}
    assert "geheim" not in str(heard)
    assert complaints == []


def test_no_other_site_may_show_it(framed: tuple[Page, list[str]], sites: tuple[str, str, str]) -> None:
    page, complaints = framed
    page.goto(sites[2])
    page.wait_for_function("document.querySelector('iframe').contentDocument === null")
    expect(shown(page).locator("mag-dat")).to_have_count(0)
    assert any("frame-ancestors" in line for line in complaints)


def test_opened_in_a_browser_it_tells_nobody(page: Page, address: str, rasa: StandIn) -> None:
    page.add_init_script("told = []; window.postMessage = (...given) => told.push(given)")
    page.goto(f"{address.rstrip('/')}{TAB}")
    typed(page, "x")
    expect(page.locator(".beurt.assistent").last).to_contain_text("Ik hoorde: x")
    assert page.evaluate("told") == []
