"""The steps; their order is in ``down_revision``."""
