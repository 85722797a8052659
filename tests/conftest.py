"""What tests of the whole assistant share: servers that really run, started once and only when a test asks."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from servers import Assistant, running

from launch.supervisor import StartError
from magdat.blas import name_kernels

name_kernels(os.environ)  # those who run the tests have not loaded NumPy yet

SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


SERVED = {"launch": "servers", "widget": "widget", "desk": "widget"}
"""The folders whose tests start servers or browsers, with the process in which they run one after the other: those that
look at ports and processes in one, those of the widget in another."""

WHOLE = ("geheel", ("servers", "geheel"))
"""The folder that starts everything, and the two processes over which its files are divided, in turn."""

RESTARTS = "herstart"
"""The folder of WHOLE whose tests are about the same restarts, and the process in which they run."""

HERE = Path(__file__).parent

LONG = ("servers", "geheel", "tests/nlu/test_people_nobody_trained_on_are_still_understood.py", "widget", RESTARTS)
"""The processes' work that takes minutes, the longest first: it comes last, in an order that leaves neither idle. The
one in a file of its own trains a model; begun as the very last it kept one of two processors waiting for minutes."""

settings.register_profile("mag-dat", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("mag-dat")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads which group a test is of
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests of one file, and all that start servers, run in one process each, and what is fast first.

    It is for `pytest -n 2 --dist loadgroup --no-loadscope-reorder`.
    """
    whole, halves = WHOLE
    files = sorted({item.path for item in items if item.path.relative_to(HERE).parts[0] == whole})
    group_of = {path: halves[number % len(halves)] for number, path in enumerate(files)}
    turn: dict[pytest.Item, int] = {}
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        group = RESTARTS if item.path.parent.name == RESTARTS else group_of.get(item.path)
        group = group or SERVED.get(folder, str(item.path.relative_to(HERE.parent)))
        item.add_marker(pytest.mark.xdist_group(group))
        turn[item] = LONG.index(group) + 1 if group in LONG else 0
    items.sort(key=turn.__getitem__)


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """Give each test the log as it found it: a command keeps all but errors out of it, for the whole process."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def assistant_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path | None], Assistant]]:
    """Give a function that returns the assistant of a policy; each policy's servers start once and stop at the end."""
    started: dict[Path | None, Assistant | StartError] = {}
    with contextlib.ExitStack() as stack:

        def get(policy: Path | None) -> Assistant:
            if policy not in started:
                state = tmp_path_factory.mktemp("toestand")
                try:
                    started[policy] = stack.enter_context(running(state, policy=policy))
                except StartError as error:
                    started[policy] = error  # what cannot start is not tried again for every test
            found = started[policy]
            if isinstance(found, StartError):
                pytest.fail(str(found), pytrace=False)
            return found

        yield get


@pytest.fixture(scope="session")
def assistant(assistant_with: Callable[[Path | None], Assistant]) -> Assistant:
    """Give a running assistant with the policy of beleid/beleid.yml."""
    return assistant_with(None)


def _chromium() -> str:
    executable = shutil.which("chromium") or (str(SYSTEM_CHROMIUM) if SYSTEM_CHROMIUM.exists() else None)
    if executable is None:
        pytest.fail("These tests need Chromium: run «apt-get install chromium» (as root), then try again.")
    return executable


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one Chromium of the run: Playwright allows one at a time in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def other_browser(browser: Browser) -> Iterator[Browser]:
    """Give a Chromium of somebody else, beside the one of the run."""
    other = browser.browser_type.launch(executable_path=_chromium(), args=CHROMIUM_OPTIONS)
    yield other
    other.close()
