"""From a question as it was read to an answer in two layers: what was asked, and what else is known about it."""
