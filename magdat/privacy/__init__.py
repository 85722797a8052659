"""Keeping people out of what is stored: redaction, pseudonyms, retention and erasure."""
