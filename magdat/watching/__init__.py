"""What an operator watches over a running process: whether it is ready, what waits, and where that is shown."""
