"""A policy tried out before people rest on it: its own example questions, understood and decided."""
