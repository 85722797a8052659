"""Mail that comes back: whose ticket it answers, what in it is the answer, and the mailbox that it lies in."""
