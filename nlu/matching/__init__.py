"""Which of the things that a company wrote in its policy answers a question, without any training on that policy."""
