"""Read a question and a sentence together: with which word does an honest answer begin."""
