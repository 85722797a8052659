"""What a step takes away from the code of before it, by the tables before and after: nothing, where it only adds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database


def shape(database: Database) -> dict[str, dict[str, Any]]:
    """Return what code can run into: the columns of each table, what must be in them, and what they point at."""
    with database.engine.connect() as connection:
        seen = sql.inspect(connection)
        return {
            table: {
                "columns": {column["name"]: column for column in seen.get_columns(table)},
                "key": seen.get_pk_constraint(table)["constrained_columns"],
                "bounds": {
                    *(str(check["sqltext"]) for check in seen.get_check_constraints(table)),
                    *(f"unique {unique['column_names']}" for unique in seen.get_unique_constraints(table)),
                    *(f"unique {index['column_names']}" for index in seen.get_indexes(table) if index["unique"]),
                },
                "held": {
                    link["referred_table"]
                    for link in seen.get_foreign_keys(table)
                    if link["options"].get("ondelete") not in {"CASCADE", "SET NULL"}
                },
            }
            for table in seen.get_table_names()
        }


def taken_away(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    """Return what the code of before cannot do any more, or not as it did."""
    found = [f"{table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        was, now = before[table]["columns"], after[table]["columns"]
        found += [f"{table}.{name} is gone" for name in was.keys() - now.keys()]
        for name in was.keys() & now.keys():
            if str(was[name]["type"]) != str(now[name]["type"]):
                found.append(f"{table}.{name} is another kind")
            if was[name]["nullable"] and not now[name]["nullable"]:
                found.append(f"{table}.{name} may not be empty any more")
        for name in now.keys() - was.keys():
            if not now[name]["nullable"] and now[name]["default"] is None:
                found.append(f"{table}.{name} must be given")
        if before[table]["key"] != after[table]["key"]:
            found.append(f"{table} has another key")
        found += [f"{table} is bound by {bound}" for bound in after[table]["bounds"] - before[table]["bounds"]]
    for table, is_now in after.items():
        held = is_now["held"] - before.get(table, {"held": set()})["held"]
        found += [f"rows of {other} cannot go while {table} names them" for other in held & before.keys()]
    return sorted(found)
