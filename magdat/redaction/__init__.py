"""Take personal data out of a text that somebody agreed to pass on: rules as data under one engine.

Used at two rare moments: a message handed to a person, and a question given to HR. What may be personal data is
written in data/redactie/ (shapes, signs, examples) and data/namen/ (words); how much each sign counts is learned by
`python -m bench.redaction` and kept in data/redactie/gewichten/.
"""

from magdat.redaction.redactor import PRIORITY, Redactor, Span

__all__ = ["PRIORITY", "Redactor", "Span"]
