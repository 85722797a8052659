"""The ports in SQL, for SQLite and PostgreSQL alike."""
