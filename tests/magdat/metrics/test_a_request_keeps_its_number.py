"""One number for one request: in every line of the log, in tasks and threads, and gone afterwards."""

from __future__ import annotations

import asyncio

import pytest
import structlog
from own_loop import run_apart

from magdat.metrics import traces
from magdat.metrics.catalogue import SECONDS
from magdat.metrics.requests import HEADER, current, hand_over, headers, request, stage, waited_for


def count(name: str) -> float:
    return float(
        next(sample.value for sample in SECONDS.labels(stage=name).collect()[0].samples if "count" in sample.name)
    )


def test_every_line_has_it_as_long_as_the_request_lasts(capsys: pytest.CaptureFixture[str]) -> None:
    with request() as one:
        structlog.get_logger().info("iets.gebeurt")
        assert headers() == {HEADER: one.number}
    structlog.get_logger().info("iets.anders")
    first, second = capsys.readouterr().out.splitlines()
    assert one.number in first
    assert one.number not in second
    assert current() is None
    assert headers() == {}


def test_what_is_inside_goes_on_with_it_and_another_has_its_own() -> None:
    async def one() -> str:
        with request() as outer:
            await asyncio.sleep(0)
            with request() as inner:
                assert inner is outer
            aside = await asyncio.to_thread(current)
            assert aside is outer
            return outer.number

    async def both() -> list[str]:
        return await asyncio.gather(one(), one())

    assert len(set(run_apart(both()))) == 2


@pytest.mark.parametrize("number", ["", "kort", "<b>zwarteraaf</b>", "0123456789ABCDEF", "0123456789abcdef0"])
def test_what_is_no_number_is_replaced(number: str) -> None:
    with request(number) as one:
        assert one.number != number
        assert len(one.number) == 16


def test_a_stage_is_timed_however_it_ends() -> None:
    before = count("parse")
    with pytest.raises(ValueError, match="mis"), stage("parse"):
        raise ValueError("mis")
    assert count("parse") == before + 1


def test_what_is_waited_for_counts_from_the_handing_over() -> None:
    before = count("lock")
    waited_for("lock")
    assert count("lock") == before, "nobody asked anything"
    with request():
        hand_over()
        waited_for("lock")
    assert count("lock") == before + 1


def test_traces_that_are_off_load_nothing_and_those_without_packages_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert traces.headers() == {}
    monkeypatch.setattr(traces, "PACKAGES", ("er_is_geen.zo_pakket",))
    with pytest.raises(traces.TracesNotInstalled, match=r"requirements-sporen\.txt"):
        traces.switch_on("http://127.0.0.1:4318", "rasa")
