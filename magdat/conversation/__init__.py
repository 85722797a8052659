"""A conversation: what is known so far, and what one more message means in it. Knows nothing of Rasa."""
