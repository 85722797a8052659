"""bench.queueing: textbook values of its formulas, a fit that gives back what it was fitted to, and a page in step."""

from __future__ import annotations

import math

import pytest

from bench import queueing
from bench.queueing import Crowd, Demands, NotFitted, fitted, later_than, measured, peak, waits, workers_for

TABLE = """The short form (--kort), on 2 cores. Before it, 0.7 processes wanted a core
| 50 people, 1 worker(s), answers a second | 20.0 | – |  |
| 50 people, 1 worker(s), p99 | 4.00 s | ≤ 2 s | **no** |
| 50 people, 2 worker(s), answers a second | 32.0 | ≥ 40 | **no** |
| 50 people, 2 worker(s), p99 | 3.00 s | ≤ 2 s | **no** |
"""


def test_the_figures_are_read_and_the_fit_gives_them_back() -> None:
    cores, found = measured(TABLE)
    assert (cores, found) == (2, {1: Crowd(20.0, 4.0), 2: Crowd(32.0, 3.0)})
    demands = fitted(cores, found)
    assert demands.most(1, 2) == pytest.approx(20.0)
    assert demands.most(2, 2) == pytest.approx(32.0)
    assert demands.most(4, demands.cores_for(4)) == pytest.approx(80.0), "with cores enough the workers are the limit"


def test_what_does_not_tell_worker_and_cores_apart_is_refused() -> None:
    with pytest.raises(NotFitted):
        measured("nothing")
    with pytest.raises(NotFitted, match="two cores"):
        fitted(8, {1: Crowd(20.0, 1.0), 2: Crowd(40.0, 1.0)})


def test_erlang_c_is_that_of_the_textbooks() -> None:
    assert waits(1, 0.8) == pytest.approx(0.8)
    assert waits(2, 1.0) == pytest.approx(1 / 3)
    assert waits(5, 4.0) == pytest.approx(0.5541, abs=1e-4)


def test_the_tail_of_one_server_is_exponential_and_more_servers_wait_less() -> None:
    assert later_than(1.0, 1, 8.0, 10.0) == pytest.approx(math.exp(-2.0))
    assert later_than(0.5, 4, 32.0, 10.0) < later_than(0.5, 1, 8.0, 10.0)
    assert later_than(0.5, 2, 10.0, 10.0) == pytest.approx(later_than(0.5, 2, 10.0 + 1e-7, 10.0), abs=1e-6)


def test_a_company_gets_one_worker_more_than_its_peak_asks() -> None:
    demands = Demands(worker=0.05, core=0.06)
    assert peak(20_000) == pytest.approx(6.94, abs=0.01)
    assert workers_for(demands, 20_000) == 2
    assert workers_for(demands, 100_000) == 1 + math.ceil(peak(100_000) / demands.reached(1, 2))


def test_the_page_is_in_step_with_what_was_measured() -> None:
    told = queueing.page(queueing.MEASURED.read_text(encoding="utf-8"))
    assert queueing.PAGE.read_text(encoding="utf-8") == told, "run: python -m bench.queueing --schrijf"
