from __future__ import annotations

from pathlib import Path

import networkx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.rooms import reduced, with_picture

PAGE = Path(__file__).resolve().parents[2] / "docs" / "huis.md"


def test_the_picture_is_that_of_today() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_picture(page) == page, "run «python -m bench.rooms --schrijf docs/huis.md»"


@st.composite
def houses(draw: st.DrawFn) -> dict[str, set[str]]:
    """Rooms of which each knows only later ones."""
    names = [f"room{number}" for number in range(draw(st.integers(1, 7)))]
    return {
        name: draw(st.sets(st.sampled_from(names[place:]))) if (place := names.index(name) + 1) < len(names) else set()
        for name in names
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(houses())
def test_an_arrow_is_left_out_only_where_others_lead_to_the_same_room(rooms: dict[str, set[str]]) -> None:
    short = networkx.DiGraph([(room, other) for room, known in reduced(rooms).items() for other in known])
    short.add_nodes_from(rooms)
    for room, known in rooms.items():
        for other in known:
            assert networkx.has_path(short, room, other)
            assert other in short[room] or any(networkx.has_path(short, item, other) for item in short[room])
