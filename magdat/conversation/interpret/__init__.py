"""What one message means at this point of a conversation; nothing here answers."""
