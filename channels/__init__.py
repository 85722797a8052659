"""Rasa connectors, and the one gate that every message passes before Rasa sees it."""
