"""What tests of the whole assistant share: servers that really run, started once and only when a test asks."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Assistant, running

from launch.supervisor import StartError


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
