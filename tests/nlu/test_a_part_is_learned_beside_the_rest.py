"""One part of a training is learned in another process where that is possible, and here where it is not."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from nlu import beside
from nlu.beside import learned_beside


def where(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def dies(parent: int) -> str:
    if os.getpid() != parent:
        os._exit(9)
    return "here"


def fails(_: int) -> None:
    raise ValueError("kapot")


def test_it_is_done_in_another_process() -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.fail("this machine has one core")
    with learned_beside(where, 21, apart=True) as result:
        number, process = result()
    assert number == 42
    assert process != os.getpid()


def test_little_is_learned_here() -> None:
    with learned_beside(where, 21, apart=False) as result:
        assert result() == (42, os.getpid())


@pytest.mark.parametrize("error", [OSError(30, "read-only"), ImportError(), NotImplementedError()])
def test_where_no_process_can_be_made_it_is_learned_here(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> ThreadPoolExecutor:
        raise error

    monkeypatch.setattr(beside, "ProcessPoolExecutor", none)
    with learned_beside(where, 21, apart=True) as result:
        assert result() == (42, os.getpid())


def test_on_one_core_it_is_learned_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside.os, "sched_getaffinity", lambda _: {0})
    with learned_beside(where, 21, apart=True) as result:
        assert result() == (42, os.getpid())


def test_what_a_process_that_dies_would_have_learned_is_learned_here() -> None:
    with learned_beside(dies, os.getpid(), apart=True) as result:
        assert result() == "here"


@pytest.mark.parametrize("apart", [True, False])
def test_what_cannot_be_learned_says_so(apart: bool) -> None:
    with learned_beside(fails, 1, apart=apart) as result, pytest.raises(ValueError, match="kapot"):
        result()
