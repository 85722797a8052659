"""What an operator measures: counts and times by name, one request followed over processes, and where both are read."""
