"""A conversation: what is known so far, what one more message means in it, and what is done about it."""
