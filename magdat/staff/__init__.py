"""The people of a desk: who they are, what they opened, and what they propose to HR."""
