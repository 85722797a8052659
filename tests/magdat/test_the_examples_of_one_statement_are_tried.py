"""`magdat beleid test --alleen ID`: only those examples; a name that nothing has is told, with the nearest one."""

from __future__ import annotations

import sys

import pytest

from magdat import cli


@pytest.fixture
def tried(monkeypatch, capsys):
    def run(*names: str) -> tuple[int, str]:
        only = [part for name in names for part in ("--alleen", name)]
        monkeypatch.setattr(sys, "argv", ["magdat", "beleid", "test", "beleid/beleid.yml", "--zonder-taalmodel", *only])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        told = capsys.readouterr()
        return int(stopped.value.code or 0), " ".join((told.out + told.err).split())

    return run


def test_a_name_that_nothing_has_is_told_with_the_nearest(tried):
    code, told = tried("geen-boetes")
    assert code == 2
    assert "«geen-boetes»" in told
    assert "bedoel je «geen-boete»?" in told


def test_a_statement_without_such_examples_is_no_success(tried):
    code, told = tried("geen-boete")
    assert code == 2
    assert "geen voorbeelden" in told
