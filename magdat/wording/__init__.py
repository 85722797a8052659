"""How things are said, once for everybody: the fixed sentences, dates, lists, contacts, and the situation in words."""
