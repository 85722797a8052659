"""Places in a policy that somebody still has to fill in: marked, so that nobody takes a guess for a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseConfig, ConstrainedInt
from pydantic.fields import ModelField

from magdat.files.schema import Text, YesNo
from magdat.sector import Sector

OPEN = "nog in te vullen"
"""What stands in a place that is still open."""

UNDECIDED = "Nog te beslissen:"
"""What a line of comment begins with that names what somebody still has to decide."""


class Headcount(ConstrainedInt):
    """A number of employees."""

    strict = True
    ge = 1
    le = 500_000


if TYPE_CHECKING:
    # To a type checker an open place is one with nothing in it.
    HeadcountOrOpen = int | None
    SectorOrOpen = Sector | None
    YesNoOrOpen = YesNo | None
    TextOrOpen = str | None
else:

    def _or_open(kind: type) -> type:
        """Return a type that reads what ``kind`` reads, and an open place as ``None``."""
        inner = ModelField(name="waarde", type_=kind, class_validators=None, model_config=BaseConfig)

        def read(value: Any) -> Any:
            if value == OPEN:
                return None
            found, wrong = inner.validate(value, {}, loc="waarde")
            if wrong is not None:
                raise wrong.exc
            return found

        class OrOpen(kind if issubclass(kind, int | str) and not issubclass(kind, YesNo | Sector) else object):
            """What ``kind`` is, or an open place."""

            @classmethod
            def __get_validators__(cls) -> Iterator[Callable[[Any], Any]]:
                """Tell pydantic how to read one."""
                yield read

            @classmethod
            def __modify_schema__(cls, schema: dict[str, Any]) -> None:
                """Tell an editor what to expect."""
                choices = (
                    {"enum": [item.value for item in kind]}
                    if hasattr(kind, "__members__")
                    else {"type": "integer", "minimum": kind.ge, "maximum": kind.le}
                    if issubclass(kind, int)
                    else {"type": "string", "minLength": 1, "maxLength": kind.max_length, "pattern": r"\S"}
                )
                for key in list(schema):
                    if key not in {"description"}:
                        del schema[key]
                schema["anyOf"] = [choices, {"const": OPEN}]

        OrOpen.ge, OrOpen.le = getattr(kind, "ge", None), getattr(kind, "le", None)
        return OrOpen

    HeadcountOrOpen = _or_open(Headcount)
    SectorOrOpen = _or_open(Sector)
    YesNoOrOpen = _or_open(YesNo)
    TextOrOpen = _or_open(Text)
