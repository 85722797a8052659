"""The ports in memory: for tests, and for what is short-lived in a single process."""
