"""Which of the guidance's statements answers a message: the likeliest ones are ranked by learned weights."""
