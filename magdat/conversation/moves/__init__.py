"""What the assistant does in answer to a message whose meaning is known."""
