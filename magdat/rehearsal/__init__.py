"""A policy tried out before people rest on it: its example questions, and how its answers read."""
