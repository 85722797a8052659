"""What can go wrong with keeping things; said without a word of what was to be kept."""

from __future__ import annotations

from magdat.files.problems import MagDatError


class StorageError(MagDatError):
    """The database or Redis refuses or cannot be reached; nothing was changed."""


class OldSchema(StorageError):
    """The database has no tables yet, or those of an earlier version."""


class NewSchema(StorageError):
    """The database has the tables of a later version, on which this one may not run."""
