"""From the document that HR has to a policy file: read it, cut it in statements, propose what each is, write it."""
