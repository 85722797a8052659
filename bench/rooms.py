"""Draw the rooms of the house and who knows whom, from the code: `python -m bench.rooms [--schrijf docs/huis.md]`.

An arrow runs from a room to one that it imports from. Arrows that follow from others are left out: where the answers
know the policy and the policy knows the guidance, nobody wonders that the answers know the guidance. What each room
is for is said by its docstring, so that the picture and the table say what the code says.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import grimp
import networkx

from launch.replaced import REPLACED

ROOT = Path(__file__).resolve().parent.parent

DOMAIN, OTHERS = "magdat", ("channels", "actions", "nlu", "desk", "launch")
"""The package that has rooms, and the packages around it."""

BY_CONFIGURATION = {
    "channels": ("Rasa", "hands messages to"),
    "Rasa": ("actions", "calls, over HTTP"),
    "config.yml": ("nlu", "names the parts of"),
}
"""Arrows that no import shows, because Rasa's own files draw them."""

BEGIN, END = "<!-- begin: drawn by python -m bench.rooms -->", "<!-- end -->"

Arrows = dict[str, set[str]]


def main() -> None:
    """Print the picture, or put it in a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schrijf", type=Path, metavar="PAGE.md", help="put the picture in this page")
    page: Path | None = parser.parse_args().schrijf
    if page is None:
        print(picture())
        return
    page.write_text(with_picture(page.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"· {page}")


def with_picture(page: str) -> str:
    """Return a page with the picture of today between its two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{picture()}\n{END}{rest.partition(END)[2]}"


def picture() -> str:
    """Return the pictures of the house and the domain, what each room is for, and what stands in Rasa's place."""
    graph = grimp.build_graph(DOMAIN, *OTHERS, cache_dir=None)
    rooms = arrows(graph, lambda module: module.split(".")[1], DOMAIN)
    house = arrows(graph, lambda module: module.partition(".")[0], *OTHERS, DOMAIN)
    for item, (other, _) in BY_CONFIGURATION.items():
        house.setdefault(item, set()).add(other)
    return "\n\n".join(
        [
            _mermaid(house, {(item, other): label for item, (other, label) in BY_CONFIGURATION.items()}),
            "Inside `magdat/`, which imports neither Rasa nor a web framework:",
            _mermaid(reduced(rooms)),
            _table(rooms),
            "What `launch/` puts in the place of insides of Rasa 3.6, each with what would end it:",
            _replaced(),
        ]
    )


def arrows(graph: grimp.ImportGraph, room_of: Callable[[str], str], *roots: str) -> Arrows:
    """Return for each room the rooms that its modules import from."""
    found: Arrows = {}
    for module in sorted(graph.modules):
        if module.partition(".")[0] not in roots or (module in roots and len(roots) == 1):
            continue
        known = found.setdefault(room_of(module), set())
        imported = graph.find_modules_directly_imported_by(module)
        known |= {room_of(item) for item in imported if item.partition(".")[0] in roots and item not in roots}
    return {room: known - {room} for room, known in found.items()}


def reduced(rooms: Mapping[str, Iterable[str]]) -> Arrows:
    """Return the arrows without those that follow from others."""
    graph = networkx.DiGraph([(room, other) for room, known in rooms.items() for other in known])
    short = networkx.transitive_reduction(graph)
    return {room: set(short.successors(room)) if room in short else set() for room in rooms}


def order(rooms: Arrows) -> list[str]:
    """Return the rooms, each before those that it knows, and otherwise by name."""
    graph = networkx.DiGraph([(room, other) for room, known in rooms.items() for other in known])
    graph.add_nodes_from(rooms)
    return list(networkx.lexicographical_topological_sort(graph))


def purpose(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    place = ROOT / DOMAIN / room
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    told = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return told.partition("\n\n")[0].replace("\n", " ")


def _mermaid(rooms: Arrows, labels: Mapping[tuple[str, str], str] | None = None) -> str:
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {room}([{room}.py])" for room in order(rooms) if (ROOT / DOMAIN / f"{room}.py").is_file()]
    for room in order(rooms):
        for other in sorted(rooms.get(room, ())):
            label = (labels or {}).get((room, other))
            lines.append(f"    {room} -. {label} .-> {other}" if label else f"    {room} --> {other}")
    return "\n".join([*lines, "```"])


def _table(rooms: Arrows) -> str:
    rows = ["| room | what it is for |", "|---|---|"]
    for room in order(rooms):
        name = f"{room}/" if (ROOT / DOMAIN / room).is_dir() else f"{room}.py"
        rows.append(f"| `{name}` | {purpose(room)} |")
    return "\n".join(rows)


def _replaced() -> str:
    rows = ["| module | in the place of | why | unnecessary with |", "|---|---|---|---|"]
    for item in REPLACED:
        names = ", ".join(f"`{name}`" for name in item.instead_of)
        rows.append(f"| `launch/{item.module}.py` | {names} | {item.why} | {item.until} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
