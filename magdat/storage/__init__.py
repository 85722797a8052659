"""Where everything that outlives a message is kept: ports, and their SQL, Redis and in-memory forms."""
