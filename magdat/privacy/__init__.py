"""Keeping people out of what is stored: one verdict a turn on confidentiality, pseudonyms, and logs without words."""
