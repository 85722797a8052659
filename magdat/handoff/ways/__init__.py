"""The ways by which a question leaves the house and answers come back, a file each, behind one protocol."""
