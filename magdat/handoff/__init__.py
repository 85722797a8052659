"""Pass a question on to a person: what is sent, the outbox it waits in, and the ways it leaves the house."""
