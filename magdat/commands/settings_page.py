"""The page of documentation with every setting, written from their descriptions."""

from __future__ import annotations

from magdat.variable_table import GROUPS

_BEGIN, _END = "<!-- begin: magdat instellingen -->", "<!-- end: magdat instellingen -->"


def table() -> str:
    """Return the tables of docs/instellingen.md."""
    lines: list[str] = []
    for title, group in GROUPS.items():
        lines += [f"## {title}", "", "| variable | default | what it does |", "|---|---|---|"]
        lines += [f"| `{item.name}`{' †' if item.secret else ''} | {item.default} | {item.what} |" for item in group]
        lines.append("")
    return "\n".join(lines).strip()


def with_table(page: str) -> str:
    """Return a page with the tables as they are now between its two marks.

    Raises:
        ValueError: the page has no marks.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"de bladzijde heeft de merktekens {_BEGIN} en {_END} niet")
    return f"{before}{_BEGIN}\n\n{table()}\n\n{_END}{after}"
