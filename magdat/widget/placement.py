"""What an administrator pastes and sets so that the widget stands in a page of the intranet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from magdat.widget.visit import PATH

_TEMPLATE = Path(__file__).parent / "placement.txt.jinja"


@dataclass(frozen=True)
class Placement:
    """What differs from company to company."""

    host: str
    """Where browsers find script and assistant: https, without a path."""

    company: str
    """The company's name, as it stands below the widget's title."""

    sites: Sequence[str] = ()
    """Origins of the pages that the widget stands in."""

    already: Sequence[str] = ()
    """Origins that may talk to the assistant now; they stay."""

    assistant_port: str = "5005"
    page_port: str = "8080"

    def text(self) -> str:
        """Return everything, in Dutch and in the order in which it is done."""
        template = Environment(
            undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, trim_blocks=True
        ).from_string(_TEMPLATE.read_text(encoding="utf-8"))
        return template.render(
            host=self.host,
            company=self.company,
            # The assistant's own pages (/chat.html) talk to it too.
            sites=list(dict.fromkeys([*self.sites, self.host, *self.already])),
            named=bool(self.sites),
            path=PATH,
            assistant_port=self.assistant_port,
            page_port=self.page_port,
            tested="".join(f" --site {site}" for site in self.sites),
        )
