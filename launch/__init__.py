"""Start, watch and stop the assistant's three services. Knows how they run; nothing of what they do."""
