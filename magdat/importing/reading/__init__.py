"""Readers, one for each kind of document; all give a `Source`."""
